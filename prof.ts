import { run } from './src/gateway/simulate/run.ts'
import { createScreen } from './simulate/screens.ts'
for (let seed = 1; seed < 8; seed++) { const t = performance.now(); const r = await run({ seed, screens: createScreen }); console.log(seed, r.wrong.length, performance.now() - t) }
