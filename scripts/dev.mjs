// `npm run dev`: the gateway, started anew at each change, and the app as Vite serves it. Arguments go to the gateway.
import { spawn } from 'node:child_process'
import path from 'node:path'
import { install, node, root, withNode24 } from './install.mjs'

install('all')
const start = (args) => spawn(node, args, { cwd: root, stdio: 'inherit', env: withNode24() })
const main = path.join(root, 'src', 'gateway', 'main.ts')
// Vite hands the app's socket on to the gateway's own port.
const parts = [
  start(['--watch', '--watch-preserve-output', main, ...process.argv.slice(2)]),
  start([path.join(root, 'node_modules', 'vite', 'bin', 'vite.js'), '--host', '127.0.0.1', '--port', '5173', '--strictPort']),
]
const end = () => {
  for (const part of parts) part.kill('SIGTERM')
}
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, end)
for (const part of parts) part.on('exit', end)
