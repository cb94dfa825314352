// What a ward's door answers, asked for at the start and again by hand; gone with the person who asked, because it may carry names.
import { useEffect, useState } from 'react'
import type { BodyOf, Posted } from '../../model/access.ts'
import type { At } from '../../model/units.ts'
import { type AnswerOf, post } from '../access/api.ts'
import { useMe } from '../access/use.ts'
import { gatewayNow } from './use.ts'

export interface Asked<T> {
  readonly data: T | null
  readonly failed: string | null
  /** Gateway time at which it was answered: it does not change by itself. */
  readonly took: At | null
  again(): void
}
interface Held<T> {
  readonly key: string
  readonly data: T | null
  readonly failed: string | null
  readonly took: At | null
}

/**
 * `body` null: nothing is asked yet. Asked anew where the body or the person changes; the answer before is dropped then. Another `late` asks
 * the same once more, and the answer before stands until then.
 */
export function usePosted<K extends Posted>(door: K, body: BodyOf<K> | null, late = 0): Asked<AnswerOf<K>> {
  const who = useMe((state) => JSON.stringify([state.me?.authority.is, state.me?.account?.id]))
  const [turn, setTurn] = useState(0)
  const key = JSON.stringify([door, body, who])
  const [held, setHeld] = useState<Held<AnswerOf<K>> | null>(null)
  useEffect(() => {
    if (body === null || turn < 0) return
    let gone = false
    post(door, body).then(
      (data) => {
        if (!gone) setHeld({ key, data, failed: null, took: gatewayNow() })
      },
      (error: unknown) => {
        if (!gone) setHeld({ key, data: null, failed: error instanceof Error ? error.message : 'That did not work.', took: null })
      },
    )
    return () => {
      gone = true
    }
    // `key` says all that door and body say.
  }, [key, turn, late])
  const own = held?.key === key ? held : null
  return { data: own?.data ?? null, failed: own?.failed ?? null, took: own?.took ?? null, again: () => setTurn((before) => before + 1) }
}
