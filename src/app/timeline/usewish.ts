// Lanes as the person at this screen keeps them: read at the gateway, written there a moment after each change. Where neither can be done
// they are as the table has them, and live as long as the page.
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { get, post } from '../access/api.ts'
import { me } from '../stores/me.ts'
import type { LaneKey } from './lanes.ts'
import { keptOf, linked, shownOf, taken, WISH, type Wish, wishOf } from './wish.ts'

/** Changes are written together, ms. */
const TOGETHER = 500

/** `account` null: a station with nobody at it keeps nothing. */
export function useWish(account: string | null): readonly [wish: Wish, change: (next: Wish) => void] {
  const [wish, setWish] = useState(WISH)
  const changed = useRef<Wish | null>(null)
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null)
  /** What is kept was read: until then a change would be written over it. */
  const read = useRef(false)
  const write = useCallback(() => {
    if (timer.current === null) return
    clearTimeout(timer.current)
    timer.current = null
    // Somebody else sits here by now: it would be theirs.
    if (me.getState().me?.account?.id !== account) return
    if (changed.current && read.current) post('POST /api/account/lanes', { lanes: keptOf(changed.current) }).catch(() => {})
  }, [account])
  useEffect(() => {
    setWish(WISH)
    changed.current = null
    read.current = false
    if (account === null) return
    let gone = false
    get('GET /api/account/lanes').then(
      ({ lanes }) => {
        if (gone) return
        read.current = true
        // What was changed meanwhile is newer.
        if (lanes && changed.current === null) setWish(wishOf(lanes))
      },
      () => {},
    )
    return () => {
      gone = true
      write()
    }
  }, [account, write])
  const change = useCallback(
    (next: Wish) => {
      changed.current = next
      setWish(next)
      if (account === null) return
      if (timer.current !== null) clearTimeout(timer.current)
      timer.current = setTimeout(write, TOGETHER)
    },
    [account, write],
  )
  return [wish, change]
}

/**
 * Lanes as the link names them, where they are others than the person's own: a look through somebody else's eyes, which lives as long as the
 * page and is kept for nobody, unless it is taken for one's own. `take` null: they are one's own.
 */
export function useLinkedWish(
  own: Wish,
  keep: (next: Wish) => void,
  named: readonly LaneKey[] | null,
  there: readonly LaneKey[],
): readonly [wish: Wish, change: (next: Wish) => void, take: (() => void) | null] {
  const [lent, setLent] = useState(named)
  const [changed, setChanged] = useState<Wish | null>(null)
  useEffect(() => {
    // Named, and no others than the person's own: from here on they are.
    if (lent !== null && shownOf(own, there).join() === lent.join()) setLent(null)
  }, [lent, own, there])
  const brought = useMemo(() => changed ?? (lent && linked(own, lent)), [changed, own, lent])
  const take = useCallback(() => {
    if (brought === null) return
    keep(taken(own, brought, there))
    setLent(null)
    setChanged(null)
  }, [keep, own, brought, there])
  return brought === null ? [own, keep, null] : [brought, setChanged, take]
}
