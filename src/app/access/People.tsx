// People: who has an account, what they may, and what an administrator can do about it.
import { useState } from 'react'
import type { PersonFacts } from '../../model/access.ts'
import { PERSONAL, ROLES } from '../../model/may.ts'
import { post } from './api.ts'
import { Failed, Field, Form, Page } from './parts.tsx'
import { Ways } from './Room.tsx'
import { useAsk, useGot } from './use.ts'

type Asked = { role: (typeof PERSONAL)[number]; ward: string | null; stay?: string | undefined; until: number | null }
const ofHouse = (role: string): boolean => role === 'administrator' || role === 'privacy-officer'
const grantWords = ({ role, ward, stay, until }: Asked): string =>
  `${ROLES[role]}${stay !== undefined ? ' for one patient' : ward === null ? '' : ` on ${ward}`}${until === null ? '' : ` until ${new Date(until).toLocaleDateString('en-GB')}`}`
const asked = ({ grants }: PersonFacts): Asked[] =>
  grants
    .filter(({ purpose }) => purpose !== 'emergency')
    .map(({ role, ward, stay, until }) => ({ role, ward, until, ...(stay !== undefined && { stay }) }))

/** The first moment after a day, "2027-03-01", by this screen's clock. */
const endOf = (day: string): number | null => {
  if (day === '') return null
  const end = new Date(`${day}T00:00`)
  return end.setDate(end.getDate() + 1)
}

export function People() {
  const { data, failed, again } = useGot('GET /api/people')
  const wards = useGot('GET /api/wards').data?.wards ?? []
  const [once, setOnce] = useState<{ readonly name: string; readonly text: string } | null>(null)
  const [open, setOpen] = useState<string | null>(null)
  const { busy, failed: refused, run } = useAsk()
  const [grants, setGrants] = useState<Asked[]>([])
  return (
    <Page title="People" wide>
      <Ways />
      <Failed words={failed ?? refused} />
      {once && (
        <p className="refused" role="status">
          One-time password of {once.name}, shown this once: <code className="secret">{once.text}</code>{' '}
          <button type="button" className="button" onClick={() => setOnce(null)}>
            Handed over
          </button>
        </p>
      )}
      <table className="table">
        <thead>
          <tr>
            <th>Name</th>
            <th>Login</th>
            <th>May</th>
            <th>State</th>
            <th>Change</th>
          </tr>
        </thead>
        <tbody>
          {data?.people.map((person) => (
            <tr key={person.id} data-person={person.login}>
              <td>{person.name}</td>
              <td>{person.login}</td>
              <td>
                {asked(person).map(grantWords).join(', ') || 'nothing'}
                {open === person.id && (
                  <Grants
                    start={asked(person)}
                    wards={wards}
                    keep={(next) =>
                      run(() =>
                        post('POST /api/people/grants', { id: person.id, grants: next })
                          .then(() => setOpen(null))
                          .then(again),
                      )
                    }
                  />
                )}
              </td>
              <td>
                {[
                  person.disabled ? 'disabled' : 'enabled',
                  `${person.sessions} ${person.sessions === 1 ? 'session' : 'sessions'}`,
                  person.secondFactor ? 'second factor' : null,
                  person.pin ? (person.pinLocked ? 'PIN locked' : 'PIN') : 'no PIN',
                  person.local ? null : 'no password here',
                ]
                  .filter(Boolean)
                  .join(' · ')}
              </td>
              <td className="acts">
                <button type="button" className="button" disabled={busy} onClick={() => setOpen(open === person.id ? null : person.id)}>
                  Grants…
                </button>
                <button
                  type="button"
                  className="button"
                  disabled={busy}
                  onClick={() => run(() => post('POST /api/people/disable', { id: person.id, disabled: !person.disabled }).then(again))}
                >
                  {person.disabled ? 'Enable' : 'Disable'}
                </button>
                {(['password', 'pin', 'second-factor'] as const).map((what) => (
                  <button
                    key={what}
                    type="button"
                    className="button"
                    disabled={busy}
                    onClick={() =>
                      run(async () => {
                        const { once: text } = await post('POST /api/people/reset', { id: person.id, what })
                        if (text !== null) setOnce({ name: person.name, text })
                        again()
                      })
                    }
                  >
                    Reset {what === 'pin' ? 'PIN' : what.replace('-', ' ')}
                  </button>
                ))}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <h2>Add a person</h2>
      <Grants start={grants} wards={wards} keep={setGrants} live />
      <Form
        act="Add"
        busy={busy}
        send={({ name = '', login = '' }) =>
          run(async () => {
            const { once: text } = await post('POST /api/people', { name, login, grants })
            if (text !== null) setOnce({ name, text })
            setGrants([])
            again()
          })
        }
      >
        <Field label="Name, as on a badge" name="name" autoComplete="off" />
        <Field label="Login" name="login" autoComplete="off" minLength={2} />
      </Form>
    </Page>
  )
}

interface GrantsProps {
  readonly start: readonly Asked[]
  readonly wards: readonly { readonly id: string; readonly name: string }[]
  readonly keep: (grants: Asked[]) => void
  /** Each change is kept at once; else there is a button for it. */
  readonly live?: boolean
}

function Grants({ start, wards, keep, live = false }: GrantsProps) {
  const [own, setOwn] = useState<Asked[]>([...start])
  const [role, setRole] = useState<Asked['role']>('nurse')
  const [ward, setWard] = useState('')
  const [until, setUntil] = useState('')
  const rows = live ? [...start] : own
  const change = (next: Asked[]): void => {
    setOwn(next)
    if (live) keep(next)
  }
  const where = ofHouse(role) ? null : ward || (wards[0]?.id ?? '')
  return (
    <div className="card-line">
      {rows.map((grant, index) => (
        <div key={grantWords(grant)} className="acts">
          <span>{grantWords(grant)}</span>
          <button type="button" className="button" onClick={() => change(rows.filter((_, at) => at !== index))}>
            Take away
          </button>
        </div>
      ))}
      <div className="filters">
        <label className="field">
          Role
          <select value={role} onChange={({ target }) => setRole(target.value as Asked['role'])}>
            {PERSONAL.map((one) => (
              <option key={one} value={one}>
                {ROLES[one]}
              </option>
            ))}
          </select>
        </label>
        {!ofHouse(role) && (
          <label className="field">
            Ward
            <select value={where ?? ''} onChange={({ target }) => setWard(target.value)}>
              {wards.map(({ id, name }) => (
                <option key={id} value={id}>
                  {name}
                </option>
              ))}
            </select>
          </label>
        )}
        <label className="field">
          Until the end of (empty: no end)
          <input type="date" value={until} onChange={({ target }) => setUntil(target.value)} />
        </label>
        <button
          type="button"
          className="button"
          disabled={where === ''}
          onClick={() => change([...rows, { role, ward: where, until: endOf(until) }])}
        >
          Give
        </button>
        {!live && (
          <button type="button" className="button button-main" onClick={() => keep(own)}>
            Keep these grants
          </button>
        )}
      </div>
    </div>
  )
}
