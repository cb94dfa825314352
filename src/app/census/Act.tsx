// The frame of every act: whom it touches, its one button, a way back, and what became of it. It stays open for what must be read.
import { type ReactNode, useEffect, useRef, useState } from 'react'
import { ACTS, type ActAsked } from '../../model/acts.ts'
import { PIN } from '../../model/me.ts'
import { Failed } from '../access/parts.tsx'
import { useMe } from '../access/use.ts'
import { Dialog } from '../page/Dialog.tsx'
import { useSettings } from '../page/use.ts'
import { Patient } from './Patient.tsx'
import { NO_PROOF, Prove } from './Prove.tsx'
import type { Lying } from './patients.ts'
import { type Proof, useAct } from './use.ts'

interface Props {
  readonly title: string
  /** What stood there as the act is asked; shown before it commits. */
  readonly children: ReactNode
  /** null: something is still missing. */
  readonly ask: ActAsked | null
  /** On the main button: the act's word, whom it touches and where. */
  readonly words: ReactNode
  /** What is said once it is done; names nobody, because it stands longer than the dialog. */
  readonly said: string
  readonly close: () => void
  readonly done: (words: string, stays: readonly string[]) => void
  /** What stands there now, where it is not what was seen any more, and the way on with it. */
  readonly changed?: { readonly now: readonly Lying[]; take(): void } | null
  /** What the act would be for another person of the same name. */
  readonly another?: ActAsked | null
}

export function ActDialog({ title, children, ask, words, said, close, done, changed: now = null, another = null }: Props) {
  const { busy, answer, send, clear } = useAct()
  // What the own act changes is no surprise.
  const changed = busy ? null : now
  const station = useMe((state) => state.me?.authority.is === 'station')
  const privacy = useSettings((state) => state.privacy)
  const [proof, setProof] = useState<Proof>(NO_PROOF)
  const form = useRef<HTMLFormElement>(null)
  // The first thing to be filled in, else the way back: never the act itself, so that one key pressed twice does nothing.
  useEffect(() => form.current?.querySelector<HTMLElement>('input, select, .bed-pick:enabled, .act-foot .button')?.focus(), [])
  const proven = !station || (proof.person !== '' && PIN.test(proof.pin))
  const go = async (asked: ActAsked | null): Promise<void> => {
    if (asked === null || busy || !proven) return
    const became = await send(asked, station ? proof : undefined)
    if (became.is === 'refused') return setProof(({ person }) => ({ person, pin: '' }))
    if (became.recorded) done(said, became.stays)
  }
  // Done, and what must be known of it: only then the dialog is in the way.
  if (answer?.is === 'done' && !answer.recorded)
    return (
      <Dialog title="Done, not recorded" close={() => done(said, answer.stays)}>
        <p role="alert" className="act-warning">
          {said} <strong>Done, not recorded:</strong> the store cannot be written. It holds now, and is lost if the gateway ends. Write it
          down by hand.
        </p>
        <button type="button" className="button button-main" onClick={() => done(said, answer.stays)}>
          I have read it
        </button>
      </Dialog>
    )
  const like = answer?.is === 'refused' && answer.code === 'like-person' && another !== null
  return (
    <Dialog title={title} close={close}>
      <form
        ref={form}
        className="act"
        onSubmit={(event) => {
          event.preventDefault()
          void go(ask)
        }}
      >
        {privacy && <p className="dim">Privacy is on: names stand in this dialog only, so that it is the right patient.</p>}
        {children}
        <div className="act-foot">
          {station && <Prove action={ask ? ACTS[ask.act].action : 'admit-and-move'} proof={proof} set={setProof} />}
          {changed && (
            <div className="act-changed" role="alert">
              <p>
                <strong>Changed meanwhile.</strong> Somebody else acted while this was open. Now:
              </p>
              {changed.now.map((one) => (
                <Patient key={one.bed} of={one} />
              ))}
              <button
                type="button"
                className="button"
                onClick={() => {
                  clear()
                  changed.take()
                }}
              >
                Go on with this
              </button>
            </div>
          )}
          {answer?.is === 'refused' && (changed === null || answer.code === 'changed-meanwhile') && <Failed words={answer.words} />}
          <button type="button" className="button" onClick={close}>
            Back, change nothing
          </button>
          {like ? (
            <button
              type="button"
              className="button button-main"
              disabled={busy || !proven || changed !== null}
              onClick={() => void go(another)}
            >
              This is another person: {words}
            </button>
          ) : (
            <button type="submit" className="button button-main" disabled={busy || ask === null || !proven || changed !== null}>
              {busy ? 'One moment…' : words}
            </button>
          )}
        </div>
      </form>
    </Dialog>
  )
}
