// TABLE: what a person may do with wards, beds, stays and devices: its schema, its words (WARD.md §10), what it asks of `may`, its record.

import type { AuditKind } from './audit.ts'
import { SEXES, YES_NO, zone } from './book.ts'
import { POPULATIONS } from './census.ts'
import { isBedLabel } from './labels.ts'
import type { Action } from './may.ts'
import { cleanName } from './names.ts'
import { DisplayUnits } from './shownunits.ts'
import { Night } from './tones.ts'
import { AskedDelays } from './warddelays.ts'
import { z } from './zod.ts'

const id = z.string().min(1).max(64)
const instant = z.number().finite()
const line = (most: number) =>
  z
    .string()
    .max(most * 4)
    .transform(cleanName)
    .pipe(z.string().max(most))
const label = z.string().trim().refine(isBedLabel, '1 to 12 letters, digits, dashes')

/** As it is typed in. An empty name is no name: who is not known stays NOT ADMITTED. */
export const IdentityAsked = z.strictObject({
  name: line(200).pipe(z.string().min(1)),
  born: z
    .string()
    .regex(/^\d{4}-\d{2}-\d{2}$/)
    .nullable(),
  sex: z.enum(SEXES),
  record: line(32)
    .nullable()
    .transform((text) => text || null),
  reason: line(200),
})
export type IdentityAsked = z.input<typeof IdentityAsked>
const patient = {
  identity: IdentityAsked,
  /** null: as the ward's preset, or as the age asks. */
  population: z.enum(POPULATIONS).nullable(),
  paced: z.enum(YES_NO),
  pregnant: z.enum(YES_NO),
  /** Limits that are not those of the age are meant to be so. */
  meant: z.boolean().optional(),
}
const ward = {
  name: line(80).pipe(z.string().min(1)),
  zone,
  preset: z.enum(POPULATIONS),
  units: DisplayUnits,
  /** Absent: its alarms are as loud by night as by day. */
  night: Night.optional(),
  /** Its own delays of alarms, ms. Absent: as they were. */
  delays: AskedDelays.optional(),
}

/** `bed`, `from`: where the asker saw it. What was changed since by somebody else is refused, and said by whom. */
export const Act = z.discriminatedUnion('act', [
  /** `stay`: the NOT ADMITTED one that was seen there, null for an empty bed. `sure`: a like person lies elsewhere, and this is another. */
  z.strictObject({ act: z.literal('admit'), bed: id, stay: id.nullable(), ...patient, sure: z.boolean().optional() }),
  z.strictObject({ act: z.literal('correct'), stay: id, bed: id, ...patient }),
  z.strictObject({ act: z.literal('move'), stay: id, from: id, to: id }),
  z.strictObject({ act: z.literal('swap'), stay: id, from: id, with: id, to: id }),
  z.strictObject({ act: z.literal('discharge'), stay: id, bed: id }),
  z.strictObject({ act: z.literal('nobody'), stay: id, bed: id }),
  z.strictObject({ act: z.literal('standby'), stay: id, bed: id, reason: line(60).pipe(z.string().min(1)), back: instant }),
  z.strictObject({ act: z.literal('resume'), stay: id, bed: id }),
  /** Whose values a device sends since it was held: the same patient's, somebody else's who lies there now, or nobody's. */
  z.strictObject({ act: z.literal('confirm'), device: id, bed: id, answer: z.enum(['same', 'other', 'nobody']) }),
  /** This device is at this bed, and on who lies there. */
  z.strictObject({ act: z.literal('bind'), device: id, bed: id }),
  z.strictObject({ act: z.literal('unbind'), device: id, bed: id }),
  /** `nurse` null: given back. `seen`: who had each bed then; `sure`: also what a colleague has is taken over. */
  z.strictObject({
    act: z.literal('assign'),
    ward: id,
    beds: z.array(id).min(1).max(256),
    nurse: id.nullable(),
    buddy: id.nullable(),
    until: instant,
    seen: z.record(id, id.nullable()),
    sure: z.boolean().optional(),
  }),
  z.strictObject({ act: z.literal('charge'), ward: id, nurse: id.nullable(), until: instant }),
  z.strictObject({
    act: z.literal('make-ward'),
    ward: z
      .string()
      .trim()
      .regex(/^[A-Za-z0-9-]{1,16}$/),
    ...ward,
    beds: z.array(label).min(1).max(128),
  }),
  z.strictObject({ act: z.literal('change-ward'), ward: id, ...ward }),
  z.strictObject({ act: z.literal('add-beds'), ward: id, labels: z.array(label).min(1).max(128) }),
  z.strictObject({ act: z.literal('rename-bed'), ward: id, bed: id, label }),
  z.strictObject({ act: z.literal('remove-bed'), ward: id, bed: id }),
  /** An invented patient in an empty bed, labelled so, for as long as it is wanted. */
  z.strictObject({ act: z.literal('trial'), bed: id, on: z.boolean() }),
])
export type Act = z.infer<typeof Act>
export type ActKey = Act['act']
/** As the page sends it: before the schema cleaned it. */
export type ActAsked = z.input<typeof Act>

interface Row {
  /** On the button. */
  readonly words: string
  readonly action: Action
  readonly audit: AuditKind
}
export const ACTS = {
  admit: { words: 'Admit', action: 'admit-and-move', audit: 'admitted' },
  correct: { words: 'Correct', action: 'admit-and-move', audit: 'corrected' },
  move: { words: 'Move', action: 'admit-and-move', audit: 'moved' },
  swap: { words: 'Swap beds', action: 'admit-and-move', audit: 'swapped' },
  discharge: { words: 'Discharge', action: 'admit-and-move', audit: 'discharged' },
  nobody: { words: 'Nobody is here', action: 'admit-and-move', audit: 'nobody' },
  standby: { words: 'Stand by', action: 'stand-by', audit: 'stood-by' },
  resume: { words: 'Resume', action: 'stand-by', audit: 'resumed' },
  confirm: { words: 'Confirm the patient', action: 'admit-and-move', audit: 'patient-confirmed' },
  bind: { words: 'Confirm the device', action: 'bind-devices', audit: 'device-bound' },
  unbind: { words: 'Take off', action: 'bind-devices', audit: 'device-unbound' },
  assign: { words: 'My beds', action: 'assign', audit: 'assigned' },
  charge: { words: 'In charge', action: 'assign-others', audit: 'assigned' },
  'make-ward': { words: 'Make the ward', action: 'manage-wards', audit: 'ward-made' },
  'change-ward': { words: 'Change the ward', action: 'manage-wards', audit: 'ward-changed' },
  'add-beds': { words: 'Add beds', action: 'manage-wards', audit: 'ward-changed' },
  'rename-bed': { words: 'Rename', action: 'manage-wards', audit: 'ward-changed' },
  'remove-bed': { words: 'Take away', action: 'manage-wards', audit: 'ward-changed' },
  trial: { words: 'Trial feed', action: 'manage-wards', audit: 'trial' },
} as const satisfies Record<ActKey, Row>
export const ACT_KEYS = Object.keys(ACTS) as readonly ActKey[]
