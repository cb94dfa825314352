// The contract of the doors about wards, patients and devices: acts, the list of a ward, its staff, its devices, the record of a stay.
import { Act } from './acts.ts'
import { SEXES, YES_NO } from './book.ts'
import { POPULATIONS } from './census.ts'
import { BedFacts, DeviceFacts } from './facts.ts'
import { DisplayUnits } from './shownunits.ts'
import { Night } from './tones.ts'
import { z } from './zod.ts'

const id = z.string().min(1).max(64)
const name = z.string().max(400)
const by = z.string().max(120)
const instant = z.number().finite()
const pin = z.string().regex(/^\d{6,12}$/)

export const CENSUS_BODIES = {
  /** With `person` and `pin` at a station: takes it over and acts in one step. */
  'POST /api/act': z.strictObject({ ask: Act, person: id.optional(), pin: pin.optional() }),
  'POST /api/ward/list': z.strictObject({ ward: id, ended: z.boolean() }),
  'POST /api/ward/staff': z.strictObject({ ward: id }),
  'POST /api/ward/beds': z.strictObject({ ward: id }),
  'POST /api/ward/devices': z.strictObject({ ward: id }),
  'POST /api/stay/record': z.strictObject({ ward: id, stay: id }),
} as const
export const CENSUS_GETS = ['GET /api/wards/edit'] as const

/** One stay in the list of a ward. */
export const ListRow = z.object({
  stay: id,
  bed: z.string().max(24),
  /** null: NOT ADMITTED. */
  name: name.nullable(),
  born: z.string().max(10).nullable(),
  sex: z.enum(SEXES).nullable(),
  record: z.string().max(32).nullable(),
  reason: name.nullable(),
  population: z.enum(POPULATIONS),
  age: z.number().nullable(),
  paced: z.enum(YES_NO),
  pregnant: z.enum(YES_NO),
  since: instant,
  admitted: z.object({ at: instant, by }).nullable(),
  away: z.object({ reason: z.string().max(80), since: instant, back: instant, by }).nullable(),
  ended: z.object({ at: instant, by, how: z.enum(['discharged', 'nobody']) }).nullable(),
  nurse: by.nullable(),
  buddy: by.nullable(),
  marks: BedFacts.shape.marks,
  trial: z.boolean(),
  /** Stays of the same person in this house, this one among them. */
  stays: z.number(),
})
export type ListRow = z.infer<typeof ListRow>

/** A bed's label, with its ward's name where that is another. */
const label = z.string().max(160)
const Placed = z.object({ bed: label, stay: id.nullable(), from: instant, to: instant.nullable(), by, confirmed: z.boolean() })
/** Where a device is and was; `held`: samples kept apart, since when and why, and what the monitor calls the patient. */
export const DeviceRow = z.object({
  id,
  name: z.string().max(64),
  kind: DeviceFacts.shape.kind,
  bed: id,
  /** Of the ward in which it is, and in words; likewise of the bed that its source names. */
  ward: id,
  at: label,
  places: z.array(Placed).max(64),
  held: z
    .object({
      why: z.enum(['identity', 'bed']),
      since: instant,
      samples: z.number(),
      says: z.string().max(80).nullable(),
      bed: id,
      ward: id,
      at: label,
    })
    .nullable(),
})
export type DeviceRow = z.infer<typeof DeviceRow>

export const WardEdit = z.object({
  id,
  name,
  zone: z.string().max(64),
  preset: z.enum(POPULATIONS),
  units: DisplayUnits,
  night: Night.optional(),
  beds: z.array(z.object({ id, label: z.string().max(24), taken: z.enum(['stay', 'trial', 'empty']) })).max(256),
})
export type WardEdit = z.infer<typeof WardEdit>

export const CENSUS_ANSWERS = {
  /** `recorded` false: done, and not recorded (P7). */
  'POST /api/act': z.object({ recorded: z.boolean(), stays: z.array(id).max(256) }),
  'POST /api/ward/list': z.object({ rows: z.array(ListRow).max(2000), more: z.boolean() }),
  'POST /api/ward/staff': z.object({
    staff: z.array(z.object({ id, name: by, roles: z.array(z.string().max(40)).max(16) })).max(500),
    own: id.nullable(),
    charge: z.object({ name: by, until: instant }).nullable(),
  }),
  /** For a move to another ward: beds and whether somebody lies there, and nothing of who. */
  'POST /api/ward/beds': z.object({ beds: z.array(z.object({ id, label: z.string().max(24), empty: z.boolean() })).max(256) }),
  'POST /api/ward/devices': z.object({ devices: z.array(DeviceRow).max(1000) }),
  'POST /api/stay/record': z.object({
    /** As the list of the ward has it. */
    patient: ListRow,
    beds: z.array(z.object({ bed: z.string().max(24), ward: name, from: instant, to: instant.nullable(), by })).max(1000),
    admitted: z.object({ at: instant, by }).nullable(),
    before: z.array(z.object({ since: instant, ended: instant.nullable(), ward: name })).max(100),
  }),
  'GET /api/wards/edit': z.object({ wards: z.array(WardEdit).max(200) }),
} as const
