// The history of alarms as lines, newest first: of a stay, or of all that lay in a ward while they lay there.
import type { JournalLine } from '../../model/alarmapi.ts'
import { alarmWords, longDuration } from '../../model/alarmwords.ts'
import type { Book, KeptWard } from '../../model/book.ts'
import type { StayId, WardId } from '../../model/ids.ts'
import type { Priority } from '../../model/priority.ts'
import type { RuleKey } from '../../model/rules.ts'
import { shownIn, shownUnit } from '../../model/shownunits.ts'
import { type Entry, WHATS } from '../../model/stayalarms.ts'
import { VITALS } from '../../model/vitals.ts'
import type { Notes } from '../history/notes.ts'
import type { AlarmHub } from './hub.ts'

/** Lines of one answer. */
const MOST = 2000
const LETTERS = 300

export interface HistoryAsked {
  readonly ward: WardId
  readonly stay: StayId | null
  readonly from: number
  readonly to: number
  readonly rules?: readonly RuleKey[] | undefined
  readonly priorities?: readonly Priority[] | undefined
}

interface Place {
  readonly bed: string
  readonly ward: KeptWard | undefined
}
/** The message as it stood. */
function wordsOf(entry: Entry, { bed, ward }: Place): string {
  const { alarm, at } = entry
  if (!alarm) return setWords(entry, ward)
  return alarmWords(alarm, 'banner', { zone: ward?.zone ?? 'UTC', now: at, ...(ward && { units: ward.units, ward: ward.name }), bed })
}
/** What was set: the limits, the vital that is off, the target. */
function setWords({ what, at, care }: Entry, ward: KeptWard | undefined): string {
  if (!care) return ''
  const off = care.off.find((one) => one.at === at)
  if (what === 'off' && off) return VITALS[off.vital].label
  if (what === 'target' && care.target) return `SpO₂ ${care.target.low}–${care.target.high} %`
  const limit = care.overrides.find((one) => one.at === at)
  if (what !== 'limits' || !limit) return ''
  const number = (value: number | null): string => (value === null ? 'off' : shownIn(limit.vital, value, ward?.units))
  return `${VITALS[limit.vital].label} ${number(limit.low)}–${number(limit.high)} ${shownUnit(limit.vital, ward?.units)}`
}
/** What became of it; of what has ended, after how long. */
function whatOf({ what, alarm, at, gone }: Entry): string {
  const words = WHATS[what] ?? what
  const isEnd = what === 'ended' || (gone && alarm?.phase === 'active')
  return isEnd && alarm ? `${words}, after ${longDuration(at - alarm.raised)}` : words
}

function lineOf(stay: StayId | null, place: Place, entry: Entry, names: boolean): JournalLine {
  const { at, by, why, alarm } = entry
  return {
    stay,
    bed: place.bed,
    at,
    what: whatOf(entry),
    rule: alarm?.rule ?? null,
    priority: alarm?.priority ?? null,
    words: wordsOf(entry, place).slice(0, LETTERS),
    by: by && (by.is === 'person' ? (names ? by.name.slice(0, 120) : null) : by.name),
    // A reason is in words of whoever wrote it, and may name somebody.
    why: names ? why : null,
  }
}

/** Stays that were in the ward within the time. */
export function staysWithin(book: Book, { ward, stay, from, to }: HistoryAsked): readonly StayId[] {
  if (stay !== null) return [stay]
  return [...book.stay.values()]
    .filter(({ beds }) => beds.some((one) => one.ward === ward && one.from < to && (one.to === null || one.to > from)))
    .map(({ id }) => id)
}

/** As many as an answer holds, none of an instant that is not told whole: the next answer begins before it. */
function firstOf(newest: readonly JournalLine[]): readonly JournalLine[] {
  const next = newest[MOST]
  if (!next) return newest
  const whole = newest.slice(0, MOST).filter(({ at }) => at !== next.at)
  return whole.length > 0 ? whole : newest.slice(0, MOST)
}

interface HistoryParts {
  readonly alarms: Pick<AlarmHub, 'journal' | 'lost'>
  readonly notes: Pick<Notes, 'gone'>
}
interface History {
  readonly lines: readonly JournalLine[]
  readonly more: boolean
  readonly lost: number
  /** Beds, as they are called, of stays of that time whose alarms are no longer kept: of these no line is not no alarm. */
  readonly gone: readonly string[]
}
export async function historyOf({ alarms: hub, notes }: HistoryParts, book: Book, asked: HistoryAsked, names: boolean): Promise<History> {
  const { ward, stay, from, to, rules, priorities } = asked
  const fits = ({ what, alarm }: Entry): boolean =>
    WHATS[what] !== null &&
    (!rules || (alarm !== null && rules.includes(alarm.rule))) &&
    (!priorities || (alarm !== null && priorities.includes(alarm.priority)))
  const lines: JournalLine[] = []
  const gone = new Set<string>()
  for (const id of staysWithin(book, asked)) {
    const kept = book.stay.get(id)
    if (kept && notes.gone(id).includes('alarm'))
      for (const one of kept.beds)
        if (one.ward === ward && one.from < to && (one.to === null || one.to > from)) gone.add(book.bed.get(one.bed)?.label ?? one.bed)
    const placeAt = (when: number) => kept?.beds.findLast((one) => one.from <= when) ?? kept?.beds[0]
    for (const { entry } of await hub.journal({ stay: id }, from, to)) {
      const place = placeAt(entry.at)
      if (!fits(entry) || (stay === null && place?.ward !== ward)) continue
      lines.push(lineOf(id, { bed: book.bed.get(place!.bed)?.label ?? place!.bed, ward: book.ward.get(place!.ward) }, entry, names))
    }
  }
  if (stay === null)
    for (const { entry } of await hub.journal({ ward }, from, to))
      if (fits(entry)) lines.push(lineOf(null, { bed: '', ward: book.ward.get(ward) }, entry, names))
  const newest = lines.toSorted((a, b) => b.at - a.at)
  return { lines: firstOf(newest), more: newest.length > MOST, lost: hub.lost(), gone: [...gone] }
}
