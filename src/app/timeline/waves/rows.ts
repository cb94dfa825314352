// An hour of one wave in rows of a minute: lowest and highest of each pixel, and which rows an alarm touches.
import type { WavePiece } from '../../../model/history.ts'
import type { Priority } from '../../../model/priority.ts'
import { type Stretch, trace } from './trace.ts'

export const ROW = 60_000
export const HOUR = 3_600_000

/** What an alarm is to the waves: when it stood, and its words. `to` null: it stands. */
export interface WaveAlarm {
  readonly at: number
  readonly to: number | null
  readonly priority: Priority
  readonly words: string
}
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
    return { ...row, alarms: alarms.filter((alarm) => alarm.at < row.to && (alarm.to ?? alarm.at + 1) > row.from) }
  })

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
