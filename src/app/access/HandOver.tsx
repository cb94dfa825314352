// A station changes hands in two seconds: choose the name, type the PIN. Digits by keyboard or by touch; else by password.
import { useEffect, useRef, useState } from 'react'
import { Link } from 'wouter'
import { PIN } from '../../model/me.ts'
import { Dialog } from '../page/Dialog.tsx'
import { post } from './api.ts'
import { SignInForm } from './Enter.tsx'
import { Failed } from './parts.tsx'
import { useAsk, useGot, useMe } from './use.ts'
import { roleWords } from './words.ts'

const DIGITS = ['1', '2', '3', '4', '5', '6', '7', '8', '9'] as const
/** From so many people on they are searched for. */
const MANY = 10
type Way = { readonly by: 'name' | 'password' } | { readonly by: 'pin'; readonly id: string; readonly name: string }

export function HandOver({ close }: { readonly close: () => void }) {
  const [way, setWay] = useState<Way>({ by: 'name' })
  const back = (): void => setWay({ by: 'name' })
  const password = (): void => setWay({ by: 'password' })
  switch (way.by) {
    case 'name':
      return <Names close={close} password={password} choose={(id, name) => setWay({ by: 'pin', id, name })} />
    case 'pin':
      return <Pin person={way} back={back} password={password} close={close} />
    case 'password':
      return (
        <Dialog title="Sign in with a password" close={close}>
          <SignInForm done={close} />
          <div className="acts">
            <button type="button" className="button" onClick={back}>
              By name and PIN
            </button>
          </div>
        </Dialog>
      )
    default:
      return way satisfies never
  }
}

interface NamesProps {
  readonly close: () => void
  readonly password: () => void
  readonly choose: (id: string, name: string) => void
}

function Names({ close, password, choose }: NamesProps) {
  const { data, failed } = useGot('GET /api/station/people')
  const [search, setSearch] = useState('')
  const list = useRef<HTMLUListElement>(null)
  const many = (data?.people.length ?? 0) > MANY
  const people = data?.people.filter(({ name }) => name.toLowerCase().includes(search.toLowerCase())) ?? []
  // The names come after the dialog is open.
  useEffect(() => {
    if (data && !many) list.current?.querySelector<HTMLElement>('button:enabled')?.focus()
  }, [data, many])
  return (
    <Dialog title="Who are you?" close={close}>
      <Failed words={failed} />
      {many && (
        <input
          type="search"
          aria-label="Search by name"
          placeholder="Search by name"
          className="search"
          autoFocus
          value={search}
          onChange={({ target }) => setSearch(target.value)}
        />
      )}
      <ul ref={list} className="people-list">
        {people.map(({ id, name, roles, pin }) => (
          <li key={id}>
            <button type="button" className="button person" disabled={!pin} data-person={name} onClick={() => choose(id, name)}>
              <strong>{name}</strong>
              <small>{pin ? roleWords(roles) : 'no PIN yet'}</small>
            </button>
          </li>
        ))}
      </ul>
      {data?.people.length === 0 && <p>Nobody may take over this station yet.</p>}
      <div className="acts">
        <button type="button" className="button" onClick={password}>
          With a password
        </button>
        <Link href="/?list" className="button" onClick={close}>
          Not on this list: open a ward in an emergency…
        </Link>
      </div>
    </Dialog>
  )
}

interface PinProps {
  readonly person: { readonly id: string; readonly name: string }
  readonly back: () => void
  readonly password: () => void
  readonly close: () => void
}

function Pin({ person, back, password, close }: PinProps) {
  const [pin, setPin] = useState('')
  const { busy, failed, run } = useAsk()
  const demoPin = useMe((state) => state.me?.demoPin ?? null)
  const field = useRef<HTMLInputElement>(null)
  useEffect(() => {
    if (failed === null) return
    setPin('')
    field.current?.focus()
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
          data-first
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
          DEMO: everybody’s PIN is <strong className="tabular">{demoPin}</strong>
        </p>
      )}
      <div className="acts">
        <button type="button" className="button" onClick={back}>
          Somebody else
        </button>
        <button type="button" className="button" onClick={password}>
          With a password
        </button>
      </div>
    </Dialog>
  )
}
