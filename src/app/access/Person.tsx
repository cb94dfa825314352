// What an administrator can do about one account. What ends sessions is asked once more.
import { useState } from 'react'
import type { PersonFacts } from '../../model/access.ts'
import { post } from './api.ts'
import { type Asked, Grants } from './Grants.tsx'
import { Failed, Sure } from './parts.tsx'
import { useAsk } from './use.ts'

/** Those that an administrator gave: an emergency ends by itself. */
export const asked = ({ grants }: PersonFacts): Asked[] =>
  grants
    .filter(({ purpose }) => purpose !== 'emergency')
    .map(({ role, ward, stay, until }) => ({ role, ward, until, ...(stay !== undefined && { stay }) }))

type Secret = 'password' | 'pin' | 'second-factor'
/** TABLE: what is reset, and what follows. */
const RESETS: Readonly<Record<Secret, readonly [act: string, follows: string]>> = {
  password: ['Reset the password', 'A one-time password is made for you to hand over; the old one is void.'],
  pin: ['Reset the PIN', 'The PIN is void; the person makes a new one in the own account.'],
  'second-factor': ['Reset the second factor', 'The authenticator is void; at the next sign-in a new one can be taken.'],
}

interface Props {
  readonly person: PersonFacts
  readonly wards: readonly { readonly id: string; readonly name: string }[]
  readonly done: () => void
  readonly handOver: (once: string) => void
}

export function Person({ person, wards, done, handOver }: Props) {
  const { id, name, disabled, pin, secondFactor } = person
  const [grants, setGrants] = useState(asked(person))
  const { busy, failed, run } = useAsk()
  const same = JSON.stringify(grants) === JSON.stringify(asked(person))
  const reset = (what: Secret): void =>
    run(async () => {
      const { once } = await post('POST /api/people/reset', { id, what })
      if (once !== null) handOver(once)
      done()
    })
  const resets: readonly Secret[] = ['password', ...(pin ? (['pin'] as const) : []), ...(secondFactor ? (['second-factor'] as const) : [])]
  return (
    <section className="card-line" aria-label={`Change ${name}`}>
      <h2>What {name} may</h2>
      <Grants grants={grants} wards={wards} change={setGrants} />
      <div className="acts">
        <button
          type="button"
          className="button button-main"
          disabled={busy || same}
          onClick={() => run(() => post('POST /api/people/grants', { id, grants }).then(done))}
        >
          Keep these grants
        </button>
        {!same && <span role="status">Not kept yet.</span>}
      </div>
      <h2>Account</h2>
      <div className="acts">
        {resets.map((what) => (
          <Sure key={what} act={RESETS[what][0]} asks={`${RESETS[what][0]} of ${name}?`} busy={busy} run={() => reset(what)}>
            {RESETS[what][1]} All sessions of {name} end now.
          </Sure>
        ))}
        {disabled ? (
          <button
            type="button"
            className="button"
            disabled={busy}
            onClick={() => run(() => post('POST /api/people/disable', { id, disabled: false }).then(done))}
          >
            Enable the account
          </button>
        ) : (
          <Sure
            act="Disable the account"
            asks={`Disable the account of ${name}?`}
            busy={busy}
            run={() => run(() => post('POST /api/people/disable', { id, disabled: true }).then(done))}
          >
            {name} cannot sign in from then on. All sessions end now; stations go on without names.
          </Sure>
        )}
      </div>
      <Failed words={failed} />
    </section>
  )
}
