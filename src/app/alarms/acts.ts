// An act on an alarm: refused on a screen that is not in sync, else asked of the gateway with the frame that was painted last.
import { useCallback, useState } from 'react'
import type { AlarmActAsked } from '../../model/alarmacts.ts'
import { post, RefusedByGateway, refreshMe } from '../access/api.ts'
import type { Proof } from '../census/use.ts'
import { paintedLast } from '../stores/alarms.ts'
import { link } from '../stores/link.ts'

export type AlarmAnswer =
  | { readonly is: 'done'; readonly recorded: boolean }
  | { readonly is: 'refused'; readonly code: string; readonly words: string }

const NOT_IN_SYNC = 'This screen is not in sync: nothing was changed. Look at the bedside monitor.'
export const DONE_NOT_RECORDED = 'Done, not recorded: the store cannot be written. It holds now, and is lost if the gateway ends.'

/** `proof`: who does it, at a station where nobody has signed in. */
export async function alarmAct(ask: AlarmActAsked, proof?: Proof): Promise<AlarmAnswer> {
  const { link: state, veiled } = link.getState()
  const seen = paintedLast()
  if (state !== 'live' || veiled || seen === null) return { is: 'refused', code: 'not-in-sync', words: NOT_IN_SYNC }
  const { ward, epoch, seq } = seen
  try {
    const { recorded } = await post('POST /api/alarm', { ask: ask as never, seen: { ward, epoch, seq }, ...proof })
    return { is: 'done', recorded }
  } catch (error) {
    const known = error instanceof RefusedByGateway
    return { is: 'refused', code: known ? error.code : 'unknown', words: known ? error.message : 'That did not work. Try again.' }
  } finally {
    // The station may be taken over with it, also where the act itself was refused.
    if (proof) await refreshMe()
  }
}

/** One act at a time; its answer stands until the next. */
export function useAlarmAct() {
  const [busy, setBusy] = useState(false)
  const [answer, setAnswer] = useState<AlarmAnswer | null>(null)
  const send = useCallback(async (ask: AlarmActAsked, proof?: Proof): Promise<AlarmAnswer> => {
    setBusy(true)
    setAnswer(null)
    const said = await alarmAct(ask, proof)
    setAnswer(said)
    setBusy(false)
    return said
  }, [])
  const clear = useCallback(() => setAnswer(null), [])
  return { busy, answer, send, clear }
}
