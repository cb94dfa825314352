// Lanes as the person at this screen keeps them: read at the gateway, written there a moment after each change. Where neither can be done
// they are as the table has them, and live as long as the page.
import { useCallback, useEffect, useRef, useState } from 'react'
import { get, post } from '../access/api.ts'
import { keptOf, WISH, type Wish, wishOf } from './wish.ts'

/** Changes are written together, ms. */
const TOGETHER = 500

/** `account` null: a station with nobody at it keeps nothing. */
export function useWish(account: string | null): readonly [wish: Wish, change: (next: Wish) => void] {
  const [wish, setWish] = useState(WISH)
  const changed = useRef<Wish | null>(null)
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null)
  const write = useCallback(() => {
    if (timer.current === null) return
    clearTimeout(timer.current)
    timer.current = null
    if (changed.current) post('POST /api/account/lanes', { lanes: keptOf(changed.current) }).catch(() => {})
  }, [])
  useEffect(() => {
    setWish(WISH)
    changed.current = null
    if (account === null) return
    let gone = false
    get('GET /api/account/lanes').then(
      ({ lanes }) => {
        // What was changed meanwhile is newer.
        if (!gone && lanes && changed.current === null) setWish(wishOf(lanes))
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
