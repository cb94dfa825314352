// React's way to who this browser is, and to one ask at a time with its refusal in words.
import { useCallback, useEffect, useState } from 'react'
import { useStore } from 'zustand'
import type { Got } from '../../model/access.ts'
import { type MeState, me } from '../stores/me.ts'
import { type AnswerOf, get } from './api.ts'

export const useMe = <T>(pick: (state: MeState) => T): T => useStore(me, pick)
export const useMay = (action: string): boolean => useMe((state) => state.me?.may.includes(action) === true)

/** Runs one ask at a time; `failed` says what the gateway refused. */
export function useAsk(): { readonly busy: boolean; readonly failed: string | null; run(act: () => Promise<unknown>): void } {
  const [busy, setBusy] = useState(false)
  const [failed, setFailed] = useState<string | null>(null)
  const run = useCallback((act: () => Promise<unknown>) => {
    setBusy(true)
    setFailed(null)
    act()
      .catch((error: unknown) => setFailed(error instanceof Error ? error.message : 'That did not work.'))
      .finally(() => setBusy(false))
  }, [])
  return { busy, failed, run }
}

/** What a door holds, asked for at the start and by `again`. */
export function useGot<K extends Got>(door: K): { readonly data: AnswerOf<K> | null; readonly failed: string | null; again(): void } {
  const [data, setData] = useState<AnswerOf<K> | null>(null)
  const [failed, setFailed] = useState<string | null>(null)
  const [turn, setTurn] = useState(0)
  useEffect(() => {
    let gone = turn < 0
    get(door)
      .then((answer) => {
        if (!gone) setData(answer)
      })
      .catch((error: unknown) => {
        if (!gone) setFailed(error instanceof Error ? error.message : 'That did not work.')
      })
    return () => {
      gone = true
    }
  }, [door, turn])
  return { data, failed, again: () => setTurn((before) => before + 1) }
}
