// The history of a signal in tiles, so that a window asks only for what it lacks: spans of a fixed length on a fixed grid, each thinned to
// the same number of columns. Pure.
import type { Gap, Marked, NumberTrack, Span } from '../../model/history.ts'
import { type At, at } from '../../model/units.ts'

/** TABLE: lengths of a column, ms, that a window may be thinned to. From a minute on they are whole roll-ups of the store. */
export const COLUMNS: readonly number[] = [
  250, 500, 1000, 2000, 5000, 10_000, 15_000, 30_000, 60_000, 120_000, 300_000, 900_000, 1_800_000, 3_600_000, 10_800_000,
]
/** Columns of a tile: little is asked for beyond a window's borders. Of a window at least: */
export const PER_TILE = 256
const LEAST = 1000

/** Index in COLUMNS for a window of this length: the longest that still gives a thousand columns. */
export function levelOf(span: number): number {
  let level = 0
  while (level + 1 < COLUMNS.length && COLUMNS[level + 1]! <= span / LEAST) level++
  return level
}
export const tileSpan = (level: number): number => COLUMNS[level]! * PER_TILE
/** Indices of the tiles that cover the span: [first, last]. */
export const tilesOf = (level: number, { from, to }: Span): readonly [number, number] => [
  Math.floor(from / tileSpan(level)),
  Math.ceil(to / tileSpan(level)) - 1,
]

/** A piece of a number's track. `until`: what lies beyond it was not told yet. */
export interface Piece extends Span {
  readonly until: At
  readonly at: Float64Array
  readonly value: Float32Array | Float64Array
  readonly gaps: readonly Gap[]
  readonly marked: readonly Marked[]
}

/** Index of the first instant at or after `when`. */
export function firstAt(times: Float64Array, when: number): number {
  let [low, high] = [0, times.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if (times[middle]! < when) low = middle + 1
    else high = middle
  }
  return low
}

const clipped = <T extends Span>(spans: readonly T[], from: number, to: number): readonly T[] =>
  spans.flatMap((span) =>
    span.to <= from || span.from >= to ? [] : [{ ...span, from: at(Math.max(span.from, from)), to: at(Math.min(span.to, to)) }],
  )

/** What an answer says of one tile. `track` undefined: nothing is known of the signal there. */
export function pieceOf(track: NumberTrack | undefined, { from, to }: Span, until: At): Piece {
  if (!track) return { from, to, until, at: new Float64Array(0), value: new Float32Array(0), gaps: [], marked: [] }
  const [first, end] = [firstAt(track.at, from), firstAt(track.at, to)]
  return {
    from,
    to,
    until,
    at: track.at.slice(first, end),
    value: track.value.slice(first, end),
    gaps: clipped(track.gaps, from, to),
    marked: clipped(track.marked, from, to),
  }
}

/** Without a sample for so long something is missing: three columns, three usual distances, 15 s at least. */
const missing = (times: Float64Array, column: number): number => {
  const steps = Array.from(times.subarray(1, 200), (time, i) => time - times[i]!).sort((a, b) => a - b)
  return Math.max(15_000, 3 * column, 3 * (steps[Math.floor(steps.length / 2)] ?? 0))
}
/**
 * What no answer names: of a watched signal the stretch before its first and after its last sample in the tile is unknown, too. `silence`: so
 * long it may be silent, ms.
 */
export function edged(piece: Piece, since: number, column: number, silence: number): Piece {
  const [from, to] = [Math.max(piece.from, since), piece.until]
  const long = missing(piece.at, column)
  const known = [...piece.at.slice(0, 1), ...piece.at.slice(-1)]
  const bare: readonly Span[] =
    known.length < 2
      ? [{ from: at(from), to }]
      : [
          { from: at(from), to: at(known[0]!) },
          { from: at(known[1]!), to },
        ]
  // An answer may reach ahead of now, to the end of a column: that nothing came there is not known, and the last moments are no gap yet.
  const said = clipped(piece.gaps, since, piece.until).filter(
    ({ why, to: end, from: begin }) => why !== 'nothing-came' || end < piece.until || piece.until >= piece.to || end - begin > silence,
  )
  const more = bare.flatMap((span) => holesIn(span, said)).filter((span) => span.to - span.from > long)
  // Before there was a patient nothing is missing.
  const gaps = [...said, ...more.map((span): Gap => ({ ...span, why: 'nothing-came' }))].sort((a, b) => a.from - b.from)
  return { ...piece, gaps: joinedGaps(gaps) }
}

function touching<T extends Span>(spans: readonly T[], same: (a: T, b: T) => boolean): readonly T[] {
  const out: T[] = []
  for (const span of spans) {
    const last = out.at(-1)
    if (last && span.from <= last.to && same(last, span)) out[out.length - 1] = { ...last, to: at(Math.max(last.to, span.to)) }
    else out.push(span)
  }
  return out
}
const joinedGaps = (gaps: readonly Gap[]): readonly Gap[] => touching(gaps, (a, b) => a.why === b.why)

/** The piece with what came since: from `later.from` on the newer word counts. */
export function grown(piece: Piece, later: Piece): Piece {
  const end = firstAt(piece.at, later.from)
  const times = new Float64Array(end + later.at.length)
  times.set(piece.at.subarray(0, end))
  times.set(later.at, end)
  const value = new Float32Array(times.length)
  value.set(piece.value.subarray(0, end))
  value.set(later.value, end)
  return {
    from: piece.from,
    to: piece.to,
    until: later.until,
    at: times,
    value,
    gaps: joinedGaps([...clipped(piece.gaps, piece.from, later.from), ...later.gaps]),
    marked: touching([...clipped(piece.marked, piece.from, later.from), ...later.marked], (a, b) => a.quality === b.quality),
  }
}

/** A look at a part of it: nothing is copied. */
export const cut = (piece: Piece, from: number, to: number): Piece => {
  const [first, end] = [firstAt(piece.at, from), firstAt(piece.at, to)]
  return {
    from: at(from),
    to: at(to),
    until: at(Math.min(to, piece.until)),
    at: piece.at.subarray(first, end),
    value: piece.value.subarray(first, end),
    gaps: clipped(piece.gaps, from, to),
    marked: clipped(piece.marked, from, to),
  }
}

/** Runs of neighbours, none longer than `most`. */
export function runsOf(indices: readonly number[], most: number): readonly (readonly [first: number, last: number])[] {
  const runs: [number, number][] = []
  for (const index of indices.toSorted((a, b) => a - b)) {
    const last = runs.at(-1)
    if (last && index === last[1] + 1 && index - last[0] < most) last[1] = index
    else runs.push([index, index])
  }
  return runs
}

/** Parts of [from, to) that none of the spans covers, sorted. */
export function holesIn({ from, to }: Span, spans: readonly Span[]): readonly Span[] {
  const holes: Span[] = []
  let done: number = from
  for (const span of spans.toSorted((a, b) => a.from - b.from)) {
    if (span.from > done) holes.push({ from: at(done), to: at(Math.min(span.from, to)) })
    done = Math.max(done, span.to)
    if (done >= to) break
  }
  if (done < to) holes.push({ from: at(done), to })
  return holes.filter((hole) => hole.to > hole.from)
}
