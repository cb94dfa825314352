// `npm run backup`, `npm run keys-backup`, `npm run restore`: copies of a store, also of one in use. Without arguments it says how.
import path from 'node:path'
import { install, root, run } from './install.mjs'

install('run')
run(
  path.join(root, 'node_modules', 'node', 'bin', 'node'),
  [path.join(root, 'src', 'gateway', 'store', 'backup.ts'), ...process.argv.slice(2)],
  '',
)
