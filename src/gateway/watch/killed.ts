// For a test: alarms come and go and are acted on at two stays, and a line is printed for each act that was acknowledged, until it is killed.
import type { AlarmAct } from '../../model/alarmacts.ts'
import type { By } from '../../model/book.ts'
import { type StayId, stayId } from '../../model/ids.ts'
import { actStay, type StayAct } from '../../model/stayact.ts'
import { alarmsOf, newStayAlarms, restored, type StayAlarms, type Stepped } from '../../model/stayalarms.ts'
import { judgedStay } from '../../model/staystep.ts'
import { ms } from '../../model/units.ts'
import { systemClock } from '../clock.ts'
import { masterKey } from '../store/master.ts'
import { openStore } from '../store/openstore.ts'
import { createKeeping } from './keeping.ts'
import { nameOf, openKept } from './kept.ts'

const [folder = '', key = ''] = process.argv.slice(2)
const clock = systemClock()
const store = await openStore({
  folder,
  master: masterKey({ file: null, value: key, folder, demo: false }),
  log: { info: () => {}, warn: () => {}, error: () => {} },
  now: clock.real,
})
const kept = await openKept(store, clock.real)
const keeping = createKeeping({ kept, now: clock.now, real: clock.real, failed: (place, error) => console.error(place, error) })
const WREN: By = { is: 'person', id: 'wren', name: 'R. Wren' }
const stays = new Map<StayId, StayAlarms>(
  ['stay-a', 'stay-b'].map((id): [StayId, StayAlarms] => {
    const before = kept.loaded.get(nameOf({ stay: stayId(id) }))
    return [stayId(id), before ? restored(before.alarms, before.care, kept.first) : newStayAlarms(kept.first)]
  }),
)

function keep(id: StayId, { state, entries }: Stepped): Promise<void> {
  const before = stays.get(id)!
  stays.set(id, state)
  return entries.length === 0 ? Promise.resolve() : keeping.keep({ stay: id }, before, state, entries)
}
const judge = (id: StayId, rule: 'hr-high' | 'spo2-low' | 'vf', is: 'out' | 'in', value: number): Promise<void> =>
  keep(
    id,
    judgedStay(
      stays.get(id)!,
      [
        {
          rule,
          of: '',
          verdict: {
            at: clock.now(),
            is,
            armed: true,
            delay: ms(0),
            settle: ms(0),
            priority: rule === 'vf' ? 'high' : 'medium',
            vital: null,
            side: 'high',
            value,
            limit: 120,
            say: {},
            evidence: null,
          },
        },
      ],
      clock.now(),
    ),
  )
/** A line tells what stands by an act that was acknowledged. */
async function act(id: StayId, ask: Omit<AlarmAct, 'stay' | 'bed'>, line: (state: StayAlarms) => string): Promise<void> {
  const outcome = actStay(stays.get(id)!, { ...ask, stay: id, bed: 'b' } as StayAct, {
    by: WREN,
    now: clock.now(),
    population: 'adult',
    age: 60,
    staff: () => WREN,
    nameOf: (person) => person,
  })
  if (outcome.is === 'refused') throw new Error(outcome.code)
  await keep(id, outcome)
  process.stdout.write(`${id} ${line(stays.get(id)!)}\n`)
}

process.stdout.write('there\n')
for (let turn = 1; ; turn++)
  for (const id of stays.keys()) {
    void judge(id, 'hr-high', 'out', 121 + (turn % 20))
    void judge(id, 'spo2-low', turn % 2 === 0 ? 'out' : 'in', 85)
    if (turn % 5 === 0) void judge(id, 'vf', turn % 10 === 0 ? 'in' : 'out', 0)
    const alarm = alarmsOf(stays.get(id)!).find(({ rule }) => rule === 'hr-high')!
    await act(id, { act: 'claim', alarm: alarm.id, priority: 'medium' } as never, (state) => {
      const until = alarmsOf(state).find(({ rule }) => rule === 'hr-high')!.claim!.until
      return `claim ${until}`
    })
    await act(
      id,
      { act: 'limits', vital: 'hr', low: 40, high: 130 + (turn % 30), reason: `${process.pid}.${turn}` } as never,
      () => `limits ${process.pid}.${turn}`,
    )
    if (turn % 7 === 0) await act(id, { act: 'pause', on: turn % 14 === 0 } as never, () => `pause ${turn % 14 === 0}`)
  }
