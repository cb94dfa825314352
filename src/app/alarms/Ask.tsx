// One act on an alarm that needs more than a touch: who asks at a locked station, and what was refused. It never reaches the bedside monitor.
import { type ReactNode, useState } from 'react'
import { ALARM_ACTS, type AlarmActAsked } from '../../model/alarmacts.ts'
import { PIN } from '../../model/me.ts'
import { Failed } from '../access/parts.tsx'
import { useMe } from '../access/use.ts'
import { NO_PROOF, Prove } from '../census/Prove.tsx'
import type { Proof } from '../census/use.ts'
import { Dialog } from '../page/Dialog.tsx'
import { DONE_NOT_RECORDED, useAlarmAct } from './acts.ts'
import { alarmRight } from './right.ts'

export const NOT_AT_BEDSIDE = 'This does not reach the bedside monitor: it goes on as it is set there.'

interface Props {
  readonly title: string
  /** null: something is still missing. */
  readonly ask: AlarmActAsked | null
  /** On the main button; the act's own word where there is none. */
  readonly words?: string
  readonly children?: ReactNode
  readonly close: () => void
  readonly done: () => void
}

export function Ask({ title, ask, words, children, close, done }: Props) {
  const { busy, answer, send } = useAlarmAct()
  const authority = useMe((state) => state.me?.authority ?? null)
  const [proof, setProof] = useState<Proof>(NO_PROOF)
  const byPin = ask !== null && alarmRight(authority, ask.act) === 'by-pin'
  const proven = !byPin || (proof.person !== '' && PIN.test(proof.pin))
  const go = async (): Promise<void> => {
    if (ask === null || busy || !proven) return
    const became = await send(ask, byPin ? proof : undefined)
    if (became.is === 'refused') setProof(({ person }) => ({ person, pin: '' }))
    else if (became.recorded) done()
  }
  if (answer?.is === 'done' && !answer.recorded)
    return (
      <Dialog title="Done, not recorded" close={done}>
        <p role="alert" className="act-warning">
          {DONE_NOT_RECORDED} Write it down by hand.
        </p>
        <button type="button" className="button button-main" onClick={done}>
          I have read it
        </button>
      </Dialog>
    )
  return (
    <Dialog title={title} close={close}>
      <form
        className="act"
        onSubmit={(event) => {
          event.preventDefault()
          void go()
        }}
      >
        {children}
        <p className="dim">{NOT_AT_BEDSIDE}</p>
        <div className="act-foot">
          {byPin && <Prove action={ALARM_ACTS[ask.act].action} proof={proof} set={setProof} />}
          {answer?.is === 'refused' && <Failed words={answer.words} />}
          <button type="button" className="button" onClick={close}>
            Back, change nothing
          </button>
          <button type="submit" className="button button-main" disabled={busy || ask === null || !proven}>
            {busy ? 'One moment…' : (words ?? (ask ? ALARM_ACTS[ask.act].words : '…'))}
          </button>
        </div>
      </form>
    </Dialog>
  )
}
