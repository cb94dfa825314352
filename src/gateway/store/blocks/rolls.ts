// Roll-ups: of each interval the first, lowest, highest and last known value with its time, the mean and the count; and beside them the gaps and
// marks as they truly began and ended, so that a line of days says the same as one of seconds.
import type { RawNumbers } from '../../../model/history.ts'
import type { DeviceId } from '../../../model/ids.ts'
import type { At } from '../../../model/units.ts'
import { WHYS } from '../../../model/value.ts'
import { VITALS, type VitalKey } from '../../../model/vitals.ts'
import { KNOWN } from './decimals.ts'
import { gapsOf, type Line, lineOf, marksOf, type OpenGap, type OpenMark, silenceOf, spacingOf } from './lines.ts'

export { gapsOf, type Line, marksOf } from './lines.ts'

/** Columns of equal length, one row an interval of which there is any sample, oldest first. Where `count` is 0 the values are NaN. */
export interface Rolls {
  /** Length of an interval, ms; they begin at whole multiples of it. */
  readonly step: number
  /** Beginnings of intervals. */
  readonly at: Float64Array
  readonly firstAt: Float64Array
  readonly first: Float64Array
  readonly minAt: Float64Array
  readonly min: Float64Array
  readonly maxAt: Float64Array
  readonly max: Float64Array
  readonly lastAt: Float64Array
  readonly last: Float64Array
  /** Rounded to a hundredth of the resolution. */
  readonly mean: Float64Array
  /** Known samples. */
  readonly count: Float64Array
  /** Samples without a known value. */
  readonly unknown: Float64Array
  /** Index in `sources` of the source that led when the interval began. */
  readonly source: Float64Array
  /** The usual time between two samples, ms: ten times as long a silence breaks the line. */
  readonly spacing: Float64Array
  readonly gaps: readonly OpenGap[]
  readonly marked: readonly OpenMark[]
  readonly sources: readonly DeviceId[]
}
export interface NumberRolls extends Rolls {
  readonly signal: VitalKey
}

const COLUMNS = [
  'at',
  'firstAt',
  'first',
  'minAt',
  'min',
  'maxAt',
  'max',
  'lastAt',
  'last',
  'mean',
  'count',
  'unknown',
  'source',
  'spacing',
] as const
export type RollColumns = { -readonly [K in (typeof COLUMNS)[number]]: Float64Array }
export const rollColumns = (of: (column: (typeof COLUMNS)[number]) => Float64Array): RollColumns =>
  Object.fromEntries(COLUMNS.map((column) => [column, of(column)])) as RollColumns

const COUNTS: ReadonlySet<string> = new Set(['count', 'unknown', 'source', 'spacing'])
/** Rows of the intervals of a line. `fine`: what the mean is rounded to. */
export function rollLine({ at, value, why, source }: Line, step: number, fine: number, spacing = 0): RollColumns {
  const starts: number[] = []
  for (let i = 0; i < at.length; i++) {
    const start = Math.floor(at[i]! / step) * step
    if (start !== starts.at(-1)) starts.push(start)
  }
  const rows = rollColumns((column) =>
    column === 'at' ? Float64Array.from(starts) : new Float64Array(starts.length).fill(COUNTS.has(column) ? 0 : Number.NaN),
  )
  rows.spacing.fill(spacing)
  let row = -1
  let sum = 0
  const finish = (): void => {
    if (row >= 0 && rows.count[row]! > 0) rows.mean[row] = Math.round((sum / rows.count[row]!) * fine) / fine
  }
  for (let i = 0; i < at.length; i++) {
    if (row < 0 || at[i]! >= rows.at[row]! + step) {
      finish()
      row++
      sum = 0
      rows.source[row] = source[i]!
    }
    if (why[i] !== KNOWN) {
      rows.unknown[row]!++
      continue
    }
    const now = value[i]!
    if (rows.count[row]!++ === 0) {
      rows.firstAt[row] = at[i]!
      rows.first[row] = now
    }
    if (!(rows.min[row]! <= now)) {
      rows.min[row] = now
      rows.minAt[row] = at[i]!
    }
    if (!(rows.max[row]! >= now)) {
      rows.max[row] = now
      rows.maxAt[row] = at[i]!
    }
    rows.last[row] = now
    rows.lastAt[row] = at[i]!
    sum += now
  }
  finish()
  return rows
}

/** All sources of one signal, of which those that led count. Intervals are whole only where `raws` cover them wholly. */
export function rollNumbers(signal: VitalKey, raws: readonly RawNumbers[], step: number, usual?: number): NumberRolls {
  const line = lineOf(raws)
  const spacing = usual ?? spacingOf(line)
  const silence = silenceOf(signal, spacing)
  return {
    signal,
    step,
    ...rollLine(line, step, 10 ** (VITALS[signal].digits + 2), spacing),
    gaps: gapsOf(line, (index) => WHYS[index]!, silence),
    marked: marksOf(line, silence),
    sources: line.sources,
  }
}

/** `old` with all of [from, to) as `fresh` has it: for a span that is sealed, or was sealed again. The same whichever span came first. */
export function replaceRolls<R extends Rolls>(old: R | null, from: number, to: number, fresh: R): R {
  const within = (when: number): boolean => when >= from && when < to
  const parts = [...(old ? [{ rolls: old, keeps: (when: number) => !within(when) }] : []), { rolls: fresh, keeps: within }]
  const picked = parts.flatMap(({ rolls, keeps }) =>
    Array.from(rolls.at.keys()).flatMap((i) => (keeps(rolls.at[i]!) ? [{ rolls, i }] : [])),
  )
  picked.sort((a, b) => a.rolls.at[a.i]! - b.rolls.at[b.i]!)
  const sources = [...new Set(picked.map(({ rolls, i }) => rolls.sources[rolls.source[i]!]!))].sort()
  const places = new Map(sources.map((source, place) => [source, place]))
  const kept = <T extends { readonly from: At }>(list: (rolls: R) => readonly T[]): T[] =>
    parts.flatMap(({ rolls, keeps }) => list(rolls).filter((one) => keeps(one.from))).sort((a, b) => a.from - b.from)
  return {
    ...fresh,
    ...rollColumns((column) =>
      Float64Array.from(picked, ({ rolls, i }) =>
        column === 'source' ? places.get(rolls.sources[rolls.source[i]!]!)! : rolls[column][i]!,
      ),
    ),
    gaps: kept(({ gaps }) => gaps),
    marked: kept(({ marked }) => marked),
    sources,
  }
}
