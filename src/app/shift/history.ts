// The history of alarms: what is asked, and lines as they are shown. Pure.
import type { BodyOf } from '../../model/access.ts'
import type { JournalLine } from '../../model/alarmapi.ts'
import { GONE } from '../../model/history.ts'
import { MARKS, PRIORITIES, type Priority } from '../../model/priority.ts'
import type { RuleKey } from '../../model/rules.ts'
import type { z } from '../../model/zod.ts'

export type Line = z.infer<typeof JournalLine>
export interface HistoryWish {
  readonly hours: number
  /** '': all. */
  readonly priority: Priority | ''
  readonly rule: RuleKey | ''
  /** Stay. */
  readonly stay: string
}
export const HISTORY_START: HistoryWish = { hours: 12, priority: '', rule: '', stay: '' }

/** `until`: lines before it; the newest where null. */
export function historyBody(ward: string, wish: HistoryWish, now: number, until: number | null): BodyOf<'POST /api/alarms/history'> {
  const { hours, priority, rule, stay } = wish
  return {
    ward,
    stay: stay || null,
    from: now - hours * 3_600_000,
    to: until ?? now,
    ...(rule && { rules: [rule] }),
    ...(priority && { priorities: [priority] }),
  }
}

export const PRIORITY_WORDS: Readonly<Record<Priority, string>> = {
  high: '*** high',
  medium: '** medium',
  low: '* low',
  notice: 'notice',
  none: 'shown only',
}
export const PRIORITY_KEYS = PRIORITIES

/** "*** ASYSTOLE …", an act in its own words. */
export const lineWords = ({ priority, words }: Line): string => [priority === null ? '' : MARKS[priority], words].filter(Boolean).join(' ')

/** How many lines there are, and of which beds they are no longer kept: of these none is not nothing happened. */
export function toldWords(lines: number, gone: readonly string[]): string {
  const many = lines === 1 ? '1 line' : `${lines} lines`
  const told = lines > 0 ? `${many}, newest first.` : gone.length > 0 ? 'No line.' : 'Nothing in this time.'
  return gone.length === 0 ? told : `${told} No longer kept: ${GONE.alarm} of ended stays in ${gone.join(', ')}.`
}

/** Lines of one page. */
export const PAGE = 100
export const pageOf = <T>(lines: readonly T[], index: number): readonly T[] => lines.slice(index * PAGE, (index + 1) * PAGE)

/** Alarms of a patient at their raising: around it there are waves to be looked at. Notices of early warning are of no moment of a wave. */
export const hasStrip = ({ what, rule, priority }: Line): boolean =>
  what === 'raised' && rule !== null && priority !== 'notice' && priority !== 'none'
