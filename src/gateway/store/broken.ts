// Counts what does not open, each place once, however often it is read.
import { Refused } from '../errors.ts'
import type { StaysReader } from './stays.ts'

/** Places told apart; all beyond are one. */
const MOST = 10_000

export interface Broken {
  readonly reader: StaysReader
  /** A row that opened, and held nothing that can be read. */
  unreadable(): void
  count(): number
}

export function countBroken(reader: StaysReader): Broken {
  const places = new Set<string>()
  let unreadable = 0
  const noted = <T>(place: string, open: () => T): T => {
    try {
      return open()
    } catch (error) {
      if (!(error instanceof Refused) && places.size < MOST) places.add(place)
      throw error
    }
  }
  return {
    reader: {
      ...reader,
      openHead: (place, row) => noted(`${place.stay} ${place.wave} ${row.seq}`, () => reader.openHead(place, row)),
      openBlock: (place, row) => noted(`${place.stay} ${place.signal} ${place.kind} ${row.start}`, () => reader.openBlock(place, row)),
    },
    unreadable() {
      unreadable = 1
    },
    count: () => Math.max(places.size, unreadable),
  }
}
