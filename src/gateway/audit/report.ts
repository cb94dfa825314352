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
  'export-cancelled': () => 'ended an export before it was whole',
  'audit-read': () => 'looked up who had seen this patient',
  admitted: () => 'began the stay',
  discharged: () => 'ended the stay',
}
const PURPOSE = { treatment: 'care', operations: 'administration', emergency: 'emergency access' } as const

export interface Report {
  /** Oldest first; records of the stay, and of emergency access. */
  take(record: AuditRecord): void
  /** Oldest first. */
  lines(): LookedLine[]
}

export function createReport(stay: string): Report {
  const all: LookedLine[] = []
  const last = new Map<string, { line: LookedLine; end: number }>()
  const reasons = new Map<string, string>()
  return {
    take({ event }) {
      const { actor, purpose, names, until, why, ward } = event
      if (event.kind === 'emergency-begun' && why) reasons.set(`${actor.id} ${ward}`, why)
      const words = WHAT[event.kind]
      if (!words || !event.stays.includes(stay) || event.outcome !== 'done') return
      const what = words(names)
      const key = JSON.stringify([actor.id, actor.station?.id, what, purpose])
      const before = last.get(key)
      const end = until ?? event.at
      // Watching is written as it begins, and then for each interval; an opening as it begins, and as it ends.
      if (before && until !== null && event.at - before.end <= JOINED) {
        before.end = Math.max(before.end, end)
        before.line.long = before.end > before.line.from ? before.end - before.line.from : null
        return
      }
      const line: LookedLine = {
        name: actor.name,
        roles: [...actor.roles],
        station: actor.station?.name ?? null,
        what,
        from: at(event.at),
        long: end > event.at ? end - event.at : null,
        purpose: PURPOSE[purpose],
        why: purpose === 'emergency' ? (why ?? reasons.get(`${actor.id} ${ward}`) ?? null) : null,
        names,
      }
      all.push(line)
      last.set(key, { line, end })
    },
    lines: () => all.toSorted((a, b) => a.from - b.from),
  }
}
