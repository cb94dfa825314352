// What is written down of every read and write of a patient's data: TABLE of kinds, and the shape of one record (FACTS §8.4).
import { PURPOSES } from './may.ts'
import { z } from './zod.ts'

/**
 * `number` stands in clear in the file and never changes. `action`: DICOM event action code (C create, R read, U update, D delete, E execute).
 * `dcm`: DICOM event code (PS3.16 CID 400 [mem]). `patient`: tells of a patient's data.
 */
interface Kind {
  readonly number: number
  readonly words: string
  readonly action: 'C' | 'R' | 'U' | 'D' | 'E'
  readonly dcm: string
  readonly patient?: true
}

/** TABLE: kinds of records. A new kind is a row with a number of its own; 15 is not given again. */
export const AUDIT_KINDS = {
  started: { number: 1, words: 'gateway started', action: 'E', dcm: '110120' },
  stopped: { number: 2, words: 'gateway stopped', action: 'E', dcm: '110121' },
  'signed-in': { number: 10, words: 'signed in', action: 'E', dcm: '110122' },
  'signed-out': { number: 11, words: 'signed out', action: 'E', dcm: '110123' },
  'sign-in-failed': { number: 12, words: 'sign-in failed', action: 'E', dcm: '110122' },
  'session-ended': { number: 13, words: 'session ended', action: 'E', dcm: '110123' },
  'station-taken': { number: 14, words: 'took over the station', action: 'E', dcm: '110122' },
  refused: { number: 16, words: 'was refused', action: 'E', dcm: '110113' },
  'person-made': { number: 20, words: 'account made', action: 'C', dcm: '110136' },
  'person-changed': { number: 21, words: 'account changed', action: 'U', dcm: '110136' },
  'grants-changed': { number: 22, words: 'grants changed', action: 'U', dcm: '110136' },
  'secret-changed': { number: 23, words: 'password, PIN or second factor changed', action: 'U', dcm: '110135' },
  'secret-reset': { number: 24, words: 'password, PIN or second factor reset', action: 'U', dcm: '110135' },
  'station-enrolled': { number: 25, words: 'station enrolled', action: 'C', dcm: '110131' },
  'station-ended': { number: 26, words: 'station ended', action: 'D', dcm: '110131' },
  'ward-made': { number: 27, words: 'ward made', action: 'C', dcm: '110131' },
  watched: { number: 40, words: 'watched the ward', action: 'R', dcm: '110110', patient: true },
  'names-read': { number: 41, words: 'read names', action: 'R', dcm: '110110', patient: true },
  opened: { number: 42, words: 'opened the patient', action: 'R', dcm: '110110', patient: true },
  'trend-read': { number: 43, words: 'read the last half hour', action: 'R', dcm: '110110', patient: true },
  exported: { number: 44, words: 'exported', action: 'R', dcm: '110106', patient: true },
  'export-cancelled': { number: 45, words: 'cancelled an export', action: 'E', dcm: '110106', patient: true },
  admitted: { number: 50, words: 'admitted', action: 'C', dcm: '110110', patient: true },
  discharged: { number: 51, words: 'discharged', action: 'U', dcm: '110110', patient: true },
  corrected: { number: 52, words: 'corrected the identity', action: 'U', dcm: '110110', patient: true },
  moved: { number: 53, words: 'moved', action: 'U', dcm: '110110', patient: true },
  swapped: { number: 54, words: 'swapped the beds', action: 'U', dcm: '110110', patient: true },
  'stood-by': { number: 55, words: 'stood monitoring by', action: 'U', dcm: '110110', patient: true },
  resumed: { number: 56, words: 'resumed monitoring', action: 'U', dcm: '110110', patient: true },
  connected: { number: 57, words: 'found a patient connected, not admitted', action: 'C', dcm: '110110', patient: true },
  nobody: { number: 58, words: 'said that nobody is there', action: 'U', dcm: '110110', patient: true },
  held: { number: 59, words: 'held values apart: whose are they?', action: 'U', dcm: '110110', patient: true },
  'patient-confirmed': { number: 80, words: 'confirmed whose the values are', action: 'U', dcm: '110110', patient: true },
  'device-bound': { number: 81, words: 'confirmed a device', action: 'U', dcm: '110110', patient: true },
  'device-unbound': { number: 82, words: 'took a device off', action: 'U', dcm: '110110', patient: true },
  assigned: { number: 83, words: 'assigned beds', action: 'U', dcm: '110110' },
  'ward-changed': { number: 84, words: 'changed the ward', action: 'U', dcm: '110131' },
  trial: { number: 85, words: 'trial feed', action: 'E', dcm: '110131' },
  'history-read': { number: 87, words: 'read the history', action: 'R', dcm: '110110', patient: true },
  'list-read': { number: 86, words: 'read the list of patients', action: 'R', dcm: '110110', patient: true },
  'alarm-claimed': { number: 100, words: 'took an alarm', action: 'U', dcm: '110110', patient: true },
  'alarm-given': { number: 101, words: 'gave an alarm to', action: 'U', dcm: '110110', patient: true },
  'alarm-released': { number: 102, words: 'gave an alarm back', action: 'U', dcm: '110110', patient: true },
  'alarm-seen': { number: 103, words: 'saw an alarm that had ended', action: 'U', dcm: '110110', patient: true },
  'help-called': { number: 104, words: 'called for help', action: 'E', dcm: '110110', patient: true },
  'bed-silenced': { number: 105, words: 'silenced a bed', action: 'U', dcm: '110110', patient: true },
  'alarms-paused': { number: 106, words: 'paused alarms for care', action: 'U', dcm: '110110', patient: true },
  'alarm-off': { number: 107, words: 'switched an alarm off', action: 'U', dcm: '110110', patient: true },
  'alarm-on': { number: 108, words: 'switched an alarm on', action: 'U', dcm: '110110', patient: true },
  'alarms-off-ordered': { number: 109, words: 'ordered alarms off', action: 'U', dcm: '110110', patient: true },
  'alarms-off-ended': { number: 110, words: 'ended the order that alarms are off', action: 'U', dcm: '110110', patient: true },
  'limits-changed': { number: 111, words: 'changed limits', action: 'U', dcm: '110110', patient: true },
  'limits-confirmed': { number: 112, words: 'confirmed limits for an age', action: 'U', dcm: '110110', patient: true },
  'target-ordered': { number: 113, words: 'ordered an oxygen target', action: 'U', dcm: '110110', patient: true },
  'path-proven': { number: 114, words: 'proved the alarm path', action: 'E', dcm: '110131' },
  'alarms-read': { number: 115, words: 'read the history of alarms', action: 'R', dcm: '110110', patient: true },
  'observations-charted': { number: 130, words: 'charted observations', action: 'C', dcm: '110110', patient: true },
  'notice-answered': { number: 131, words: 'answered a notice', action: 'U', dcm: '110110', patient: true },
  'scale-ordered': { number: 132, words: 'ordered the NEWS2 scale', action: 'U', dcm: '110110', patient: true },
  'observations-read': { number: 133, words: 'read observations', action: 'R', dcm: '110110', patient: true },
  'note-written': { number: 140, words: 'wrote a note', action: 'C', dcm: '110110', patient: true },
  'value-charted': { number: 141, words: 'charted a value by hand', action: 'C', dcm: '110110', patient: true },
  pruned: { number: 143, words: 'ended what is no longer kept', action: 'D', dcm: '110110', patient: true },
  'sound-tested': { number: 95, words: 'tested the sound of the screen', action: 'E', dcm: '110131' },
  'emergency-begun': { number: 60, words: 'broke the glass', action: 'E', dcm: '110127' },
  'emergency-ended': { number: 61, words: 'emergency access ended', action: 'E', dcm: '110127' },
  'emergency-reviewed': { number: 62, words: 'emergency access reviewed', action: 'U', dcm: '110127' },
  'audit-read': { number: 70, words: 'read the audit', action: 'R', dcm: '110101' },
  'audit-exported': { number: 71, words: 'exported the audit', action: 'R', dcm: '110101' },
  'audit-verified': { number: 72, words: 'verified the audit', action: 'E', dcm: '110101' },
  'audit-recovered': { number: 73, words: 'audit mended after a crash', action: 'U', dcm: '110101' },
  'audit-down': { number: 74, words: 'audit could not be written', action: 'E', dcm: '110101' },
  'clock-stepped': { number: 75, words: 'machine clock stepped back', action: 'E', dcm: '110114' },
} as const satisfies Record<string, Kind>
export type AuditKind = keyof typeof AUDIT_KINDS
export const AUDIT_KIND_KEYS = Object.keys(AUDIT_KINDS) as [AuditKind, ...AuditKind[]]

/** Letters of a name or a reason. */
const TEXT = 400
const id = z.string().min(1).max(64)
const text = z.string().max(TEXT)
const instant = z.number().finite()

/** Who did it. `station`: at which enrolled screen. `address`: network address of the browser. */
export const AuditActor = z.strictObject({
  is: z.enum(['person', 'station', 'device', 'nobody', 'gateway']),
  id,
  name: text,
  roles: z.array(z.string().max(40)).max(16),
  station: z.strictObject({ id, name: text }).nullable(),
  address: z.string().max(64).nullable(),
})
export type AuditActor = z.infer<typeof AuditActor>

/**
 * One thing that happened. `at` in real UTC ms. `stays`: whose data (a watched ward names all who lay there). `why`: reason given, or code
 * of a refusal. `until`: end of the interval of 'watched'. `names`: whether names were shown. Never holds a measured value.
 */
export const AuditEvent = z.strictObject({
  kind: z.enum(AUDIT_KIND_KEYS),
  at: instant,
  actor: AuditActor,
  outcome: z.enum(['done', 'refused', 'failed']),
  purpose: z.enum(PURPOSES),
  ward: id.nullable(),
  stays: z.array(id).max(256),
  /** Whom an account, session or grant belongs to. */
  person: z.strictObject({ id, name: text }).nullable(),
  why: text.nullable(),
  until: instant.nullable(),
  names: z.boolean(),
  /** Done while the audit was down, and written later. */
  late: z.boolean(),
})
export type AuditEvent = z.infer<typeof AuditEvent>

const cut = (words: string, most: number): string => (words.length > most ? `${words.slice(0, most - 1)}…` : words)
/** The same with all words cut to what a record holds: that somebody gave long words is no reason to lose what was done. */
export function fitEvent(event: AuditEvent): AuditEvent {
  const { actor, person, why } = event
  const named = <T extends { readonly name: string }>(one: T): T => ({ ...one, name: cut(one.name, TEXT) })
  return {
    ...event,
    actor: {
      ...named(actor),
      roles: actor.roles.slice(0, 16).map((role) => cut(role, 40)),
      station: actor.station && named(actor.station),
      address: actor.address?.slice(0, 64) ?? null,
    },
    person: person && named(person),
    why: why && cut(why, TEXT),
  }
}

/** As read back: `seq` counts from 1 and has no holes. */
export interface AuditRecord {
  readonly seq: number
  readonly event: AuditEvent
}
/** The same where it is there and may not open: null then. `at`: the time that stands in clear. */
export interface ReadRecord {
  readonly seq: number
  readonly at: number
  readonly event: AuditEvent | null
}
