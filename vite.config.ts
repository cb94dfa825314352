// How the app is built and served while it is worked on. Nothing is inlined: the content security policy forbids it.
import { readFileSync } from 'node:fs'
import tailwindcss from '@tailwindcss/vite'
import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin } from 'vite'

/** Where `npm run dev` finds a running gateway. */
const GATEWAY = process.env.WARDLIGHT_GATEWAY ?? 'http://127.0.0.1:4290'

/** A worker's script as a part of the page's own build: what both need, such as zod and the tables of the model, is loaded once. */
const sharing: Plugin = {
  name: 'wardlight-workers',
  apply: 'build',
  enforce: 'pre',
  load(id) {
    const [, file, folder] = /^(.*\/(\w+)\/worker\.ts)\?worker&url$/.exec(id) ?? []
    if (file === undefined) return null
    // Each by a name of its own: they are told apart by it.
    const made = this.emitFile({ type: 'chunk', id: file, name: folder === 'app' ? 'worker' : `${folder}-worker` })
    return `export default import.meta.ROLLUP_FILE_URL_${made}`
  },
}

/**
 * zod without what is not parsing: JSON Schemas, which nothing here asks for, and English words of what is wrong, which nobody is shown.
 * Every check stays.
 */
const onlyParsing: Plugin = {
  name: 'wardlight-zod',
  apply: 'build',
  enforce: 'pre',
  load(id) {
    if (/\/zod\/v4\/locales\/en\.js$/.test(id)) return 'export default () => ({ localeError: () => "Invalid input" })'
    if (!/\/zod\/v4\/core\/(to-json-schema|json-schema-processors)\.js$/.test(id)) return null
    const names = [...readFileSync(id, 'utf8').matchAll(/^export (?:function|const|class) (\w+)/gm)].map(([, name]) => name)
    return `const none = () => undefined\nexport { ${names.map((name) => `none as ${name}`).join(', ')} }`
  },
}

export default defineConfig({
  plugins: [sharing, onlyParsing, react(), tailwindcss()],
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
