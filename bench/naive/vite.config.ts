// Builds the naive page of the bench.
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

export default defineConfig({
  root: import.meta.dirname,
  base: './',
  plugins: [react()],
  build: { outDir: '../../.cache/naive', emptyOutDir: true, chunkSizeWarningLimit: 2000 },
  logLevel: 'warn',
})
