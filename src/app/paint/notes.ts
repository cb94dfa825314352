// What of a number's notes fits beside it: the most dangerous first, each shortened before it is dropped, dropped from the end only.
import type { Note } from '../tile.ts'
import type { Type } from './text.ts'

const BETWEEN = ' · '

/** A space after which a word may stand on a new line: never between a number and its unit. */
const BREAK = / (?!(?:%|L|h|d|min)\b|%)/

interface Room {
  readonly type: Type
  readonly size: number
  readonly most: number
  readonly of: (line: number) => number
}
const fits = ({ type, size, most, of }: Room, words: string, line: number): boolean => line < most && type.width(words, size) <= of(line)

/** `text` after `lines`: on the last line, or on new ones, its pieces broken where they must be; null where it does not fit. */
function placed(
  room: Room,
  lines: readonly string[],
  text: string,
): { readonly lines: readonly string[]; readonly broken: boolean } | null {
  const out = [...lines]
  let broken = false
  for (const piece of text.split(BETWEEN)) {
    const last = out.length - 1
    const joined = `${out[last]}${BETWEEN}${piece}`
    if (out[last] && fits(room, joined, last)) out[last] = joined
    else if (fits(room, piece, last + 1)) out.push(piece)
    else if (wrapped(room, piece, out)) broken = true
    else return null
  }
  return { lines: out, broken }
}

/** One piece word by word, on new lines. */
function wrapped(room: Room, piece: string, out: string[]): boolean {
  let started = false
  for (const word of piece.split(BREAK)) {
    const last = out.length - 1
    const joined = `${out[last]} ${word}`
    if (started && fits(room, joined, last)) out[last] = joined
    else if (fits(room, word, last + 1)) out.push(word)
    else return false
    started = true
  }
  return true
}

export interface Fitted {
  readonly lines: readonly string[]
  readonly size: number
  /** Nothing was shortened or dropped. */
  readonly whole: boolean
}
interface Fitting {
  readonly size: number
  /** Down to which size it may go where more fits then. */
  readonly least?: number
  /** The first line is so much narrower, px; where it is too narrow it stays empty. */
  readonly indent?: number
}

/** At most `most` lines (of a size) of `room` px. Where not even the first note fits, its shortest form is cut. */
export function fitNotes(
  type: Type,
  notes: readonly Note[],
  room: number,
  most: (size: number) => number,
  { size, least = size, indent = 0 }: Fitting,
): Fitted {
  const at = (own: number): Fitted & { readonly broken: boolean } => {
    const space: Room = { type, size: own, most: most(own), of: (line) => (line === 0 ? room - indent : room) }
    let lines: readonly string[] = []
    let whole = true
    let broken = false
    for (const { text, short } of notes) {
      let next: ReturnType<typeof placed> = null
      for (const form of [text, ...short]) {
        next = placed(space, lines, form) ?? (lines.length === 0 && indent > 0 ? placed(space, [''], form) : null)
        if (next) break
        whole = false
      }
      if (!next) {
        if (lines.length === 0 && space.most > 0) lines = [type.cut(short.at(-1) ?? text, space.of(0), own)].filter(Boolean)
        break
      }
      broken = broken || next.broken
      lines = next.lines
    }
    return { lines, size: own, whole, broken }
  }
  const found = at(size)
  if (notes.length === 0 || size <= least || (found.whole && !found.broken)) return found
  // Smaller where that keeps it together, else where that keeps it whole.
  const smaller = [at((size + least) / 2), at(least)]
  const all = [found, ...smaller]
  return all.find(({ whole, broken }) => whole && !broken) ?? all.find(({ whole }) => whole) ?? (smaller[1] as Fitted)
}
