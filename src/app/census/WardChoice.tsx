// Another ward to move to: one of those that this person may see, and its empty beds. Who lies in the others is not asked for.
import { useEffect, useState } from 'react'
import { post } from '../access/api.ts'
import { useAsk } from '../access/use.ts'
import { useWard } from '../page/use.ts'
import type { Lying } from './patients.ts'

interface Props {
  readonly own: string
  readonly ward: string
  readonly choose: (ward: string) => void
}

export function WardChoice({ own, ward, choose }: Props) {
  const wards = useWard((state) => state.wards) ?? []
  if (wards.length < 2) return null
  return (
    <label className="field">
      Ward
      <select value={ward} onChange={({ target }) => choose(target.value)}>
        {wards.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
            {id === own ? ' (this ward)' : ''}
          </option>
        ))}
      </select>
    </label>
  )
}

/** An empty bed as the dialogs know it. */
const emptyBed = ({ id, label }: { readonly id: string; readonly label: string }): Lying => ({
  bed: id,
  label,
  stay: null,
  admitted: false,
  trial: false,
  away: false,
  age: null,
  population: 'unknown',
  person: null,
})

/** The empty beds of another ward, as asked when it was chosen: if somebody is faster, the gateway says so. null: none is chosen. */
export function useElsewhere(ward: string | null): { readonly beds: readonly Lying[]; readonly failed: string | null } {
  const [found, setFound] = useState<{ readonly ward: string; readonly beds: readonly Lying[] } | null>(null)
  const { failed, run } = useAsk()
  useEffect(() => {
    if (ward === null) return
    run(async () => {
      const { beds } = await post('POST /api/ward/beds', { ward })
      setFound({ ward, beds: beds.filter(({ empty }) => empty).map(emptyBed) })
    })
  }, [ward, run])
  return { beds: found?.ward === ward ? found.beds : [], failed: ward === null ? null : failed }
}
