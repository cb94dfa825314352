// What a person may, row by row: role and ward, given and taken away.
import { useState } from 'react'
import { PERSONAL, ROLES } from '../../model/may.ts'
import { grantWords } from './words.ts'

export type Asked = { role: (typeof PERSONAL)[number]; ward: string | null; stay?: string | undefined; until: number | null }
const ofHouse = (role: string): boolean => role === 'administrator' || role === 'privacy-officer'

/** The first moment after a day, "2027-03-01", by this screen's clock. */
const endOf = (day: string): number | null => {
  if (day === '') return null
  const end = new Date(`${day}T00:00`)
  return end.setDate(end.getDate() + 1)
}

interface Props {
  readonly grants: readonly Asked[]
  readonly wards: readonly { readonly id: string; readonly name: string }[]
  readonly change: (grants: Asked[]) => void
}

export function Grants({ grants, wards, change }: Props) {
  const [role, setRole] = useState<Asked['role']>('nurse')
  const [ward, setWard] = useState('')
  const [until, setUntil] = useState('')
  const where = ofHouse(role) ? null : ward || (wards[0]?.id ?? '')
  const has = grants.some((one) => one.role === role && one.ward === where && one.stay === undefined)
  return (
    <div className="grants">
      {grants.length > 0 && (
        <ul aria-label="Grants">
          {grants.map((grant, index) => (
            <li key={grantWords([grant])}>
              <span>{grantWords([grant])}</span>
              <button
                type="button"
                className="button"
                aria-label={`Take away: ${grantWords([grant])}`}
                onClick={() => change(grants.filter((_, at) => at !== index))}
              >
                Take away
              </button>
            </li>
          ))}
        </ul>
      )}
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
            On ward
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
          disabled={where === '' || has}
          onClick={() => change([...grants, { role, ward: where, until: endOf(until) }])}
        >
          Give
        </button>
      </div>
      {wards.length === 0 && !ofHouse(role) && <p>There is no ward yet: make one under “Stations and wards”.</p>}
    </div>
  )
}
