// The history of alarms as lines, newest first: of a stay, or of all that lay in a ward while they lay there.
import type { JournalLine } from '../../model/alarmapi.ts'
import type { Book } from '../../model/book.ts'
import type { StayId, WardId } from '../../model/ids.ts'
import type { Priority } from '../../model/priority.ts'
import { type RuleKey, ruleOf } from '../../model/rules.ts'
import { type Entry, WHATS } from '../../model/stayalarms.ts'
import type { AlarmHub } from './watch.ts'

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

/** The message as it stood. */
function wordsOf({ alarm }: Entry): string {
  if (!alarm) return ''
  const { rule, value, limit, worst, say, side } = alarm
  const number = (of: number | null): string => (of === null ? '?' : String(Math.round(of * 100) / 100))
  const known: Readonly<Record<string, string>> = {
    value: number(value),
    limit: number(limit),
    worst: number(worst),
    sign: side === 'low' ? '<' : '>',
    more: '',
    on: '',
  }
  return ruleOf(rule).banner.replace(/\{(\w+)\}/g, (_, key: string) => say[key] ?? known[key] ?? '…')
}

function lineOf(stay: StayId | null, bed: string, entry: Entry, names: boolean): JournalLine {
  const { at, what, by, why, alarm } = entry
  return {
    stay,
    bed,
    at,
    what: WHATS[what] ?? what,
    rule: alarm?.rule ?? null,
    priority: alarm?.priority ?? null,
    words: wordsOf(entry).slice(0, LETTERS),
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

export async function historyOf(
  hub: Pick<AlarmHub, 'journal' | 'lost'>,
  book: Book,
  asked: HistoryAsked,
  names: boolean,
): Promise<{ readonly lines: readonly JournalLine[]; readonly more: boolean; readonly lost: number }> {
  const { ward, stay, from, to, rules, priorities } = asked
  const fits = ({ what, alarm }: Entry): boolean =>
    WHATS[what] !== null &&
    (!rules || (alarm !== null && rules.includes(alarm.rule))) &&
    (!priorities || (alarm !== null && priorities.includes(alarm.priority)))
  const lines: JournalLine[] = []
  for (const id of staysWithin(book, asked)) {
    const kept = book.stay.get(id)
    const placeAt = (when: number) => kept?.beds.findLast((one) => one.from <= when) ?? kept?.beds[0]
    for (const { entry } of await hub.journal({ stay: id }, from, to)) {
      const place = placeAt(entry.at)
      if (!fits(entry) || (stay === null && place?.ward !== ward)) continue
      lines.push(lineOf(id, book.bed.get(place!.bed)?.label ?? place!.bed, entry, names))
    }
  }
  if (stay === null)
    for (const { entry } of await hub.journal({ ward }, from, to)) if (fits(entry)) lines.push(lineOf(null, '', entry, names))
  const newest = lines.toSorted((a, b) => b.at - a.at)
  return { lines: newest.slice(0, MOST), more: newest.length > MOST, lost: hub.lost() }
}
