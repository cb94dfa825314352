// A world that follows: where each body's samples come from after acts on the screen, by a clock in the test's hand.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type BedId, bedId } from '../../model/ids.ts'
import type { Report, Sample } from '../../model/sample.ts'
import { type At, after, at, minutes, seconds } from '../../model/units.ts'
import { handClock } from '../handclock.ts'
import type { Bedside } from '../source.ts'
import type { BedRow } from './bedrow.ts'
import { createMock } from './mock.ts'
import { createWard, type WardOptions } from './ward.ts'
import { BEDSIDE } from './world.ts'

const start = at(Date.UTC(2026, 10, 22, 14, 0))
const bed = (nr: number): BedId => bedId(`T-${nr}`)
const row = (nr: number, rest: Partial<BedRow>): BedRow => ({
  bed: bed(nr),
  person: [`P${nr}`, 50, 'F', ''],
  days: 1,
  teaches: '',
  gear: ['W'],
  cuff: null,
  course: { stable: { hr: 60 + nr } },
  ...rest,
})
const ROWS: readonly BedRow[] = [
  row(1, { cuff: [1, 0.5] }),
  row(2, { gear: ['T', 'W'] }),
  row(3, { gear: ['P', 'C'] }),
  // Connected after half a minute.
  row(4, { person: null, happens: [{ at: 0.5, is: 'connected' }] }),
  row(5, { person: null }),
  row(6, { clockAhead: 24, course: { story: 'af', minute: 0 } }),
]
const OPTIONS: WardOptions = { seed: 7, start, wards: [{ ward: 'T', name: 'T', note: null, continuous: true, beds: ROWS }] }
const HR: Partial<Record<number, number>> = Object.fromEntries([1, 2, 3, 4].map((nr) => [nr, 60 + nr]))

function running({ speed = 1, before = [] as readonly Bedside[], options = OPTIONS } = {}) {
  const mock = createMock(options)
  for (const what of before) mock.follow?.(what)
  const hand = handClock(start, speed)
  const got: Report[] = []
  const stop = mock.start((report) => got.push(report), hand.clock)
  const record = new Map(mock.census.people.map(({ stay, record: own }) => [mock.census.stays.find(({ id }) => id === stay)!.bed, own!]))
  const samples = (from: At = at(0)): Said[] =>
    got.flatMap((report) => report.samples.filter((one) => one.at >= from).map((sample) => ({ ...report, sample })))
  return {
    mock,
    got,
    ...hand,
    stop,
    /** What the monitor calls who lies in the bed by its row; null: the one nobody knows. */
    patient: (nr: number): string | null => record.get(bed(nr)) ?? null,
    samples,
    /** Who was heard from a bed since `from`, and by which devices. */
    heard: (nr: number, from: At) => samples(from).filter((one) => one.bed === bed(nr) && one.patient !== undefined),
    follow: (what: Bedside): At => {
      mock.follow?.(what)
      return hand.clock.now()
    },
    /** The devices of a bed as they were told last. */
    devices: (nr: number) => got.findLast((report) => report.bed === bed(nr) && report.facts?.devices)?.facts?.devices ?? [],
    facts: (nr: number) => got.findLast((report) => report.bed === bed(nr) && report.facts?.devices)?.facts,
  }
}
interface Said extends Report {
  readonly sample: Sample
}
const patients = (said: readonly Said[]) => [...new Set(said.map(({ patient }) => patient))]
const sources = (said: readonly Said[]) => [...new Set(said.map(({ sample }) => sample.source as string))].sort()
const linksOf = (devices: readonly { id: string; link: string }[]) => Object.fromEntries(devices.map(({ id, link }) => [id, link]))

test('without an act it hands over just what the pure ward does', () => {
  const { got, pass } = running()
  pass(40_000)
  const ward = createWard(OPTIONS)
  const step = (from: number) => ward.reports(after(start, from), after(start, from + 25))
  expect(got).toEqual([...ward.standing(start), ...Array.from({ length: 1600 }, (_, i) => step(i * 25)).flat()])
})

test('moved: the body speaks from the other bed, on its wall monitor; the bed that it left is silent, its monitor off', () => {
  const { got, pass, follow, heard, patient, devices, facts } = running()
  pass(5000)
  got.length = 0
  const moved = follow({ is: 'moved', from: bed(1), to: bed(5) })
  pass(10_000)
  expect(heard(1, moved)).toEqual([])
  const there = heard(5, moved)
  expect(patients(there)).toEqual([patient(1)])
  expect(sources(there)).toEqual(['T-5-wall'])
  expect(Math.min(...there.map(({ sample }) => sample.at)) - moved).toBeGreaterThanOrEqual(BEDSIDE.move)
  expect(Math.min(...there.map(({ sample }) => sample.at)) - moved).toBeLessThan(BEDSIDE.move + 300)
  expect(linksOf(devices(1))).toEqual({ 'T-1-wall': 'off' })
  expect(linksOf(devices(5))).toEqual({ 'T-5-wall': 'on' })
  expect(new Set(facts(5)?.channels?.map(({ source }) => source))).toEqual(new Set(['T-5-wall']))
  expect(facts(5)?.channels?.map(({ signal }) => signal)).toEqual(['ecg-i', 'ecg-ii', 'ecg-v', 'pleth', 'resp'])
})

test('moved: it keeps its course, and its cuff goes off at its own minutes', () => {
  const { pass, follow, samples, facts } = running({ speed: 4 })
  follow({ is: 'moved', from: bed(1), to: bed(5) })
  const begun = follow({ is: 'moved', from: bed(6), to: bed(1) })
  pass(45_000) // three minutes
  const cuff = samples(begun).filter(({ sample }) => sample.signal === 'nibp-sys')
  expect(cuff.map(({ bed: own, sample }) => [own, (sample.at - start) / 60_000])).toEqual([
    ['T-5', 0.5],
    ['T-5', 1.5],
    ['T-5', 2.5],
  ])
  expect(facts(5)?.devices?.[0]?.cadence).toMatchObject({ 'nibp-sys': minutes(1) })
  const rhythms = samples(begun).filter(({ sample }) => sample.signal === 'rhythm')
  const af = rhythms.filter(({ sample }) => sample.kind === 'coded' && sample.value.is === 'known' && sample.value.value === 'af')
  expect(af.length).toBeGreaterThan(30)
  expect(new Set(af.map((one) => one.bed))).toEqual(new Set(['T-1']))
})

test('moved: what is worn keeps its name and never falls silent, what is fixed is left behind', () => {
  const { pass, follow, heard, patient, devices, samples } = running()
  pass(3000)
  const moved = follow({ is: 'moved', from: bed(2), to: bed(5) })
  pass(8000)
  const there = heard(5, moved)
  expect(sources(there)).toEqual(['T-2-telemetry', 'T-5-wall'])
  expect(patients(there)).toEqual([patient(2)])
  expect(linksOf(devices(2))).toEqual({ 'T-2-wall': 'off' })
  expect(linksOf(devices(5))).toEqual({ 'T-2-telemetry': 'on', 'T-5-wall': 'on' })
  const waves = samples().filter(({ sample }) => sample.source === 'T-2-telemetry' && sample.signal === 'ecg-ii')
  for (const [i, { sample }] of waves.entries())
    if (i > 0 && sample.kind === 'wave') {
      const before = waves[i - 1]!.sample
      expect(sample.seq).toBe(before.seq + (before.kind === 'wave' ? before.data.length : 0))
    }
})

test('moved: a fixed device that the bed did not have comes to it; the clock of each bed’s devices is its own', () => {
  const { pass, follow, heard, devices, samples } = running()
  const moved = follow({ is: 'moved', from: bed(3), to: bed(5) })
  follow({ is: 'swapped', one: bed(1), other: bed(6) })
  pass(70_000)
  expect(sources(heard(5, moved))).toEqual(['T-3-patch', 'T-5-co2'])
  expect(linksOf(devices(5))).toEqual({ 'T-3-patch': 'on', 'T-5-co2': 'on', 'T-5-wall': 'off' })
  expect(linksOf(devices(3))).toEqual({ 'T-3-co2': 'off' })
  expect([devices(1)[0]?.clockOffset, devices(6)[0]?.clockOffset]).toEqual([0, minutes(24)])
  for (const { sample } of samples(moved)) {
    if (sample.source === 'T-1-wall' && sample.deviceTime !== undefined) expect(sample.deviceTime - sample.at).toBe(0)
    if (sample.source === 'T-6-wall' && sample.deviceTime !== undefined) expect(sample.deviceTime - sample.at).toBe(minutes(24))
  }
})

test('swapped: each lies in the other’s bed; nothing that was measured before the act comes after it from the bed before', () => {
  const { got, pass, follow, heard, patient, samples } = running()
  pass(5000)
  const swapped = follow({ is: 'swapped', one: bed(1), other: bed(2) })
  got.length = 0
  pass(8000)
  expect(patients(heard(1, swapped))).toEqual([patient(2)])
  expect(patients(heard(2, swapped))).toEqual([patient(1)])
  expect(sources(heard(1, swapped))).toEqual(['T-1-wall', 'T-2-telemetry'])
  const walls = samples().filter(({ sample }) => /^T-[12]-wall$/.test(sample.source))
  expect(walls.filter(({ sample }) => sample.at < swapped + BEDSIDE.move)).toEqual([])
})

test('left: the signals stop after some seconds, the link stays on, and they are back when it was said', () => {
  const { pass, follow, samples, patient, devices } = running()
  pass(2000)
  const left = follow({ is: 'left', bed: bed(1), back: after(start, seconds(30)) })
  pass(40_000)
  const times = samples()
    .filter((one) => one.patient === patient(1))
    .map(({ sample }) => sample.at)
  expect(times.filter((t) => t >= left + BEDSIDE.leave && t < start + 30_000)).toEqual([])
  expect(times.filter((t) => t > left && t < left + BEDSIDE.leave).length).toBeGreaterThan(50)
  expect(times.filter((t) => t >= start + 30_000 && t < start + 31_000).length).toBeGreaterThan(10)
  expect(linksOf(devices(1))).toEqual({ 'T-1-wall': 'on' })
})

test('returned: the signals are back at once, and who moved meanwhile is back in the other bed', () => {
  const { pass, follow, heard, patient } = running()
  follow({ is: 'left', bed: bed(1), back: after(start, minutes(30)) })
  pass(10_000)
  follow({ is: 'moved', from: bed(1), to: bed(5) })
  pass(10_000)
  expect(heard(5, start)).toEqual([])
  const returned = follow({ is: 'returned', bed: bed(5) })
  pass(2000)
  expect(patients(heard(5, start))).toEqual([patient(1)])
  expect(Math.min(...heard(5, start).map(({ sample }) => sample.at)) - returned).toBeLessThan(300)
})

test.each([1, 2, 3, 4, 5, 6, 7])('seed %i, gone: the signals stop within 5 to 20 s and never come back; then the link is off', (seed) => {
  const { pass, follow, samples, devices, got, clock, patient } = running({ options: { ...OPTIONS, seed } })
  pass(1000)
  const gone = follow({ is: 'gone', bed: bed(2) })
  pass(4900)
  expect(linksOf(devices(2))).toEqual({ 'T-2-telemetry': 'on', 'T-2-wall': 'on' })
  pass(16_000)
  expect(linksOf(devices(2))).toEqual({ 'T-2-telemetry': 'off', 'T-2-wall': 'off' })
  const last = Math.max(...samples().flatMap((one) => (one.patient === patient(2) ? [one.sample.at] : [])))
  expect(last - gone).toBeGreaterThan(seconds(4))
  expect(last - gone).toBeLessThan(seconds(20))
  // Nothing that follows brings it back.
  for (const what of [
    { is: 'returned', bed: bed(2) },
    { is: 'moved', from: bed(2), to: bed(5) },
    { is: 'left', bed: bed(2), back: after(clock.now(), seconds(6)) },
  ] as const)
    follow(what)
  got.length = 0
  pass(30_000)
  expect(samples().filter((one) => one.patient === patient(2))).toEqual([])
})

test('who comes into the bed of one who is about to go ends what that one still sent; what was worn is left there, off', () => {
  const { pass, follow, samples, devices, patient } = running()
  pass(1000)
  follow({ is: 'gone', bed: bed(2) })
  pass(1000)
  const moved = follow({ is: 'moved', from: bed(1), to: bed(2) })
  pass(8000)
  const after_ = samples(moved)
  expect(after_.filter((one) => one.patient === patient(2))).toEqual([])
  expect(patients(after_.filter((one) => one.bed === bed(2) && one.patient !== undefined))).toEqual([patient(1)])
  expect(linksOf(devices(2))).toEqual({ 'T-2-wall': 'on', 'T-2-telemetry': 'off' })
})

test('who is connected to a bed comes at the minute; where the bed was given to another, nobody is seen', () => {
  const as = running()
  as.pass(32_000)
  expect(patients(as.heard(4, start))).toEqual([null])
  const { pass, follow, heard, patient, samples, devices } = running()
  follow({ is: 'moved', from: bed(1), to: bed(4) })
  pass(40_000)
  expect(patients(heard(4, start))).toEqual([patient(1)])
  expect(patients(samples(start)).includes(null)).toBe(false)
  expect(linksOf(devices(4))).toEqual({ 'T-4-wall': 'on' })
  // And where that one had gone by then, the bed is free.
  const free = running()
  free.follow({ is: 'moved', from: bed(1), to: bed(4) })
  free.pass(5000)
  free.follow({ is: 'gone', bed: bed(4) })
  free.pass(30_000)
  expect(patients(free.heard(4, after(start, seconds(26))))).toEqual([null])
  expect(linksOf(free.devices(4))).toEqual({ 'T-4-wall': 'on' })
})

test('who is connected can be moved like all others, and stays unnamed', () => {
  const { pass, follow, heard } = running()
  pass(32_000)
  const moved = follow({ is: 'moved', from: bed(4), to: bed(5) })
  pass(6000)
  expect(patients(heard(5, moved))).toEqual([null])
  expect(heard(4, moved)).toEqual([])
})

test('found: by a kept book the bodies lie elsewhere or nowhere from the start, with their past', () => {
  const probe = running()
  const found = (nr: number, where: number | null): Bedside => ({
    is: 'found',
    // As the book may hold it.
    record: probe.patient(nr)!.toLowerCase().replace('-', ' '),
    bed: where === null ? null : bed(where),
  })
  const before = [found(1, 2), found(2, 1), found(3, null), found(6, 6), { is: 'found', record: 'X-1', bed: bed(5) } as const]
  for (const order of [before, before.toReversed()]) {
    const { pass, heard, patient, devices, mock, samples, got } = running({ before: order })
    const standing = got.filter(({ facts }) => facts?.devices).map((report) => report.bed)
    expect(new Set(standing)).toEqual(new Set([1, 2, 3, 4, 5, 6].map(bed)))
    pass(3000)
    expect(patients(heard(1, start))).toEqual([patient(2)])
    expect(patients(heard(2, start))).toEqual([patient(1)])
    expect(patients(heard(6, start))).toEqual([patient(6)])
    expect(sources(heard(1, start))).toEqual(['T-1-wall', 'T-2-telemetry'])
    expect(samples().filter((one) => one.patient === patient(3))).toEqual([])
    expect(linksOf(devices(3))).toEqual({ 'T-3-co2': 'off', 'T-3-patch': 'off' })
    expect(linksOf(devices(1))).toEqual({ 'T-1-wall': 'on', 'T-2-telemetry': 'on' })
    const past = [...mock.past!(after(start, -minutes(20)), start, seconds(60))]
    const rates = (nr: number) =>
      past
        .filter((one) => one.bed === bed(nr))
        .flatMap((one) =>
          one.samples.flatMap((s) => (s.kind === 'number' && s.signal === 'hr' && s.value.is === 'known' ? s.value.value : [])),
        )
    const mean = (list: readonly number[]) => list.reduce((a, b) => a + b, 0) / list.length
    expect(Math.abs(mean(rates(1)) - HR[2]!)).toBeLessThan(1)
    expect(Math.abs(mean(rates(2)) - HR[1]!)).toBeLessThan(1)
    expect(rates(3)).toEqual([])
  }
})

test('an act that comes long after the last look: what lies between is heard from neither bed, and the book’s word holds', () => {
  for (const speed of [1, 60]) {
    const { pass, follow, samples, patient, idle } = running({ speed })
    pass(1000)
    const looked = idle(0)
    idle(seconds(8))
    const swapped = follow({ is: 'swapped', one: bed(1), other: bed(2) })
    pass(9000)
    const walls = samples().filter(({ sample, patient: who }) => /^T-[12]-wall$/.test(sample.source) && who !== undefined)
    expect(walls.filter(({ sample }) => sample.at >= looked && sample.at < swapped)).toEqual([])
    expect(walls.filter(({ sample }) => sample.at >= swapped).length).toBeGreaterThan(50)
    for (const { patient: who, sample } of walls) {
      const own = sample.source === 'T-1-wall' ? 1 : 2
      expect(who).toBe(patient(sample.at < swapped ? own : 3 - own))
    }
  }
})

type Step = readonly [wait: number, what: 'move' | 'swap' | 'leave' | 'return' | 'go', one: number, other: number]
const steps: fc.Arbitrary<readonly Step[]> = fc.array(
  fc.tuple(
    fc.integer({ min: 0, max: 240 }).map((ticks) => ticks * 25),
    fc.constantFrom('move', 'move', 'swap', 'swap', 'leave', 'return', 'go'),
    fc.integer({ min: 1, max: 6 }),
    fc.integer({ min: 1, max: 6 }),
  ),
  { minLength: 3, maxLength: 12 },
)

test('over any acts that the book lets through everybody is heard, in the end, from the bed that the book says, and from no other', () => {
  fc.assert(
    fc.property(steps, fc.integer({ min: 1, max: 7 }), (acts, seed) => {
      const { pass, follow, samples, patient, clock, got } = running({ options: { ...OPTIONS, seed } })
      // As the ward book would have it: bed → whose.
      const lies = new Map<number, number>([1, 2, 3, 6].map((nr) => [nr, nr]))
      const gone = new Set<number>()
      const away = new Set<number>()
      for (const [wait, what, one, other] of acts) {
        pass(wait)
        if (clock.now() >= start + seconds(30) && !gone.has(4) && ![...lies.values()].includes(4)) {
          if (lies.has(4)) gone.add(4)
          else lies.set(4, 4)
        }
        const [a, b] = [lies.get(one), lies.get(other)]
        // Only what the book would let through.
        if (a === undefined || (what === 'swap' && (b === undefined || one === other)) || (what === 'move' && b !== undefined)) continue
        if (what === 'move') {
          follow({ is: 'moved', from: bed(one), to: bed(other) })
          lies.delete(one)
          lies.set(other, a)
        } else if (what === 'swap') {
          follow({ is: 'swapped', one: bed(one), other: bed(other) })
          lies.set(one, b!)
          lies.set(other, a)
        } else if (what === 'leave' && !away.has(a)) {
          follow({ is: 'left', bed: bed(one), back: after(clock.now(), minutes(60)) })
          away.add(a)
        } else if (what === 'return') {
          follow({ is: 'returned', bed: bed(one) })
          away.delete(a)
        } else if (what === 'go') {
          follow({ is: 'gone', bed: bed(one) })
          lies.delete(one)
          gone.add(a)
        }
      }
      pass(22_000)
      got.length = 0
      pass(2000)
      for (const nr of [1, 2, 6]) {
        const beds = new Set(samples().flatMap((said) => (said.patient === patient(nr) ? [said.bed] : [])))
        const where = [...lies].filter(([, who]) => who === nr).map(([place]) => bed(place))
        expect([...beds], `${nr}`).toEqual(away.has(nr) ? [] : where)
      }
    }),
    { seed: 4, numRuns: 15 },
  )
})

test('over any acts: no two bodies on one device, each after a hole, and no number comes twice or goes back', () => {
  fc.assert(
    fc.property(steps, fc.integer({ min: 1, max: 7 }), (acts, seed) => {
      const { pass, follow, samples, clock } = running({ options: { ...OPTIONS, seed } })
      for (const [wait, what, one, other] of acts) {
        pass(wait)
        if (what === 'move') follow({ is: 'moved', from: bed(one), to: bed(other) })
        if (what === 'swap') follow({ is: 'swapped', one: bed(one), other: bed(other) })
        if (what === 'leave') follow({ is: 'left', bed: bed(one), back: after(clock.now(), seconds(12)) })
        if (what === 'return') follow({ is: 'returned', bed: bed(one) })
        if (what === 'go') follow({ is: 'gone', bed: bed(one) })
      }
      pass(8000)
      const said = samples(start).filter(({ patient }) => patient !== undefined)
      const lines = Map.groupBy(said, ({ sample }) => `${sample.source} ${sample.signal}`)
      for (const [line, row_] of lines)
        for (const [i, { sample, patient }] of row_.entries()) {
          const before = row_[i - 1]
          if (!before) continue
          expect(sample.seq, line).toBeGreaterThan(before.sample.seq)
          expect(sample.at, line).toBeGreaterThanOrEqual(before.sample.at)
          const length = before.sample.kind === 'wave' ? before.sample.data.length : 1
          if (sample.kind === 'wave') expect(sample.seq, line).toBeGreaterThanOrEqual(before.sample.seq + length)
          if (patient === before.patient) continue
          // Another body: a hole in its trace, in time and in the count.
          expect(sample.at - before.sample.at, line).toBeGreaterThan(BEDSIDE.move - 300)
          if (sample.kind === 'wave') expect(sample.seq, line).toBeGreaterThan(before.sample.seq + length + sample.rate)
        }
      // A device with a clock or not, a body is on fixed devices of one bed at a time, and on the way between two.
      for (const own of Map.groupBy(said, ({ patient }) => patient).values()) {
        const fixed = own.filter(({ sample }) => /-(wall|co2)$/.test(sample.source)).toSorted((a, b) => a.sample.at - b.sample.at)
        for (const [i, { bed: here, sample }] of fixed.entries()) {
          expect(sample.source.startsWith(`${here}-`)).toBe(true)
          const before = fixed[i - 1]
          if (before && before.bed !== here) expect(sample.at - before.sample.at).toBeGreaterThan(BEDSIDE.move - 300)
        }
      }
    }),
    { seed: 4, numRuns: 15 },
  )
})
