// Trial feeds: one for each bed whose stay is a trial, begun and ended as the ward book says, also after a restart.
import type { Clock, Source, Stop } from '../../feed/source.ts'
import type { BedId } from '../../model/ids.ts'
import type { CensusBook } from './census.ts'

export interface Trials {
  /** Brings what plays in line with the book. */
  follow(): void
  stop(): void
}

export function createTrials(setup: {
  readonly census: CensusBook
  readonly clock: Clock
  readonly seed: () => number
  /** Plays it beside the other sources; returns the undo. */
  readonly join: (source: Source) => Stop
  readonly failed: (place: string, error: unknown) => void
}): Trials {
  const { census, clock, seed, join, failed } = setup
  const playing = new Map<BedId, Stop | null>()
  let ended = false

  const wanted = (): readonly BedId[] =>
    [...census.book().lying].flatMap(([bed, stay]) => (census.book().stay.get(stay)?.trial ? [bed] : []))

  async function begin(bed: BedId): Promise<void> {
    // The feed's bodies are loaded only where somebody wants to see one.
    const { createTrial } = await import('../../feed/trial.ts')
    const ward = census.book().bed.get(bed)?.ward
    const zone = (ward && census.book().ward.get(ward)?.zone) ?? 'UTC'
    // Meanwhile it may have been ended.
    if (ended || !playing.has(bed) || playing.get(bed)) return
    playing.set(bed, join(createTrial({ bed, zone, seed: seed(), start: clock.now() })))
  }

  return {
    follow() {
      const now = new Set(wanted())
      for (const bed of now) {
        if (playing.has(bed)) continue
        playing.set(bed, null)
        void begin(bed).catch((error: unknown) => failed('trial', error))
      }
      for (const [bed, stop] of playing) {
        if (now.has(bed)) continue
        playing.delete(bed)
        stop?.()
      }
    },
    stop() {
      ended = true
      for (const stop of playing.values()) stop?.()
      playing.clear()
    },
  }
}
