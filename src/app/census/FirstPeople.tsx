// The first people of a new installation: a name, a login, a role on a ward; and the administrator's own role, where patients are cared for by hand.
import { useState } from 'react'
import type { PersonFacts } from '../../model/access.ts'
import { CLINICAL, ROLES } from '../../model/may.ts'
import { post, refreshMe } from '../access/api.ts'
import { asked as given } from '../access/Person.tsx'
import { Failed, Field, Form } from '../access/parts.tsx'
import { useAsk } from '../access/use.ts'

interface Props {
  readonly wards: readonly { readonly id: string; readonly name: string }[]
  readonly carers: readonly string[]
  readonly own: PersonFacts | null
  readonly again: () => void
}
type Clinical = (typeof CLINICAL)[number]

export function FirstPeople({ wards, carers, own, again }: Props) {
  const { busy, failed, run } = useAsk()
  const [role, setRole] = useState<Clinical>('nurse')
  const [asked, setWard] = useState('')
  const [once, setOnce] = useState<{ readonly name: string; readonly login: string; readonly text: string } | null>(null)
  const [made, setMade] = useState(0)
  const ward = wards.find(({ id }) => id === asked) ?? wards[0]
  if (!ward) return null
  const grant = { role, ward: ward.id, until: null }
  const has = own?.grants.some(({ role: one, ward: on }) => (CLINICAL as readonly string[]).includes(one) && on === ward.id) === true
  const keep = (person: PersonFacts): Promise<unknown> =>
    post('POST /api/people/grants', { id: person.id, grants: [...given(person), grant] })
  return (
    <>
      {carers.length > 0 && (
        <p>
          Care for patients: <bdi>{carers.join(', ')}</bdi>.
        </p>
      )}
      <div className="sheet-tools">
        <label className="field">
          Role
          <select value={role} onChange={({ target }) => setRole(target.value as Clinical)}>
            {CLINICAL.map((one) => (
              <option key={one} value={one}>
                {ROLES[one]}
              </option>
            ))}
          </select>
        </label>
        {wards.length > 1 && (
          <label className="field">
            On the ward
            <select value={ward.id} onChange={({ target }) => setWard(target.value)}>
              {wards.map(({ id, name }) => (
                <option key={id} value={id}>
                  {name}
                </option>
              ))}
            </select>
          </label>
        )}
      </div>
      {once && (
        <div className="refused step-once" role="status">
          <p>
            Hand this to <bdi>{once.name}</bdi>. It is shown this once, and good for a day and one sign-in.
          </p>
          <p>
            Login <code className="secret">{once.login}</code>
          </p>
          <p>
            Password <code className="secret">{once.text}</code>
          </p>
          <button type="button" className="button" onClick={() => setOnce(null)}>
            Handed over
          </button>
        </div>
      )}
      <Form
        key={made}
        act={`Add as ${ROLES[role]} on ${ward.name}`}
        busy={busy}
        send={({ name = '', login = '' }) =>
          run(async () => {
            const { once: text } = await post('POST /api/people', { name, login, grants: [grant] })
            if (text !== null) setOnce({ name, login, text })
            setMade((before) => before + 1)
            again()
          })
        }
      >
        <div className="form-cols">
          <Field label="Name, as on a badge" name="name" autoComplete="off" placeholder="R. Wren" />
          <Field label="Login" name="login" autoComplete="off" minLength={2} />
        </div>
      </Form>
      {own && !has && (
        <p className="step-own">
          Do you care for patients yourself?{' '}
          <button
            type="button"
            className="button"
            disabled={busy}
            onClick={() =>
              run(() =>
                keep(own)
                  .then(() => refreshMe())
                  .then(again),
              )
            }
          >
            Give me the role {ROLES[role]} on {ward.name}
          </button>
        </p>
      )}
      <Failed words={failed} />
    </>
  )
}
