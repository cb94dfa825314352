// The contract between gateway and app: schemas, event map, limits. Both sides parse everything with it.
import { POPULATIONS } from './census.ts'
import { PROTOCOL } from './frame.ts'
import { ROLE_KEYS, STATION_KINDS } from './may.ts'
import { DisplayUnits } from './shownunits.ts'
import { Night } from './tones.ts'
import { VITAL_KEYS } from './vitals.ts'
import { z } from './zod.ts'

const id = z.string().min(1).max(64)
const text = z.string().max(400)
const instant = z.number().finite()
const count = z.number().int().min(0)
const bytes = z.custom<Uint8Array | ArrayBuffer>((value) => value instanceof Uint8Array || value instanceof ArrayBuffer)

// What the app asks.
export const AskWards = z.strictObject({ protocol: z.literal(PROTOCOL) })
export const AskWatch = z.strictObject({
  protocol: z.literal(PROTOCOL),
  ward: id,
  resume: z.strictObject({ epoch: count, seq: count }).optional(),
})
export const AskWard = z.strictObject({ ward: id })
export const AskClock = z.strictObject({ sent: z.number() })
/** The last sequence that was painted: what a slow screen is judged by. */
/** `sound`: whether this screen could be heard, as far as it knows. */
export const Painted = z.strictObject({ ward: id, epoch: count, seq: count, sound: z.enum(['armed', 'off']).optional() })
/** A screen presented the canary: `sounded` where it is the one that sounds, and its tick was scheduled. */
export const Proved = z.strictObject({ ward: id, canary: id, sounded: z.boolean() })

// What the gateway answers and sends.
export const Refusal = z.object({ is: z.literal('refused'), code: z.string().max(40), message: text })
export const GatewayFacts = z.object({
  protocol: count,
  epoch: count,
  now: instant,
  /** Virtual seconds a real second. */
  speed: z.number().positive(),
  demo: z.boolean(),
  version: z.string().max(40),
})
export const WardFacts = z.object({
  id,
  name: text,
  note: text.nullable(),
  continuous: z.boolean(),
  zone: z.string().max(64),
  beds: count,
  units: DisplayUnits,
  night: Night.optional(),
  preset: z.enum(POPULATIONS),
})
export const Wards = z.object({ is: z.literal('wards'), gateway: GatewayFacts, wards: z.array(WardFacts).max(200) })

export const SnapshotBed = z.object({
  id,
  label: z.string().max(24),
  stay: z.object({ id, population: z.enum(POPULATIONS), age: z.number().nullable(), since: instant }).nullable(),
})
export type SnapshotBed = z.infer<typeof SnapshotBed>
/** Replaces all that the app knew of the ward (P4). `frame` holds every bed's whole state in the bytes of an ordinary frame. */
export const Snapshot = z.object({
  is: z.literal('snapshot'),
  gateway: GatewayFacts,
  ward: WardFacts,
  epoch: count,
  seq: count,
  rev: count,
  beds: z.array(SnapshotBed).max(256),
  frame: bytes,
})
export type Snapshot = z.infer<typeof Snapshot>
/** The frames after the named one follow. */
export const Resumed = z.object({ is: z.literal('resumed'), epoch: count, seq: count, frames: count })
export const WatchAnswer = z.discriminatedUnion('is', [Snapshot, Resumed, Refusal])

/** Who lies there, as far as the asker may know: a station gets initials and nothing else (P9). */
export const RosterRow = z.object({
  stay: id,
  initials: z.string().max(16),
  name: text.nullable(),
  sex: z.enum(['F', 'M', 'unknown']).nullable(),
  /** Date of birth, YYYY-MM-DD. */
  born: z.string().max(10).nullable(),
  /** The hospital's record number. */
  record: z.string().max(32).nullable(),
  reason: text.nullable(),
  teaches: text.nullable(),
  notes: z.array(z.string().max(160)).max(4).optional(),
  /** With whom of the ward the name may be mistaken: "Maria Linden 11". */
  alike: z.array(z.string().max(440)).max(8).optional(),
})
export type RosterRow = z.infer<typeof RosterRow>
const Carer = z.object({ id, initials: z.string().max(16), name: text.nullable() })
/** Who has a bed in this shift. `own`: the asker is one of them. */
export const DutyRow = z.object({ bed: id, nurse: Carer, buddy: Carer.nullable(), until: instant, own: z.boolean() })
export type DutyRow = z.infer<typeof DutyRow>
export const Roster = z.object({
  is: z.literal('roster'),
  /** Who may have taken an alarm: all who care on the ward. */
  carers: z.array(Carer).max(500),
  people: z.array(RosterRow).max(256),
  duties: z.array(DutyRow).max(256),
  charge: z.object({ nurse: Carer, until: instant }).nullable(),
})
export type Roster = z.infer<typeof Roster>
export const RosterAnswer = z.discriminatedUnion('is', [Roster, Refusal])

/** Trends of the last 30 minutes: per stay and vital the lowest and highest of each step from `from` on; null where nothing was known. */
export const Trend = z.object({
  is: z.literal('trend'),
  step: z.number().positive(),
  rows: z
    .array(
      z.object({
        stay: id,
        vital: z.enum(VITAL_KEYS as [string, ...string[]]),
        from: instant,
        low: z.array(z.number().nullable()).max(400),
        high: z.array(z.number().nullable()).max(400),
      }),
    )
    .max(1024),
})
export const TrendAnswer = z.discriminatedUnion('is', [Trend, Refusal])
export const ClockAnswer = z.object({ now: instant })
/** Why the gateway cut a socket: it may come back, and gets a snapshot; not after 'signed-out'. */
export const Evicted = z.object({ reason: z.enum(['slow', 'silent', 'shutting-down', 'protocol', 'signed-out']), message: text })

/** A detail was opened or closed: who looked at which patient is written down. */
export const Opened = z.strictObject({ ward: id, stay: id, open: z.boolean() })

/** Who the gateway takes this screen for. Sent when a socket connects and at each change; names known before it are void. */
export const Authority = z.object({
  is: z.enum(['person', 'station', 'wall-display', 'nobody']),
  /** The person's name; the station's where nobody is signed in. */
  name: text,
  roles: z.array(z.enum(ROLE_KEYS as [string, ...string[]])).max(16),
  /** The enrolled screen, where it is one. */
  station: z.object({ name: text, kind: z.enum(STATION_KINDS) }).nullable(),
  /** Wards that a person is shown only as the station is that they sit at. */
  asStation: z.array(id).max(64).optional(),
  /** Emergency access that runs, with its end in gateway time. */
  emergencies: z.array(z.object({ id, ward: id, until: instant, reason: text })).max(16),
  /** Why the person before is gone: "R. Wren was signed out: an administrator ended the session." */
  ended: z.object({ code: z.string().max(40), message: text }).nullable(),
})
export type Authority = z.infer<typeof Authority>

export type WardFacts = z.infer<typeof WardFacts>
export type GatewayFacts = z.infer<typeof GatewayFacts>
export type Trend = z.infer<typeof Trend>
export type Refusal = z.infer<typeof Refusal>

type Ack<T> = (answer: T) => void
/** Events from the app. Each is checked by its schema at the gateway, whatever these types say. */
export interface FromApp {
  wards: (ask: z.infer<typeof AskWards>, ack: Ack<z.infer<typeof Wards> | Refusal>) => void
  watch: (ask: z.infer<typeof AskWatch>, ack: Ack<z.infer<typeof WatchAnswer>>) => void
  unwatch: (ask: z.infer<typeof AskWard>) => void
  roster: (ask: z.infer<typeof AskWard>, ack: Ack<z.infer<typeof RosterAnswer>>) => void
  trend: (ask: z.infer<typeof AskWard>, ack: Ack<z.infer<typeof TrendAnswer>>) => void
  clock: (ask: z.infer<typeof AskClock>, ack: Ack<z.infer<typeof ClockAnswer>>) => void
  painted: (painted: z.infer<typeof Painted>) => void
  opened: (opened: z.infer<typeof Opened>) => void
  proved: (proved: z.infer<typeof Proved>) => void
}
/** Events to the app. */
export interface ToApp {
  frame: (bytes: Uint8Array) => void
  snapshot: (snapshot: Snapshot) => void
  evicted: (why: z.infer<typeof Evicted>) => void
  authority: (authority: Authority) => void
}

/** Limits of the socket, shared so that tests and docs name the same numbers. */
export const LIMITS = {
  /** Bytes of one message from an app. */
  ask: 16 * 1024,
  /** Bytes that may wait for one socket before it is evicted. */
  waiting: 1024 * 1024,
} as const
