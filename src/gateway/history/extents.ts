// What there is of a stay, remembered for a moment: a replay asks for it with each of its windows, and it is read from a whole stay.
import type { Extent } from '../../model/history.ts'
import type { StayId } from '../../model/ids.ts'
import { type At, minutes } from '../../model/units.ts'
import type { Reading } from './history.ts'
import { remembered } from './remembered.ts'

/** Good for so long: a signal that has just begun is missed by a replay of just now. */
const GOOD = minutes(1)
/** Stays remembered. */
const MOST = 512

/** `now`: any clock that does not step back. */
export function rememberExtents(
  history: () => Pick<Reading, 'extents'>,
  now: () => At,
): { readonly of: Reading['extents']; forget(stay: StayId): void } {
  const known = remembered<{ readonly at: At; readonly extents: Promise<readonly Extent[]> }>(MOST)
  return {
    of(stay) {
      const before = known.get(stay, '')
      if (before && now() - before.at < GOOD) return before.extents
      const extents = history().extents(stay)
      known.set(stay, '', { at: now(), extents })
      extents.catch(() => known.drop(stay, ''))
      return extents
    },
    forget: known.forget,
  }
}
