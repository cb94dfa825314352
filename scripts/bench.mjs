// `npm run bench`: installs what is missing, builds the app and the naive page, measures.
import path from 'node:path'
import { build, install, node, root, run } from './install.mjs'

install('all')
build()
const vite = path.join(root, 'node_modules', 'vite', 'bin', 'vite.js')
run(node, [vite, 'build', '--config', path.join(root, 'bench', 'naive', 'vite.config.ts')], 'Building the naive page')
run(node, [path.join(root, 'bench', 'main.ts'), ...process.argv.slice(2)], 'The bench')
