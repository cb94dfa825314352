// Waves that were asked for, by the minute: only what is missing is asked, what nobody looks at any more is aborted, the rest is bounded.
import type { Gap, WavePiece } from '../../../model/history.ts'
import { at } from '../../../model/units.ts'
import { WAVE_KEYS } from '../../../model/waves.ts'
import { type Loaded, NOTHING } from './load.ts'
import type { Stretch } from './trace.ts'

export const TILE = 60_000
const MOST_BYTES = 64 * 1024 * 1024
/** Tiles of one ask. */
const MOST_TILES = 10
/** What came within so long before the ask may still have been under way: such a tile is asked for again, not before so long. */
const SETTLED = 20_000
const AGAIN = 3000

interface Tile extends Loaded {
  readonly asked: number
  readonly bytes: number
}
interface Ask {
  readonly tiles: readonly number[]
  readonly controller: AbortController
}
export interface Read extends Loaded {
  readonly asking: boolean
  readonly failed: string | null
}
export interface WaveCache {
  /** What is looked at now. */
  want(stretch: Stretch): void
  read(stretch: Stretch): Read
  /** Something came of a time that had been read: what is here stands until it is asked for again. */
  stale(): void
  /** Forgets what failed, and asks again. */
  again(): void
  hear(told: () => void): () => void
  bytes(): number
  close(): void
}
export interface CacheParts {
  readonly load: (stretch: Stretch, signal: AbortSignal) => Promise<Loaded>
  /** Gateway time, ms. */
  readonly now: () => number
  readonly most?: number
}

export const tilesOf = ({ from, to }: Stretch): readonly number[] => {
  const first = Math.floor(from / TILE)
  return Array.from({ length: Math.max(0, Math.ceil(to / TILE) - first) }, (_, i) => first + i)
}

/** The part of a piece in [from, to), with its own copy of the samples; null: none of it. */
export function cut(piece: WavePiece, { from, to }: Stretch): WavePiece | null {
  const index = (time: number): number =>
    Math.max(0, Math.min(piece.data.length, Math.ceil(((time - piece.at) * piece.rate) / 1000 - 1e-6)))
  const [begin, end] = [index(from), index(to)]
  if (end <= begin) return null
  return { ...piece, at: at(piece.at + (begin * 1000) / piece.rate), data: piece.data.slice(begin, end) }
}
const clipped = (gaps: readonly Gap[], { from, to }: Stretch): readonly Gap[] => gaps.filter((gap) => gap.from < to && gap.to > from)

function tileOf(whole: Loaded, stretch: Stretch, asked: number): Tile {
  const pieces = whole.pieces.flatMap((piece) => cut(piece, stretch) ?? [])
  const beats = whole.beats.filter((beat) => beat.at >= stretch.from && beat.at < stretch.to)
  const gaps = Object.fromEntries(WAVE_KEYS.map((key) => [key, clipped(whole.gaps[key] ?? [], stretch)]))
  const bytes = pieces.reduce((sum, { data }) => sum + data.byteLength + 200, 0) + beats.length * 40 + 1000
  return { pieces, beats, gaps, asked, bytes }
}

export function createWaveCache({ load, now, most = MOST_BYTES }: CacheParts): WaveCache {
  /** The one used last is the last. */
  const tiles = new Map<number, Tile>()
  const failed = new Map<number, string>()
  const hears = new Set<() => void>()
  let asks: readonly Ask[] = []
  let wanted: readonly number[] = []
  let bytes = 0
  /** Counts up when something came late. */
  let turn = 0
  const tell = (): void => {
    for (const told of hears) told()
  }
  const span = (list: readonly number[]): Stretch => ({ from: list[0]! * TILE, to: (list.at(-1)! + 1) * TILE })
  const drop = (key: number): void => {
    bytes -= tiles.get(key)?.bytes ?? 0
    tiles.delete(key)
  }
  const put = (key: number, tile: Tile): void => {
    drop(key)
    tiles.set(key, tile)
    bytes += tile.bytes
    for (const old of tiles.keys()) {
      if (bytes <= most) break
      if (!wanted.includes(old)) drop(old)
    }
  }
  const lacks = (key: number): boolean => {
    const tile = tiles.get(key)
    if (failed.has(key) || asks.some((ask) => ask.tiles.includes(key))) return false
    if (!tile) return key * TILE < now()
    return (key + 1) * TILE + SETTLED > tile.asked && now() - tile.asked >= AGAIN
  }

  function ask(list: readonly number[]): void {
    const own: Ask = { tiles: list, controller: new AbortController() }
    asks = [...asks, own]
    const asked = now()
    const before = turn
    load(span(list), own.controller.signal)
      .then(
        (whole) => {
          if (own.controller.signal.aborted) return
          // What came late meanwhile may not be in it.
          for (const key of list) put(key, tileOf(whole, span([key]), before === turn ? asked : Number.NEGATIVE_INFINITY))
        },
        (error: unknown) => {
          if (own.controller.signal.aborted) return
          for (const key of list) failed.set(key, error instanceof Error ? error.message : 'That did not work.')
        },
      )
      .finally(() => {
        asks = asks.filter((one) => one !== own)
        tell()
      })
  }

  return {
    want(stretch) {
      wanted = tilesOf(stretch)
      for (const one of asks) if (!one.tiles.some((key) => wanted.includes(key))) one.controller.abort()
      asks = asks.filter(({ controller }) => !controller.signal.aborted)
      for (const key of wanted) {
        const tile = tiles.get(key)
        if (!tile) continue
        tiles.delete(key)
        tiles.set(key, tile)
      }
      let run: number[] = []
      const flush = (): void => {
        if (run.length > 0) ask(run)
        run = []
      }
      for (const key of wanted) {
        if (!lacks(key) || run.length === MOST_TILES) flush()
        if (lacks(key)) run.push(key)
      }
      flush()
    },
    read(stretch) {
      const keys = tilesOf(stretch)
      const found = keys.flatMap((key) => tiles.get(key) ?? [])
      return {
        ...(found.length === 0
          ? NOTHING
          : {
              pieces: found.flatMap(({ pieces }) => pieces),
              beats: found.flatMap(({ beats }) => beats),
              gaps: Object.fromEntries(WAVE_KEYS.map((key) => [key, found.flatMap(({ gaps }) => gaps[key] ?? [])])),
            }),
        asking: keys.some((key) => !tiles.has(key) && asks.some((one) => one.tiles.includes(key))),
        failed: keys.map((key) => failed.get(key)).find((words) => words !== undefined) ?? null,
      }
    },
    stale() {
      turn++
      for (const [key, tile] of tiles) tiles.set(key, { ...tile, asked: Number.NEGATIVE_INFINITY })
    },
    again() {
      failed.clear()
      if (wanted.length > 0) this.want(span(wanted))
      tell()
    },
    hear(told) {
      hears.add(told)
      return () => void hears.delete(told)
    },
    bytes: () => bytes,
    close() {
      for (const { controller } of asks) controller.abort()
      asks = []
      tiles.clear()
      bytes = 0
    },
  }
}
