// Opening a ward in an emergency: what it means, and the reason, which is read by the privacy officer.
import { Dialog } from '../page/Dialog.tsx'
import { post, refreshMe } from './api.ts'
import { Failed, Form } from './parts.tsx'
import { useAsk } from './use.ts'

interface Props {
  readonly ward: { readonly id: string; readonly name: string }
  readonly close: () => void
  readonly opened: (ward: string) => void
}

export function Emergency({ ward, close, opened }: Props) {
  const { busy, failed, run } = useAsk()
  const send = ({ reason = '' }: Record<string, string>): void =>
    run(async () => {
      await post('POST /api/emergency', { ward: ward.id, reason })
      await refreshMe()
      opened(ward.id)
    })
  return (
    <Dialog title={`Open ${ward.name} in an emergency`} close={close}>
      <p>
        You have no grant for this ward. It opens for 60 minutes, every look is written down, and the privacy officer reads your reason.
      </p>
      <Form act="Open the ward" busy={busy} send={send}>
        <div className="field">
          <label htmlFor="emergency-reason">Reason, in a sentence</label>
          <textarea id="emergency-reason" name="reason" required minLength={10} maxLength={400} rows={3} data-first />
        </div>
      </Form>
      <Failed words={failed} />
    </Dialog>
  )
}
