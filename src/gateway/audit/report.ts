// Who looked at this patient, in plain words: records become one line a viewer and stretch of time, fit to be handed over.
import type { ANSWERS } from '../../model/access.ts'
import type { AuditRecord } from '../../model/audit.ts'
import { at } from '../../model/units.ts'
import type { z } from '../../model/zod.ts'

export type LookedLine = z.infer<(typeof ANSWERS)['POST /api/audit/patient']>['lines'][number]

/** Stretches of watching that follow each other within so long are one, ms. */
const JOINED = 90_000
/** TABLE: what is told of a kind; kinds that are not here do not look at a patient. */
const WHAT: Readonly<Record<string, (names: boolean) => string>> = {
  watched: (names) => (names ? 'watched the ward’s screen, with names' : 'watched the ward’s screen, without the full name'),
  'names-read': () => 'was shown the names of the ward',
  opened: (names) => (names ? 'opened this patient’s values, with the name' : 'opened this patient’s values, without the full name'),
  'trend-read': () => 'looked at the last half hour',
  exported: () => 'took a copy of the record',
  'audit-read': () => 'looked up who had seen this patient',
  admitted: () => 'began the stay',
  discharged: () => 'ended the stay',
}
const PURPOSE = { treatment: 'care', operations: 'administration', emergency: 'emergency access' } as const

/** Emergency access, for the reason that its looks were given. */
type Reasons = readonly { readonly person: string; readonly ward: string; readonly from: number; readonly reason: string }[]

/** Oldest first. `records` in any order. */
export function lookedAt(records: readonly AuditRecord[], stay: string, emergencies: Reasons): LookedLine[] {
  const lines: (LookedLine & { key: string; end: number })[] = []
  /** The last one begun before the look: a look may go on a moment longer than the access. */
  const reasonOf = (person: string, ward: string | null, when: number): string | null =>
    emergencies.filter((one) => one.person === person && one.ward === ward && one.from <= when).toSorted((a, b) => b.from - a.from)[0]
      ?.reason ?? null
  for (const { event } of records.toSorted((a, b) => a.seq - b.seq)) {
    const words = WHAT[event.kind]
    if (!words || !event.stays.includes(stay) || event.outcome !== 'done') continue
    const { actor, purpose, names, until } = event
    const what = words(names)
    const key = JSON.stringify([actor.id, actor.station?.id, what, purpose])
    const last = lines.findLast((line) => line.key === key)
    const end = until ?? event.at
    // One opening is written twice: as it began, and as it ended.
    if (last && event.at - last.end <= JOINED && until !== null) {
      last.end = Math.max(last.end, end)
      last.long = last.end - last.from
      continue
    }
    lines.push({
      key,
      end,
      name: actor.name,
      roles: [...actor.roles],
      station: actor.station?.name ?? null,
      what,
      from: at(event.at),
      long: until === null ? null : until - event.at,
      purpose: PURPOSE[purpose],
      why: purpose === 'emergency' ? (event.why ?? reasonOf(actor.id, event.ward, event.at)) : null,
      names,
    })
  }
  return lines.toSorted((a, b) => a.from - b.from).map(({ key: _, end: __, ...line }) => line)
}
