// Who and what a FHIR Bundle is about: patient, encounter, devices. Each has a URN of its own, the same in every export of the stay.
import { createHash } from 'node:crypto'
import { isoIn } from '../../model/isotime.ts'
import type { Exporting } from './exporting.ts'
import { GENDER, INVENTED } from './fhircodes.ts'

export interface Entry {
  readonly fullUrl: string
  readonly resource: Readonly<Record<string, unknown>>
}

/** A UUID of version 8, made from words: the same words make the same one. */
export function urnOf(...words: readonly (string | number)[]): string {
  const hex = createHash('sha256').update(words.join('\0')).digest('hex')
  const variant = ((Number.parseInt(hex[16]!, 16) & 3) | 8).toString(16)
  return `urn:uuid:${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}
export const entryOf = (
  of: Pick<Exporting, 'stay' | 'demo'>,
  resource: Entry['resource'],
  ...words: readonly (string | number)[]
): Entry => {
  const { resourceType, ...rest } = resource
  return {
    fullUrl: urnOf(of.stay.id, String(resourceType), ...words),
    resource: { resourceType, ...(of.demo && { meta: INVENTED }), ...rest },
  }
}
export const patientRef = ({ stay }: Pick<Exporting, 'stay'>): object => ({ reference: urnOf(stay.id, 'Patient') })
export const encounterRef = ({ stay }: Pick<Exporting, 'stay'>): object => ({ reference: urnOf(stay.id, 'Encounter') })
export const deviceRef = ({ stay }: Pick<Exporting, 'stay'>, source: string): object => ({ reference: urnOf(stay.id, 'Device', source) })

/** Patient, encounter and the gateway; what the asker may not know of the person is left out. */
export function aboutStay(of: Exporting): readonly Entry[] {
  const { person, stay, bed, ward, zone } = of
  const patient = {
    resourceType: 'Patient',
    ...(person?.record && { identifier: [{ use: 'usual', type: { text: 'record number' }, value: person.record }] }),
    ...(person?.name && { name: [{ use: 'official', text: person.name }] }),
    gender: GENDER[person?.sex ?? 'unknown'],
    ...(person?.born && { birthDate: person.born }),
  }
  const encounter = {
    resourceType: 'Encounter',
    status: stay.ended ? 'finished' : 'in-progress',
    class: { system: 'http://terminology.hl7.org/CodeSystem/v3-ActCode', code: 'IMP', display: 'inpatient encounter' },
    subject: patientRef(of),
    period: { start: isoIn(zone, stay.since), ...(stay.ended && { end: isoIn(zone, stay.ended.at) }) },
    ...(person?.reason && { reasonCode: [{ text: person.reason }] }),
    location: [{ location: { display: `${ward}, bed ${bed}` } }],
  }
  return [entryOf(of, patient), entryOf(of, encounter)]
}
export const deviceEntry = (of: Exporting, source: string): Entry =>
  entryOf(
    of,
    {
      resourceType: 'Device',
      identifier: [{ value: source }],
      deviceName: [{ name: source, type: 'user-friendly-name' }],
      patient: patientRef(of),
    },
    source,
  )
