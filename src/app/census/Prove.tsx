// Name and PIN inside of an act at a locked station: one step, and the person has taken the station over.
import type { Action, Role } from '../../model/may.ts'
import { Failed } from '../access/parts.tsx'
import { useGot, useMe } from '../access/use.ts'
import { rightTo } from './rights.ts'
import type { Proof } from './use.ts'

export const NO_PROOF: Proof = { person: '', pin: '' }

interface Props {
  /** Only who may do it is offered. */
  readonly action: Action
  readonly proof: Proof
  readonly set: (proof: Proof) => void
}

export function Prove({ action, proof, set }: Props) {
  const { data, failed } = useGot('GET /api/station/people')
  const demoPin = useMe((state) => state.me?.demoPin ?? null)
  return (
    <fieldset className="act-fields act-prove">
      <legend>Who are you?</legend>
      <Failed words={failed} />
      <label className="field">
        Name
        <select required value={proof.person} onChange={({ target }) => set({ ...proof, person: target.value })}>
          <option value="">Choose…</option>
          {data?.people
            .filter(({ pin, roles }) => pin && rightTo({ is: 'person', roles: roles as Role[] }, action) === 'yes')
            .map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
        </select>
      </label>
      <label className="field">
        PIN
        <input
          type="password"
          inputMode="numeric"
          autoComplete="off"
          value={proof.pin}
          onChange={({ target }) => set({ ...proof, pin: target.value.replaceAll(/\D/g, '').slice(0, 12) })}
        />
        {demoPin !== null && (
          <small data-demo-pin={demoPin}>
            DEMO: the PIN of everybody is <strong className="tabular">{demoPin}</strong>
          </small>
        )}
      </label>
    </fieldset>
  )
}
