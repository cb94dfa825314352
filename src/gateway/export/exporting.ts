// What every encoder of an export is given, and what it hands over: pieces of a file, one small step of work between two of them.

import type { JournalLine } from '../../model/alarmapi.ts'
import type { KeptStay } from '../../model/book.ts'
import type { Person } from '../../model/census.ts'
import type { GoneKey, Span } from '../../model/history.ts'
import { isoIn } from '../../model/isotime.ts'
import type { Observations } from '../../model/observations.ts'
import type { HandPoint, Note } from '../../model/story.ts'
import { type At, at, minutes } from '../../model/units.ts'
import type { Reading } from '../history/history.ts'

export interface Exporting extends Span {
  readonly stay: Pick<KeptStay, 'id' | 'since' | 'ended' | 'admitted' | 'population'>
  /** Who it is, as far as whoever asks may know; null: not at all. */
  readonly person: Person | null
  readonly bed: string
  readonly ward: string
  /** IANA zone of the ward. */
  readonly zone: string
  readonly demo: boolean
  readonly made: At
  /** Who exports, as on a badge. */
  readonly by: string
  /** Name of the file without its ending. */
  readonly name: string
  readonly reading: Pick<Reading, 'window' | 'numbers' | 'waves' | 'extents'>
  /** Newest first, names of staff as far as whoever asks may know. */
  readonly alarms: readonly JournalLine[]
  /** Of the window, with what corrects an entry of it or is corrected by one (`withCorrections`); oldest first, names of staff as above. */
  readonly notes: readonly Note[]
  readonly hand: readonly HandPoint[]
  /** What of it is no longer kept: its list is empty, and says nothing. */
  readonly gone: readonly GoneKey[]
  readonly sets: readonly { readonly set: Observations; readonly total: number | null; readonly words: string }[]
}

/** An entry written by hand among its like: when it was written, what it corrects, and that it was corrected. */
export function writtenWords({ zone }: Pick<Exporting, 'zone'>, one: Note | HandPoint, all: readonly (Note | HandPoint)[]): string {
  const whenOf = (id: string, when: 'at' | 'written'): string => {
    const other = all.find((entry) => entry.id === id)
    return other ? `, ${when === 'at' ? 'of' : 'written'} ${isoIn(zone, other[when])}` : ''
  }
  return [
    `written ${isoIn(zone, one.written)}`,
    ...(one.corrects === null ? [] : [`corrects entry ${one.corrects}${whenOf(one.corrects, 'at')}`]),
    ...(one.corrected === null ? [] : [`CORRECTED by entry ${one.corrected}${whenOf(one.corrected, 'written')}`]),
  ].join('; ')
}

/** `done`: share of the work, 0–1. */
export interface Part {
  readonly bytes: Uint8Array
  readonly done: number
}
export type Encoder = (of: Exporting) => AsyncGenerator<Part>

/** Numbers are read in such slices: a block of the store. */
const SLICE = minutes(15)

/** The window in slices that begin at whole multiples of `step`. */
export function* slicesOf({ from, to }: Span, step: number = SLICE): Generator<Span> {
  for (let begin: number = from; begin < to; ) {
    const end = Math.min(to, (Math.floor(begin / step) + 1) * step)
    yield { from: at(begin), to: at(end) }
    begin = end
  }
}

export const shareOf = ({ from, to }: Span, until: number): number => Math.min(1, Math.max(0, (until - from) / (to - from)))

/** As short as it can be told without losing what was measured. */
export function numberText(value: number): string {
  const text = String(value)
  return text.length <= 12 ? text : String(Number(value.toPrecision(9)))
}

const encoder = new TextEncoder()
export const bytesOf = (text: string): Uint8Array => encoder.encode(text)
