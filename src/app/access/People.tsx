// People: who has an account, what they may, and a way to change it.
import { Fragment, useState } from 'react'
import type { PersonFacts } from '../../model/access.ts'
import { post } from './api.ts'
import { type Asked, Grants } from './Grants.tsx'
import { asked, Person } from './Person.tsx'
import { Failed, Field, Form, Page } from './parts.tsx'
import { useAsk, useGot } from './use.ts'
import { Ways } from './Ways.tsx'
import { grantWords } from './words.ts'

const stateWords = ({ disabled, sessions, secondFactor, pin, pinLocked, local }: PersonFacts): string =>
  [
    sessions === 0 ? 'not signed in' : `${sessions} ${sessions === 1 ? 'session' : 'sessions'}`,
    pin ? (pinLocked ? '▲ PIN locked' : 'PIN') : 'no PIN',
    secondFactor ? 'second factor' : '',
    local || disabled ? '' : 'no password here',
  ]
    .filter(Boolean)
    .join(' · ')

export function People() {
  const { data, failed, again } = useGot('GET /api/people')
  const wards = useGot('GET /api/wards').data?.wards ?? []
  const [once, setOnce] = useState<{ readonly name: string; readonly text: string } | null>(null)
  const [open, setOpen] = useState<string | null>(null)
  return (
    <Page title="People" width="wide">
      <Ways />
      <Failed words={failed} />
      {once && (
        <div className="refused" role="status">
          <p>
            One-time password of {once.name}, shown this once, good for a day: <code className="secret">{once.text}</code>
          </p>
          <button type="button" className="button" onClick={() => setOnce(null)}>
            Handed over
          </button>
        </div>
      )}
      <table className="table">
        <thead>
          <tr>
            <th>Name</th>
            <th>Login</th>
            <th>May</th>
            <th>State</th>
            <th>
              <span className="sr-only">Change</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {data?.people.map((person) => (
            <Fragment key={person.id}>
              <tr data-person={person.login} data-open={open === person.id || undefined}>
                <td>
                  <strong>{person.name}</strong>
                </td>
                <td>{person.login}</td>
                <td>{grantWords(asked(person)) || 'nothing'}</td>
                <td>
                  {person.disabled && <strong>■ disabled · </strong>}
                  {stateWords(person)}
                </td>
                <td className="table-act">
                  <button
                    type="button"
                    className="button"
                    aria-expanded={open === person.id}
                    aria-label={`${open === person.id ? 'Close' : 'Change'} ${person.name}`}
                    onClick={() => setOpen(open === person.id ? null : person.id)}
                  >
                    {open === person.id ? 'Close' : 'Change'}
                  </button>
                </td>
              </tr>
              {open === person.id && (
                <tr className="table-under">
                  <td colSpan={5}>
                    <Person
                      key={JSON.stringify(person)}
                      person={person}
                      wards={wards}
                      done={again}
                      handOver={(text) => setOnce({ name: person.name, text })}
                    />
                  </td>
                </tr>
              )}
            </Fragment>
          ))}
        </tbody>
      </table>
      <AddPerson
        wards={wards}
        added={(name, text) => {
          if (text !== null) setOnce({ name, text })
          again()
        }}
      />
    </Page>
  )
}

interface AddProps {
  readonly wards: readonly { readonly id: string; readonly name: string }[]
  readonly added: (name: string, once: string | null) => void
}

function AddPerson({ wards, added }: AddProps) {
  const [grants, setGrants] = useState<Asked[]>([])
  const [turn, setTurn] = useState(0)
  const { busy, failed, run } = useAsk()
  return (
    <section className="card-line" aria-label="Add a person">
      <h2>Add a person</h2>
      <Form
        key={turn}
        act="Add"
        busy={busy}
        send={({ name = '', login = '' }) =>
          run(async () => {
            const { once } = await post('POST /api/people', { name, login, grants })
            setGrants([])
            // The fields are empty again.
            setTurn(turn + 1)
            added(name, once)
          })
        }
      >
        <Field label="Name, as on a badge" name="name" autoComplete="off" />
        <Field label="Login" name="login" autoComplete="off" minLength={2} />
        <Grants grants={grants} wards={wards} change={setGrants} />
      </Form>
      <Failed words={failed} />
    </section>
  )
}
