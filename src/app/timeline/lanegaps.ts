// Which gaps a lane is hatched with.
import type { Gap } from '../../model/history.ts'
import { at } from '../../model/units.ts'
import type { Piece } from './tiles.ts'

const gapsOf = (pieces: readonly Piece[]): readonly Gap[] => pieces.flatMap(({ gaps }) => gaps)
const isEmpty = (pieces: readonly Piece[]): boolean => pieces.every(({ value }) => value.every((one) => Number.isNaN(one)))

/**
 * Of a lane of lines, the first of which leads where anything of it is known. Where nothing at all is, it is hatched only once all that is
 * painted was answered: what was not asked for yet is not missing.
 */
export function lineGaps(
  signals: readonly (readonly Piece[])[],
  scene: { readonly from: number; readonly to: number },
  since: number,
  now: number,
): readonly Gap[] {
  const led = signals.find((pieces) => !isEmpty(pieces))
  if (led) return gapsOf(led)
  const [pieces = []] = signals
  let answered = Math.max(since, scene.from)
  for (const { from, to } of pieces.toSorted((a, b) => a.from - b.from)) if (from <= answered) answered = Math.max(answered, to)
  return answered >= Math.min(now, scene.to) ? gapsOf(pieces) : []
}

/** Of a lane of what is charted: while no gateway ran nothing was. Told by the first signal that anything is read of. */
export const offGaps = (signals: readonly (readonly Piece[])[]): readonly Gap[] =>
  gapsOf(signals.find((pieces) => pieces.length > 0) ?? []).filter(({ why }) => why === 'gateway-off')

/** Of a pressure line: where the cuff measures instead, only from its own first value on. */
export function rangeGaps(pieces: readonly Piece[], cuff: readonly Piece[]): readonly Gap[] {
  const gaps = gapsOf(pieces)
  if (isEmpty(cuff)) return gaps
  const first = pieces.flatMap((piece) => [...piece.at].filter((_, i) => !Number.isNaN(piece.value[i]!)))[0]
  return first === undefined ? [] : gaps.flatMap((gap) => (gap.to > first ? [{ ...gap, from: at(Math.max(gap.from, first)) }] : []))
}
