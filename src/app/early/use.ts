// React's way to the early-warning score of a bed, and to one act about it with its answer.
import { useState } from 'react'
import { useStore } from 'zustand'
import type { BodyOf } from '../../model/access.ts'
import type { AlarmShown, ScoreShown } from '../../model/alarmshown.ts'
import { type EarlyNotice, isEarlyNotice } from '../../model/earlynotices.ts'
import { post, RefusedByGateway } from '../access/api.ts'
import type { Answer } from '../census/use.ts'
import { alarms } from '../stores/alarms.ts'

export const useScore = (bed: string): ScoreShown | null => useStore(alarms, (state) => state.beds.get(bed)?.score ?? null)

const NONE: readonly AlarmShown[] = []
/** Notices of this bed that wait for an answer, the worst first. */
export function useCalls(bed: string): readonly (AlarmShown & { readonly rule: EarlyNotice })[] {
  const all = useStore(alarms, (state) => state.beds.get(bed)?.alarms ?? NONE)
  return all.filter((one): one is AlarmShown & { readonly rule: EarlyNotice } => isEarlyNotice(one.rule))
}

export type EarlyAsk = BodyOf<'POST /api/early'>['ask']

/** One act at a time. The answer stands until the next one is sent. */
export function useEarlyAct() {
  const [busy, setBusy] = useState(false)
  const [answer, setAnswer] = useState<Answer | null>(null)
  const send = async (ask: EarlyAsk): Promise<Answer> => {
    setBusy(true)
    setAnswer(null)
    const said = await acted(ask)
    setAnswer(said)
    setBusy(false)
    return said
  }
  return { busy, answer, send }
}

async function acted(ask: EarlyAsk): Promise<Answer> {
  try {
    const { recorded } = await post('POST /api/early', { ask })
    return { is: 'done', recorded, stays: [] }
  } catch (error) {
    const known = error instanceof RefusedByGateway
    return { is: 'refused', code: known ? error.code : 'unknown', words: known ? error.message : 'That did not work. Try again.' }
  }
}
