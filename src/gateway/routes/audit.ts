// Routes of the privacy officer: the audit, its chain, emergency access to look at, and who looked at a patient. Reading is written down too.

import { LINES, type PatientRow } from '../../model/access.ts'
import { stayId, wardId } from '../../model/ids.ts'
import { at } from '../../model/units.ts'
import type { z } from '../../model/zod.ts'
import type { KnownStay } from '../audit/audit.ts'
import { Refused } from '../errors.ts'
import { emergencyFacts } from './emergency.ts'
import { eventOf, type RouteParts } from './parts.ts'
import type { Call, Routes } from './route.ts'

type Own =
  | 'GET /api/audit/state'
  | 'GET /api/audit/patients'
  | 'GET /api/audit/emergencies'
  | 'POST /api/audit'
  | 'POST /api/audit/verify'
  | 'POST /api/audit/fhir'
  | 'POST /api/audit/patient'
  | 'POST /api/audit/review'

/** Records of a page and of a page of an export; stays of a list. */
const PAGE = 100
const EXPORT = 1000
const STAYS = 1000
type Patient = z.infer<typeof PatientRow>

/** JSON of an object with one more field that is JSON already. */
const joined = (object: object, field: string, json: Uint8Array): Buffer =>
  Buffer.concat([Buffer.from(`${JSON.stringify(object).slice(0, -1)},"${field}":`), json, Buffer.from('}')])

export function auditRoutes(parts: RouteParts): Pick<Routes, Own> {
  const { access, audit, clock, register } = parts
  /** Before anything is answered: while the audit cannot be written it cannot be read. */
  const read = (call: Call, why: string, stays: readonly string[] = []): Promise<void> =>
    audit.write(eventOf(parts, call, 'audit-read', { why, stays: [...stays], names: stays.length > 0 }))
  const lying = (): Patient[] =>
    register().wards.flatMap(({ id }) =>
      register()
        .bedsOf(id)
        .flatMap(({ bed, stay }) =>
          stay
            ? [
                {
                  stay: stay.id,
                  ward: id,
                  bed: bed.label,
                  name: register().personOf(stay.id)?.name ?? null,
                  since: stay.since,
                  ended: false,
                  last: null,
                },
              ]
            : [],
        ),
    )
  const endedStay = ({ stay, ward, first, last }: KnownStay): Patient => ({
    stay,
    ward: ward ?? '–',
    bed: '–',
    name: register().personOf(stayId(stay))?.name ?? null,
    since: first,
    ended: true,
    last,
  })
  /** Who lies here now, and all whom the audit tells of. */
  async function patients(): Promise<{ patients: Patient[]; more: boolean }> {
    const now = lying()
    const { stays, more } = await audit.stays(STAYS)
    const here = new Set(now.map(({ stay }) => stay))
    return { patients: [...now, ...stays.filter(({ stay }) => !here.has(stay)).map(endedStay)].slice(0, 5000), more }
  }
  const range = ({ from, until }: { from?: number | undefined; until?: number | undefined }) => ({
    ...(from !== undefined && { from: at(from) }),
    ...(until !== undefined && { until: at(until) }),
  })

  return {
    'GET /api/audit/state': () => ({ state: audit.state(), waiting: audit.waiting(), ...audit.head() }),
    async 'GET /api/audit/patients'(_, call) {
      await read(call, 'list of patients')
      return patients()
    },
    'GET /api/audit/emergencies': () => ({
      emergencies: access.emergencies
        .all()
        .toSorted((a, b) => b.from - a.from)
        .slice(0, 500)
        .map(emergencyFacts(parts)),
    }),
    async 'POST /api/audit'({ kinds, person, stay, ward, emergencies, before, ...times }, call) {
      await read(call, 'records', stay === undefined ? [] : [stay])
      const records = await audit.query({
        ...range(times),
        ...(kinds && { kinds }),
        ...(person !== undefined && { person }),
        ...(stay !== undefined && { stay }),
        ...(ward !== undefined && { ward: wardId(ward) }),
        ...(emergencies !== undefined && { emergencies }),
        ...(before !== undefined && { before }),
        limit: PAGE + 1,
      })
      return { records: records.slice(0, PAGE), more: records.length > PAGE }
    },
    async 'POST /api/audit/verify'(_, call) {
      const verdict = await audit.verify()
      await audit.note(eventOf(parts, call, 'audit-verified', { outcome: verdict.is === 'whole' ? 'done' : 'failed', why: verdict.is }))
      return verdict
    },
    async 'POST /api/audit/fhir'({ before, ...times }, call) {
      await audit.write(
        eventOf(parts, call, 'audit-exported', { why: before === undefined ? 'FHIR AuditEvent' : `FHIR AuditEvent, before ${before}` }),
      )
      return audit.fhir({ ...range(times), ...(before !== undefined && { before }), limit: EXPORT }, 'wardlight')
    },
    async 'POST /api/audit/patient'({ stay }, call) {
      const now = lying().find((one) => one.stay === stay)
      const known = now ? null : await audit.stay(stay)
      const patient = now ?? (known && endedStay(known))
      if (!patient) throw new Refused('no-such-stay')
      await read(call, 'who looked at this patient', [stay])
      const { lines, more, unreadable } = await audit.looked(stay, LINES)
      return joined({ patient, made: clock.real(), more, unreadable }, 'lines', lines)
    },
    async 'POST /api/audit/review'({ id, note }, call) {
      const emergency = access.emergencies.all().find((one) => one.id === id)
      if (!emergency) throw new Refused('no-such-emergency')
      await access.emergencies.review(id, call.who.name, note)
      await audit.note(
        eventOf(parts, call, 'emergency-reviewed', {
          ward: emergency.ward,
          person: { id: emergency.person, name: access.people.get(emergency.person)?.name ?? 'unknown' },
          why: note,
        }),
      )
      return {}
    },
  }
}
