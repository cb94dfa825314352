// One bed in detail: every signal it has with its times, cadence, source, quality and freshness; its facts and marks; and what nobody
// watches there.
import { CODED, CODED_KEYS, type CodedKey, codeWords } from '../../model/codes.ts'
import type { CodedEntry, NumberEntry } from '../../model/half.ts'
import { QUALITY } from '../../model/sample.ts'
import { shownUnit, UNITS_OF_TABLE } from '../../model/shownunits.ts'
import type { At } from '../../model/units.ts'
import { WHY_WORDS } from '../../model/value.ts'
import { VITAL_KEYS, VITALS, type VitalKey } from '../../model/vitals.ts'
import type { DetailRow, FromWorker } from '../messages.ts'
import { waveRows } from './detailwaves.ts'
import { standing } from './tilemarks.ts'
import { BLANK, cadence, codedLook, entryLook, isSpot, LONG_WAY, look, rhythmWatched } from './tilevalue.ts'
import type { BedView, WardView, When } from './view.ts'
import { clockTime, counter, every, span } from './words.ts'

const QUALITY_WORDS: readonly (readonly [bit: number, word: string])[] = [
  [QUALITY.motion, 'motion'],
  [QUALITY.weakPulse, 'weak pulse'],
  [QUALITY.questionable, 'doubtful'],
  [QUALITY.derived, 'derived'],
  [QUALITY.manual, 'entered by hand'],
  [QUALITY.late, 'arrived late'],
  [QUALITY.demo, 'demo'],
]
const quality = (bits: number, why: string | null): string =>
  [why?.toLowerCase() ?? '', ...QUALITY_WORDS.filter(([bit]) => bits & bit).map(([, word]) => word)].filter(Boolean).join(', ')

/** "0:03", "47 min"; of a reading now and then "14:05 · 12 min"; of one that was long on its way "taken 06:10 · received 07:30". */
function timed(entry: NumberEntry | CodedEntry, spot: boolean, { now, zone }: When): string {
  if (entry.quality & QUALITY.late || entry.received - entry.at > LONG_WAY)
    return `taken ${clockTime(entry.at, zone)} · received ${clockTime(entry.received, zone)}`
  if (now === null) return spot ? clockTime(entry.at, zone) : ''
  const age = Math.max(0, now - entry.at)
  if (spot) return `${clockTime(entry.at, zone)} · ${span(age)}`
  return age < 120_000 ? counter(age) : span(age)
}
const source = (bed: BedView, entry: NumberEntry | CodedEntry): string => bed.facts.devices[entry.source]?.name ?? 'unknown device'

/** "second: telemetry": what another device brings of the same signal, under the row of the one that leads. */
const nameOf = (bed: BedView, name: string, entry: NumberEntry | CodedEntry, second: boolean): string =>
  second ? `second: ${source(bed, entry)}` : name

function numberRow(bed: BedView, key: VitalKey, entry: NumberEntry, when: When, second = false): DetailRow {
  const seen = entryLook(bed, key, entry, when)
  return {
    signal: key,
    second,
    name: nameOf(bed, VITALS[key].name, entry, second),
    text: seen.text,
    unit: shownUnit(key, when.units),
    freshness: seen.freshness,
    age: timed(entry, isSpot(bed, entry), when),
    expected: every(cadence(bed, entry)),
    source: source(bed, entry),
    quality: quality(entry.quality, seen.why),
  }
}

function codedRow(bed: BedView, key: CodedKey, entry: CodedEntry, when: When, second = false): DetailRow {
  const fresh = codedLook(bed, entry, when.now, when.speed)
  const { value } = entry
  const why = value.is === 'unknown' ? WHY_WORDS[value.why] : fresh === 'none' ? WHY_WORDS['no-data'] : null
  return {
    signal: key,
    second,
    name: nameOf(bed, CODED[key].name, entry, second),
    text: why === null && value.is === 'known' ? codeWords(key, value.value) : BLANK,
    unit: '',
    freshness: why === null ? fresh : 'none',
    age: timed(entry, CODED[key].clock === 'spot', when),
    expected: every(CODED[key].cadence),
    source: source(bed, entry),
    quality: quality(entry.quality, why),
  }
}

/** All signals of a bed, in the order of the tables. Values kept for request only are shown here: opening a bed is the request. */
export function detailRows(bed: BedView, when: When): readonly DetailRow[] {
  const numbers = VITAL_KEYS.flatMap((key) => {
    const entry = bed.numbers.get(key)
    const second = bed.seconds.get(key)
    return [
      ...(entry ? [numberRow(bed, key, entry, when)] : []),
      ...(second?.kind === 'number' ? [numberRow(bed, key, second, when, true)] : []),
    ]
  })
  const coded = CODED_KEYS.flatMap((key) => {
    const entry = bed.coded.get(key)
    const second = bed.seconds.get(key)
    return [
      ...(entry ? [codedRow(bed, key, entry, when)] : []),
      ...(second?.kind === 'coded' ? [codedRow(bed, key, second, when, true)] : []),
    ]
  })
  return [...numbers, ...coded]
}

/** What a reader may take for watched: any of these suffices. */
const WATCHED: readonly (readonly [vitals: readonly VitalKey[], words: string])[] = [
  [['hr', 'pr'], 'heart rate not measured'],
  [['spo2'], 'SpO₂ not measured'],
  [['art-sys', 'art-mean', 'nibp-sys', 'nibp-mean'], 'blood pressure not measured'],
  [['rr'], 'breathing not measured'],
  [['temp'], 'temperature not measured'],
]

/** What is not watched on this bed now, in words; nothing for an empty or away bed. */
export function notWatched(bed: BedView, now: At | null, speed: number): readonly string[] {
  if (bed.facts.presence !== 'occupied') return []
  const watched = rhythmWatched(bed, now, speed)
  const when = { now, speed, units: UNITS_OF_TABLE }
  const missing = WATCHED.filter(([vitals]) => vitals.every((vital) => look(bed, vital, when).text === BLANK))
  return [...(watched ? [] : ['rhythm not watched']), ...missing.map(([, words]) => words)]
}

const NOT_CONTINUOUS = 'nobody watches these values as they come'
const isContinuous = (bed: BedView, ward: WardView): boolean =>
  bed.facts.presence !== 'occupied' || (ward.ward.continuous && !bed.facts.recording)

/** All that the page shows of one bed. */
export function detailOf(bed: BedView, ward: WardView, now: At | null): Extract<FromWorker, { is: 'detail' }> {
  const { speed } = ward.gateway
  const when = { now, speed, zone: ward.ward.zone, units: ward.ward.units }
  return {
    is: 'detail',
    bed: bed.id,
    rows: detailRows(bed, when),
    waves: waveRows(bed, when),
    notWatched: [...(isContinuous(bed, ward) ? [] : [NOT_CONTINUOUS]), ...notWatched(bed, now, speed)],
    facts: bed.facts,
    marks: bed.facts.presence === 'occupied' ? standing(bed, ward, now) : [],
  }
}
