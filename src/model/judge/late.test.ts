// What comes late, twice or in another order is never judged as now.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type NumberSample, QUALITY } from '../sample.ts'
import { after, seconds } from '../units.ts'
import type { VitalKey } from '../vitals.ts'
import type { Found } from './around.ts'
import { AROUND, bedside, coded, event, FACTS, inSeconds, number, wave } from './harness.ts'
import { createJudge } from './judge.ts'

test('a reading from home that was taken long ago is told as found late, and raises nothing [WARD §4 H2]', () => {
  const day = 24 * 3600
  const facts = { ...FACTS, devices: [{ ...FACTS.devices[0]!, kind: 'home' as const, cadence: { spo2: 8 * 3_600_000 } }] }
  const bed = bedside({ facts, continuous: false })
  const received = inSeconds(day + 80 * 60)
  bed.hear([number('spo2', 84, day, { received })], day + 80 * 60)
  bed.tick(day + 80 * 60 + 1)
  expect(bed.raised()).toEqual([])
  expect(bed.judge.late()).toEqual([{ vital: 'spo2', value: 84, at: inSeconds(day), received, side: 'low', limit: 90 }])
  expect(bed.judge.late()).toEqual([])
  // In time it is judged, and the same again is nothing.
  bed.hear([number('spo2', 85, 2 * day)], 2 * day)
  expect(bed.raised()).toEqual(['spo2-low'])
})

test('after a link was cut, what is past is found late once, with its worst; the newest is judged, and counts from its return', () => {
  const bed = bedside()
  bed.pass(0, 60, () => ({ spo2: 97 }))
  bed.pass(60, 120, () => ({}))
  // A minute at once: a dip of 40 s that is over.
  const dip = Array.from({ length: 60 }, (_, i) => number('spo2', i >= 10 && i < 50 ? (i === 30 ? 83 : 86) : 96, 60 + i))
  bed.hear(dip, 120)
  expect(bed.raised().filter((rule) => rule !== 'no-data')).toEqual([])
  expect(bed.judge.late()).toMatchObject([{ vital: 'spo2', value: 83, side: 'low' }])
  bed.pass(120, 160, () => ({ spo2: 86 }))
  // The newest of the burst were valid from 115 on; it settled 10 s later, and was outside from 120 on for 15 s.
  expect(bed.at('spo2-low')).toEqual([140])
})

test('what was judged in its time and comes again is not found late', () => {
  const bed = bedside()
  bed.pass(0, 200, (s) => ({ spo2: s >= 20 && s < 60 ? 82 : 97 }))
  bed.hear(
    Array.from({ length: 40 }, (_, i) => number('spo2', 82, 20 + i, { received: inSeconds(200) })),
    200,
  )
  expect(bed.judge.late()).toEqual([])
})

test('an arrest that came late is found late, in order or behind what is newer, and sounds not as if it were now', () => {
  const sinus = (s: number) => [number('hr', 80, s), coded('rhythm', 'sinus', s)]
  const behind = bedside()
  behind.pass(0, 60, sinus)
  behind.hear(sinus(100), 100)
  behind.hear([{ ...coded('rhythm', 'vf', 70), quality: QUALITY.late }], 101)
  const backlog = bedside()
  backlog.pass(0, 60, sinus)
  backlog.hear(
    Array.from({ length: 600 }, (_, i) => coded('rhythm', i >= 10 && i < 30 ? 'vf' : 'sinus', 60 + i)),
    660,
  )
  backlog.pass(660, 670, sinus)
  for (const bed of [behind, backlog]) {
    expect(bed.raised().filter((rule) => rule === 'vf')).toEqual([])
    expect(bed.judge.late()).toEqual([{ rule: 'vf', at: inSeconds(70), received: expect.anything() }])
  }
  // The same rhythm again, of what was judged in its time.
  behind.hear([{ ...coded('rhythm', 'vf', 30), quality: QUALITY.late }], 102)
  expect(behind.judge.late()).toEqual([])
})

test('beats of the past that stopped are found late', () => {
  const bed = bedside()
  const monitor = (s: number) => [number('hr', 80, s), wave('ecg-ii', s), ...(s >= 100 && s < 110 ? [] : [event('beat', s)])]
  bed.pass(0, 60, monitor)
  bed.hear(Array.from({ length: 240 }, (_, i) => monitor(60 + i)).flat(), 300)
  bed.pass(300, 310, monitor)
  expect(bed.raised().filter((rule) => rule === 'asystole')).toEqual([])
  expect(bed.judge.late()).toContainEqual({ rule: 'asystole', at: inSeconds(99), received: inSeconds(300) })
})

test('a short dip that comes late is none: it would have been no alarm', () => {
  const bed = bedside()
  bed.pass(0, 60, () => ({ spo2: 97 }))
  bed.hear([...Array.from({ length: 60 }, (_, i) => number('spo2', i >= 10 && i < 20 ? 86 : 96, 60 + i))], 120)
  expect(bed.judge.late()).toEqual([])
})

test('a breach that came late is not told where the same stands now', () => {
  const bed = bedside()
  bed.pass(0, 60, () => ({ spo2: 97 }))
  bed.hear([...Array.from({ length: 60 }, (_, i) => number('spo2', 86, 60 + i))], 120)
  expect(bed.judge.late()).toEqual([])
})

test('a late reading of a cuff may end an alarm, and begins none', () => {
  const bed = bedside()
  const cuff = (sys: number, s: number, over: Partial<NumberSample> = {}) =>
    [['nibp-sys', sys] as const, ['nibp-dia', 60] as const, ['nibp-mean', 75] as const].map(([signal, value]) =>
      number(signal, value, s, over),
    )
  bed.hear(cuff(82, 1000, { quality: QUALITY.late }), 1000)
  expect(bed.raised()).toEqual([])
  expect(bed.judge.late()).toHaveLength(1)
  bed.hear(cuff(82, 2000), 2000)
  expect(bed.raised()).toEqual(['nibp'])
  bed.hear(cuff(110, 2500, { received: inSeconds(4000) }), 4000)
  expect(bed.at('nibp', 'ended')).toEqual([4000])
})

const VITALS_TRIED = ['hr', 'spo2', 'rr', 'nibp-sys'] as const satisfies readonly VitalKey[]
const stream = fc.array(
  fc.record({
    signal: fc.constantFrom(...VITALS_TRIED),
    value: fc.oneof(fc.integer({ min: 20, max: 200 }), fc.constant('invalid' as const)),
  }),
  { minLength: 20, maxLength: 200 },
)
type Plain = readonly { readonly signal: VitalKey; readonly value: number | 'invalid' }[]
const samplesOf = (plain: Plain): NumberSample[] =>
  plain.map(({ signal, value }, i) => number(signal, typeof value === 'number' && signal === 'spo2' ? Math.min(100, value) : value, i / 2))

const outs = (found: readonly Found[]) =>
  found.filter(({ verdict }) => verdict.is === 'out').map(({ rule, verdict }) => [rule, verdict.at, verdict.value])

test('samples that come again or late add no verdict to those that came in order', () => {
  fc.assert(
    fc.property(stream, fc.array(fc.tuple(fc.nat(), fc.nat(), fc.boolean()), { maxLength: 60 }), (plain, again) => {
      const samples = samplesOf(plain)
      const [one, other] = [createJudge(), createJudge()]
      const [alone, mixed]: [Found[], Found[]] = [[], []]
      samples.forEach((sample, i) => {
        const now = sample.at
        alone.push(...one.hear([sample], [], AROUND, now))
        mixed.push(...other.hear([sample], [], AROUND, now))
        // After it come some of those before, as they were or out of any limit, told as late or not.
        for (const [where, which, isNew] of again) {
          if (where % samples.length !== i) continue
          const before = samples[which % (i + 1)]!
          const late = isNew
            ? { ...before, at: after(before.at, -1), value: { is: 'known' as const, value: 190 }, quality: QUALITY.late, received: now }
            : before
          if (late.signal === sample.signal || samples.slice(0, i).some(({ signal }) => signal === late.signal))
            mixed.push(...other.hear([late], [], AROUND, now))
        }
      })
      expect(outs(mixed)).toEqual(outs(alone))
    }),
    { numRuns: 100 },
  )
})

test('the order within what comes at once is nothing', () => {
  fc.assert(
    fc.property(stream, fc.infiniteStream(fc.nat()), fc.integer({ min: 1, max: 20 }), (plain, chance, size) => {
      const samples = samplesOf(plain)
      const [one, other] = [createJudge(), createJudge()]
      for (let i = 0; i < samples.length; i += size) {
        const batch = samples.slice(i, i + size)
        const now = batch.at(-1)!.at
        const shuffled = batch.map((sample) => ({ sample, by: chance.next().value as number })).toSorted((a, b) => a.by - b.by)
        const straight = one.hear(batch, [], AROUND, now)
        const mixed = other.hear(
          shuffled.map(({ sample }) => sample),
          [],
          AROUND,
          now,
        )
        expect(mixed).toEqual(straight)
      }
    }),
    { numRuns: 100 },
  )
})

test('whatever the order, what is out is out by the newest of its signal, and now', () => {
  fc.assert(
    fc.property(stream, fc.infiniteStream(fc.integer({ min: 0, max: 40 })), (plain, chance) => {
      const arrive = samplesOf(plain)
        .map((sample) => ({ sample, when: after(sample.at, seconds(chance.next().value as number)) }))
        .toSorted((a, b) => a.when - b.when)
      const judge = createJudge()
      const newest = new Map<string, number>()
      for (const { sample, when } of arrive) {
        newest.set(sample.signal, Math.max(newest.get(sample.signal) ?? 0, sample.at))
        for (const { rule, verdict } of judge.hear([{ ...sample, received: when }], [], AROUND, when)) {
          if (verdict.is !== 'out' || verdict.vital === null) continue
          expect(verdict.at, rule).toBe(newest.get(verdict.vital))
          if (verdict.vital !== 'nibp-sys') expect(when - verdict.at, rule).toBeLessThanOrEqual(5000)
        }
      }
    }),
    { numRuns: 100 },
  )
})
