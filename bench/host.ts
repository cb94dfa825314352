// A gateway with a load of known size: `node bench/host.ts BEDS`. Prints its address; on a line of input the p99 of its event-loop delay,
// on `audit COUNT RATE` how long so many records took, written beside its work at so many a second.
import { randomBytes } from 'node:crypto'
import path from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { createInterface } from 'node:readline'
import { pino } from 'pino'
import { systemClock } from '../src/gateway/clock.ts'
import { createGateway } from '../src/gateway/gateway.ts'
import { openHouse } from '../src/gateway/house.ts'
import { masterKey } from '../src/gateway/store/master.ts'
import { auditWrites } from './audit.ts'
import { type Crossing, createLoad } from './load.ts'

const clock = systemClock()
let crossings: Crossing[] = []
const crosses = process.argv[3] === 'alarms' ? (one: Crossing): void => void crossings.push(one) : null
const load = createLoad(Number(process.argv[2]), clock.now(), undefined, crosses)
const random = (count: number): Uint8Array => new Uint8Array(randomBytes(count))
const log = pino({ level: 'warn' }, pino.destination(2))
const house = await openHouse({
  folder: null,
  master: masterKey({ file: null, value: null, folder: null, demo: true }),
  auditHeads: null,
  demo: true,
  wards: load.census.wards.map(({ id }) => id),
  oidc: null,
  clock,
  random,
  log,
})
const gateway = createGateway({
  sources: [load],
  clock,
  access: house.access,
  audit: house.audit,
  history: house.history,
  routes: house.routes,
  cookies: house.access.cookies,
  dist: path.resolve(import.meta.dirname, '../dist'),
  random,
  log,
  demo: true,
})
house.serves(gateway)
const { port } = await gateway.listen(0)
const delay = monitorEventLoopDelay({ resolution: 1 })
delay.enable()
createInterface({ input: process.stdin }).on('line', (asked) => {
  const [what, count, rate] = asked.split(' ')
  if (what === 'crossings') {
    console.log(JSON.stringify(crossings))
    crossings = []
    return
  }
  if (what === 'audit') {
    void auditWrites(house.audit, Number(count), Number(rate)).then((times) => console.log(JSON.stringify(times)))
    return
  }
  console.log(JSON.stringify({ p99: delay.percentile(99) / 1e6, max: delay.max / 1e6, rss: process.memoryUsage().rss }))
  delay.reset()
})
console.log(`ready at http://127.0.0.1:${port}`)
