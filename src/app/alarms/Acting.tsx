// Acts on rows of alarms: by one touch, or with name and PIN where nobody is signed in; what became of it is said where it was asked.
import { lazy, type ReactNode, Suspense, useEffect, useState } from 'react'
import type { AlarmActAsked } from '../../model/alarmacts.ts'
import { useMe } from '../access/use.ts'
import { ahead } from '../page/ahead.ts'
import { DONE_NOT_RECORDED, useAlarmAct } from './acts.ts'
import { alarmRight } from './right.ts'
import type { AlarmRow } from './rows.ts'

const Ask = lazy(ahead(() => import('./Ask.tsx').then(({ Ask }) => ({ default: Ask }))))
/** What was done is said for so long, ms. */
const SAID = 12_000

/** What an act is about: on the dialog that asks who does it. */
type About = Pick<AlarmRow, 'label' | 'text'>

export function useActing(): { readonly busy: boolean; act(ask: AlarmActAsked, about: About): void; readonly said: ReactNode } {
  const { busy, answer, send, clear } = useAlarmAct()
  const authority = useMe((state) => state.me?.authority ?? null)
  const [last, setLast] = useState<About | null>(null)
  const [asking, setAsking] = useState<AlarmActAsked | null>(null)
  useEffect(() => {
    if (answer === null) return
    const timer = setTimeout(clear, SAID)
    return () => clearTimeout(timer)
  }, [answer, clear])
  const close = (): void => setAsking(null)
  const words = answer && (answer.is === 'refused' ? answer.words : answer.recorded ? null : DONE_NOT_RECORDED)
  return {
    busy,
    act(ask, about) {
      setLast(about)
      if (alarmRight(authority, ask.act) === 'by-pin') setAsking(ask)
      else void send(ask)
    },
    said: (
      <>
        {words && (
          <p className="alarm-said" role="alert" data-alarm-said={answer?.is === 'refused' ? answer.code : 'not-recorded'}>
            <span aria-hidden="true">▲ </span>
            {words}
          </p>
        )}
        <Suspense>
          {asking && last && <Ask ask={asking} title={[last.label, last.text].filter(Boolean).join(': ')} close={close} done={close} />}
        </Suspense>
      </>
    ),
  }
}
