// An hour of one wave in rows of a minute: lowest and highest of each pixel, and which rows an alarm touches.
import type { WavePiece } from '../../../model/history.ts'
import type { AlarmBar } from '../../../model/story.ts'
import type { Ruler } from './scale.ts'
import { type Seen, type Stretch, trace } from './trace.ts'

export const ROW = 60_000
export const HOUR = 3_600_000

/** What the waves show of an alarm. `to` null: it stands. */
export type WaveAlarm = Pick<AlarmBar, 'id' | 'from' | 'to' | 'priority' | 'words'>
export interface HourRow extends Stretch {
  readonly alarms: readonly WaveAlarm[]
}

/** The hour that holds an instant: whole minutes of it, so that every zone's clock reads :00 at a row's start. */
export const hourAround = (at: number): Stretch => {
  const from = Math.floor((at - HOUR / 2) / ROW) * ROW
  return { from, to: from + HOUR }
}

export const rowsOf = ({ from, to }: Stretch, alarms: readonly WaveAlarm[]): readonly HourRow[] =>
  Array.from({ length: Math.ceil((to - from) / ROW) }, (_, i) => {
    const row = { from: from + i * ROW, to: from + (i + 1) * ROW }
    return { ...row, alarms: alarms.filter((alarm) => alarm.from < row.to && (alarm.to ?? alarm.from + 1) > row.from) }
  })

export interface RowScale {
  readonly low: number
  readonly high: number
}
/** Rows are as tall as the wave of their hour, within what its paper would show: one artefact does not make all the rest flat. */
export function rowScale(seen: Seen | null, { low, high, kind }: Ruler): RowScale {
  if (!seen || kind === 'own') return { low, high }
  const [from, to] = [Math.max(seen.low, low), Math.min(seen.high, high)]
  return to > from ? { low: from, high: to } : { low, high }
}

/** Columns of a row; NaN: nothing is known in it. */
export interface Columns {
  readonly low: Float32Array
  readonly high: Float32Array
}
/** Lowest and highest of each of `width` columns: no spike is lost, however many samples lie in one. */
export function columnsOf(pieces: readonly WavePiece[], { from, to }: Stretch, width: number): Columns {
  const low = new Float32Array(width).fill(Number.NaN)
  const high = new Float32Array(width).fill(Number.NaN)
  const take = (time: number, value: number): void => {
    const column = Math.floor(((time - from) / (to - from)) * width)
    if (column < 0 || column >= width) return
    if (!(low[column]! <= value)) low[column] = value
    if (!(high[column]! >= value)) high[column] = value
  }
  trace(pieces, { from, to }, { move: take, line: take })
  return { low, high }
}
