// A gateway with parts that no option gives: `node e2e/host.ts '{"ahead": MS, "names": [NAME, …]}'`. Takes lines on its standard input:
// "discharge BED"; "call BED NAME": from now on the monitor there calls its patient so.
import { randomBytes } from 'node:crypto'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { pino } from 'pino'
import { createMock } from '../src/feed/mock/mock.ts'
import type { Source } from '../src/feed/source.ts'
import { systemClock } from '../src/gateway/clock.ts'
import { createGateway } from '../src/gateway/gateway.ts'
import { openHouse } from '../src/gateway/house.ts'
import { masterKey } from '../src/gateway/store/master.ts'
import { stayIn } from '../src/model/book.ts'
import type { Census } from '../src/model/census.ts'
import { bedId } from '../src/model/ids.ts'

interface Wish {
  /** How far this gateway's clock is ahead of the machine's, ms. */
  readonly ahead?: number
  /** Names of the first people, in the order of the demo's beds. */
  readonly names?: readonly string[]
}

const { ahead = 0, names = [] } = JSON.parse(process.argv[2] ?? '{}') as Wish
const clock = systemClock({ hands: { wall: () => Date.now() + ahead, mono: () => performance.now() } })

/** What monitors call their patients instead of their record numbers, by bed. */
const called = new Map<string, string>()

/** The demo's ward, with other names. */
function source(): Source {
  const mock = createMock({ seed: 7, start: clock.now() })
  const people: Census['people'] = mock.census.people.map((person, index) => ({ ...person, name: names[index] ?? person.name }))
  return {
    ...mock,
    census: { ...mock.census, people },
    start: (sink, hands) =>
      mock.start((report) => {
        const patient = report.patient === undefined ? undefined : called.get(report.bed)
        sink(patient === undefined ? report : { ...report, patient })
      }, hands),
  }
}

const wards = source()
const random = (count: number): Uint8Array => new Uint8Array(randomBytes(count))
const log = pino({ level: 'warn' }, pino.destination(2))
const house = await openHouse({
  folder: null,
  master: masterKey({ file: null, value: null, folder: null, demo: true }),
  auditHeads: null,
  demo: true,
  wards: wards.census.wards.map(({ id }) => id),
  oidc: null,
  clock,
  random,
  log,
})
const gateway = createGateway({
  sources: [wards],
  clock,
  access: house.access,
  audit: house.audit,
  routes: house.routes,
  cookies: house.access.cookies,
  dist: path.resolve(import.meta.dirname, '../dist'),
  random,
  log,
  demo: true,
})
house.serves(gateway)
createInterface({ input: process.stdin }).on('line', (line) => {
  const [command, bed = '', name = ''] = line.split(' ')
  if (command === 'call') {
    called.set(bed, name)
    return
  }
  if (command !== 'discharge') throw new Error(`no such command: ${line}`)
  const stay = stayIn(gateway.census.book(), bedId(bed))
  if (!stay) throw new Error(`nobody lies in ${bed}`)
  const answer = gateway.act(
    { act: 'discharge', stay: stay.id, bed },
    { by: { is: 'person', id: 'test', name: 'Test' }, staff: () => null },
  )
  if (answer.is !== 'done') throw new Error(`not discharged: ${answer.code}`)
})
const { port } = await gateway.listen(0)
console.log(`ready at http://127.0.0.1:${port}`)
