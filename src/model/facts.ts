// What is true of a bed beside its values: presence, devices, waves, a replayed recording. Whole and absolute: the newest replaces.

import { VITAL_KEYS } from './vitals.ts'
import { WAVE_KEYS } from './waves.ts'
import { z } from './zod.ts'

const instant = z.number().finite()

export const Channel = z.object({
  /** Its number in wave chunks of this bed. */
  ch: z.number().int().min(0).max(255),
  signal: z.enum(WAVE_KEYS as [string, ...string[]]),
  rate: z.number().positive(),
  gain: z.number().refine((gain) => gain !== 0),
  baseline: z.number(),
  unit: z.string().max(16),
  /** The device it comes from. */
  source: z.string().max(64),
})
export type Channel = z.infer<typeof Channel>

export const DeviceFacts = z.object({
  id: z.string().max(64),
  /** As on the label: "wall monitor", "patch". */
  name: z.string().max(64),
  kind: z.enum(['wall', 'telemetry', 'patch', 'co2', 'glucose', 'spot', 'home', 'recording']),
  link: z.enum(['on', 'off']),
  /** Percent, where it runs on a battery. */
  battery: z.number().min(0).max(100).optional(),
  /** How far the device's clock is ahead of gateway time, ms, where it has one: corrected, and shown. */
  clockOffset: z.number().optional(),
  /** Whether a person said on whom it is; 'held': its values are kept apart; 'off': it is on nobody. Said by the gateway. */
  on: z.enum(['confirmed', 'unconfirmed', 'held', 'off']).optional(),
  /** Announced time between samples, ms, where it differs from the table's. */
  cadence: z.partialRecord(z.enum(VITAL_KEYS as [string, ...string[]]), z.number().positive()).optional(),
})
export type DeviceFacts = z.infer<typeof DeviceFacts>

/** `with`: a role ("nurse"), never a name: frames name nobody (P9). */
export const Away = z.object({ reason: z.string().max(80), with: z.string().max(80), since: instant, back: instant })

/** TABLE: where a patient is who is away, as frames say it. Words of one's own name whom they like: they stay with the names (P9). */
export const AWAY_REASONS = ['CT', 'theatre', 'dialysis', 'X-ray', 'examination', 'transport', 'washing', 'toilet'] as const
export const awayTold = (reason: string): string => ((AWAY_REASONS as readonly string[]).includes(reason) ? reason : 'elsewhere')

export const Recording = z.object({
  name: z.string().max(120),
  /** The recording's own start as written in it ("10/10/2896 00:31:25"), null where it has none. */
  date: z.string().max(64).nullable(),
  length: z.number(),
  ended: z.boolean(),
  loop: z.boolean(),
})

/** TABLE: what stands at a bed until somebody answers; the words stand in the app. Filled as soon as it is an alarm (WARD.md §8.2, 8.4). */
export const NOTICES = ['patient', 'standby-over', 'not-admitted', 'still-sending', 'two-beds', 'preset-differs', 'trial'] as const
export type NoticeKey = (typeof NOTICES)[number]
export const Notice = z.object({ key: z.enum(NOTICES), since: instant })

export const BedFacts = z.object({
  presence: z.enum(['occupied', 'away', 'empty']),
  away: Away.nullable(),
  devices: z.array(DeviceFacts).max(8),
  channels: z.array(Channel).max(16),
  /** Marks beside those that follow from the rest: "not-admitted", "paced", "rhythm-not-watched", "alarms-off-by-order", "limit-changed". */
  marks: z
    .array(
      z.enum([
        'paced',
        'rhythm-not-watched',
        'not-admitted',
        'name-alert',
        'limit-changed',
        'alarms-off-by-order',
        'no-bedside-alarm',
        'pregnant',
      ]),
    )
    .max(8),
  notices: z.array(Notice).max(8),
  /** What is shown on request only (comfort care). */
  valuesOnRequest: z.boolean(),
  recording: Recording.nullable(),
  /** One grey line where something is to be said: "NEWS2 not for under 16", "HR low 38 by order". Names nobody (P9): who ordered it goes by roster. */
  notes: z.array(z.string().max(120)).max(4),
})
export type BedFacts = z.infer<typeof BedFacts>

export const EMPTY_BED: BedFacts = {
  presence: 'empty',
  away: null,
  devices: [],
  channels: [],
  marks: [],
  notices: [],
  valuesOnRequest: false,
  recording: null,
  notes: [],
}
