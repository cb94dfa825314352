// After a cut of the line: asks the history for what the waves of the bed in detail lack, once the line is back and once more a little
// later, for what had not been written yet. Nobody who may not read it is told so: the hole stays what it is.
import type { WavePiece } from '../../model/history.ts'
import { type At, at } from '../../model/units.ts'
import type { WaveKey } from '../../model/waves.ts'
import { sameMeaning } from './ring.ts'
import type { BedState } from './ward.ts'

/** Real ms from when a hole is seen to the first ask, and from there to each further one [design]: a second is written at a time. */
export const FILL_AFTER = [300, 3000, 6000] as const
/** Holes of one cut end together, as their waves' chunks do, gateway ms. */
const TOGETHER = 2000

export interface WavesAsked {
  readonly stay: string
  readonly from: At
  readonly to: At
  readonly signals: readonly WaveKey[]
}
/** Null: not to be had. */
export type AskWaves = (asked: WavesAsked) => Promise<readonly WavePiece[] | null>

export interface Fills {
  /** Looks at the bed in detail; null: none is open, or nothing is to be asked for now. Told of at each tick. */
  look(bed: BedState | null, mono: number): void
}

/** What the holes of a bed lack, as one ask. Null: nothing. */
export function lackOf({ stay, rings }: Pick<BedState, 'stay' | 'rings'>): WavesAsked | null {
  if (!stay) return null
  const lacking = [...rings.values()].flatMap((ring) =>
    ring.cuts().map(({ from, to }) => ({ signal: ring.channel.signal as WaveKey, from: ring.timeOf(from), to: ring.timeOf(to) })),
  )
  if (lacking.length === 0) return null
  const [from, to] = [Math.min(...lacking.map((hole) => hole.from)), Math.max(...lacking.map((hole) => hole.to))]
  return { stay: stay.id, from: at(from), to: at(to), signals: [...new Set(lacking.map(({ signal }) => signal))] }
}

export function fillWith({ rings }: Pick<BedState, 'rings'>, pieces: readonly WavePiece[]): void {
  for (const ring of rings.values()) for (const piece of pieces) if (sameMeaning(ring.channel, piece)) ring.fill(piece)
}

export function createFills(ask: AskWaves): Fills {
  let hole = { stay: '', to: Number.NaN, seen: 0, asked: 0 }
  let now: BedState | null = null
  let asking = false

  async function fetchFor(asked: WavesAsked): Promise<void> {
    asking = true
    try {
      const pieces = await ask(asked)
      // The ward may have been replaced meanwhile: its rings go on.
      if (pieces && now?.stay?.id === asked.stay) fillWith(now, pieces)
    } finally {
      asking = false
    }
  }
  return {
    look(bed, mono) {
      now = bed
      const lack = bed && lackOf(bed)
      if (!lack || asking) return
      if (lack.stay !== hole.stay || !(Math.abs(lack.to - hole.to) < TOGETHER))
        hole = { stay: lack.stay, to: lack.to, seen: mono, asked: 0 }
      const due = FILL_AFTER[hole.asked]
      if (due === undefined || mono - hole.seen < due) return
      hole = { ...hole, asked: hole.asked + 1 }
      void fetchFor(lack)
    },
  }
}
