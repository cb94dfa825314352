// A stay's numbers as rows of a table, an interval a row: of every sample that led, by a statistic that is named. Pure.
import { following } from './figures.ts'
import type { LimitStep } from './story.ts'
import { type At, at } from './units.ts'
import { z } from './zod.ts'
import { latest } from './zone.ts'

/** TABLE: minutes of a row, or a set of observations a row. */
export const INTERVALS = ['1', '5', '15', '60', 'observations'] as const
export type Interval = (typeof INTERVALS)[number]
/** TABLE: what stands for an interval, in words. */
export const STATISTICS = {
  median: 'median',
  range: 'lowest–highest',
  last: 'last value',
} as const satisfies Record<string, string>
export type Statistic = keyof typeof STATISTICS
export const STATISTIC_KEYS = Object.keys(STATISTICS) as [Statistic, ...Statistic[]]

/** Rows of one page. */
export const PAGE = 96

/**
 * `low` and `high` are one number but for a range. `count`: samples behind it. `breach`: of any of them, by the limit in force when it was
 * measured, whatever stands for them.
 */
export const Cell = z.object({
  low: z.number(),
  high: z.number(),
  count: z.number().int(),
  breach: z.enum(['low', 'high', 'both']).nullable(),
})
export type Cell = z.infer<typeof Cell>

/** Edges of the rows of one page that end at or before `before`, oldest first: by the ward's clock, whole intervals from midnight on. */
export function edgesOf(zone: string, minutes: number, from: number, before: number): readonly At[] {
  const step = minutes * 60_000
  const midnight = latest(zone, '00:00', at(before - 1))
  const end = midnight + Math.ceil((before - midnight) / step) * step
  const rows = Math.max(0, Math.min(PAGE, Math.ceil((end - from) / step)))
  return Array.from({ length: rows + 1 }, (_, i) => at(end - (rows - i) * step))
}

interface Gathering {
  values: number[]
  last: number
  breach: { low: boolean; high: boolean }
}
/** Gathers samples in order into the rows between `edges`. */
export function createColumn(edges: readonly number[], limits: readonly LimitStep[], statistic: Statistic) {
  const rows: (Gathering | null)[] = Array.from({ length: edges.length - 1 }, () => null)
  const limitAt = following(limits)
  let row = 0
  const beyond = (value: number, when: number): { low: boolean; high: boolean } => {
    const limit = limitAt(when)
    return { low: limit?.low != null && value < limit.low, high: limit?.high != null && value > limit.high }
  }
  const cellOf = (found: Gathering | null): Cell | null => {
    if (!found) return null
    const sorted = found.values.toSorted((a, b) => a - b)
    const [low, high] = statistic === 'range' ? [sorted[0]!, sorted.at(-1)!] : [one(found, sorted), one(found, sorted)]
    const { breach: is } = found
    return { low, high, count: sorted.length, breach: is.low && is.high ? 'both' : is.low ? 'low' : is.high ? 'high' : null }
  }
  const one = ({ last }: Gathering, sorted: readonly number[]): number =>
    statistic === 'last' ? last : (sorted[(sorted.length - 1) >> 1]! + sorted[sorted.length >> 1]!) / 2
  return {
    take(samples: readonly { readonly at: number; readonly value: number }[]): void {
      for (const { at: when, value } of samples) {
        if (Number.isNaN(value) || when < edges[0]! || when >= edges.at(-1)!) continue
        while (when >= edges[row + 1]!) row++
        const found = rows[row] ?? { values: [], last: value, breach: { low: false, high: false } }
        rows[row] = found
        found.values.push(value)
        found.last = value
        const { low, high } = beyond(value, when)
        found.breach = { low: found.breach.low || low, high: found.breach.high || high }
      }
    },
    cell: (row: number): Cell | null => cellOf(rows[row] ?? null),
  }
}

/** Beyond the limit in force at an instant. */
export function beyondAt(value: number, limits: readonly LimitStep[], when: number): { readonly low: boolean; readonly high: boolean } {
  const limit = limits.findLast(({ from }) => from <= when)
  return { low: limit?.low != null && value < limit.low, high: limit?.high != null && value > limit.high }
}
