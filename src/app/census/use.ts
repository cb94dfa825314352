// React's way to who lies where now, to the ward's clock, and to one act with its answer.
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import type { ActAsked } from '../../model/acts.ts'
import { type At, at } from '../../model/units.ts'
import { post, RefusedByGateway, refreshMe } from '../access/api.ts'
import { useWard } from '../page/use.ts'
import { gatewayTime, link } from '../stores/link.ts'
import { type Lying, lyingIn, standing } from './patients.ts'

/** Every bed of the ward on this screen, in its order. */
export function useLyings(): readonly Lying[] {
  const beds = useWard((state) => state.beds)
  const people = useWard((state) => state.people)
  const tiles = useWard((state) => state.tiles)
  return useMemo(
    () => beds.map((bed) => lyingIn(bed, bed.stay ? people.get(bed.stay.id) : undefined, tiles.get(bed.id))),
    [beds, people, tiles],
  )
}
export const useLying = (bed: string | null): Lying | null => useLyings().find((one) => one.bed === bed) ?? null

export const useZone = (): string => useWard((state) => state.ward?.zone ?? 'UTC')
export const useWardId = (): string => useWard((state) => state.ward?.id ?? '')

/** Gateway time; null before the first word of it. */
export const gatewayNow = (): At | null => {
  const time = gatewayTime(link.getState(), performance.now())
  return time === null ? null : at(time)
}
/** The same, looked at each second. */
export function useNow(): At | null {
  const [time, setTime] = useState(gatewayNow)
  useEffect(() => {
    const timer = setInterval(() => setTime(gatewayNow()), 1000)
    return () => clearInterval(timer)
  }, [])
  return time
}

/**
 * What stood there when a dialog opened, which its act is about, beside what stands there now. `changed`: they differ; `take` goes on with
 * what is there now. While the ward is not known (a line dialled anew) what was seen still stands.
 */
export function useSeen(live: Lying | null): { readonly seen: Lying | null; readonly changed: boolean; take(): void } {
  const last = useRef(live)
  if (live !== null) last.current = live
  const current = last.current
  const [frozen, setFrozen] = useState(current)
  // The bed came to be known only now, or another one was chosen.
  const other = current !== null && current.bed !== frozen?.bed
  if (other) setFrozen(current)
  const seen = other ? current : frozen
  const changed = standing(seen) !== standing(current)
  // Names may come later than the stay: the newest words about the same stay.
  return { seen: changed ? seen : current, changed, take: () => setFrozen(current) }
}

export interface Proof {
  readonly person: string
  readonly pin: string
}
export type Answer =
  | { readonly is: 'done'; readonly recorded: boolean; readonly stays: readonly string[] }
  | { readonly is: 'refused'; readonly code: string; readonly words: string }

/** One act at a time. The answer stands until the next one is sent or it is cleared. */
export function useAct() {
  const [busy, setBusy] = useState(false)
  const [answer, setAnswer] = useState<Answer | null>(null)
  const send = useCallback(async (ask: ActAsked, proof?: Proof): Promise<Answer> => {
    setBusy(true)
    setAnswer(null)
    const said = await acted(ask, proof)
    // The station may be taken over with it, also where the act itself was refused: who sits here now is asked for.
    if (proof) await refreshMe()
    setAnswer(said)
    setBusy(false)
    return said
  }, [])
  /** The same for a button: `done` once it is. */
  const act = useCallback((ask: ActAsked, done: () => void): void => void send(ask).then((said) => said.is === 'done' && done()), [send])
  const clear = useCallback(() => setAnswer(null), [])
  return { busy, answer, send, act, clear }
}

async function acted(ask: ActAsked, proof?: Proof): Promise<Answer> {
  try {
    // What was typed in is cleaned and checked by the gateway's schema.
    const { recorded, stays } = await post('POST /api/act', { ask: ask as never, ...proof })
    return { is: 'done', recorded, stays }
  } catch (error) {
    const known = error instanceof RefusedByGateway
    return { is: 'refused', code: known ? error.code : 'unknown', words: known ? error.message : 'That did not work. Try again.' }
  }
}
