// The limits of a child's age class hold, and wait for a named person to say that they are right for this one.
import { useState } from 'react'
import { ageWords, mismatch, presetOf } from '../../model/ages.ts'
import { shownUnit, UNITS_OF_TABLE } from '../../model/shownunits.ts'
import { VITALS } from '../../model/vitals.ts'
import { useWard } from '../page/use.ts'
import { Ask } from './Ask.tsx'
import { limitsWords } from './bedacts.ts'
import { limitsInForce } from './limits.ts'
import type { BedDialogProps } from './Panel.tsx'
import { useAlarms } from './use.ts'
import { Whose } from './Whose.tsx'

export function ConfirmAge({ bed, stay, label, close }: BedDialogProps) {
  const lying = useWard((state) => state.beds.find(({ id }) => id === bed)?.stay)
  const { population = 'unknown', age = null } = lying ?? {}
  const units = useWard((state) => state.ward?.units ?? UNITS_OF_TABLE)
  const own = useAlarms((state) => state.beds.get(bed))
  const [meant, setMeant] = useState(false)
  const unfit = mismatch(population, age)
  const ask = { act: 'confirm-age' as const, stay, bed, ...(unfit && { meant }) }
  return (
    <Ask title={`Confirm for this age: ${label}`} ask={unfit && !meant ? null : ask} close={close} done={close}>
      <Whose bed={bed} />
      {unfit && age !== null && (
        <p className="act-warning" role="status" data-unfit>
          <span>
            <strong>These do not fit:</strong> {ageWords(age)} old, with the limits for {population}. For {presetOf(age)} limits close this
            and correct the patient.
          </span>
          <label className="pick">
            <input type="checkbox" checked={meant} onChange={({ target }) => setMeant(target.checked)} />
            These limits are meant
          </label>
        </p>
      )}
      <p>
        In force here, by the {population === 'unknown' ? 'adult' : population} preset{age !== null && `, for ${ageWords(age)}`}:
      </p>
      <ul className="limit-list">
        {limitsInForce(population, own?.limits ?? [], own?.off ?? []).map(({ is, ...limit }) => (
          <li key={limit.vital} data-limit={limit.vital}>
            <span>{VITALS[limit.vital].name}</span>
            <strong className="tabular">
              {limitsWords(limit, units)} {shownUnit(limit.vital, units)}
              {is !== null && ` · ${is}`}
            </strong>
          </li>
        ))}
      </ul>
    </Ask>
  )
}
