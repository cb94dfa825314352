// Lanes of the page: as this person keeps them, or as the link names them.
import { useCallback, useMemo, useState } from 'react'
import type { Story } from '../../model/story.ts'
import type { LaneKey } from './lanes.ts'
import { lanesWith } from './usesource.ts'
import type { useWish } from './usewish.ts'
import { linked, type Wish } from './wish.ts'

export function useLanes(
  asked: readonly LaneKey[] | null,
  [own, keep]: ReturnType<typeof useWish>,
  has: ReadonlySet<string> | null,
  story: Story | null,
) {
  /** Lanes that the link names, until the reader chooses. */
  const [named, setNamed] = useState(asked)
  const wish = useMemo(() => (named ? linked(own, named) : own), [own, named])
  const change = useCallback(
    (next: Wish) => {
      setNamed(null)
      keep(next)
    },
    [keep],
  )
  const with_ = useMemo(() => lanesWith(has, story), [has, story])
  const shown = useMemo<readonly LaneKey[]>(
    () => wish.order.filter((key) => with_.includes(key) && !wish.hidden.includes(key)),
    [wish, with_],
  )
  const hidden = with_.filter((key) => wish.hidden.includes(key))
  return { wish, change, shown, hidden }
}
