// `npm run soak`: the tests that count to large numbers, counted in full.
import path from 'node:path'
import { build, install, root, run } from './install.mjs'

process.env.WARDLIGHT_SOAK = '1'
install('all')
build()
const bin = (name) => path.join(root, 'node_modules', '.bin', name)
run(bin('vitest'), ['run', '--testTimeout=900000', '--testNamePattern', 'soak'], 'Soaking the parts')
run(bin('playwright'), ['test', '--workers=1', '--grep', 'soak', '--timeout=600000', '--reporter=list'], 'Soaking the browser')
