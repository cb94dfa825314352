// `npm run bench`: installs what is missing, builds the app and the pages it is compared with, measures.
import path from 'node:path'
import { build, install, node, root, run } from './install.mjs'

install('all')
build()
const vite = path.join(root, 'node_modules', 'vite', 'bin', 'vite.js')
for (const page of ['naive', 'charts'])
  run(node, [vite, 'build', '--config', path.join(root, 'bench', page, 'vite.config.ts')], `Building the page ${page}`)
run(node, [path.join(root, 'bench', 'main.ts'), ...process.argv.slice(2)], 'The bench')
