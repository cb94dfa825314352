// Admit a patient to a bed that is empty or NOT ADMITTED, and correct what was typed in.
import { useEffect, useState } from 'react'
import type { ListRow } from '../../model/censusapi.ts'
import { post } from '../access/api.ts'
import { Failed } from '../access/parts.tsx'
import { useAsk } from '../access/use.ts'
import { useWard } from '../page/use.ts'
import { ActDialog } from './Act.tsx'
import type { DeedProps } from './deeds.ts'
import { useTouched } from './Leave.tsx'
import { Patient } from './Patient.tsx'
import { PatientForm } from './PatientForm.tsx'
import { blank, isUnfit, type PatientFields, patientAsked } from './patientfields.ts'
import { useNow, useWardId } from './use.ts'

const usePreset = () => useWard((state) => state.ward?.preset ?? 'unknown')

export function Admit({ bed, close, done }: DeedProps) {
  const { seen, changed } = useTouched(bed)
  const now = useNow()
  const preset = usePreset()
  const [fields, setFields] = useState<PatientFields>(() => blank(preset))
  if (!seen) return null
  const patient = patientAsked(fields)
  // Somebody else was admitted there meanwhile: a bed has one patient.
  const taken = seen.stay !== null && seen.admitted
  const ask =
    patient === null || taken || isUnfit(fields, now) ? null : ({ act: 'admit', bed: seen.bed, stay: seen.stay, ...patient } as const)
  return (
    <ActDialog
      title={`Admit to ${seen.label}`}
      close={close}
      done={done}
      changed={changed}
      ask={ask}
      another={ask && { ...ask, sure: true }}
      said={`Admitted to ${seen.label}.`}
      words={
        <>
          Admit <bdi>{fields.name.trim() || '…'}</bdi> to {seen.label}
        </>
      }
    >
      <Patient of={seen} place="to">
        {seen.trial && <p>The trial feed ends here. Nothing of it becomes this patient’s.</p>}
        {seen.stay !== null && !seen.admitted && !seen.trial && <p>What was kept since the monitor began becomes this patient’s.</p>}
        {taken && <p>Somebody was admitted here meanwhile.</p>}
      </Patient>
      <PatientForm fields={fields} set={setFields} now={now} preset={preset} />
    </ActDialog>
  )
}

const fieldsOf = ({ name, born, record, sex, reason, population, paced, pregnant }: ListRow): PatientFields => ({
  name: name ?? '',
  born: born ?? '',
  record: record ?? '',
  sex: sex ?? 'unknown',
  reason: reason ?? '',
  population,
  paced,
  pregnant,
  chosen: true,
})

export function Correct({ bed, close, done }: DeedProps) {
  const { seen, changed } = useTouched(bed)
  const now = useNow()
  const ward = useWardId()
  const preset = usePreset()
  const [fields, setFields] = useState<PatientFields | null>(null)
  const { failed, run } = useAsk()
  const stay = seen?.stay ?? null
  // The roster does not carry all of it; what is known is asked for, and that it was read is written down.
  useEffect(() => {
    if (stay === null || ward === '') return
    run(async () => {
      const { patient } = await post('POST /api/stay/record', { ward, stay })
      setFields(fieldsOf(patient))
    })
  }, [stay, ward, run])
  if (!seen) return null
  const patient = fields && patientAsked(fields)
  return (
    <ActDialog
      title={`Correct who is in ${seen.label}`}
      close={close}
      done={done}
      changed={changed}
      ask={patient && stay !== null && !isUnfit(fields!, now) ? { act: 'correct', stay, bed: seen.bed, ...patient } : null}
      said={`Corrected in ${seen.label}.`}
      words={
        <>
          Correct to <bdi>{fields?.name.trim() || '…'}</bdi> in {seen.label}
        </>
      }
    >
      <Patient of={seen}>
        <p>This is the same patient with better data. If it is another patient, discharge this one and admit the other.</p>
      </Patient>
      <Failed words={failed} />
      {fields ? <PatientForm fields={fields} set={setFields} now={now} preset={preset} /> : <p role="status">Asking for what is known…</p>}
    </ActDialog>
  )
}
