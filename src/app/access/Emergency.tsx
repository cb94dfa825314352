// Opening a ward in an emergency: what it means, and the reason, which is read by the privacy officer.
import { Dialog } from '../page/Dialog.tsx'
import { post, refreshMe } from './api.ts'
import { Failed, Field, Form } from './parts.tsx'
import { useAsk, useMe } from './use.ts'

interface Props {
  readonly ward: { readonly id: string; readonly name: string }
  readonly close: () => void
  readonly opened: (ward: string) => void
}

export function Emergency({ ward, close, opened }: Props) {
  const { busy, failed, run } = useAsk()
  // At a locked station who asks proves by PIN to stand here: takes it over and opens the ward in one step.
  const locked = useMe((state) => state.me?.authority.is === 'station')
  const send = ({ reason = '', person = '', pin = '' }: Record<string, string>): void =>
    run(async () => {
      await post('POST /api/emergency', { ward: ward.id, reason, ...(locked && { person, pin }) })
      await refreshMe()
      opened(ward.id)
    })
  return (
    <Dialog title={`Open ${ward.name} in an emergency`} close={close}>
      <p>
        This is for who has no grant for this ward. It opens for 60 minutes, every look is written down, and the privacy officer reads your
        reason.
      </p>
      <Form act="Open the ward" busy={busy} send={send}>
        {locked && (
          <>
            <Field label="Your login" name="person" autoComplete="off" data-first />
            <Field label="Your PIN" name="pin" type="password" inputMode="numeric" autoComplete="off" pattern="\d{6,12}" />
          </>
        )}
        <div className="field">
          <label htmlFor="emergency-reason">Reason, in a sentence</label>
          <textarea
            id="emergency-reason"
            name="reason"
            required
            minLength={10}
            maxLength={400}
            rows={3}
            data-first={!locked || undefined}
          />
        </div>
      </Form>
      <Failed words={failed} />
    </Dialog>
  )
}
