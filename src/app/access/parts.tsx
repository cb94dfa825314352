// The pieces that all screens of access are made of: a page, a labelled field, a question before what cannot be undone, what was refused.
import { type ComponentProps, type ReactNode, useId, useState } from 'react'
import { Dialog } from '../page/Dialog.tsx'
import { useTitle } from '../page/title.ts'
import { useMe } from './use.ts'

interface PageProps {
  readonly title: string
  /** In the browser's tab, where the title names somebody. */
  readonly tab?: string
  /** 'narrow' for forms, 'wide' for tables, 'door' for what stands alone in the middle: a way in. */
  readonly width?: 'narrow' | 'wide' | 'door'
  /** State of the line, on the page that shows it. */
  readonly link?: string
  readonly children: ReactNode
}

export function Page({ title, tab = title, width = 'narrow', link, children }: PageProps) {
  const demo = useMe((state) => state.me?.demo === true)
  useTitle(tab)
  const door = width === 'door'
  return (
    <main className={`room room-${width}`} data-link={link}>
      <div className="room-inside">
        <header className="room-head">
          {door && <p className="brand">Wardlight</p>}
          <h1>{title}</h1>
          {demo && <strong className="badge">DEMO</strong>}
        </header>
        {children}
      </div>
      {door && <p className="room-foot">Secondary display: bedside alarms lead.</p>}
    </main>
  )
}

export function Field({ label, hint, ...input }: { readonly label: string; readonly hint?: string } & ComponentProps<'input'>) {
  const id = useId()
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <input id={id} required aria-describedby={hint ? `${id}-hint` : undefined} {...input} />
      {hint && <small id={`${id}-hint`}>{hint}</small>}
    </div>
  )
}

export function Failed({ words }: { readonly words: string | null }) {
  return words === null ? null : (
    <p role="alert" className="refused">
      <span aria-hidden="true">▲ </span>
      {words}
    </p>
  )
}

/** A form whose fields are read by name when it is sent. */
export function Form(props: {
  readonly send: (fields: Record<string, string>) => void
  readonly busy: boolean
  readonly act: string
  readonly children: ReactNode
}) {
  const { send, busy, act, children } = props
  return (
    <form
      className="form"
      onSubmit={(event) => {
        event.preventDefault()
        const fields: Record<string, string> = {}
        for (const [name, value] of new FormData(event.currentTarget)) if (typeof value === 'string') fields[name] = value
        send(fields)
      }}
    >
      {children}
      <button type="submit" className="button button-main" disabled={busy}>
        {act}
      </button>
    </form>
  )
}

interface SureProps {
  /** On the button, and again on the one that does it. */
  readonly act: string
  readonly asks: string
  /** What follows. */
  readonly children: ReactNode
  readonly busy: boolean
  readonly run: () => void
}

/** A button for what ends something or takes it away: asks once more, with "no" in hand. */
export function Sure({ act, asks, children, busy, run }: SureProps) {
  const [asked, setAsked] = useState(false)
  const close = (): void => setAsked(false)
  return (
    <>
      <button type="button" className="button" disabled={busy} onClick={() => setAsked(true)}>
        {act}…
      </button>
      {asked && (
        <Dialog title={asks} close={close}>
          <p>{children}</p>
          <div className="acts">
            <button
              type="button"
              className="button button-main"
              onClick={() => {
                close()
                run()
              }}
            >
              {act}
            </button>
            <button type="button" className="button" data-first onClick={close}>
              No, leave it
            </button>
          </div>
        </Dialog>
      )}
    </>
  )
}

/** "25 Nov 2026, 15:38:43": no reader takes the month for the day. */
export const when = (at: number): string =>
  new Intl.DateTimeFormat('en-GB', {
    year: 'numeric',
    month: 'short',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
  }).format(at)
