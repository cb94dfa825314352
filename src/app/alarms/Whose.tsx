// Whom an act on alarms touches: the bed large, and as much of the patient as this screen may show.
import { Patient } from '../census/Patient.tsx'
import { useLying } from '../census/use.ts'

export function Whose({ bed }: { readonly bed: string }) {
  const lying = useLying(bed)
  return lying && <Patient of={lying} />
}
