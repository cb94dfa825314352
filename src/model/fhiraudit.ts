// A record of the audit as a FHIR AuditEvent, in the shape that IHE BALP has for patient reads and its like (FACTS §8.4, BALP).
import { AUDIT_KINDS, type AuditRecord, type ReadRecord } from './audit.ts'

const DCM = 'http://dicom.nema.org/resources/ontology/DCM'
const TYPE = 'http://terminology.hl7.org/CodeSystem/audit-event-type'
const ENTITY = 'http://terminology.hl7.org/CodeSystem/audit-entity-type'
const ROLE = 'http://terminology.hl7.org/CodeSystem/object-role'
const PARTICIPATION = 'http://terminology.hl7.org/CodeSystem/v3-ParticipationType'
const REASON = 'http://terminology.hl7.org/CodeSystem/v3-ActReason'

const coding = (system: string, code: string, display?: string) => ({ system, code, ...(display && { display }) })

/** v3 ActReason [mem]: TREAT care, HOPERAT running the house, BTG break the glass. */
const PURPOSE = { treatment: 'TREAT', operations: 'HOPERAT', emergency: 'BTG' } as const
/** 0 success, 4 minor failure: refused; 8 serious failure (DICOM PS3.15 A.5.2). */
const OUTCOME = { done: '0', refused: '4', failed: '8' } as const
/** BALP: in a read data flow from server to client, in what is created or changed the other way. */
const SOURCE = coding(DCM, '110153', 'Source Role ID')
const DESTINATION = coding(DCM, '110152', 'Destination Role ID')
const READING = { client: DESTINATION, server: SOURCE, user: coding(PARTICIPATION, 'IRCP', 'information recipient') } as const
const CHANGING = { client: SOURCE, server: DESTINATION, user: coding(PARTICIPATION, 'AUT', 'author') } as const
/** FHIR restful interaction by action code. */
const SUBTYPE = { C: 'create', R: 'read', U: 'update', D: 'delete', E: 'operation' } as const

const utc = (at: number): string => {
  const days = Math.floor(at / 86_400_000)
  const rest = at - days * 86_400_000
  // Civil date from days since 1970 (proleptic Gregorian), since the model reads no clock and makes no Date.
  const z = days + 719_468
  const era = Math.floor(z / 146_097)
  const doe = z - era * 146_097
  const yoe = Math.floor((doe - Math.floor(doe / 1460) + Math.floor(doe / 36_524) - Math.floor(doe / 146_096)) / 365)
  const doy = doe - (365 * yoe + Math.floor(yoe / 4) - Math.floor(yoe / 100))
  const mp = Math.floor((5 * doy + 2) / 153)
  const month = mp < 10 ? mp + 3 : mp - 9
  const year = yoe + era * 400 + (month <= 2 ? 1 : 0)
  const two = (value: number, width = 2): string => String(Math.floor(value)).padStart(width, '0')
  const clock = `${two(rest / 3_600_000)}:${two((rest / 60_000) % 60)}:${two((rest / 1000) % 60)}.${two(rest % 1000, 3)}`
  return `${two(year, 4)}-${two(month)}-${two(doy - Math.floor((153 * mp + 2) / 5) + 1)}T${clock}Z`
}
export interface AuditEventResource {
  readonly resourceType: 'AuditEvent'
  readonly [field: string]: unknown
}

/** `source`: the name of this gateway. */
export function auditEventResource({ seq, event }: AuditRecord, { source }: { readonly source: string }): AuditEventResource {
  const { kind, actor, stays, ward, person, why, until, purpose, outcome } = event
  const row = AUDIT_KINDS[kind]
  const patient = 'patient' in row
  const { client, server, user } = row.action === 'R' ? READING : CHANGING
  return {
    resourceType: 'AuditEvent',
    id: `${seq}`,
    type: patient ? coding(TYPE, 'rest', 'Restful Operation') : coding(DCM, row.dcm),
    subtype: [patient ? coding('http://hl7.org/fhir/restful-interaction', SUBTYPE[row.action]) : coding(DCM, row.dcm, row.words)],
    action: row.action,
    ...(until !== null && { period: { start: utc(event.at), end: utc(until) } }),
    recorded: utc(event.at),
    outcome: OUTCOME[outcome],
    outcomeDesc: why ? `${row.words}: ${why}` : row.words,
    purposeOfEvent: [{ coding: [coding(REASON, PURPOSE[purpose])] }],
    agent: [
      {
        type: { coding: [client] },
        who: { display: actor.station?.name ?? 'browser' },
        requestor: false,
        ...(actor.address && { network: { address: actor.address, type: '2' } }),
      },
      { type: { coding: [server] }, who: { display: source }, requestor: false },
      {
        type: { coding: [user] },
        who: { identifier: { value: actor.id }, display: actor.name },
        requestor: true,
        ...(actor.roles.length > 0 && { role: actor.roles.map((role) => ({ text: role })) }),
      },
    ],
    source: { observer: { display: source } },
    entity: [
      ...stays.map((stay) => ({
        what: { identifier: { value: stay } },
        type: coding(ENTITY, '1', 'Person'),
        role: coding(ROLE, '1', 'Patient'),
      })),
      ...(patient && ward
        ? [
            {
              what: { identifier: { value: ward } },
              type: coding(ENTITY, '2', 'System Object'),
              role: coding(ROLE, '4', 'Domain Resource'),
            },
          ]
        : []),
      ...(person
        ? [
            {
              what: { identifier: { value: person.id }, display: person.name },
              type: coding(ENTITY, '1', 'Person'),
              role: coding(ROLE, '6', 'User'),
            },
          ]
        : []),
    ],
  }
}

/** Of a record that is there and does not open: that it is there. */
const unreadable = ({ seq, at }: ReadRecord, { source }: { readonly source: string }): AuditEventResource => ({
  resourceType: 'AuditEvent',
  id: `${seq}`,
  type: coding(DCM, '110101', 'Audit Log Used'),
  recorded: utc(at),
  outcome: OUTCOME.failed,
  outcomeDesc: 'this record cannot be read',
  agent: [{ type: { coding: [SOURCE] }, who: { display: source }, requestor: false }],
  source: { observer: { display: source } },
})

/** A Bundle of one page of records, newest first. `next`: the number to go on before, null where this is the last page. */
export const auditBundle = (records: readonly ReadRecord[], of: { readonly source: string; readonly next: number | null }) => ({
  resourceType: 'Bundle',
  type: 'collection',
  ...(of.next !== null && { link: [{ relation: 'next', url: `?before=${of.next}` }] }),
  entry: records.map((record) => ({
    resource: record.event ? auditEventResource({ seq: record.seq, event: record.event }, of) : unreadable(record, of),
  })),
})
