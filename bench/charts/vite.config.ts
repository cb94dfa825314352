// Builds the page that draws the same 72 h by other libraries.
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

export default defineConfig({
  root: import.meta.dirname,
  base: './',
  plugins: [react()],
  build: { outDir: '../../.cache/charts', emptyOutDir: true, chunkSizeWarningLimit: 4000 },
  logLevel: 'warn',
})
