// `npm start`: installs what is missing, builds what changed, serves. Arguments go to the gateway.
import { spawn, spawnSync } from 'node:child_process'
import path from 'node:path'
import { build, install, node, root, withNode24 } from './install.mjs'

const main = path.join(root, 'src', 'gateway', 'main.ts')
const args = process.argv.slice(2)

install('run')
// A wrong option is said at once, not after the build.
const checked = spawnSync(node, [main, '--check', ...args], { cwd: process.cwd(), stdio: 'inherit' })
if (checked.status !== 0) process.exit(checked.status ?? 1)
if (args.includes('--help') || args.includes('-h')) process.exit(0)
build()

const gateway = spawn(node, [main, ...args], { cwd: process.cwd(), stdio: 'inherit', env: withNode24() })
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => gateway.kill(signal))
gateway.on('exit', (code, signal) => process.exit(code ?? (signal === 'SIGINT' || signal === 'SIGTERM' ? 0 : 1)))
