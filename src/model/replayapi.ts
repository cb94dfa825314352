// The contract of the door that replays a ward's screen: frames of all its beds, each list only where something changed.
import { BedAlarms, ScoreShown } from './alarmshown.ts'
import { POPULATIONS } from './census.ts'
import { CODED_KEYS, type CodedKey } from './codes.ts'
import { BedFacts, DeviceFacts } from './facts.ts'
import { DisplayUnits } from './shownunits.ts'
import { VITAL_KEYS, type VitalKey } from './vitals.ts'
import { DutyRow, Roster, RosterRow, SnapshotBed } from './wire.ts'
import { z } from './zod.ts'

const id = z.string().min(1).max(64)
const instant = z.number()
const count = z.number().int().min(0)

/** TABLE: what may be asked for in one go. */
export const REPLAY = {
  /** Frames of an answer. */
  frames: 121,
  /** ms between two frames. */
  leastStep: 250,
  /** ms from the first frame to the last. */
  span: 600_000,
  /** ms that one can look back. */
  back: 400 * 86_400_000,
} as const

export const REPLAY_BODIES = {
  'POST /api/ward/replay': z.strictObject({ ward: id, at: instant, step: z.number(), count: z.number() }),
} as const

/** From frame `k` on. */
const step = { k: count }
/** [frame, signal of VITAL_KEYS, at, ms until it was received, value or null, why of WHYS or 255, quality, place in `devices` or 255] */
const Shown = z.tuple([count, count, instant, z.number(), z.number().nullable(), count, count, count])
export type Shown = z.infer<typeof Shown>
export const signalOfShown = (index: number): VitalKey | undefined => VITAL_KEYS[index]

export const ReplayedBed = z.object({
  bed: id,
  label: z.string().max(24),
  /** Who lay there; each begins with nothing shown. `hidden`: somebody whom this person may not see. */
  lies: z.array(z.object({ ...step, stay: SnapshotBed.shape.stay, hidden: z.boolean() })).max(REPLAY.frames),
  /** How who lay there was told then. `who` null: not named to this person, or NOT ADMITTED. */
  told: z
    .array(
      z.object({
        ...step,
        population: z.enum(POPULATIONS),
        age: z.number().nullable(),
        who: RosterRow.pick({ initials: true, sex: true }).nullable(),
        facts: BedFacts.pick({ presence: true, away: true, marks: true, notices: true, notes: true, valuesOnRequest: true }),
      }),
    )
    .max(REPLAY.frames),
  /** Who had the bed. `known` false: that is not known of then. */
  nurses: z.array(z.object({ ...step, nurse: DutyRow.shape.nurse.nullable(), known: z.boolean() })).max(REPLAY.frames),
  numbers: z.array(Shown),
  coded: z.array(
    z.object({
      ...step,
      signal: z.enum(CODED_KEYS as [CodedKey, ...CodedKey[]]),
      at: instant,
      code: z.string().max(40).nullable(),
      why: count,
    }),
  ),
  alarms: z.array(z.object({ ...step, alarms: BedAlarms })),
  scores: z.array(z.object({ ...step, score: ScoreShown.nullable() })),
  devices: z.array(DeviceFacts).max(255),
})
export type ReplayedBed = z.infer<typeof ReplayedBed>

export const REPLAY_ANSWERS = {
  'POST /api/ward/replay': z.object({
    ward: z.object({ id, name: z.string().max(120), zone: z.string().max(64), units: DisplayUnits }),
    /** Virtual seconds a real second. */
    speed: z.number().positive(),
    from: instant,
    step: z.number().positive(),
    count,
    /** When no gateway ran: nothing was shown. */
    off: z.array(z.object({ from: instant, to: instant })).max(1000),
    beds: z.array(ReplayedBed).max(256),
    carers: Roster.shape.carers,
  }),
} as const
export type Replayed = z.infer<(typeof REPLAY_ANSWERS)['POST /api/ward/replay']>
