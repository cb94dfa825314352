// Routes of the privacy officer: the audit, its chain, emergency access to look at, and who looked at a patient. Reading is written down too.

import type { AuditRecord } from '../../model/audit.ts'
import { auditBundle } from '../../model/fhiraudit.ts'
import type { StayId } from '../../model/ids.ts'
import { wardId } from '../../model/ids.ts'
import { at } from '../../model/units.ts'
import { lookedAt } from '../audit/report.ts'
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

/** Records of a page, of an export and of a report. */
const PAGE = 100
const EXPORT = 5000

export function auditRoutes(parts: RouteParts): Pick<Routes, Own> {
  const { access, audit, clock, register } = parts
  /** Before anything is answered: while the audit cannot be written it cannot be read. */
  const read = (call: Call, why: string, stays: readonly string[] = []): Promise<void> =>
    audit.write(eventOf(parts, call, 'audit-read', { why, stays: [...stays], names: stays.length > 0 }))
  const patients = () =>
    register().wards.flatMap(({ id }) => {
      const people = new Map(
        register()
          .peopleOf(id)
          .map((person) => [person.stay, person]),
      )
      return register()
        .staysOf(id)
        .map(({ id: stay, bed, since }) => ({
          stay: stay as string,
          ward: id as string,
          bed:
            register()
              .bedsOf(id)
              .find((one) => one.bed.id === bed)?.bed.label ?? bed,
          name: people.get(stay as StayId)?.name ?? null,
          since,
          ended: false,
        }))
    })
  const range = ({ from, until }: { from?: number | undefined; until?: number | undefined }) => ({
    ...(from !== undefined && { from: at(from) }),
    ...(until !== undefined && { until: at(until) }),
  })

  return {
    'GET /api/audit/state': () => ({ state: audit.state(), waiting: audit.waiting(), ...audit.head() }),
    async 'GET /api/audit/patients'(_, call) {
      await read(call, 'list of patients')
      return { patients: patients().slice(0, 1000) }
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
    async 'POST /api/audit/fhir'(times, call) {
      await audit.write(eventOf(parts, call, 'audit-exported', { why: 'FHIR AuditEvent' }))
      return auditBundle(await audit.query({ ...range(times), limit: EXPORT }), { source: 'wardlight' })
    },
    async 'POST /api/audit/patient'({ stay }, call) {
      const patient = patients().find((one) => one.stay === stay)
      if (!patient) throw new Refused('no-such-stay')
      await read(call, 'who looked at this patient', [stay])
      const records: AuditRecord[] = []
      for (let before: number | undefined; ; ) {
        const page = await audit.query({ stay, limit: 1000, ...(before !== undefined && { before }) })
        records.push(...page)
        before = page.at(-1)?.seq
        if (page.length < 1000 || records.length >= EXPORT) break
      }
      return { patient, made: clock.real(), lines: lookedAt(records, stay, access.emergencies.all()).slice(0, 5000) }
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
