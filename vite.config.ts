// How the app is built and served while it is worked on. Nothing is inlined: the content security policy forbids it.
import tailwindcss from '@tailwindcss/vite'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

/** Where `npm run dev` finds a running gateway. */
const GATEWAY = process.env.WARDLIGHT_GATEWAY ?? 'http://127.0.0.1:4290'

export default defineConfig({
  plugins: [react(), tailwindcss()],
  worker: { format: 'es' },
  build: {
    target: 'es2023',
    assetsInlineLimit: 0,
    // A polyfill would be an inline script.
    modulePreload: { polyfill: false },
  },
  server: {
    proxy: {
      // The gateway checks the origin: behind the proxy it is its own.
      '/socket.io': { target: GATEWAY, ws: true, changeOrigin: true, headers: { origin: new URL(GATEWAY).origin } },
      '/healthz': GATEWAY,
    },
  },
})
