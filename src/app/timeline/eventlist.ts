// What happened in a window, newest first: alarms and marks in one list. Pure.
import { MARKS as SIGNS } from '../../model/priority.ts'
import { type AlarmBar, MARKS, type Mark, type Story } from '../../model/story.ts'
import { alarmWords, markWords } from './paintevents.ts'

export interface EventLine {
  readonly key: string
  readonly at: number
  readonly words: string
  /** The letter or the sign of the priority. */
  readonly sign: string
  /** Null: a mark. */
  readonly alarm: AlarmBar | null
  readonly by: string | null
}
export const EVENT_KINDS = { all: 'Alarms and marks', alarms: 'Alarms', high: 'High alarms', marks: 'Marks' } as const
export type EventKind = keyof typeof EVENT_KINDS
export const EVENT_KIND_KEYS = Object.keys(EVENT_KINDS) as readonly EventKind[]

const alarmLine = (bar: AlarmBar): EventLine => ({
  key: `alarm ${bar.id}`,
  at: bar.from,
  words: alarmWords(bar).replace(/^\*+ /, ''),
  sign: SIGNS[bar.priority],
  alarm: bar,
  by: bar.takenAt === null ? null : `taken by ${bar.takenBy ?? 'somebody'}`,
})
const markLine = (mark: Mark): EventLine => ({
  key: `mark ${mark.is} ${mark.id} ${mark.at}`,
  at: mark.at,
  words: markWords(mark),
  sign: MARKS[mark.is].letter,
  alarm: null,
  by: mark.by,
})

/** An alarm that began earlier and stands in the window is of it, too. */
export function eventLines(
  { alarms, marks }: Pick<Story, 'alarms' | 'marks'>,
  { from, to }: { readonly from: number; readonly to: number },
  kind: EventKind,
): readonly EventLine[] {
  const within = (start: number, end: number | null): boolean => start < to && (end ?? Number.POSITIVE_INFINITY) >= from
  const bars =
    kind === 'marks' ? [] : alarms.filter((bar) => within(bar.from, bar.to) && (kind !== 'high' || bar.priority === 'high')).map(alarmLine)
  const others = kind === 'all' || kind === 'marks' ? marks.filter((mark) => within(mark.at, mark.to ?? mark.at)).map(markLine) : []
  return [...bars, ...others].sort((a, b) => b.at - a.at)
}
