// The pieces that all screens of access are made of: a page, a labelled field, what was refused.
import { type ComponentProps, type ReactNode, useId } from 'react'
import { useMe } from './use.ts'

export function Page({ title, children, wide = false }: { readonly title: string; readonly children: ReactNode; readonly wide?: boolean }) {
  const demo = useMe((state) => state.me?.demo === true)
  return (
    <main className={`room ${wide ? 'room-wide' : ''}`}>
      <header className="room-head">
        <h1>{title}</h1>
        {demo && <strong className="badge">DEMO</strong>}
      </header>
      {children}
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

export const when = (at: number): string =>
  new Intl.DateTimeFormat('en-GB', {
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
  }).format(at)
