// The limits of a child's age class hold, and wait for a named person to say that they are right for this one.
import { LIMIT_KEYS, presetLimit } from '../../model/limits.ts'
import { shownUnit, UNITS_OF_TABLE } from '../../model/shownunits.ts'
import { VITALS } from '../../model/vitals.ts'
import { useWard } from '../page/use.ts'
import { Ask } from './Ask.tsx'
import { limitsWords } from './bedacts.ts'
import type { BedDialogProps } from './Panel.tsx'
import { Whose } from './Whose.tsx'

export function ConfirmAge({ bed, stay, label, close }: BedDialogProps) {
  const population = useWard((state) => state.beds.find(({ id }) => id === bed)?.stay?.population ?? 'unknown')
  const units = useWard((state) => state.ward?.units ?? UNITS_OF_TABLE)
  return (
    <Ask title={`Confirm for this age: ${label}`} ask={{ act: 'confirm-age', stay, bed }} close={close} done={close}>
      <Whose bed={bed} />
      <p>These limits of the {population} preset are right for this patient:</p>
      <ul className="limit-list">
        {LIMIT_KEYS.map((vital) => (
          <li key={vital}>
            <span>{VITALS[vital].name}</span>
            <strong className="tabular">
              {limitsWords({ vital, ...presetLimit(population, vital) }, units)} {shownUnit(vital, units)}
            </strong>
          </li>
        ))}
      </ul>
    </Ask>
  )
}
