// What of a number's notes fits beside it: the most dangerous first, each shortened before it is dropped, dropped from the end only.
import type { Note } from '../tile.ts'
import type { Type } from './text.ts'

const BETWEEN = ' · '

/** `text` after `lines`: on the last line, or wrapped on to new ones at its spaces; null where it does not fit. */
function placed(type: Type, lines: readonly string[], text: string, roomOf: (line: number) => number, size: number, most: number) {
  const out = [...lines]
  const fits = (words: string, line: number) => line < most && type.width(words, size) <= roomOf(line)
  for (const piece of text.split(BETWEEN)) {
    const last = out.length - 1
    const joined = last >= 0 ? `${out[last]}${BETWEEN}${piece}` : piece
    if (last >= 0 && fits(joined, last)) out[last] = joined
    else if (fits(piece, last + 1)) out.push(piece)
    else if (!wrapped(piece, out, fits)) return null
  }
  return out
}

/** One piece word by word, on new lines. */
function wrapped(piece: string, out: string[], fits: (words: string, line: number) => boolean): boolean {
  let started = false
  for (const word of piece.split(' ')) {
    const last = out.length - 1
    const joined = `${out[last]} ${word}`
    if (started && fits(joined, last)) out[last] = joined
    else if (fits(word, last + 1)) out.push(word)
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

/**
 * At most `most` lines of `room` px, the first `indent` px narrower; of `size` px, or down to `least` where more fits then. Where not even the
 * first note fits, its shortest form is cut.
 */
export function fitNotes(
  type: Type,
  notes: readonly Note[],
  room: number,
  most: number,
  { size, least = size, indent = 0 }: { readonly size: number; readonly least?: number; readonly indent?: number },
): Fitted {
  const roomOf = (line: number) => (line === 0 ? room - indent : room)
  const at = (own: number): Fitted => {
    let lines: readonly string[] = []
    let whole = true
    for (const { text, short } of notes) {
      let next: readonly string[] | null = null
      for (const form of [text, ...short]) {
        next = placed(type, lines, form, roomOf, own, most)
        if (next) break
        whole = false
      }
      if (!next) {
        if (lines.length === 0 && most > 0) lines = [type.cut(short.at(-1) ?? text, roomOf(0), own)].filter(Boolean)
        break
      }
      lines = next
    }
    return { lines, size: own, whole }
  }
  let found = at(size)
  for (const own of size > least ? [(size + least) / 2, least] : []) {
    if (found.whole || most === 0) break
    found = at(own)
  }
  return found
}
