// The frame of what is done about early warning: whom it is about, its one button, a way back, and what became of it.
import { type ReactNode, useEffect, useRef } from 'react'
import { Failed } from '../access/parts.tsx'
import type { DeedProps } from '../census/deeds.ts'
import { useTouched } from '../census/Leave.tsx'
import { Patient } from '../census/Patient.tsx'
import type { Lying } from '../census/patients.ts'
import { Dialog } from '../page/Dialog.tsx'
import { type EarlyAsk, useEarlyAct } from './use.ts'

interface Props {
  readonly title: string
  readonly bed: string
  /** null: something is still missing. Asked as the button is pressed. */
  readonly ask: ((seen: Lying) => EarlyAsk) | null
  readonly words: string
  readonly said: string
  readonly close: () => void
  readonly done: DeedProps['done']
  readonly children: ReactNode
}

export function EarlyDialog({ title, bed, ask, words, said, close, done, children }: Props) {
  const { seen, changed } = useTouched(bed)
  const { busy, answer, send } = useEarlyAct()
  const form = useRef<HTMLFormElement>(null)
  // The first thing to be answered, never the act itself.
  useEffect(() => form.current?.querySelector<HTMLElement>('[data-start], input, select')?.focus(), [])
  if (!seen?.stay) return null
  if (answer?.is === 'done' && !answer.recorded)
    return (
      <Dialog title="Done, not recorded" close={() => done(said, [])}>
        <p role="alert" className="act-warning">
          {said} <strong>Done, not recorded:</strong> the store cannot be written. It holds now, and is lost if the gateway ends. Write it
          down by hand.
        </p>
        <button type="button" className="button button-main" onClick={() => done(said, [])}>
          I have read it
        </button>
      </Dialog>
    )
  const go = async (): Promise<void> => {
    if (!ask || busy || changed) return
    const became = await send(ask(seen))
    if (became.is === 'done' && became.recorded) done(said, [])
  }
  return (
    <Dialog title={`${title}: ${seen.label}`} close={close}>
      <form
        ref={form}
        className="act early"
        onSubmit={(event) => {
          event.preventDefault()
          void go()
        }}
      >
        <Patient of={seen} />
        {children}
        <div className="act-foot">
          {changed && (
            <p className="act-changed" role="alert">
              <strong>Changed meanwhile.</strong> Somebody else lies here now, or nobody: go back, and look again.
            </p>
          )}
          {answer?.is === 'refused' && <Failed words={answer.words} />}
          <button type="button" className="button" onClick={close}>
            Back, change nothing
          </button>
          <button type="submit" className="button button-main" disabled={busy || ask === null || changed !== null}>
            {busy ? 'One moment…' : words}
          </button>
        </div>
      </form>
    </Dialog>
  )
}
