// What replays of the screen remember of stays from one of their windows to the next: what there is of them, and what stood before.
import type { StayId } from '../../model/ids.ts'
import type { At } from '../../model/units.ts'
import { rememberExtents } from './extents.ts'
import type { Reading } from './history.ts'
import { createPastScores, type PastScores } from './scored.ts'

export interface Replays {
  readonly extents: Reading['extents']
  readonly scores: PastScores
  forget(stay: StayId): void
}

/** `now`: any clock that does not step back. */
export function createReplays(history: () => Reading, now: () => At): Replays {
  const extents = rememberExtents(history, now)
  const scores = createPastScores(() => ({ ...history(), extents: extents.of }))
  return {
    extents: extents.of,
    scores: scores.of,
    forget(stay) {
      extents.forget(stay)
      scores.forget(stay)
    },
  }
}
