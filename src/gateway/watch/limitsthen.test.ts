// Limits of the past against the alarm engine: whatever is set, corrected and ordered, the limits that a stay's story tells of an instant are
// those that the engine held values against at that instant.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { AlarmAct } from '../../model/alarmacts.ts'
import { populationsOf } from '../../model/bookpast.ts'
import { bedId } from '../../model/ids.ts'
import { type Around, createJudge } from '../../model/judge/judge.ts'
import { limitsOf } from '../../model/judge/limit.ts'
import { LIMIT_KEYS } from '../../model/limits.ts'
import { limitAt, limitSteps } from '../../model/storyfold.ts'
import { act, house } from '../harness.ts'
import { keptInMemory } from './kept.ts'
import { createWatch } from './watch.ts'

const RUNS = process.env.WARDLIGHT_SOAK ? 200 : 20
const BY = { is: 'person', id: 'p-test', name: 'P. Test' } as const
const vital = fc.constantFrom('hr' as const, 'pr' as const, 'spo2' as const, 'rr' as const, 'temp' as const)
const step = fc.oneof(
  fc.record({ is: fc.constant('limits' as const), vital, low: fc.integer({ min: 36, max: 60 }), preset: fc.boolean() }),
  fc.record({ is: fc.constantFrom('off' as const, 'on' as const), vital }),
  fc.record({ is: fc.constantFrom('order-off' as const, 'order-on' as const) }),
  fc.record({
    is: fc.constant('correct' as const),
    population: fc.constantFrom('adult' as const, 'paediatric' as const, 'neonate' as const),
  }),
  fc.record({ is: fc.constant('value' as const), hr: fc.integer({ min: 30, max: 170 }) }),
)
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never

test(`limits told of each instant are those that values were held against then (soak: ${RUNS} runs)`, async () => {
  let changed = 0
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(step, fc.integer({ min: 1, max: 4 })), { minLength: 4, maxLength: 14 }), async (steps) => {
      const used: { readonly at: number; readonly around: Around; readonly isOrdered: boolean }[] = []
      let ordered = (): boolean => false
      const here = await house(1, {
        alarms: keptInMemory(),
        watch: (setup) =>
          createWatch({
            ...setup,
            judge: () => {
              const judge = createJudge()
              const see = (around: Around, at: number): void => void used.push({ at, around, isOrdered: ordered() })
              return {
                ...judge,
                hear: (samples, alarms, around, when) => {
                  see(around, when)
                  return judge.hear(samples, alarms, around, when)
                },
                tick: (around, when) => {
                  see(around, when)
                  return judge.tick(around, when)
                },
              }
            },
          }),
      })
      const bed = 'T-01'
      const { gateway, clock, source } = here
      const stay = gateway.census.book().lying.get(bedId(bed))!
      ordered = () => gateway.alarms.stateOf(stay)?.care.order != null
      const pass = (count: number): void => {
        for (let i = 0; i < 4 * count; i++) {
          clock.pass(250)
        }
      }
      const alarm = (asked: Record<string, unknown>): void => {
        gateway.alarms.act(AlarmAct.parse({ ...asked, stay, bed }), { by: BY, staff: () => null, nameOf: () => BY.name })
      }
      const take = (one: Step): void => {
        if (one.is === 'value') source.number(bed, 'hr', one.hr)
        else if (one.is === 'limits')
          alarm({
            act: 'limits',
            vital: one.vital,
            reason: 'x',
            ...(one.preset ? { preset: true, low: null, high: null } : { low: one.low, high: one.low + 5 }),
          })
        else if (one.is === 'correct') {
          const { identity, paced, pregnant } = gateway.census.book().stay.get(stay)!
          act(here, { act: 'correct', stay, bed, identity: identity!, population: one.population, paced, pregnant, meant: true })
        } else alarm({ act: one.is, ...('vital' in one && { vital: one.vital }), ...(one.is.endsWith('off') && { reason: 'x' }) })
      }
      try {
        for (const [one, seconds] of steps) {
          // Between two ticks of the engine: of one instant two things would be true.
          clock.pass(125)
          take(one)
          clock.pass(125)
          pass(seconds)
        }
        const kept = gateway.census.book().stay.get(stay)!
        const entries = (await gateway.alarms.journal({ stay }, 0, clock.now() + 1)).map(({ entry }) => entry)
        const told = limitSteps(entries, populationsOf(kept), kept.since, true)
        changed += told.length - LIMIT_KEYS.length
        // Of one instant the last: what was set in it holds from then on.
        const last = new Map(used.map((one) => [one.at, one]))
        expect(last.size).toBeGreaterThan(3)
        for (const [when, { around, isOrdered }] of last)
          for (const key of LIMIT_KEYS) {
            const { low, high } = isOrdered ? { low: null, high: null } : limitsOf({ around }, key)
            const then = limitAt(told, key, when)
            expect([when, key, then?.low, then?.high]).toEqual([when, key, low, high])
          }
      } finally {
        await here.close()
      }
    }),
    { numRuns: RUNS },
  )
  expect(changed).toBeGreaterThan(0)
}, 120_000)
