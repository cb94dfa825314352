// Records of the audit in words that anybody understands. Pure.
import { AUDIT_KINDS, type AuditEvent } from '../../model/audit.ts'
import { ROLES, type Role } from '../../model/may.ts'

export const roleWords = (roles: readonly string[]): string => roles.map((role) => ROLES[role as Role] ?? role).join(', ')

/** TABLE: how somebody signed in. */
export const BY: Readonly<Record<string, string>> = {
  password: 'password',
  pin: 'PIN',
  'single-sign-on': 'single sign-on',
  demo: 'a click in the demo',
  'set-up': 'the set-up code',
}

/** TABLE: codes that the gateway gives as a reason. What is not here was typed by somebody, and stands as it is. */
const CODES: Readonly<Record<string, string>> = {
  'signed-out': 'by the person',
  'handed-over': 'handed over to the next person',
  'ended-here': 'ended from another screen',
  idle: 'nothing was touched for a while',
  expired: 'longest time of a session',
  'password-changed': 'the password was changed',
  disabled: 'account disabled',
  enabled: 'account enabled',
  'grants-removed': 'grants were changed',
  reset: 'password, PIN or second factor was reset',
  clock: 'the clock was set back',
  pin: 'PIN',
  whole: 'the chain is whole',
  broken: 'the chain is broken',
  demo: 'demo',
  real: 'not a demo',
  ...BY,
}

/** "demo at a ward-station" → "a click in the demo, at a ward station" */
export function whyWords(why: string | null): string {
  if (why === null) return ''
  const [, by, kind] = /^([a-z-]+) at a ([a-z-]+)$/.exec(why) ?? []
  if (by !== undefined && kind !== undefined && BY[by] !== undefined) return `${BY[by]}, at a ${kind.replaceAll('-', ' ')}`
  return CODES[why] ?? why
}

/** "nurse, at Demo station"; a station that acts by itself is where it is. */
export function actorWords({ is, roles, station }: Pick<AuditEvent['actor'], 'is' | 'roles' | 'station'>): string {
  if (is === 'station') return 'enrolled screen, nobody signed in'
  return [roleWords(roles), station && `at ${station.name}`].filter(Boolean).join(', ')
}

/** "watched the ward 4B, with names, for 5 min" */
export function whatWords({ actor, kind, ward, names, until, at, person, outcome, purpose, late, stays }: AuditEvent): string {
  const { words } = AUDIT_KINDS[kind]
  const whom = person && person.id !== actor.id ? `: ${person.name}` : ''
  const more = [
    ward === null || kind === 'watched' ? '' : `ward ${ward}`,
    names ? 'with names' : '',
    until !== null ? `for ${long(until - at)}` : '',
    stays.length > 1 ? `${stays.length} patients` : '',
    // Of a failed sign-in it is said already.
    outcome === 'done' || words.includes(outcome) ? '' : outcome,
    purpose === 'emergency' ? 'EMERGENCY' : '',
    late ? 'written later' : '',
  ].filter(Boolean)
  return [`${words}${kind === 'watched' ? ` ${ward}` : ''}${whom}`, ...more].join(', ')
}

/** "nurse on 4B, ICU; administrator" */
export function grantWords(
  grants: readonly {
    readonly role: Role
    readonly ward: string | null
    readonly stay?: string | undefined
    readonly until: number | null
  }[],
): string {
  const byRole = new Map<Role, string[]>()
  for (const { role, ward, stay, until } of grants) {
    const rows = byRole.get(role) ?? []
    byRole.set(role, rows)
    const end = until === null ? '' : ` until ${new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium' }).format(until)}`
    if (ward !== null || stay !== undefined || end !== '') rows.push(`${stay === undefined ? (ward ?? '') : 'one patient'}${end}`)
  }
  return [...byRole].map(([role, wards]) => [ROLES[role], wards.join(', ')].filter(Boolean).join(' on ')).join('; ')
}

/** "5 min", "40 s", "2 h 5 min" */
export function long(ms: number): string {
  const seconds = Math.round(ms / 1000)
  if (seconds < 1) return 'less than 1 s'
  if (seconds < 60) return `${seconds} s`
  const minutes = Math.round(seconds / 60)
  return minutes < 60 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`
}
