// Walks along pieces of one wave: a line where samples follow each other, a hole where they do not. Never a line across a hole.
import type { WavePiece } from '../../../model/history.ts'
import { NO_SAMPLE, type WaveKey } from '../../../model/waves.ts'

/** Samples further apart than so many usual distances are not joined. */
const JOIN = 2
/** What rounding of times may do to a distance. */
const SLACK = 0.01

export interface Pen {
  /** Time in ms since the epoch, value in the wave's unit. */
  readonly move: (time: number, value: number) => void
  readonly line: (time: number, value: number) => void
  readonly hole?: (from: number, to: number) => void
}
/** From and to in ms since the epoch: what is seen need not begin at a sample. */
export interface Stretch {
  readonly from: number
  readonly to: number
}

/** The pieces of one signal, oldest first. */
export const piecesOf = (pieces: readonly WavePiece[], signal: WaveKey): readonly WavePiece[] =>
  pieces.filter((piece) => piece.signal === signal).toSorted((a, b) => a.at - b.at)

/**
 * Draws [from, to) of pieces of one signal, oldest first; one sample beyond either end, so that the line reaches the edges. Where two pieces
 * overlap the first that came stands. A hole is told with the time for which no sample stands; also before the first and after the last.
 */
export function trace(pieces: readonly WavePiece[], { from, to }: Stretch, { move, line, hole }: Pen): void {
  let next = Number.NEGATIVE_INFINITY
  let covered = from
  let open = false
  let last = Number.NEGATIVE_INFINITY
  for (const { at, rate, gain, baseline, data } of pieces) {
    const step = 1000 / rate
    const begin = Math.max(0, Math.floor((from - at) / step))
    for (let i = begin; i < data.length; i++) {
      const time = at + i * step
      if (time >= to + step) break
      if (time < next - step / 2) continue
      next = time + step
      const raw = data[i]!
      if (raw === NO_SAMPLE) {
        open = false
        continue
      }
      const value = (raw - baseline) / gain
      const joined = open && time - last <= (JOIN + SLACK) * step
      if (joined) line(time, value)
      else {
        if (time - covered > step / 2) hole?.(covered, Math.min(time, to))
        move(time, value)
      }
      open = true
      last = time
      covered = Math.max(covered, time + step)
    }
  }
  if (to - covered > SLACK) hole?.(covered, to)
}

export interface Seen {
  readonly low: number
  readonly high: number
  readonly middle: number
}
/** Lowest, highest and median of what is known of a wave; null: nothing is. */
export function seenOf(pieces: readonly WavePiece[], stretch: Stretch): Seen | null {
  const values: number[] = []
  const take = (_: number, value: number): void => void values.push(value)
  trace(pieces, stretch, { move: take, line: take })
  if (values.length === 0) return null
  const sorted = Float64Array.from(values).sort()
  return { low: sorted[0]!, high: sorted.at(-1)!, middle: sorted[sorted.length >> 1]! }
}
