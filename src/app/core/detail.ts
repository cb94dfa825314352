// One bed in detail: every signal it has with age, source, quality and freshness; and what nobody watches there.
import { CODED, type CodedKey, codeWords } from '../../model/codes.ts'
import { type Freshness, freshness, SPOT_FRESHNESS, spotLook } from '../../model/freshness.ts'
import type { CodedEntry, NumberEntry } from '../../model/half.ts'
import { QUALITY } from '../../model/sample.ts'
import type { At } from '../../model/units.ts'
import { WHY_WORDS } from '../../model/value.ts'
import { VITAL_KEYS, VITALS, type VitalKey } from '../../model/vitals.ts'
import type { DetailRow } from '../messages.ts'
import { BLANK, look } from './tilevalue.ts'
import type { BedView } from './view.ts'
import { counter, span } from './words.ts'

const QUALITY_WORDS: readonly (readonly [bit: number, word: string])[] = [
  [QUALITY.questionable, 'doubtful'],
  [QUALITY.derived, 'derived'],
  [QUALITY.manual, 'entered by hand'],
  [QUALITY.late, 'arrived late'],
  [QUALITY.demo, 'demo'],
]
const quality = (bits: number, why: string | null): string =>
  [why?.toLowerCase() ?? '', ...QUALITY_WORDS.filter(([bit]) => bits & bit).map(([, word]) => word)].filter(Boolean).join(', ')

const aged = (entry: NumberEntry | CodedEntry, now: At | null): string => {
  if (now === null) return ''
  const age = Math.max(0, now - entry.at)
  return age < 120_000 ? counter(age) : span(age)
}
const source = (bed: BedView, entry: NumberEntry | CodedEntry): string => bed.facts.devices[entry.source]?.name ?? 'unknown device'

function numberRow(bed: BedView, key: VitalKey, entry: NumberEntry, now: At | null, speed: number): DetailRow {
  const seen = look(bed, key, now, speed)
  const { name, unit } = VITALS[key]
  return {
    signal: key,
    name,
    text: seen.text,
    unit,
    freshness: seen.freshness,
    age: aged(entry, now),
    source: source(bed, entry),
    quality: quality(entry.quality, seen.why),
  }
}

function codedLook(key: CodedKey, entry: CodedEntry, now: At | null, speed: number): Freshness {
  if (now === null) return 'none'
  const { clock, cadence } = CODED[key]
  return clock === 'spot' ? SPOT_FRESHNESS[spotLook(entry.at, cadence, now)] : freshness(entry.at, cadence, now, speed)
}

function codedRow(bed: BedView, key: CodedKey, entry: CodedEntry, now: At | null, speed: number): DetailRow {
  const fresh = bed.facts.recording?.ended ? 'none' : codedLook(key, entry, now, speed)
  const { value } = entry
  const why = value.is === 'unknown' ? WHY_WORDS[value.why] : fresh === 'none' ? WHY_WORDS['no-data'] : null
  return {
    signal: key,
    name: CODED[key].name,
    text: why === null && value.is === 'known' ? codeWords(key, value.value) : BLANK,
    unit: '',
    freshness: why === null ? fresh : 'none',
    age: aged(entry, now),
    source: source(bed, entry),
    quality: quality(entry.quality, why),
  }
}

/** All signals of a bed, in the order of the tables. Values kept for request only are shown here: opening a bed is the request. */
export function detailRows(bed: BedView, now: At | null, speed: number): readonly DetailRow[] {
  const numbers = VITAL_KEYS.flatMap((key) => {
    const entry = bed.numbers.get(key)
    return entry ? [numberRow(bed, key, entry, now, speed)] : []
  })
  const coded = [...bed.coded].map(([key, entry]) => codedRow(bed, key, entry, now, speed))
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
  const rhythm = bed.coded.get('rhythm')
  const leads = bed.coded.get('leads')?.value
  const watched =
    !bed.facts.marks.includes('rhythm-not-watched') &&
    rhythm?.value.is === 'known' &&
    rhythm.value.value !== 'not-watched' &&
    !(leads?.is === 'known' && leads.value === 'off') &&
    codedLook('rhythm', rhythm, now, speed) !== 'none'
  const missing = WATCHED.filter(([vitals]) => vitals.every((vital) => look(bed, vital, now, speed).text === BLANK))
  return [...(watched ? [] : ['rhythm not watched']), ...missing.map(([, words]) => words)]
}
