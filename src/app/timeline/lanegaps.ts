// Which gaps a lane is hatched with.
import type { Gap } from '../../model/history.ts'
import { at } from '../../model/units.ts'
import type { Piece } from './tiles.ts'

const gapsOf = (pieces: readonly Piece[]): readonly Gap[] => pieces.flatMap(({ gaps }) => gaps)
const isEmpty = (pieces: readonly Piece[]): boolean => pieces.every(({ value }) => value.every((one) => Number.isNaN(one)))

/** Of a line, over what is painted. Where nothing at all is known in it, it is one gap, whatever was asked when: up to now, and not before the stay. */
export function lineGaps(
  pieces: readonly Piece[],
  scene: { readonly from: number; readonly to: number },
  since: number,
  now: number,
): readonly Gap[] {
  const gaps = gapsOf(pieces)
  if (pieces.length === 0 || !isEmpty(pieces)) return gaps
  const from = at(Math.max(since, scene.from))
  const to = at(Math.min(now, scene.to))
  const [why = 'nothing-came'] = new Set(gaps.map((gap) => gap.why))
  return to > from ? [{ from, to, why }] : []
}

/** Of a pressure line: where the cuff measures instead, only the gaps between its own first and last value are any. */
export function rangeGaps(pieces: readonly Piece[], cuff: readonly Piece[]): readonly Gap[] {
  if (isEmpty(pieces)) return []
  const gaps = gapsOf(pieces)
  if (isEmpty(cuff)) return gaps
  const known = pieces.flatMap((piece) => [...piece.at].filter((_, i) => !Number.isNaN(piece.value[i]!)))
  const [first, last] = [known[0]!, known.at(-1)!]
  return gaps.flatMap((gap) => {
    const [from, to] = [Math.max(gap.from, first), Math.min(gap.to, last)]
    return to > from ? [{ ...gap, from: at(from), to: at(to) }] : []
  })
}
