// The Bundle is held before a validator that is not ours, and what it says is read back.
import { Fhir } from 'fhir'
import { expect, test } from 'vitest'
import type { JournalLine } from '../../model/alarmapi.ts'
import { deviceId } from '../../model/ids.ts'
import { Observations } from '../../model/observations.ts'
import { type NumberSample, QUALITY, type Sample, type WaveSample } from '../../model/sample.ts'
import type { Note } from '../../model/story.ts'
import { type At, at, hz } from '../../model/units.ts'
import { known, unknown, WHYS } from '../../model/value.ts'
import { VITAL_KEYS, VITALS } from '../../model/vitals.ts'
import { NO_SAMPLE, WAVE_KEYS, WAVES } from '../../model/waves.ts'
import type { Exporting } from './exporting.ts'
import { exporting, STAY, textOf } from './exportingtest.ts'
import { fhirOf } from './fhir.ts'
import { seriesOf } from './fhirseries.ts'

const NIGHT = at(Date.UTC(2026, 9, 25, 0, 0, 0))
let seq = 0
const number = (
  time: number,
  signal: NumberSample['signal'],
  value: NumberSample['value'],
  over: Partial<NumberSample> = {},
): NumberSample => ({
  kind: 'number',
  signal,
  value,
  at: at(time),
  received: at(time),
  source: deviceId('wall'),
  quality: 0,
  seq: seq++,
  ...over,
})
const wave = (signal: WaveSample['signal'], time: number, data: Int16Array): WaveSample => ({
  kind: 'wave',
  signal,
  at: at(time),
  received: at(time),
  source: deviceId('wall'),
  quality: 0,
  seq: seq++,
  rate: hz(250),
  gain: 200,
  baseline: 100,
  unit: WAVES[signal].unit,
  data,
})
const line = (time: number, what: string, over: Partial<JournalLine> = {}): JournalLine => ({
  stay: STAY,
  bed: '4B-07',
  at: time,
  what,
  rule: 'hr-high',
  priority: 'medium',
  words: 'HEART RATE 130 > 120',
  by: null,
  why: null,
  ...over,
})
const entered = (id: string) => ({ id, at: NIGHT + 60_000, written: NIGHT + 90_000, by: 'R. Wren', corrects: null, corrected: null })
const note = (id: string, over: Partial<Note>): Note => ({ ...entered(id), kind: 'note', text: 'Seen', ...over })
const nurse = { is: 'person', id: 'n', name: 'R. Wren' } as const
const set = Observations.parse({
  at: NIGHT + 60_000,
  consciousness: 'C',
  oxygen: { device: 'N', flow: 2, fio2: null },
  rr: { value: 22, from: 'typed' },
  spo2: { value: 93, from: 'monitor' },
  sys: null,
  pulse: { value: 104, from: 'monitor' },
  temp: { value: 38.4, from: 'typed' },
  glucose: null,
  by: nurse,
})

/** Every vital, every reason, every wave, alarms and a set. */
function night(): Sample[] {
  const watched = VITAL_KEYS.flatMap((signal) =>
    VITALS[signal].clock === 'spot'
      ? [number(NIGHT + 5000, signal, known(VITALS[signal].plausible[1])), number(NIGHT + 900_000, signal, unknown('not-measured'))]
      : Array.from({ length: 20 }, (_, i) => number(NIGHT + i * 1000, signal, known(VITALS[signal].plausible[0] + i / 10))),
  )
  const whys = WHYS.map((why, i) => number(NIGHT + 30_000 + i * 1000, 'glucose', unknown(why)))
  const doubtful = number(NIGHT + 20_000, 'hr', known(99), { quality: QUALITY.questionable | QUALITY.motion | QUALITY.demo })
  const waves = WAVE_KEYS.map((signal) =>
    wave(
      signal,
      NIGHT,
      Int16Array.from({ length: 500 }, (_, i) => (i === 3 ? NO_SAMPLE : i - 250)),
    ),
  )
  return [...watched, ...whys, doubtful, ...waves]
}
const whole = (over: Partial<Exporting> = {}): Promise<Exporting> =>
  exporting(night(), NIGHT, at(NIGHT + 3_600_000) as At, {
    person: {
      stay: STAY,
      name: 'Robin <b>Test</b>',
      sex: 'F',
      born: '1961-04-07',
      record: 'W-77',
      reason: 'after "surgery"',
      teaches: null,
    },
    alarms: [
      line(NIGHT + 50_000, 'over, after 40 s'),
      line(NIGHT + 20_000, 'taken', { by: 'R. Wren', why: 'fever' }),
      line(NIGHT + 10_000, 'raised'),
      line(NIGHT + 99_000, 'raised', { rule: 'spo2-low' as JournalLine['rule'], priority: 'high' }),
    ],
    sets: [
      { set, total: null, words: 'systolic pressure is missing' },
      { set: { ...set, at: at(NIGHT + 120_000) }, total: 9, words: '' },
    ],
    notes: [
      note('a', { corrected: 'b', text: 'Sat up <i>' }),
      // Behind the window.
      note('b', { at: NIGHT + 7_200_000, written: NIGHT + 7_260_000, corrects: 'a', text: 'Sat up "in bed"' }),
      note('c', { kind: 'intervention', text: 'Suctioned', by: null }),
    ],
    hand: [
      { ...entered('e'), value: 'lactate', number: 24, corrected: 'f' },
      { ...entered('f'), value: 'lactate', number: 2.4, corrects: 'e' },
    ],
    ...over,
  })

interface Resource {
  readonly resourceType: string
  readonly [field: string]: unknown
}
interface Bundle {
  readonly resourceType: string
  readonly entry: readonly { readonly fullUrl: string; readonly resource: Resource }[]
}
const bundle = async (over: Partial<Exporting> = {}): Promise<Bundle> => JSON.parse(await textOf(fhirOf, await whole(over))) as Bundle
const wrong = (what: object): string[] =>
  new Fhir()
    .validate(what, { errorOnUnexpected: true })
    .messages.filter(({ severity }) => severity === 'error' || severity === 'fatal')
    .map(({ location, message }) => `${location}: ${message}`)

test('the validator of npm’s fhir accepts it, with and without a name, of a demo and of a stay of which nothing was kept', async () => {
  expect(wrong(await bundle())).toEqual([])
  expect(wrong(await bundle({ demo: true, person: null }))).toEqual([])
  const empty = JSON.parse(await textOf(fhirOf, await exporting([], NIGHT, at(NIGHT + 1000)))) as Bundle
  expect(wrong(empty)).toEqual([])
  expect(empty.entry.map(({ resource }) => resource.resourceType)).toEqual(['Patient', 'Encounter'])
  // What is no longer kept is told: an empty list is not "nothing happened".
  const gone = await bundle({ gone: ['alarm', 'note'], alarms: [], notes: [] })
  expect(wrong(gone)).toEqual([])
  expect(gone.entry[0]!.resource).toMatchObject({
    resourceType: 'OperationOutcome',
    issue: [{ severity: 'information', diagnostics: expect.stringMatching(/No longer kept .*: alarms and limits, notes/) }],
  })
})

test('that validator refuses what is wrong', async () => {
  const { entry } = await bundle()
  const first = entry.findIndex(({ resource }) => resource.resourceType === 'Observation')
  const broken = entry.map((one, i) => (i === first ? { ...one, resource: { ...one.resource, status: 'fine', extra: 1 } } : one))
  expect(wrong({ resourceType: 'Bundle', type: 'collection', entry: broken })).toHaveLength(2)
})

test('every reference leads to an entry, and no two entries are one', async () => {
  const made = await bundle()
  const urls = made.entry.map(({ fullUrl }) => fullUrl)
  expect(new Set(urls).size).toBe(urls.length)
  const named = new Set(JSON.stringify(made).match(/urn:uuid:[0-9a-f-]{36}/g))
  expect([...named].filter((url) => !urls.includes(url))).toEqual([])
})

test('codes, units, times and what is not known', async () => {
  const { entry } = await bundle()
  const all = entry.map(({ resource }) => resource)
  const of = (text: string) => all.filter(({ code }) => (code as { text?: string } | undefined)?.text === text)
  expect(all[0]).toMatchObject({
    resourceType: 'Patient',
    name: [{ text: 'Robin <b>Test</b>' }],
    birthDate: '1961-04-07',
    gender: 'female',
  })
  expect(of('heart rate')[0]).toMatchObject({
    code: {
      coding: [
        { system: 'http://loinc.org', code: '8867-4' },
        { system: 'urn:iso:std:iso:11073:10101', code: '147842' },
      ],
    },
    effectivePeriod: { start: '2026-10-25T02:00:00.000+02:00', end: '2026-10-25T02:00:19.000+02:00' },
    valueSampledData: { origin: { value: 0, code: '/min' }, period: 1000, data: Array.from({ length: 20 }, (_, i) => i / 10).join(' ') },
  })
  // Its quality is another's: a series of its own.
  expect(of('heart rate')[1]).toMatchObject({ note: [{ text: 'questionable; invented; motion' }], valueSampledData: { data: '99' } })
  expect((of('oxygen saturation')[0]!.code as { coding: { code: string }[] }).coding.map(({ code }) => code)).toEqual([
    '59408-5',
    '2708-6',
    '150456',
  ])
  expect(of('cuff pressure')).toHaveLength(2)
  expect(of('cuff pressure')[0]).toMatchObject({
    code: { coding: [{ code: '85354-9' }] },
    component: [{ valueQuantity: { value: 350, code: 'mm[Hg]' } }, { code: { coding: [{ code: '8462-4' }, {}] } }, {}],
  })
  expect((of('cuff pressure')[1]!.component as object[])[0]).toMatchObject({ dataAbsentReason: { coding: [{ code: 'not-performed' }] } })
  expect(of('glucose').find(({ dataAbsentReason }) => dataAbsentReason)).toMatchObject({ dataAbsentReason: { coding: [{}] } })
  expect(of('ECG lead II, waveform')[0]).toMatchObject({
    valueSampledData: { origin: { value: -0.5, code: 'mV' }, period: 4, factor: 0.005, dimensions: 1 },
  })
  const data = (of('ECG lead II, waveform')[0]!.valueSampledData as { data: string }).data.split(' ')
  expect([data.length, data[3], Number(data[4]) * 0.005 - 0.5]).toEqual([500, 'E', (-246 - 100) / 200])
  expect(of('NEWS2, charted')[1]).toMatchObject({ valueQuantity: { value: 9 }, performer: [{ display: 'R. Wren' }] })
  expect(of('NEWS2, charted')[0]).toMatchObject({ dataAbsentReason: { text: 'systolic pressure is missing' } })
})

test('notes, interventions and values by hand; what was corrected as entered in error, with its correction and when both were written', async () => {
  const all = (await bundle()).entry.map(({ resource }) => resource)
  const told = all.filter(({ resourceType }) => resourceType === 'Communication' || resourceType === 'Procedure')
  expect(told).toMatchObject([
    {
      status: 'entered-in-error',
      payload: [{ contentString: 'Sat up <i>' }],
      sender: { display: 'R. Wren' },
      note: [{ text: expect.stringMatching(/; CORRECTED by entry b, written 2026-10-25T03:01:00.000\+01:00$/) }],
    },
    {
      status: 'completed',
      payload: [{ contentString: 'Sat up "in bed"' }],
      note: [{ text: expect.stringMatching(/^happened 2026-10-25T03:00.*; corrects entry a, of 2026-10-25T02:01:00.000\+02:00$/) }],
    },
    { resourceType: 'Procedure', status: 'completed', code: { text: 'Suctioned' }, performedDateTime: '2026-10-25T02:01:00.000+02:00' },
  ])
  const lactate = all.filter(({ code }) => (code as { text?: string } | undefined)?.text === 'Lactate')
  expect(lactate).toMatchObject([
    { status: 'entered-in-error', valueQuantity: { value: 24 }, note: [{ text: expect.stringContaining('CORRECTED by entry f') }] },
    { status: 'final', valueQuantity: { value: 2.4, code: 'mmol/L' }, code: { coding: [{ code: '2524-7' }] } },
  ])
})

test('an alarm is an issue with what was done about it, and one that goes on has no end', async () => {
  const issues = (await bundle()).entry.map(({ resource }) => resource).filter(({ resourceType }) => resourceType === 'DetectedIssue')
  expect(issues).toMatchObject([
    {
      status: 'final',
      severity: 'moderate',
      identifiedPeriod: { start: '2026-10-25T02:00:10.000+02:00', end: '2026-10-25T02:00:50.000+02:00' },
      mitigation: [{ action: { text: 'taken: fever' }, author: { display: 'R. Wren' } }, { action: { text: 'over, after 40 s' } }],
    },
    { status: 'preliminary', severity: 'high', identifiedDateTime: '2026-10-25T02:01:39.000+02:00' },
  ])
})

test('missing steps are E, a long hole or another rhythm begins a new series, and no sample is lost', () => {
  const series = (times: readonly number[], values = times.map((_, i) => i)) =>
    seriesOf({ at: Float64Array.from(times), value: Float64Array.from(values), quality: new Uint8Array(times.length) })
  expect(series([0, 1000, 2000, 5000, 6010]).map(({ data }) => data)).toEqual(['0 1 2 E E 3 4'])
  expect(series([0, 1000, 2000, 500_000, 501_000]).map(({ from, data }) => [from, data])).toEqual([
    [0, '0 1 2'],
    [500_000, '3 4'],
  ])
  expect(series([0, 1000, 1500, 2500, 3500]).map(({ data }) => data)).toEqual(['0 1', '2 3 4'])
  expect(series([0, 1000], [Number.NaN, 7]).map(({ data }) => data)).toEqual(['E 7'])
})
