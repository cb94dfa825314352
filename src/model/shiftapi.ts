// The contract of the doors about a shift: how loud the ward is, limits proposed for one signal of one stay, and what is handed over.
import { JournalLine } from './alarmapi.ts'
import { BedAlarms } from './alarmshown.ts'
import { ListRow } from './censusapi.ts'
import { DeviceFacts } from './facts.ts'
import { GONE_KEYS } from './history.ts'
import { LIMIT_KEYS, type LimitKey } from './limits.ts'
import { NO_PROPOSAL, type NoProposal } from './proposals.ts'
import { FIXES, type FixKey } from './quietfixes.ts'
import { z } from './zod.ts'

const id = z.string().min(1).max(64)
const instant = z.number().finite()
const count = z.number().int().min(0)
const span = z.number().min(0)
const by = z.string().max(120)
const vital = z.enum(LIMIT_KEYS as [LimitKey, ...LimitKey[]])
const limit = z.number().nullable()

/** TABLE: stretches of time that the meter and the handover look back over, hours. */
export const BACK = { '1 h': 1, '8 h': 8, '12 h': 12, '24 h': 24, '3 days': 72 } as const
const hours = z.number().int().min(1).max(72)

export const SHIFT_BODIES = {
  'POST /api/ward/quiet': z.strictObject({ ward: id, hours }),
  'POST /api/ward/handover': z.strictObject({ ward: id, hours }),
  'POST /api/stay/proposal': z.strictObject({ ward: id, stay: id, vital }),
} as const

const fixes = Object.keys(FIXES) as [FixKey, ...FixKey[]]
const noProposals = Object.keys(NO_PROPOSAL) as [NoProposal, ...NoProposal[]]
/** Shares are of 1; rates null: too little time to say. */
export const QuietShown = z.object({
  from: instant,
  to: instant,
  alarms: count,
  high: count,
  perBedDay: span.nullable(),
  perNurseHour: span.nullable(),
  short: span.nullable(),
  toClaim: span.nullable(),
  taken: count,
  paused: span,
  pairs: z
    .array(z.object({ stay: id, bed: z.string().max(24), signal: z.string().max(120), alarms: count, share: span, fix: z.enum(fixes) }))
    .max(10),
})

const Change = z.object({ vital, low: limit, high: limit, by, at: instant, why: z.string().max(200) })
export const HandoverRow = z.object({
  bed: id,
  label: z.string().max(24),
  /** Of the list of the ward; null: nobody lies there. */
  patient: ListRow.nullable(),
  /** Until when a nurse has the bed. */
  until: instant.nullable(),
  alarms: BedAlarms,
  /** Limits that are not the preset's: by whom, and why. */
  limits: z.array(Change).max(32),
  /** Raised within the time looked back over. */
  raised: z.object({ high: count, medium: count, low: count }),
  /** The journal of that time, newest first; `more` older lines are left out. */
  story: z.array(JournalLine).max(200),
  more: count,
  /** No longer kept: of these nothing told is not nothing happened. */
  gone: z.array(z.enum(GONE_KEYS)).max(GONE_KEYS.length),
  devices: z.array(DeviceFacts.pick({ id: true, name: true, kind: true, link: true, battery: true })).max(8),
})
export type HandoverRow = z.infer<typeof HandoverRow>

export const SHIFT_ANSWERS = {
  'POST /api/ward/quiet': z.object({
    quiet: QuietShown,
    /** Alarms of the last ten minutes beside what is usual in ten here; null: not known yet. */
    flood: z.object({ on: z.boolean(), count, usual: span.nullable() }),
    /** Since when nurses that are signed in are counted. */
    nursesSince: instant,
    /** Lines of the journal that were lost. */
    lost: count,
  }),
  'POST /api/ward/handover': z.object({
    made: instant,
    from: instant,
    rows: z.array(HandoverRow).max(256),
    /** Names of the staff, by id: who has, silenced or ordered something. */
    staff: z.record(z.string(), by),
  }),
  'POST /api/stay/proposal': z.discriminatedUnion('is', [
    z.object({ is: z.literal('refused'), why: z.enum(noProposals) }),
    z.object({
      is: z.literal('proposed'),
      value: z.number(),
      low: limit,
      high: limit,
      /** In force now. */
      present: z.object({ low: limit, high: limit }),
      railed: z.array(z.enum(['low', 'high'])).max(2),
      source: z.string().max(40),
      compared: z.object({ present: count, proposed: count, missed: count, more: count, points: count }),
    }),
  ]),
} as const
