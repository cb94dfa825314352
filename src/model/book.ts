// The ward book: who lies where and since when, by whose word; where each device is and was; who has which bed. Dated facts: nothing is
// overwritten, a move or an end is a new line. Schemas, because the book is read back from the store.
import { BOOK } from './bookpolicy.ts'
import { POPULATIONS } from './census.ts'
import { BedFacts, DeviceFacts } from './facts.ts'
import type { BedId, DeviceId, StayId, WardId } from './ids.ts'
import { DisplayUnits } from './shownunits.ts'
import { Night } from './tones.ts'
import type { At } from './units.ts'
import { KeptDelays } from './warddelays.ts'
import { z } from './zod.ts'
import { isZone } from './zone.ts'

const id = <T extends string>() => z.custom<T>((value) => typeof value === 'string' && value.length > 0 && value.length <= 64)
const instant = z.custom<At>((value) => typeof value === 'number' && Number.isFinite(value))

/** Who did it: a person of the staff, the gateway by a rule, or what the feed brought at its start. */
export const By = z.object({ is: z.enum(['person', 'gateway', 'feed']), id: z.string().max(64), name: z.string().max(120) })
export type By = z.infer<typeof By>
export const GATEWAY_BY: By = { is: 'gateway', id: 'gateway', name: 'gateway' }

export const YES_NO = ['yes', 'no', 'unknown'] as const
const yesNo = z.enum(YES_NO)
export type YesNo = z.infer<typeof yesNo>
export const SEXES = ['F', 'M', 'unknown'] as const

/** Who a patient is. Name and one more identify; `record` is the hospital's number. */
export const Identity = z.object({
  name: z.string().max(400),
  born: z.string().max(10).nullable(),
  sex: z.enum(SEXES),
  record: z.string().max(32).nullable(),
  reason: z.string().max(400),
})
export type Identity = z.infer<typeof Identity>

/** The bed of a stay from one instant to another: the last line is where it lies. `to` null: now. */
const Bedding = z.object({ ward: id<WardId>(), bed: id<BedId>(), from: instant, to: instant.nullable(), by: By })
export type Bedding = z.infer<typeof Bedding>

/** Standbys kept of one stay. */
const AWAYS_KEPT = 200
const Away = z.object({ reason: z.string().max(80), with: z.string().max(80), since: instant, back: instant, by: By })

/** What is told of a patient, and may be corrected. */
const Described = z.object({
  population: z.enum(POPULATIONS),
  /** Years at the stay's `since`, where no date of birth is known; null: unknown. */
  age: z.number().nullable(),
  /** null: NOT ADMITTED. */
  identity: Identity.nullable(),
  paced: yesNo,
  pregnant: yesNo,
  /** For which limits and age a person said that they are meant together; for others it says nothing. */
  meant: z.string().max(40).optional(),
})
export type Described = z.infer<typeof Described>

export const KeptStay = Described.extend({
  id: id<StayId>(),
  /** Links the stays of one person; random, and says nothing. */
  patient: z.string().max(64),
  since: instant,
  /** As it was told before, each until it was told otherwise; newest last. */
  was: z
    .array(Described.extend({ until: instant }))
    .max(BOOK.descriptions)
    .optional(),
  admitted: z.object({ at: instant, by: By }).nullable(),
  /** 'nobody': what came was no patient's. */
  ended: z.object({ at: instant, by: By, how: z.enum(['discharged', 'nobody']) }).nullable(),
  beds: z.array(Bedding).min(1),
  away: Away.nullable(),
  /** Standbys that are over, newest last. */
  aways: z
    .array(Away.extend({ to: instant }))
    .max(AWAYS_KEPT)
    .optional(),
  marks: BedFacts.shape.marks,
  notes: BedFacts.shape.notes,
  /** Travels with the name: who ordered what. */
  orders: z.array(z.string().max(160)).max(4),
  teaches: z.string().max(400).nullable(),
  valuesOnRequest: z.boolean(),
  /** Invented by a trial feed: never a patient, never admitted. */
  trial: z.boolean(),
  /** What each monitor calls this patient, as it was first heard or as a person confirmed it. */
  says: z.record(z.string(), z.string().max(80).nullable()),
})
export type KeptStay = z.infer<typeof KeptStay>

/** The stay after its standby ended at `now`. */
export const backFrom = (stay: KeptStay, now: At): KeptStay =>
  stay.away === null ? stay : { ...stay, away: null, aways: [...(stay.aways ?? []).slice(1 - AWAYS_KEPT), { ...stay.away, to: now }] }

/** Where a device is from one instant to another, and on whom. `confirmed`: a person said so; else the gateway took it from the bed. */
const Place = z.object({
  bed: id<BedId>(),
  stay: id<StayId>().nullable(),
  from: instant,
  to: instant.nullable(),
  by: By,
  confirmed: z.boolean(),
})
export type Place = z.infer<typeof Place>

/** Values of a device that are kept apart until a named person says whose they are. */
const Hold = z.object({
  /** The monitor names another patient; or the source names another bed. */
  why: z.enum(['identity', 'bed']),
  since: instant,
  says: z.string().max(80).nullable(),
  bed: id<BedId>(),
})
export type Hold = z.infer<typeof Hold>

export const KeptDevice = z.object({
  id: id<DeviceId>(),
  kind: DeviceFacts.shape.kind,
  /** The bed that its source names: another one than this or its own is a contradiction. */
  claims: id<BedId>(),
  places: z.array(Place).min(1),
  hold: Hold.nullable(),
  /** When its values were held before, newest last; what the monitor said then is not kept. */
  holds: z
    .array(Hold.omit({ says: true }).extend({ to: instant }))
    .max(BOOK.holds)
    .optional(),
  /** What it sends is nobody's until its signal paused, or, but for 'nobody', went on for long. */
  quiet: z.object({ since: instant, how: z.enum(['discharged', 'moved', 'nobody']), by: By }).nullable(),
})
export type KeptDevice = z.infer<typeof KeptDevice>

/** Who had a bed from one instant to another. */
const DutyLine = z.object({ nurse: By, buddy: By.nullable(), from: instant, until: instant, by: By })
export type DutyLine = z.infer<typeof DutyLine>
/** Who has a bed in this shift, or had it last, and who had it before, newest last. */
export const Duty = DutyLine.extend({ bed: id<BedId>(), before: z.array(DutyLine).max(BOOK.duties).optional() })
export type Duty = z.infer<typeof Duty>
/** Who is in charge of a ward in this shift. */
export const Charge = z.object({ ward: id<WardId>(), nurse: By, from: instant, until: instant, by: By })
export type Charge = z.infer<typeof Charge>

export const zone = z.string().min(1).max(64).refine(isZone, 'an IANA time zone')
export const KeptWard = z.object({
  id: id<WardId>(),
  /** Since when the book tells of it: before, nothing that persons did here is known. Absent: always. */
  since: instant.optional(),
  name: z.string().max(120),
  note: z.string().max(400).nullable(),
  continuous: z.boolean(),
  zone,
  preset: z.enum(POPULATIONS),
  units: DisplayUnits,
  night: Night.optional(),
  delays: KeptDelays.optional(),
  beds: z.array(z.object({ id: id<BedId>(), label: z.string().max(24) })).max(256),
  /** Beds that were taken away: whatever a source brings, they stay away until somebody adds them again. */
  gone: z
    .array(z.object({ id: id<BedId>(), label: z.string().max(24) }))
    .max(1024)
    .optional(),
})
export type KeptWard = z.infer<typeof KeptWard>

/** TABLE: what the book holds. Each row is kept by its id. */
export interface Sections {
  readonly ward: KeptWard
  readonly stay: KeptStay
  readonly device: KeptDevice
  readonly duty: Duty
  readonly charge: Charge
}
export type Section = keyof Sections

/** Never changed in place: an edit gives another book. `lying`: the stay of each bed that has one, made of `stay`. */
export interface Book {
  readonly ward: ReadonlyMap<WardId, KeptWard>
  readonly stay: ReadonlyMap<StayId, KeptStay>
  readonly device: ReadonlyMap<DeviceId, KeptDevice>
  readonly duty: ReadonlyMap<BedId, Duty>
  readonly charge: ReadonlyMap<WardId, Charge>
  readonly lying: ReadonlyMap<BedId, StayId>
  readonly bed: ReadonlyMap<BedId, { readonly ward: WardId; readonly label: string }>
}

/** A row as it is now; null: it is gone. */
export type Changed = { readonly [S in Section]: { readonly section: S; readonly id: string; readonly row: Sections[S] | null } }[Section]

export const EMPTY_BOOK: Book = {
  ward: new Map(),
  stay: new Map(),
  device: new Map(),
  duty: new Map(),
  charge: new Map(),
  lying: new Map(),
  bed: new Map(),
}

/** A book with rows put into it or (null) taken out. The only way to another book. */
export function edited(book: Book, changes: readonly Changed[]): Book {
  const next = { ...book } as { -readonly [K in keyof Book]: Book[K] }
  const fresh = new Map<Section, Map<string, unknown>>()
  for (const { section, id: key, row } of changes) {
    const rows = fresh.get(section) ?? new Map<string, unknown>(book[section] as ReadonlyMap<string, unknown>)
    fresh.set(section, rows)
    if (row === null) rows.delete(key)
    else rows.set(key, row)
  }
  for (const [section, rows] of fresh) (next as Record<Section, unknown>)[section] = rows
  if (fresh.has('stay')) next.lying = lyingIn(next.stay.values())
  if (fresh.has('ward'))
    next.bed = new Map([...next.ward.values()].flatMap((ward) => ward.beds.map(({ id: bed, label }) => [bed, { ward: ward.id, label }])))
  return next
}

function lyingIn(stays: Iterable<KeptStay>): ReadonlyMap<BedId, StayId> {
  const lying = new Map<BedId, StayId>()
  for (const stay of stays) if (stay.ended === null) lying.set(bedOf(stay), stay.id)
  return lying
}

/** Where a stay lies, or lay last. */
export const bedOf = ({ beds }: Pick<KeptStay, 'beds'>): BedId => beds.at(-1)!.bed
export const wardOf = ({ beds }: Pick<KeptStay, 'beds'>): WardId => beds.at(-1)!.ward
/** Where a device is. */
export const placeOf = ({ places }: Pick<KeptDevice, 'places'>): Place => places.at(-1)!
/** The stay from which values of a device are held: who it was on then. What its monitor says since is sealed with that stay. */
export const heldFrom = ({ places, hold }: Pick<KeptDevice, 'places' | 'hold'>): StayId | null =>
  hold && (places.findLast(({ stay, from }) => stay !== null && from <= hold.since)?.stay ?? places.at(-1)!.stay)
export const stayIn = (book: Book, bed: BedId): KeptStay | null => book.stay.get(book.lying.get(bed) ?? ('' as StayId)) ?? null
export const devicesOn = (book: Book, stay: StayId): readonly KeptDevice[] => whereIn(book).on.get(stay) ?? []
export const devicesIn = (book: Book, bed: BedId): readonly KeptDevice[] => whereIn(book).in.get(bed) ?? []
/** Devices whose held values name this bed, wherever they are. */
export const heldFor = (book: Book, bed: BedId): readonly KeptDevice[] => whereIn(book).held.get(bed) ?? []

interface Where {
  readonly on: Map<StayId, KeptDevice[]>
  readonly in: Map<BedId, KeptDevice[]>
  readonly held: Map<BedId, KeptDevice[]>
}
/** Made once of each set of devices: every bed is asked each second. */
const wheres = new WeakMap<Book['device'], Where>()
function whereIn({ device: devices }: Book): Where {
  const made = wheres.get(devices)
  if (made) return made
  const where: Where = { on: new Map(), in: new Map(), held: new Map() }
  wheres.set(devices, where)
  for (const device of devices.values()) {
    const { bed, stay } = placeOf(device)
    push(where.in, bed, device)
    if (stay !== null) push(where.on, stay, device)
    if (device.hold) push(where.held, device.hold.bed, device)
  }
  return where
}
function push<K>(lists: Map<K, KeptDevice[]>, key: K, device: KeptDevice): void {
  const list = lists.get(key)
  if (list) list.push(device)
  else lists.set(key, [device])
}

/** From when on a bed is nobody else's: nobody lies there before. */
export function freeSince(book: Book, bed: BedId): At {
  let since = Number.NEGATIVE_INFINITY
  for (const { beds } of book.stay.values()) for (const one of beds) if (one.bed === bed && one.to !== null) since = Math.max(since, one.to)
  return since as At
}

/** The newest instant at which anything was done in the book, as far as it says; −Infinity for an empty one. */
export function newestIn(book: Book): number {
  let newest = Number.NEGATIVE_INFINITY
  const see = (time: At | null | undefined): void => {
    if (time != null) newest = Math.max(newest, time)
  }
  for (const { beds, admitted, away, ended } of book.stay.values()) {
    for (const { from, to } of beds) for (const time of [from, to]) see(time)
    for (const time of [admitted?.at, away?.since, ended?.at]) see(time)
  }
  for (const { places, hold, quiet } of book.device.values()) for (const time of [places.at(-1)?.from, hold?.since, quiet?.since]) see(time)
  for (const { from } of [...book.duty.values(), ...book.charge.values()]) see(from)
  return newest
}

/** Record numbers are compared without case, spaces, dashes and leading zeros: "w-0077 t" is "W77T". */
export const sameRecord = (a: string, b: string): boolean => plainRecord(a) === plainRecord(b)
const plainRecord = (text: string): string =>
  text
    .toUpperCase()
    .replace(/[^\p{L}\p{N}]/gu, '')
    .replace(/(^|\D)0+(?=\d)/g, '$1')
