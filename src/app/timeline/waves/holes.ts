// Holes of a drawn wave with their reasons: the line shows where nothing is, the history says why.
import type { Gap, GapWhy, WavePiece } from '../../../model/history.ts'
import { type Stretch, trace } from './trace.ts'

export interface Hole extends Stretch {
  readonly why: GapWhy
}

/** Each hole of pieces of one signal, with the reason that covers most of it; where the history has none, nothing came. */
export function holesOf(pieces: readonly WavePiece[], gaps: readonly Gap[], stretch: Stretch): readonly Hole[] {
  const holes: Hole[] = []
  const none = (): void => {}
  const hole = (from: number, to: number): void => void holes.push({ from, to, why: whyOf(gaps, { from, to }) })
  trace(pieces, stretch, { move: none, line: none, hole })
  return holes
}

export function whyOf(gaps: readonly Gap[], { from, to }: Stretch): GapWhy {
  let most = 0
  let why: GapWhy = 'nothing-came'
  for (const gap of gaps) {
    const shared = Math.min(gap.to, to) - Math.max(gap.from, from)
    if (shared <= most) continue
    most = shared
    why = gap.why
  }
  return why
}
