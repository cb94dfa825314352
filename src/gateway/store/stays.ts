// The file of stays: head and blocks, sealed as they are written, opened as they are read. Statements are prepared and values bound, always.
import type { DatabaseSync } from 'node:sqlite'
import type { Span } from '../../model/history.ts'
import { at } from '../../model/units.ts'
import type { KeyReader, KeyWriter } from './keys.ts'
import { type BlockKind, KINDS } from './spans.ts'

/** One span of a stay: of its waves, or of all else. */
export interface Place {
  readonly stay: string
  readonly wave: boolean
  readonly start: number
}
export interface BlockPlace {
  readonly stay: string
  /** A signal's wire number, or SLOW. */
  readonly signal: number
  readonly kind: BlockKind
  readonly start: number
}
export interface HeadRow {
  readonly seq: number
  readonly start: number
  readonly content: Uint8Array
}
export interface BlockRow {
  readonly start: number
  readonly version: number
  readonly content: Uint8Array
}

/** A row put in another's place, or an older block under a newer number, does not open. */
const aboutHead = ({ stay, wave, start }: Place, seq: number): string => `wardlight head ${stay} ${wave ? 1 : 0} ${start} ${seq}`
const aboutBlock = ({ stay, signal, kind, start }: BlockPlace, version: number): string =>
  `wardlight block ${stay} ${signal} ${KINDS[kind]} ${start} ${version}`

export type StaysReader = ReturnType<typeof readStays>
export function readStays(db: DatabaseSync, keys: KeyReader) {
  const head = db.prepare('SELECT seq, start, content FROM head WHERE stay = ? AND wave = ? AND start >= ? AND start < ? ORDER BY seq')
  const blocks = db.prepare(
    'SELECT start, version, content FROM block WHERE stay = ? AND signal = ? AND kind = ? AND start >= ? AND start < ? ORDER BY start',
  )
  const anything = db.prepare('SELECT 1 FROM block WHERE stay = ? AND signal = ? AND kind = ? AND start >= ? AND start < ? LIMIT 1')
  const pruned = db.prepare('SELECT since, until FROM pruned WHERE stay = ? AND signal = ?')
  return {
    head: (stay: string, wave: boolean, from: number, to: number): readonly HeadRow[] =>
      head.all(stay, wave ? 1 : 0, from, to) as unknown as readonly HeadRow[],
    openHead: (place: Place, { seq, content }: HeadRow): Uint8Array => keys.open({ stay: place.stay }, content, aboutHead(place, seq)),
    blocks: ({ stay, signal, kind }: Omit<BlockPlace, 'start'>, from: number, to: number): readonly BlockRow[] =>
      blocks.all(stay, signal, KINDS[kind], from, to) as unknown as readonly BlockRow[],
    openBlock: (place: BlockPlace, { version, content }: BlockRow): Uint8Array =>
      keys.open({ stay: place.stay }, content, aboutBlock(place, version)),
    isEmpty: ({ stay, signal, kind }: Omit<BlockPlace, 'start'>, from: number, to: number): boolean =>
      anything.get(stay, signal, KINDS[kind], from, to) === undefined,
    pruned(stay: string, signal: number): Span | null {
      const row = pruned.get(stay, signal)
      return row ? { from: at(Number(row.since)), to: at(Number(row.until)) } : null
    },
  }
}

export type StaysWriter = ReturnType<typeof writeStays>
/** Everything but reading inside the caller's transaction. */
export function writeStays(db: DatabaseSync, keys: KeyWriter) {
  const reader = readStays(db, keys)
  const putHead = db.prepare('INSERT INTO head (seq, stay, wave, start, content) VALUES (?, ?, ?, ?, ?)')
  const dropHead = db.prepare('DELETE FROM head WHERE stay = ? AND wave = ? AND start = ? AND seq <= ?')
  const places = db.prepare('SELECT DISTINCT stay, wave, start FROM head')
  const putBlock = db.prepare(
    `INSERT INTO block (stay, signal, kind, start, version, content) VALUES (?, ?, ?, ?, ?, ?)
    ON CONFLICT (stay, signal, kind, start) DO UPDATE SET version = excluded.version, content = excluded.content`,
  )
  // The number that AUTOINCREMENT gave last, also where its row is gone: none is used twice.
  let seq = Number(db.prepare("SELECT seq FROM sqlite_sequence WHERE name = 'head'").get()?.seq ?? 0)
  return {
    ...reader,
    putHead(place: Place, plain: Uint8Array, at: number): void {
      seq++
      const sealed = keys.seal({ stay: place.stay }, plain, aboutHead(place, seq), at)
      putHead.run(seq, place.stay, place.wave ? 1 : 0, place.start, sealed)
    },
    dropHead: ({ stay, wave, start }: Place, upTo: number): void => void dropHead.run(stay, wave ? 1 : 0, start, upTo),
    places: (): readonly Place[] => places.all().map((row) => ({ stay: String(row.stay), wave: row.wave === 1, start: Number(row.start) })),
    putBlock(place: BlockPlace, version: number, plain: Uint8Array, at: number): void {
      const sealed = keys.seal({ stay: place.stay }, plain, aboutBlock(place, version), at)
      putBlock.run(place.stay, place.signal, KINDS[place.kind], place.start, version, sealed)
    },
  }
}
