// A gateway with a load of known size: `node bench/host.ts BEDS`. Prints its address; on a line of input the p99 of its event-loop delay.
import { randomBytes } from 'node:crypto'
import path from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { createInterface } from 'node:readline'
import { pino } from 'pino'
import { systemClock } from '../src/gateway/clock.ts'
import { createGateway } from '../src/gateway/gateway.ts'
import { createLoad } from './load.ts'

const clock = systemClock()
const gateway = createGateway({
  sources: [createLoad(Number(process.argv[2]), clock.now())],
  clock,
  dist: path.resolve(import.meta.dirname, '../dist'),
  random: (count) => randomBytes(count),
  log: pino({ level: 'warn' }, pino.destination(2)),
  demo: true,
})
const { port } = await gateway.listen(0)
const delay = monitorEventLoopDelay({ resolution: 1 })
delay.enable()
createInterface({ input: process.stdin }).on('line', () => {
  console.log(JSON.stringify({ p99: delay.percentile(99) / 1e6, max: delay.max / 1e6, rss: process.memoryUsage().rss }))
  delay.reset()
})
console.log(`ready at http://127.0.0.1:${port}`)
