// `npm run audit verify -- --data DIR [--heads DIR]`: walks the audit's files and names the place of any tampering. Needs no key.
import path from 'node:path'
import { install, root, run } from './install.mjs'

install('run')
run(
  path.join(root, 'node_modules', 'node', 'bin', 'node'),
  [path.join(root, 'src', 'gateway', 'audit', 'command.ts'), ...process.argv.slice(2)],
  '',
)
