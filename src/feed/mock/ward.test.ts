import fc from 'fast-check'
import { expect, test } from 'vitest'
import { ageAt } from '../../model/ages.ts'
import { BedFacts } from '../../model/facts.ts'
import { alike } from '../../model/names.ts'
import type { NumberSample, Report, Sample } from '../../model/sample.ts'
import { QUALITY } from '../../model/sample.ts'
import { type At, after, at, minutes, seconds } from '../../model/units.ts'
import type { VitalKey } from '../../model/vitals.ts'
import { RosterRow } from '../../model/wire.ts'
import type { BedRow, WardRow } from './bedrow.ts'
import { FAILURE_KEYS } from './failures.ts'
import { HOME } from './home.ts'
import { createWard } from './ward.ts'

const start = at(Date.UTC(2026, 10, 22, 14, 0))
const ward = createWard({ seed: 7, start })
const minute = (count: number): At => after(start, minutes(count))
const STILL = { waves: false, events: false }

const planOf = (bed: string) => ward.plans.find((plan) => plan.bed === bed)!
const factsOf = (bed: string, t: At) => planOf(bed).facts(t)
const stayOf = (bed: string) => ward.census.stays.find((stay) => stay.bed === bed)
const still = (bed: string, from: At, to: At, stride = 1): Report[] => ward.reports(from, to, { ...STILL, stride, bed })
const samplesOf = (reports: Iterable<Report>, bed: string): Sample[] => [...reports].flatMap((one) => (one.bed === bed ? one.samples : []))
const numbersOf = (reports: Iterable<Report>, bed: string, signal: VitalKey): NumberSample[] =>
  samplesOf(reports, bed).filter((one): one is NumberSample => one.kind === 'number' && one.signal === signal)
const value = (sample: NumberSample | undefined): number => (sample?.value.is === 'known' ? sample.value.value : Number.NaN)

test('the census: three wards, 30 beds, a stay for each but the empty one, no name in an id', () => {
  const { wards, beds, stays, people, facts } = ward.census
  expect(wards.map((one) => [one.id, one.beds.length])).toEqual([['4B', 16], ['ICU', 8], ['Home', 6]]) // biome-ignore format: pairs
  expect(wards[2]!.note).toMatch(/^HOME: readings are not watched continuously\./)
  expect(wards.map(({ continuous }) => continuous)).toEqual([true, true, false])
  expect(beds).toHaveLength(30)
  expect(people).toHaveLength(29)
  expect(stays.filter((stay) => stay.since <= start)).toHaveLength(29)
  expect(new Set(stays.map((stay) => stay.id)).size).toBe(stays.length)
  for (const stay of stays) expect(stay.id).toMatch(/^[0-9a-f]{32}$/)
  for (const one of facts.values()) expect(BedFacts.parse(one)).toEqual(one)
  expect(createWard({ seed: 8, start }).census.stays[0]!.id).not.toBe(stays[0]!.id)
})

test('stays are named by what is handed in, each once, whatever the seed', () => {
  let drawn = 0
  const named = createWard({ seed: 7, start, id: () => `id-${drawn++}` })
  const { stays, people } = named.census
  expect(new Set(stays.map(({ id }) => id)).size).toBe(29)
  expect(stays.every(({ id }) => /^id-\d+$/.test(id))).toBe(true)
  expect(people.every(({ stay }) => stays.some(({ id }) => id === stay))).toBe(true)
  expect(people).toHaveLength(29)
})

test('what a monitor calls its patient is the record number of who lies there; nobody where nobody was admitted', () => {
  const { stays, people } = ward.census
  const recordOf = (bed: string) => people.find(({ stay }) => stay === stays.find((one) => one.bed === bed)?.id)?.record ?? null
  const told = ward
    .reports(minute(12), minute(12.1), STILL)
    .filter(({ samples }) => samples.some(({ quality }) => !(quality & QUALITY.manual)))
  expect(new Set(told.map(({ bed }) => bed)).size).toBeGreaterThan(20)
  for (const { bed, patient } of told) expect(patient, bed).toBe(recordOf(bed))
  expect(told.find(({ bed }) => bed === '4B-14')?.patient).toBeNull()
})

test('each named patient has two identifiers, unlike all others, and is as old as the row says', () => {
  for (const beds of [16, 128]) {
    for (const seed of [1, 2, 3, 4, 5, 6, 7]) {
      const { people, stays } = createWard({ seed, start, beds }).census
      expect(people).toHaveLength(beds + 13)
      expect(new Set(people.map(({ record }) => record)).size).toBe(people.length)
      for (const { record, born, stay } of people) {
        expect(record).toMatch(/^D\d{4}-\d{3}$/)
        expect(Math.floor(ageAt(born ?? null, start)!), born).toBe(stays.find(({ id }) => id === stay)?.age)
      }
    }
  }
})

test('whatever the day of the start, everybody is as old as the row says', () => {
  const day = fc.integer({ min: Date.UTC(2024, 0, 1), max: Date.UTC(2032, 11, 31, 23, 59) })
  // The last days of a month, and leap days, at once.
  const edges = [Date.UTC(2026, 11, 31, 23, 59), Date.UTC(2028, 1, 29), Date.UTC(2027, 2, 31, 12), Date.UTC(2027, 0, 1)]
  fc.assert(
    fc.property(fc.oneof(day, fc.constantFrom(...edges)), fc.integer({ min: 1, max: 7 }), (when, seed) => {
      const { people, stays } = createWard({ seed, start: at(when), beds: 128 }).census
      for (const { born, stay } of people)
        expect(Math.floor(ageAt(born ?? null, at(when))!), born).toBe(stays.find(({ id }) => id === stay)?.age)
    }),
    { seed: 1, numRuns: 20, examples: edges.map((edge) => [edge, 7] as [number, number]) },
  )
})

test('on every ward Maria and Marta Linden are the only ones whose names are alike, however many beds it has', () => {
  for (const beds of [16, 64, 128]) {
    const { wards, stays, people } = createWard({ seed: 7, start, beds }).census
    const pairs = wards.flatMap((one) => {
      const names = people
        .filter(({ stay }) => one.beds.some((bed) => bed === stays.find(({ id }) => id === stay)?.bed))
        .map(({ name }) => name)
      return names.flatMap((a, i) => names.slice(i + 1).flatMap((b) => (alike(a, b) ? [[a, b]] : [])))
    })
    expect(pairs).toEqual([['Maria Linden', 'Marta Linden']])
  }
})

test('beds of 4B from 1 to 128, all others refused', () => {
  const many = createWard({ seed: 7, start, beds: 128 })
  expect(many.census.wards[0]!.beds).toHaveLength(128)
  expect(many.census.wards[0]!.beds.at(-1)).toBe('4B-128')
  expect(createWard({ seed: 7, start, beds: 4 }).census.wards[0]!.beds).toEqual(['4B-01', '4B-02', '4B-03', '4B-04'])
  for (const beds of [0, 129, 2.5, Number.NaN]) expect(() => createWard({ seed: 7, start, beds })).toThrow(RangeError)
})

// One bed a failure, beside a bed with all devices; each failure begins after two seconds and lasts four.
const TROUBLED: WardRow = {
  ward: 'T',
  name: 'T',
  note: null,
  continuous: true,
  beds: [
    ...FAILURE_KEYS.map(
      (failure, index): BedRow => ({
        bed: `T-${index}`,
        person: ['A', 50, 'F', ''],
        days: 1,
        teaches: '',
        gear: index % 2 ? ['T', 'P'] : ['W', 'A', 'V', 'C'],
        course: { stable: {} },
        happens: [{ at: 2 / 60, is: 'failure', failure, seconds: 4 }],
      }),
    ),
  ],
}

test('a window cut anywhere gives the same reports, twice the same, whatever fails', () => {
  const troubled = () => createWard({ seed: 7, start, wards: [TROUBLED] })
  const [from, to] = [start, after(start, seconds(9))]
  // As text, which compares faster, with the numbers of each typed array in it.
  const told = (reports: readonly Report[]): string[] => reports.map((one) => JSON.stringify(one))
  const whole = told(troubled().reports(from, to))
  expect(whole.length).toBeGreaterThan(500)
  expect(told(troubled().reports(from, to))).toEqual(whole)
  const one = troubled()
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 8999 }), { maxLength: 4 }), (cuts) => {
      const edges = [0, ...cuts.toSorted((a, b) => a - b), 9000].map((offset) => after(from, offset))
      const cut = edges.slice(1).flatMap((edge, i) => told(one.reports(edges[i]!, edge)))
      expect(cut.join('\n') === whole.join('\n')).toBe(true)
    }),
    { seed: 1, numRuns: 6 },
  )
})

test('the demo is the same for the same seed, another for another', () => {
  const [from, to] = [after(start, seconds(-1)), after(start, seconds(0.6))]
  const whole = ward.reports(from, to)
  expect(createWard({ seed: 7, start }).reports(from, to)).toEqual(whole)
  expect(createWard({ seed: 8, start }).reports(from, to)).not.toEqual(whole)
})

test('reports come in the order of received, never before they were measured, all marked demo', () => {
  const dues = ward.reports(start, after(start, seconds(4)))
  const received = dues.flatMap((one) => one.samples[0]?.received ?? [])
  expect(received).toEqual(received.toSorted((a, b) => a - b))
  for (const { samples } of dues)
    for (const sample of samples) {
      expect(sample.received).toBeGreaterThanOrEqual(sample.at)
      expect(sample.quality & QUALITY.demo).toBe(QUALITY.demo)
    }
})

test('waves run on without a hole, at the rate of their channel', () => {
  const next = new Map<string, number>()
  let chunks = 0
  for (const { bed, samples } of ward.reports(start, after(start, seconds(3))))
    for (const sample of samples) {
      if (sample.kind !== 'wave') continue
      const key = `${bed} ${sample.signal}`
      if (next.has(key)) expect(sample.seq, key).toBe(next.get(key))
      next.set(key, sample.seq + sample.data.length)
      const channel = factsOf(bed, start).channels.find((one) => one.signal === sample.signal)
      expect(channel).toMatchObject({ rate: sample.rate, gain: sample.gain, baseline: sample.baseline, source: sample.source })
      chunks++
    }
  expect(chunks).toBeGreaterThan(100 * 10)
})

test('devices do not speak in chorus', () => {
  const phases = new Set(
    ward.reports(start, after(start, seconds(1)), STILL).flatMap((one) => one.samples.map((sample) => sample.received % 1000)),
  )
  expect(phases.size).toBeGreaterThan(20)
})

test('4B-13 is away with reason, role and time, says nothing, and is back at minute 6', () => {
  expect(stayOf('4B-13')?.away).toEqual({ reason: 'CT', with: 'nurse', since: minute(-6), back: minute(10) })
  // The monitor has its link all the while.
  for (const count of [0, 5.9, 6, 7]) expect(factsOf('4B-13', minute(count)).devices).toMatchObject([{ link: 'on' }])
  expect(samplesOf(ward.standing(start), '4B-13').filter(({ quality }) => !(quality & QUALITY.manual))).toEqual([])
  expect(samplesOf(ward.reports(minute(0), minute(6), { ...STILL, bed: '4B-13' }), '4B-13')).toEqual([])
  expect(samplesOf(ward.reports(minute(1), minute(1.2)), '4B-13')).toEqual([])
  const back = samplesOf(ward.reports(minute(6), minute(6.1)), '4B-13')
  expect(back.length).toBeGreaterThan(10)
  for (const sample of back) expect(sample.at).toBeGreaterThanOrEqual(minute(6))
})

test('4B-14 is empty until at minute 12 somebody is connected whom nobody knows', () => {
  expect(stayOf('4B-14')).toBeUndefined()
  expect(planOf('4B-14').comes).toBe(minute(12))
  expect(factsOf('4B-14', minute(11.9))).toMatchObject({ devices: [{ link: 'off' }] })
  expect(ward.reports(start, minute(12), { ...STILL, bed: '4B-14' })).toEqual([])
  expect(ward.reports(minute(5), minute(5.2)).filter((one) => one.bed === '4B-14')).toEqual([])
  const [first, ...more] = ward.reports(minute(12), minute(12.1)).filter((one) => one.bed === '4B-14')
  expect(first).toMatchObject({ samples: [], facts: { devices: [{ link: 'on' }] } })
  expect(samplesOf(more, '4B-14').length).toBeGreaterThan(10)
  expect(new Set(more.map(({ patient }) => patient))).toEqual(new Set([null]))
})

test('orders and marks are brought with the stay', () => {
  expect(stayOf('4B-15')).toMatchObject({ marks: ['alarms-off-by-order', 'rhythm-not-watched'], valuesOnRequest: true })
  expect(stayOf('4B-16')?.marks).toContain('limit-changed')
  expect(stayOf('H6')?.marks).toEqual(['rhythm-not-watched', 'no-bedside-alarm'])
  expect(ward.census.stays.filter(({ valuesOnRequest }) => valuesOnRequest).map(({ bed }) => bed)).toEqual(['4B-15'])
  expect(ward.census.stays.filter(({ paced }) => paced).map(({ bed }) => bed)).toEqual(['4B-10', 'ICU-5'])
  expect(ward.census.stays.filter(({ pregnant }) => pregnant).map(({ bed }) => bed)).toEqual(['H5'])
  expect(stayOf('ICU-3')?.notes).toContain('NEWS2 not assessable: sedated')
  expect(stayOf('ICU-8')?.notes).toContain('NEWS2 not for under 16')
  expect(stayOf('H5')?.notes).toContain('NEWS2 not in pregnancy')
  // Of the bed itself nothing of that is said: it is the patient's, and goes along.
  for (const { facts } of ward.plans) expect(Object.keys(facts(minute(13))).sort()).toEqual(['channels', 'devices', 'notes', 'recording'])
})

test('facts name nobody, neither patients nor staff; who ordered what goes with the names', () => {
  const names = [...ward.census.people.flatMap(({ name }) => name.split(/[ -]/)), 'Dr', 'Rook', 'Heron', 'Wren', 'Kestrel'].filter(
    (one) => one.length > 1,
  )
  type Said = Partial<Pick<BedFacts, 'away' | 'notes' | 'devices'>>
  const told: readonly Said[] = [
    ...ward.plans.flatMap(({ facts }) => [-1, 0, 7, 13, 60, 300].map((count) => facts(minute(count)))),
    ...[...ward.standing(start), ...ward.reports(minute(0), minute(1), { ...STILL, stride: 60 })].flatMap(({ facts }) => facts ?? []),
    ...ward.census.stays.map(({ away = null, notes = [] }) => ({ away, notes: [...notes] })),
  ]
  for (const { away, notes = [], devices = [] } of told) {
    const words = [away?.reason ?? '', away?.with ?? '', ...notes, ...devices.map(({ name }) => name)].join(' ')
    expect(
      names.filter((name) => new RegExp(`\\b${name}\\b`, 'u').test(words)),
      words,
    ).toEqual([])
    for (const note of notes) expect(note.length, note).toBeLessThanOrEqual(40)
  }
  const notesOf = (bed: string) => ward.census.people.find(({ stay }) => stay === planOf(bed).stay?.id)?.notes
  expect(notesOf('4B-16')).toEqual(['HR low 38 by Dr A. Rook: athlete, well'])
  expect(stayOf('4B-16')?.notes).toEqual(['HR low 38 by order'])
  expect(notesOf('4B-13')).toEqual(['to CT with P. Heron'])
  expect(notesOf('4B-01')).toBeUndefined()
  for (const person of ward.census.people) {
    const row = { initials: '', born: null, record: null, ...person }
    expect(RosterRow.parse(row)).toEqual(row)
  }
})

test.each([
  ['4B-16', 18, 45],
  ['H6', 9, 9],
])('the patch of %s, at %i percent, is empty at minute %i: nothing more comes', (bed, percent, empty) => {
  expect(factsOf(bed, start).devices[0]).toMatchObject({ battery: percent, link: 'on' })
  expect(factsOf(bed, minute(empty - 1)).devices[0]).toMatchObject({ link: 'on' })
  expect(factsOf(bed, minute(empty)).devices[0]).toMatchObject({ battery: 0, link: 'off' })
  const told = still(bed, minute(0), minute(empty + 1), 60).filter((one) => one.facts)
  expect(told.length).toBeGreaterThan(Math.min(percent, empty) - 3)
  expect(told.at(-1)?.facts?.devices?.[0]).toMatchObject({ battery: 0, link: 'off' })
  expect(numbersOf(still(bed, minute(empty - 3), minute(empty)), bed, 'hr')).toHaveLength(3)
  expect(numbersOf(still(bed, minute(empty), minute(empty + 3)), bed, 'hr')).toEqual([])
})

test('the patch of 4B-12 repeats one value with new times from minute 3', () => {
  const before = numbersOf(still('4B-12', minute(-20), minute(3)), '4B-12', 'hr').map(value)
  expect(new Set(before).size).toBeGreaterThan(3)
  const after3 = numbersOf(still('4B-12', minute(3), minute(14)), '4B-12', 'hr')
  expect(after3).toHaveLength(11)
  expect(new Set(after3.map(value)).size).toBe(1)
  expect(new Set(after3.map((one) => one.at)).size).toBe(11)
})

test('the clock of ICU-5 is 24 minutes ahead, and known to be', () => {
  const samples = samplesOf(ward.reports(start, after(start, seconds(2)), STILL), 'ICU-5')
  for (const sample of samples) expect(sample.deviceTime! - sample.at).toBe(minutes(24))
  expect(factsOf('ICU-5', start).devices[0]!.clockOffset).toBe(minutes(24))
})

test('ICU-1: fibrillation at minute 8, shock at minute 11', () => {
  const truth = (count: number) => planOf('ICU-1').course(minute(count))
  expect(truth(0).hr).toBeCloseTo(39.2, 6)
  expect(truth(7.99).rhythm).toBe('block')
  expect(truth(8)).toMatchObject({ rhythm: 'vf', hr: 0 })
  expect(truth(10.99).rhythm).toBe('vf')
  expect(truth(11)).toMatchObject({ rhythm: 'sinus', hr: 96, sys: 98, dia: 58 })
})

test('4B-06: atrial fibrillation breaks out at minute 1:30', () => {
  expect(planOf('4B-06').course(minute(1.5)).rhythm).toBe('sinus')
  expect(planOf('4B-06').course(minute(1.52)).rhythm).toBe('af')
  expect(planOf('4B-06').course(minute(2.5))).toMatchObject({ hr: 148, pr: 126 })
  const brought = new Map(samplesOf(ward.reports(minute(0), minute(0.1)), '4B-06').map((one) => [one.signal, one.source]))
  expect(brought.get('hr')).toBe('4B-06-telemetry')
  expect(brought.get('rr')).toBe('4B-06-wall')
})

// Minute, bed, vital, what is to be seen, and for how many seconds without a break.
const CROSSINGS: readonly (readonly [minute: number, bed: string, signal: VitalKey, is: (x: number) => boolean, seconds: number])[] = [
  [3, '4B-03', 'etco2', (x) => x > 50, 15],
  [10, '4B-04', 'spo2', (x) => x > 92, 300],
  [13, '4B-03', 'rr', (x) => x < 8, 15],
]
test.each([1, 2, 3, 4, 5])('seed %i: the first crossings come within a minute and a half of WARD §5', (seed) => {
  const demo = createWard({ seed, start })
  for (const [due, bed, signal, is, held] of CROSSINGS) {
    let since = Number.NaN
    const first = numbersOf(demo.reports(start, minute(20), { ...STILL, bed }), bed, signal).find((sample) => {
      if (!is(value(sample))) since = Number.NaN
      else if (Number.isNaN(since)) since = sample.at
      return sample.at - since >= seconds(held)
    })
    expect(Math.abs(((first?.at ?? Number.NaN) - start) / 60_000 - due), `${bed} ${signal} at minute ${due}`).toBeLessThanOrEqual(1.5)
  }
})

test('readings come when WARD says: glucose 4.0 at minute 2 and 3.2 at 22, cuff at minute 10 in haemorrhage', () => {
  const glucose = numbersOf(still('4B-07', minute(0), minute(30), 60), '4B-07', 'glucose')
  expect(glucose.map((one) => [(one.at - start) / 60_000, value(one)])).toEqual([[2, 4], [22, 3.2]]) // biome-ignore format: pairs
  const cuff = still('4B-05', minute(9.9), minute(10.1))
  const [sys, dia] = (['nibp-sys', 'nibp-dia'] as const).map((signal) => numbersOf(cuff, '4B-05', signal))
  expect(sys!.map((one) => one.at)).toEqual([minute(10)])
  expect(Math.abs(value(sys![0]) - 110)).toBeLessThanOrEqual(16)
  expect(Math.abs(value(dia![0]) - 80)).toBeLessThanOrEqual(12)
})

test('home: what stands at the start, with its own times', () => {
  const standing = ward.standing(start)
  const last = (bed: string, signal: VitalKey) => numbersOf(standing, bed, signal)
  expect(last('H1', 'weight').map(value)).toEqual([71.9])
  expect(last('H1', 'weight')[0]!.at).toBe(Date.UTC(2026, 10, 22, 7, 12))
  const [late] = last('H2', 'spo2')
  expect(late).toMatchObject({ at: Date.UTC(2026, 10, 22, 6, 10), received: Date.UTC(2026, 10, 22, 7, 30), value: { value: 84 } })
  expect(late!.quality & QUALITY.late).toBe(QUALITY.late)
  expect([...last('H3', 'nibp-sys'), ...last('H3', 'nibp-dia')].map((one) => Math.round(value(one)))).toEqual([162, 94])
  expect(last('H4', 'glucose').map((one) => [value(one), (one.at - start) / 60_000])).toEqual([[7.2, -35]])
  expect(last('H5', 'nibp-sys').map(value)).toEqual([148])
  expect(samplesOf(still('H4', minute(0), minute(60), 60), 'H4').filter((one) => one.signal === 'glucose')).toEqual([])
  expect(factsOf('H4', start).devices[0]!.cadence).toEqual({ glucose: minutes(5) })
})

test('H3: the original in kPa stands beside the reading it belongs to, and goes with the next', () => {
  const said = (reports: readonly Report[]) =>
    reports.flatMap(({ bed, samples, facts }) =>
      bed === 'H3' && samples.some(({ signal }) => signal === 'nibp-sys') ? [{ samples, notes: facts?.notes ?? [] }] : [],
    )
  expect(factsOf('H3', start).notes).toEqual([])
  const first = said(ward.standing(start))
  expect(first.map(({ notes }) => notes)).toEqual([['read as 21.6/12.5 kPa, shown in mmHg']])
  const later = said(still('H3', start, minute(48 * 60), 600))
  expect(later).toHaveLength(4)
  for (const { samples, notes } of later) {
    const [, sys, dia] = /^read as (\d+\.\d)\/(\d+\.\d) kPa, shown in mmHg$/.exec(notes[0]!)!
    expect((samples as NumberSample[]).map(value)).toEqual([sys, dia].map((kpa) => Math.round(Number(kpa) * 7.50062 * 100) / 100))
  }
  expect(new Set(later.map(({ notes }) => notes[0])).size).toBeGreaterThan(1)
})

test('home stands the same at whatever hour the demo starts, and nothing comes from the future', () => {
  for (let hour = 0; hour < 24; hour++) {
    const begin = at(Date.UTC(2026, 5, 10, hour, 17, 23, 500))
    const home = createWard({ seed: hour, start: begin, wards: [HOME] })
    const standing = home.standing(begin)
    for (const sample of standing.flatMap((one) => one.samples)) {
      expect(sample.at).toBeLessThanOrEqual(sample.received)
      expect(sample.received).toBeLessThanOrEqual(begin)
    }
    const shown = (bed: string, signal: VitalKey) => numbersOf(standing, bed, signal).map((one) => Math.round(value(one) * 10) / 10)
    expect(shown('H1', 'weight')).toEqual([71.9])
    expect(shown('H2', 'spo2')).toEqual([84])
    expect(shown('H4', 'glucose')).toEqual([7.2])
    expect([...shown('H5', 'nibp-sys'), ...shown('H5', 'nibp-dia')]).toEqual([148, 96])
    // The next day brings each reading once, at its hour.
    const day = home.reports(begin, after(begin, minutes(24 * 60)), { ...STILL, stride: 600, bed: 'H1' })
    expect(numbersOf(day, 'H1', 'weight').map((one) => new Date(one.at).toISOString().slice(11, 16))).toEqual(['06:12'])
  }
})

test('oxygen is charted at the start and when it changes; consciousness by nobody', () => {
  const standing = ward.standing(start)
  expect(numbersOf(standing, '4B-04', 'o2-flow').map(value)).toEqual([10])
  expect(samplesOf(standing, 'ICU-3').find((one) => one.signal === 'o2-device')).toMatchObject({ value: { value: 'IV' } })
  expect(samplesOf(standing, '4B-10').find((one) => one.signal === 'paced')).toMatchObject({ value: { value: 'yes' } })
  // sepsis: 2 L at story 8 h = minute 275
  const change = samplesOf(still('4B-02', minute(270), minute(280), 60), '4B-02').filter((one) => one.signal.startsWith('o2-'))
  expect(change.map((one) => [one.signal, one.at, (one as NumberSample).value])).toEqual([
    ['o2-flow', minute(275), { is: 'known', value: 2 }],
    ['o2-device', minute(275), { is: 'known', value: 'N' }],
  ])
  const all = [...standing, ...ward.reports(minute(0), minute(2), { ...STILL, stride: 60 })].flatMap((one) => one.samples)
  expect(all.some((one) => one.signal === 'consciousness')).toBe(false)
})

test('without the script nothing of the minutes happens, but the stories go on', () => {
  const calm = createWard({ seed: 7, start, script: false })
  const plan = (bed: string) => calm.plans.find((one) => one.bed === bed)!
  expect(calm.census.stays.find(({ bed }) => bed === '4B-13')?.away).toBeNull()
  expect(samplesOf(calm.reports(minute(1), minute(1.1), STILL), '4B-13').length).toBeGreaterThan(10)
  expect(plan('4B-14').comes).toBeNull()
  expect(plan('4B-14').facts(minute(30)).devices).toMatchObject([{ link: 'off' }])
  expect(calm.reports(minute(12), minute(12.5), { ...STILL, bed: '4B-14' })).toEqual([])
  expect(calm.census.stays).toHaveLength(29)
  expect(calm.plans.find((plan) => plan.bed === 'ICU-1')!.course(minute(9)).rhythm).toBe('vf')
})

test('the past: at most one number a step and signal, oldest first, with a hole where the gateway stood still', () => {
  const [from, to] = [at(Date.UTC(2026, 10, 22, 1, 20)), at(Date.UTC(2026, 10, 22, 1, 50))]
  const reports = [...ward.past(from, to, seconds(60))]
  const received = reports.map((one) => one.samples[0]!.received)
  expect(received).toEqual(received.toSorted((a, b) => a - b))
  const spo2 = numbersOf(reports, '4B-09', 'spo2')
  for (const [i, one] of spo2.entries()) if (i > 0) expect(one.at - spo2[i - 1]!.at).toBeGreaterThanOrEqual(60_000)
  expect(spo2.filter((one) => one.received >= from + minutes(10) && one.received < from + minutes(22))).toEqual([])
  expect(spo2).toHaveLength(18)
})

test('the night of 4B-09 and the weeks at home lie in the past', () => {
  const asleep = at(Date.UTC(2026, 10, 22, 4, 38))
  const low = numbersOf(ward.past(asleep, after(asleep, minutes(4)), seconds(60)), '4B-09', 'spo2').map(value)
  expect(low).toHaveLength(4)
  expect(Math.max(...low)).toBeLessThan(84)
  const weights = [19, 20, 21, 22].flatMap((day) => {
    const morning = at(Date.UTC(2026, 10, day, 7, 11))
    return numbersOf(ward.past(morning, after(morning, minutes(3)), minutes(3)), 'H1', 'weight').map(value)
  })
  expect(weights).toEqual([70.1, 70.6, 71.3, 71.9])
})
