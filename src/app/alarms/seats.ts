// Which rows have the few places of the banner: the worst of this ward always, beside it the worst of other wards and what waits for an answer. Pure.
import { isEarlyNotice } from '../../model/earlynotices.ts'
import type { AlarmRow } from './rows.ts'

const isElsewhere = ({ kind }: AlarmRow): boolean => kind === 'elsewhere'
const stands = ({ alarm }: AlarmRow): boolean => alarm === null || alarm.phase === 'active'
const waits = ({ alarm }: AlarmRow): boolean => alarm !== null && isEarlyNotice(alarm.rule)

/** With its count, where it speaks for others that have no place. */
const speaking = (row: AlarmRow | undefined, others: number, words: (count: number) => string): AlarmRow | null =>
  row ? (others > 0 ? { ...row, more: [words(others), ...row.more] } : row) : null

/**
 * `rows`, the worst first, in the order of the banner: those of its `places`, then all others. Other wards have one place and the notices that
 * wait for an answer have one, so that neither takes the whole banner; with two places they share what this ward's worst leaves.
 */
export function seated(rows: readonly AlarmRow[], places: number): readonly AlarmRow[] {
  if (places < 2 || rows.length <= 1) return rows
  const elsewhere = rows.filter((row) => isElsewhere(row) && stands(row))
  const waiting = rows.filter((row) => !isElsewhere(row) && waits(row))
  const own = rows.filter((row) => !isElsewhere(row) && !waits(row))
  const other = speaking(elsewhere[0], elsewhere.length - 1, (count) => `+${count} of other wards`)
  const notice = speaking(waiting[0], waiting.length, (count) => `${count} ${count === 1 ? 'waits' : 'wait'} for an answer`)
  const free = own.length > 0 ? places - 1 : places
  const reserved = [other, notice].filter((row) => row !== null)
  // One place for both: another ward's worst goes first only where it is a high alarm or a call for help.
  const kept = reserved.length <= free ? reserved : [other?.priority === 'high' ? other : (notice ?? other)].filter((row) => row != null)
  const told = new Map(kept.map((row) => [row.key, row]))
  const taken = new Set([...own.slice(0, places - told.size).map(({ key }) => key), ...told.keys()])
  const at = (row: AlarmRow): AlarmRow => told.get(row.key) ?? row
  return [...rows.filter(({ key }) => taken.has(key)).map(at), ...rows.filter(({ key }) => !taken.has(key))]
}
