// `npm run simulate`: installs what is missing, and runs seeds through the alarm engine on a virtual clock.
import path from 'node:path'
import { install, node, root, run } from './install.mjs'

install('all')
run(node, [path.join(root, 'simulate', 'main.ts'), ...process.argv.slice(2)], 'The simulation')
