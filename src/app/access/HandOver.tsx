// A station changes hands in two seconds: choose the name, type the PIN. Digits by keyboard or by touch.
import { useEffect, useRef, useState } from 'react'
import { Link } from 'wouter'
import { PIN } from '../../model/access.ts'
import { ROLES, type Role } from '../../model/may.ts'
import { Dialog } from '../page/Dialog.tsx'
import { post } from './api.ts'
import { Failed } from './parts.tsx'
import { useAsk, useGot, useMe } from './use.ts'

const DIGITS = ['1', '2', '3', '4', '5', '6', '7', '8', '9'] as const
/** From so many people on they are searched for. */
const MANY = 10

export function HandOver({ close }: { readonly close: () => void }) {
  const { data, failed } = useGot('GET /api/station/people')
  const [search, setSearch] = useState('')
  const [chosen, setChosen] = useState<{ id: string; name: string } | null>(null)
  const people = data?.people.filter(({ name }) => name.toLowerCase().includes(search.toLowerCase())) ?? []
  if (chosen) return <Pin person={chosen} back={() => setChosen(null)} close={close} />
  return (
    <Dialog title="Who are you?" close={close}>
      <Failed words={failed} />
      {(data?.people.length ?? 0) > MANY && (
        <input
          type="search"
          aria-label="Search by name"
          className="search"
          autoFocus
          value={search}
          onChange={({ target }) => setSearch(target.value)}
        />
      )}
      <ul className="people-list">
        {people.map(({ id, name, roles, pin }) => (
          <li key={id}>
            <button type="button" className="button person" disabled={!pin} data-person={name} onClick={() => setChosen({ id, name })}>
              <strong>{name}</strong>
              <small>{pin ? roles.map((role) => ROLES[role as Role] ?? role).join(', ') : 'no PIN yet'}</small>
            </button>
          </li>
        ))}
      </ul>
      {data?.people.length === 0 && <p>Nobody may take over this station yet.</p>}
      <p>
        <Link href="/?list" onClick={close}>
          Not on this list: open a ward in an emergency…
        </Link>
      </p>
    </Dialog>
  )
}

function Pin({
  person,
  back,
  close,
}: {
  readonly person: { id: string; name: string }
  readonly back: () => void
  readonly close: () => void
}) {
  const [pin, setPin] = useState('')
  const { busy, failed, run } = useAsk()
  const demoPin = useMe((state) => state.me?.demoPin ?? null)
  const field = useRef<HTMLInputElement>(null)
  useEffect(() => field.current?.focus(), [])
  useEffect(() => {
    if (failed !== null) setPin('')
  }, [failed])
  const type = (digit: string): void => {
    setPin((before) => (before + digit).slice(0, 12))
    field.current?.focus()
  }
  return (
    <Dialog title={`PIN of ${person.name}`} close={close}>
      <form
        className="pin"
        onSubmit={(event) => {
          event.preventDefault()
          if (PIN.test(pin) && !busy) run(() => post('POST /api/station/pin', { person: person.id, pin }).then(close))
        }}
      >
        <input
          ref={field}
          className="pin-field tabular"
          type="password"
          inputMode="numeric"
          autoComplete="off"
          aria-label="PIN, at least 6 digits"
          value={pin}
          onChange={({ target }) => setPin(target.value.replaceAll(/\D/g, '').slice(0, 12))}
        />
        <div className="pin-pad">
          {DIGITS.map((digit) => (
            <button key={digit} type="button" className="button" onClick={() => type(digit)}>
              {digit}
            </button>
          ))}
          <button type="button" className="button" aria-label="Clear" onClick={() => setPin('')}>
            C
          </button>
          <button type="button" className="button" onClick={() => type('0')}>
            0
          </button>
          <button type="submit" className="button button-main" disabled={busy || !PIN.test(pin)}>
            Go on
          </button>
        </div>
      </form>
      <Failed words={failed} />
      {demoPin !== null && (
        <p data-demo-pin={demoPin}>
          DEMO: the PIN of everybody is <strong className="tabular">{demoPin}</strong>
        </p>
      )}
      <button type="button" className="button" onClick={back}>
        Somebody else
      </button>
    </Dialog>
  )
}
