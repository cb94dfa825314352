// What this page holds of a stay's numbers. It asks only for what it lacks, draws from what it has while finer columns come, follows the
// live edge by asking for its end, and forgets what was not looked at for longest.
import { noneAfter } from '../../model/freshness.ts'
import type { NumberTrack, Span, Track } from '../../model/history.ts'
import { at } from '../../model/units.ts'
import { VITALS, type VitalKey } from '../../model/vitals.ts'
import { COLUMNS, cut, edged, grown, holesIn, levelOf, type Piece, pieceOf, runsOf, tileSpan, tilesOf } from './tiles.ts'

/** Pieces kept, of all signals together: about 60 MB at the very most. */
const MOST_PIECES = 4800
/** Asked at the same time: the gateway answers twenty a second. */
const AT_ONCE = 3
/** Tiles in one ask: what an answer may hold. */
const RUN = 12
/** Tiles asked for ahead at either border: half a window is painted beyond it. */
const AHEAD = 4
/** Between two asks for the live edge, ms. */
const LEAST_POLL = 2000
const MOST_POLL = 30_000
/** Without an answer of the live edge for so long, what comes then is told as filled, ms. */
const CUT = 10_000
/** After a refusal, ms. */
const AGAIN = 1500

export interface WindowsParts {
  ask(span: Span, signals: readonly VitalKey[], width: number, signal: AbortSignal): Promise<readonly Track[]>
  now(): number
  /** Before it there is nothing to miss. */
  since(): number
  /** Something came, or an ask failed. */
  told(failed: string | null): void
  /** Waits; returns the undo. */
  later(act: () => void, ms: number): () => void
}
export interface Windows {
  /** What is looked at in one of two windows; what it lacks is asked for, and its neighbours after it. Null: nothing. */
  want(span: Span | null, signals: readonly VitalKey[], slot?: number): void
  /** Sorted pieces that lie in the span, as a window of `length` ms wants them; what is lacking in coarser or finer columns. */
  pieces(signal: VitalKey, span: Span, length?: number): readonly Piece[]
  /** Whether everything that was wanted is here at its own columns. */
  whole(): boolean
  /** What lies in the span came after it was read: it is read again, and drawn as it was until then. */
  forget(span: Loose): void
  /** Stretches of the live edge that were fetched after a cut. */
  filled(): readonly Span[]
  readonly asked: number
  stop(): void
}

/** Times that need be no gateway's: all of time is one. */
interface Loose {
  readonly from: number
  readonly to: number
}
const touch = (a: Loose, b: Loose): boolean => a.from < b.to && a.to > b.from

interface Wanted {
  readonly span: Span
  readonly signals: readonly VitalKey[]
}
interface Job {
  readonly level: number
  readonly run: readonly [number, number]
  readonly signals: readonly VitalKey[]
  readonly abort: AbortController
  /** What was told as late since it was asked: its answer may not hold it. */
  readonly late: Loose[]
}

export function createWindows({ ask, now, since, told, later }: WindowsParts): Windows {
  /** level → tile → signal → piece. The order of the map is that of use. */
  const kept = new Map<string, Piece>()
  /** Keys of pieces that are drawn, and read again. */
  const stale = new Set<string>()
  const filled: Span[] = []
  /** What is looked at, by slots. */
  const wants = new Map<number, Wanted>()
  let jobs: readonly Job[] = []
  let asked = 0
  let stopped = false
  let waiting: (() => void) | null = null
  let poll: (() => void) | null = null
  let polling = false
  let heard: number | null = null
  let followed = Number.NEGATIVE_INFINITY

  const keyOf = (level: number, tile: number, signal: VitalKey): string => `${level} ${tile} ${signal}`
  const spanOf = (level: number, first: number, last = first): Span => ({
    from: at(first * tileSpan(level)),
    to: at((last + 1) * tileSpan(level)),
  })
  function put(key: string, piece: Piece): void {
    kept.delete(key)
    kept.set(key, piece)
    while (kept.size > MOST_PIECES) drop(kept.keys().next().value!)
  }
  function drop(key: string): void {
    kept.delete(key)
    stale.delete(key)
  }
  const whole = (piece: Piece, signal: VitalKey, level: number): Piece =>
    VITALS[signal].clock === 'spot' ? piece : edged(piece, since(), COLUMNS[level]!, noneAfter(VITALS[signal].cadence))
  const numberOf = (tracks: readonly Track[], signal: VitalKey): NumberTrack | undefined =>
    tracks.find((track): track is NumberTrack => track.kind === 'number' && track.signal === signal)

  const lacking = (level: number, tile: number, signals: readonly VitalKey[]): readonly VitalKey[] =>
    spanOf(level, tile).from >= now()
      ? []
      : signals.filter(
          (signal) =>
            (!kept.has(keyOf(level, tile, signal)) || stale.has(keyOf(level, tile, signal))) &&
            !jobs.some((job) => job.level === level && job.run[0] <= tile && tile <= job.run[1] && job.signals.includes(signal)),
        )

  async function run(job: Job): Promise<void> {
    const { level, run: between, signals, abort, late } = job
    jobs = [...jobs, job]
    asked++
    const all = spanOf(level, ...between)
    const until = at(Math.min(all.to, now()))
    // What lies ahead of now is not asked for.
    const column = COLUMNS[level]!
    const to = at(Math.min(all.to, Math.ceil(until / column) * column))
    try {
      const tracks = await ask({ from: all.from, to }, signals, Math.max(1, Math.round((to - all.from) / column)), abort.signal)
      if (stopped) return
      for (let tile = between[0]; tile <= between[1]; tile++) {
        const span = spanOf(level, tile)
        for (const signal of signals) {
          if (late.some((one) => touch(one, span))) stale.add(keyOf(level, tile, signal))
          else stale.delete(keyOf(level, tile, signal))
          put(keyOf(level, tile, signal), whole(pieceOf(numberOf(tracks, signal), span, at(Math.min(span.to, until))), signal, level))
        }
      }
      // An ask that reaches the live edge has heard it.
      if (until < all.to) heard ??= until
      jobs = jobs.filter((one) => one !== job)
      told(null)
      fetchNext()
    } catch (error) {
      jobs = jobs.filter((one) => one !== job)
      if (stopped || abort.signal.aborted) return
      told(error instanceof Error ? error.message : 'The history could not be read.')
      waiting ??= later(() => {
        waiting = null
        fetchNext()
      }, AGAIN)
    }
  }

  function fetchNext(): void {
    for (const wanted of wants.values()) if (!stopped) fetchFor(wanted)
  }
  function fetchFor({ span, signals }: Wanted): void {
    const level = levelOf(span.to - span.from)
    const [first, last] = tilesOf(level, span)
    const inside = Array.from({ length: last - first + 1 }, (_, i) => first + i)
    const ahead = Array.from({ length: AHEAD }, (_, i) => [first - 1 - i, last + 1 + i]).flat()
    for (const tiles of [inside, ahead]) {
      for (const run_ of runsOf(
        tiles.filter((tile) => lacking(level, tile, signals).length > 0),
        RUN,
      )) {
        if (jobs.length >= AT_ONCE) return
        const lacks = new Set<VitalKey>()
        for (let tile = run_[0]; tile <= run_[1]; tile++) for (const signal of lacking(level, tile, signals)) lacks.add(signal)
        void run({ level, run: run_, signals: [...lacks], abort: new AbortController(), late: [] })
      }
      // Neighbours only when nothing is waited for.
      if (jobs.length > 0) return
    }
  }

  /** Asks for what came since at the live edge of what is looked at. */
  async function follow(): Promise<void> {
    if (polling) return
    polling = true
    for (const wanted of wants.values()) if (!stopped) await followOne(wanted)
    polling = false
    fetchNext()
  }
  async function followOne({ span, signals }: Wanted): Promise<void> {
    const level = levelOf(span.to - span.from)
    const column = COLUMNS[level]!
    const tile = Math.floor(now() / tileSpan(level))
    // The tile before is finished, too, where it was asked for before its end.
    const open = [tile - 1, tile].flatMap((one) =>
      signals.flatMap((signal) => {
        const piece = kept.get(keyOf(level, one, signal))
        return piece && piece.until < Math.min(piece.to, now()) ? [{ one, signal, piece }] : []
      }),
    )
    if (open.length === 0 || span.to < spanOf(level, tile - 1).from) return
    const from = at(Math.floor(Math.min(...open.map(({ piece }) => piece.until)) / column) * column)
    const until = at(now())
    const to = at(Math.max(from + column, Math.ceil(until / column) * column))
    try {
      const tracks = await ask(
        { from, to },
        [...new Set(open.map(({ signal }) => signal))],
        Math.min(4000, Math.round((to - from) / column)),
        new AbortController().signal,
      )
      if (stopped) return
      for (const { one, signal, piece } of open) {
        // Read anew meanwhile: what came late is in that one.
        if (kept.get(keyOf(level, one, signal)) !== piece) continue
        const own = spanOf(level, one)
        const end = at(Math.min(own.to, until))
        const later_ = pieceOf(numberOf(tracks, signal), { from: at(Math.max(from, own.from)), to: own.to }, end)
        put(keyOf(level, one, signal), whole(grown(piece, later_), signal, level))
      }
      if (heard !== null && until - heard > Math.max(CUT, 3 * pollEvery())) {
        filled.push({ from: at(heard), to: until })
        if (filled.length > 100) filled.shift()
      }
      heard = until
      told(null)
    } catch (error) {
      if (!stopped) told(error instanceof Error ? error.message : 'The history could not be read.')
    }
  }
  const pollEvery = (): number =>
    Math.min(MOST_POLL, Math.max(LEAST_POLL, Math.min(...[...wants.values()].map(({ span }) => (span.to - span.from) / 1500))))
  function beat(): void {
    if (stopped) return
    // Looked at often: a shorter window wants the edge sooner than the one before it did.
    poll = later(() => {
      if (now() - followed < pollEvery()) return beat()
      followed = now()
      void follow().finally(beat)
    }, LEAST_POLL)
  }
  beat()

  return {
    want(span, signals, slot = 0) {
      if (span === null) wants.delete(slot)
      else wants.set(slot, { span, signals })
      const looked = (job: Job): boolean =>
        [...wants.values()].some((wanted) => {
          const level = levelOf(wanted.span.to - wanted.span.from)
          const [first, last] = tilesOf(level, wanted.span)
          return job.level === level && job.run[1] >= first - AHEAD && job.run[0] <= last + AHEAD
        })
      // What nobody looks at any more is not waited for.
      for (const job of jobs) if (!looked(job)) job.abort.abort()
      jobs = jobs.filter(({ abort }) => !abort.signal.aborted)
      if (waiting === null) fetchNext()
    },
    pieces(signal, span, length = span.to - span.from) {
      const own = levelOf(length)
      const found: Piece[] = []
      let holes: readonly Span[] = [span]
      for (const level of NEAREST[own]!) {
        if (holes.length === 0) break
        const here: Piece[] = []
        for (const hole of holes) {
          const [first, last] = tilesOf(level, hole)
          // Many fine tiles are no stand-in for one.
          if (last - first > 48) continue
          for (let tile = first; tile <= last; tile++) {
            const key = keyOf(level, tile, signal)
            const piece = kept.get(key)
            if (!piece) continue
            if (level === own) put(key, piece)
            here.push(
              piece.from >= hole.from && piece.to <= hole.to
                ? piece
                : cut(piece, Math.max(piece.from, hole.from), Math.min(piece.to, hole.to)),
            )
          }
        }
        found.push(...here)
        holes = here.length === 0 ? holes : holesIn(span, found)
      }
      return found.toSorted((a, b) => a.from - b.from)
    },
    whole: () =>
      wants.size > 0 &&
      [...wants.values()].every(({ span, signals }) => {
        const level = levelOf(span.to - span.from)
        const [first, last] = tilesOf(level, span)
        for (let tile = first; tile <= last; tile++)
          if (spanOf(level, tile).from < now() && signals.some((signal) => !kept.has(keyOf(level, tile, signal)))) return false
        return true
      }),
    forget(span) {
      for (const { late } of jobs) late.push(span)
      for (const [key, piece] of kept) if (touch(piece, span)) stale.add(key)
      if (waiting === null) fetchNext()
    },
    filled: () => filled,
    get asked() {
      return asked
    },
    stop() {
      stopped = true
      poll?.()
      waiting?.()
      for (const { abort } of jobs) abort.abort()
    },
  }
}

/** Its own columns, else coarser ones, else finer. */
const NEAREST: readonly (readonly number[])[] = COLUMNS.map((_, own) =>
  COLUMNS.map((__, level) => level).toSorted((a, b) => Math.abs(a - own) + (a < own ? 0.5 : 0) - Math.abs(b - own) - (b < own ? 0.5 : 0)),
)
