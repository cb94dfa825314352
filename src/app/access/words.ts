// Records of the audit in words that anybody understands. Pure.
import { AUDIT_KINDS, type AuditEvent } from '../../model/audit.ts'
import { ROLES, type Role } from '../../model/may.ts'

export const roleWords = (roles: readonly string[]): string => roles.map((role) => ROLES[role as Role] ?? role).join(', ')

/** "R. Wren (nurse) at Demo station watched the ward 4B, with names, for 5 min" */
export function eventWords({ actor, kind, ward, names, until, at, person, outcome, purpose, late, stays }: AuditEvent): string {
  const parts = [
    actor.name,
    actor.roles.length > 0 ? `(${roleWords(actor.roles)})` : '',
    actor.station ? `at ${actor.station.name}` : '',
    AUDIT_KINDS[kind].words,
    ward ? ward : '',
    person && person.id !== actor.id ? `of ${person.name}` : '',
  ].filter(Boolean)
  const more = [
    names ? 'with names' : '',
    until !== null ? `for ${long(until - at)}` : '',
    stays.length > 1 ? `${stays.length} patients` : '',
    outcome === 'done' ? '' : outcome,
    purpose === 'emergency' ? 'EMERGENCY' : '',
    late ? 'written later' : '',
  ].filter(Boolean)
  return [parts.join(' '), ...more].join(', ')
}

/** "5 min", "40 s", "2 h 5 min" */
export function long(ms: number): string {
  const seconds = Math.round(ms / 1000)
  if (seconds < 60) return `${seconds} s`
  const minutes = Math.round(seconds / 60)
  return minutes < 60 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`
}
