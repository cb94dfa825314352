// The contract of the HTTP doors: what the pages ask about people, sessions, stations and the audit, and what they are answered.

import { ALARM_ANSWERS, ALARM_BODIES } from './alarmapi.ts'
import { AUDIT_KIND_KEYS, AuditEvent } from './audit.ts'
import { CENSUS_ANSWERS, CENSUS_BODIES, CENSUS_GETS } from './censusapi.ts'
import { EARLY_ANSWERS, EARLY_BODIES } from './earlyapi.ts'
import { EXPORT_ANSWERS, EXPORT_BODIES, EXPORT_GETS } from './exportapi.ts'
import { HISTORY_ANSWERS, HISTORY_BODIES } from './historyapi.ts'
import { LANES_ANSWERS, LANES_BODIES, LANES_GETS } from './lanesapi.ts'
import { PERSONAL, STATION_KINDS } from './may.ts'
import { DEMO_ROLES, PASSWORD, PIN } from './me.ts'
import { READING_ANSWERS, READING_BODIES } from './readingapi.ts'
import { REPLAY_ANSWERS, REPLAY_BODIES } from './replayapi.ts'
import { SHIFT_ANSWERS, SHIFT_BODIES } from './shiftapi.ts'
import { STORY_ANSWERS, STORY_BODIES } from './story.ts'
import { SOUND_THEMES, VOLUME } from './tones.ts'
import { z } from './zod.ts'

const id = z.string().min(1).max(64)
const text = z.string().trim().min(1).max(120)
const reason = z.string().trim().min(10).max(400)
const instant = z.number().finite()
const login = z.string().trim().toLowerCase().min(2).max(64)
const password = z.string().min(PASSWORD.least).max(PASSWORD.most)
const pin = z.string().regex(PIN)
const code = z.string().trim().min(6).max(40)

/** As an administrator gives it; `ward` null: on the house. */
export const GrantAsked = z.strictObject({
  role: z.enum(PERSONAL),
  ward: id.nullable(),
  /** Instead of a ward: one patient's stay, wherever it lies. */
  stay: id.optional(),
  until: instant.nullable(),
})
export const GrantFacts = GrantAsked.extend({ id, purpose: z.enum(['treatment', 'operations', 'emergency']), from: instant })

/** TABLE: bodies of what is posted. GETs have none. */
export const BODIES = {
  'POST /api/sign-in': z.strictObject({ login, password: z.string().min(1).max(PASSWORD.most) }),
  'POST /api/second-factor': z.strictObject({ code }),
  'POST /api/sign-out': z.strictObject({}),
  'POST /api/active': z.strictObject({}),
  'POST /api/set-up': z.strictObject({ code, name: text, login, password }),
  'POST /api/demo': z.strictObject({ as: z.enum(DEMO_ROLES) }),
  'POST /api/station/pin': z.strictObject({ person: id, pin }),
  'POST /api/sessions/end': z.strictObject({ id }),
  'POST /api/account/password': z.strictObject({ before: z.string().min(1).max(PASSWORD.most), password }),
  'POST /api/account/pin': z.strictObject({ password: z.string().max(PASSWORD.most), pin }),
  'POST /api/account/second-factor/begin': z.strictObject({ password: z.string().min(1).max(PASSWORD.most).optional() }),
  'POST /api/account/second-factor/confirm': z.strictObject({ code }),
  'POST /api/people': z.strictObject({ name: text, login, grants: z.array(GrantAsked).max(16) }),
  'POST /api/people/grants': z.strictObject({ id, grants: z.array(GrantAsked).max(16) }),
  'POST /api/people/disable': z.strictObject({ id, disabled: z.boolean() }),
  'POST /api/people/reset': z.strictObject({ id, what: z.enum(['password', 'pin', 'second-factor']) }),
  'POST /api/stations': z.strictObject({ name: text, kind: z.enum(STATION_KINDS), wards: z.array(id).min(1).max(16) }),
  'POST /api/stations/end': z.strictObject({ id }),
  /** The answer to "did you hear it?". `screen`: which of several at one station. `volume`: share of its range. */
  'POST /api/sound-test': z.strictObject({
    heard: z.boolean(),
    screen: id,
    theme: z.enum(SOUND_THEMES),
    volume: z.number().min(VOLUME.least).max(VOLUME.most),
  }),
  /** With `person` (id or login) and `pin` at a station: takes it over and opens the ward in one step. */
  'POST /api/emergency': z.strictObject({ ward: id, reason, person: id.optional(), pin: pin.optional() }),
  'POST /api/emergency/end': z.strictObject({ id }),
  'POST /api/audit': z.strictObject({
    kinds: z.array(z.enum(AUDIT_KIND_KEYS)).max(AUDIT_KIND_KEYS.length).optional(),
    person: id.optional(),
    stay: id.optional(),
    ward: id.optional(),
    emergencies: z.boolean().optional(),
    from: instant.optional(),
    until: instant.optional(),
    before: z.number().int().min(1).optional(),
  }),
  'POST /api/audit/verify': z.strictObject({}),
  'POST /api/audit/fhir': z.strictObject({
    from: instant.optional(),
    until: instant.optional(),
    before: z.number().int().min(1).optional(),
  }),
  'POST /api/audit/patient': z.strictObject({ stay: id }),
  'POST /api/audit/review': z.strictObject({ id, note: reason }),
  ...LANES_BODIES,
  ...CENSUS_BODIES,
  ...ALARM_BODIES,
  ...EARLY_BODIES,
  ...SHIFT_BODIES,
  ...HISTORY_BODIES,
  ...REPLAY_BODIES,
  ...STORY_BODIES,
  ...READING_BODIES,
  ...EXPORT_BODIES,
} as const satisfies Record<`POST /api/${string}`, z.ZodType>
export type Posted = keyof typeof BODIES
export type BodyOf<K extends Posted> = z.output<(typeof BODIES)[K]>

const GETS = [
  'GET /api/me',
  'GET /api/station/people',
  'GET /api/sessions',
  'GET /api/people',
  'GET /api/stations',
  'GET /api/wards',
  'GET /api/audit/state',
  'GET /api/audit/patients',
  'GET /api/audit/emergencies',
  'GET /api/oidc/start',
  'GET /api/oidc/callback',
  ...LANES_GETS,
  ...CENSUS_GETS,
  ...EXPORT_GETS,
] as const
export type Got = (typeof GETS)[number]

export const SessionFacts = z.object({
  id,
  begun: instant,
  seen: instant,
  place: text,
  by: z.enum(['password', 'pin', 'single-sign-on', 'demo', 'set-up']),
  own: z.boolean(),
})
export const PersonFacts = z.object({
  id,
  name: text,
  login: z.string().max(64),
  local: z.boolean(),
  disabled: z.boolean(),
  pin: z.boolean(),
  /** Too many misses: asks for the password once. */
  pinLocked: z.boolean(),
  secondFactor: z.boolean(),
  grants: z.array(GrantFacts).max(64),
  sessions: z.number(),
})
export type PersonFacts = z.infer<typeof PersonFacts>
export const StationFacts = z.object({
  id,
  name: text,
  kind: z.enum(STATION_KINDS),
  wards: z.array(id),
  enrolled: instant,
  by: text,
  seen: instant.nullable(),
  here: z.boolean(),
})
export const EmergencyFacts = z.object({
  id,
  person: z.object({ id, name: text }),
  ward: id,
  reason: z.string().max(400),
  from: instant,
  until: instant,
  reviewed: z.object({ by: text, at: instant, note: z.string().max(400) }).nullable(),
})
export const PatientRow = z.object({
  stay: id,
  ward: id,
  bed: z.string().max(24),
  name: z.string().max(400).nullable(),
  /** Of an ended stay what the audit tells: its first record, and its last. */
  since: instant,
  ended: z.boolean(),
  last: instant.nullable(),
})

/** Most lines of the answer to who looked at a patient. */
export const LINES = 20_000
/** TABLE: what is answered, where it is more than `Me`. */
export const ANSWERS = {
  ...LANES_ANSWERS,
  ...CENSUS_ANSWERS,
  ...ALARM_ANSWERS,
  ...EARLY_ANSWERS,
  ...SHIFT_ANSWERS,
  ...HISTORY_ANSWERS,
  ...REPLAY_ANSWERS,
  ...STORY_ANSWERS,
  ...READING_ANSWERS,
  ...EXPORT_ANSWERS,
  'GET /api/station/people': z.object({
    people: z.array(z.object({ id, name: text, roles: z.array(z.string()), pin: z.boolean() })).max(500),
  }),
  'GET /api/sessions': z.object({ sessions: z.array(SessionFacts).max(100) }),
  'GET /api/people': z.object({ people: z.array(PersonFacts).max(5000) }),
  /** The one-time password or code that the administrator hands over: shown once. */
  'POST /api/people': z.object({ id, once: z.string().nullable() }),
  'POST /api/people/reset': z.object({ once: z.string().nullable() }),
  'POST /api/account/second-factor/begin': z.object({ secret: z.string(), uri: z.string() }),
  'GET /api/stations': z.object({ stations: z.array(StationFacts).max(500) }),
  'GET /api/wards': z.object({ wards: z.array(z.object({ id, name: text, beds: z.number() })).max(200) }),
  /** `at`: gateway time. `kept` false: done, not recorded; it is written later. */
  'POST /api/sound-test': z.object({ at: instant, kept: z.boolean() }),
  'POST /api/emergency': z.object({ emergency: EmergencyFacts }),
  'POST /api/audit': z.object({
    records: z.array(z.object({ seq: z.number(), at: instant, event: AuditEvent.nullable() })).max(200),
    more: z.boolean(),
  }),
  'GET /api/audit/state': z.object({
    state: z.enum(['up', 'down']),
    waiting: z.number(),
    seq: z.number(),
    hash: z.string(),
    /** When a head last went to the operator's place. */
    anchored: instant.nullable(),
  }),
  'POST /api/audit/verify': z.discriminatedUnion('is', [
    z.object({ is: z.literal('whole'), records: z.number(), heads: z.number(), head: z.string(), took: z.number() }),
    z.object({ is: z.literal('broken'), what: z.string(), record: z.number().nullable(), offset: z.number().nullable(), file: z.string() }),
  ]),
  /** A page of a Bundle: its link 'next' ends with the number to go on before. */
  'POST /api/audit/fhir': z.object({
    resourceType: z.literal('Bundle'),
    type: z.string(),
    link: z.array(z.object({ relation: z.literal('next'), url: z.string().regex(/^\?before=\d+$/) })).optional(),
    entry: z.array(z.unknown()),
  }),
  /** Those who lie here, then ended stays, those the audit last told of first; `more` of these there are. */
  'GET /api/audit/patients': z.object({ patients: z.array(PatientRow).max(5000), more: z.boolean() }),
  'GET /api/audit/emergencies': z.object({ emergencies: z.array(EmergencyFacts).max(500) }),
  /** Who looked at this patient: one line a viewer and stretch of time, in plain words. */
  'POST /api/audit/patient': z.object({
    patient: PatientRow,
    made: instant,
    /** Older lines are left out. */
    more: z.boolean(),
    /** Records of this patient that are there and cannot be read. */
    unreadable: z.number(),
    lines: z
      .array(
        z.object({
          name: text,
          roles: z.array(z.string()),
          station: z.string().nullable(),
          what: text,
          from: instant,
          /** Real ms in all; null where it was one look. */
          long: z.number().nullable(),
          purpose: z.string(),
          why: z.string().nullable(),
          names: z.boolean(),
        }),
      )
      .max(LINES),
  }),
} as const
