// The contract of the doors through which a stay leaves: an export is asked for with a reason, fetched once as a file, watched and cancelled.
import { z } from './zod.ts'

const id = z.string().min(1).max(64)
const instant = z.number().finite()

interface Kind {
  readonly words: string
  /** What is in it, for who chooses. */
  readonly told: string
  /** How its file ends. */
  readonly ending: string
  readonly type: string
}
/** TABLE: what a stay leaves as. */
export const EXPORTS = {
  csv: {
    words: 'Table (CSV)',
    told: 'every number, state and note with its time, unit, quality and why it is unknown; no waves',
    ending: 'csv',
    type: 'text/csv; charset=utf-8; header=present',
  },
  fhir: {
    words: 'FHIR R4 Bundle',
    told: 'numbers, waves, readings, alarms, NEWS2 sets and notes for another system; with the name',
    ending: 'fhir.json',
    type: 'application/fhir+json; charset=utf-8',
  },
  wfdb: {
    words: 'Recording (WFDB)',
    told: 'waves and numbers sample by sample for research tools; without the name',
    ending: 'tar',
    type: 'application/x-tar',
  },
} as const satisfies Record<string, Kind>
export type ExportKey = keyof typeof EXPORTS
export const EXPORT_KEYS = Object.keys(EXPORTS) as [ExportKey, ...ExportKey[]]

/** TABLE: where an export stands, in words. */
export const EXPORT_STATES = {
  waiting: 'ready to be fetched',
  running: 'running',
  done: 'done',
  cancelled: 'cancelled',
  ended: 'ended: the session or the permission ended',
  failed: 'failed: nothing more comes; the file is not whole',
} as const
export type ExportState = keyof typeof EXPORT_STATES
const states = Object.keys(EXPORT_STATES) as [ExportState, ...ExportState[]]

/** Letters of a reason. */
export const EXPORT_WHY = { least: 4, most: 200 } as const

export const EXPORT_BODIES = {
  /** Asks for it; nothing leaves yet. */
  'POST /api/stay/export': z.strictObject({
    ward: id,
    stay: id,
    from: instant,
    to: instant,
    what: z.enum(EXPORT_KEYS),
    why: z.string().trim().min(EXPORT_WHY.least).max(EXPORT_WHY.most),
  }),
  'POST /api/export/state': z.strictObject({ id }),
  'POST /api/export/cancel': z.strictObject({ id }),
} as const
/** `?id=`: the file, once, to the session that asked. */
export const EXPORT_GETS = ['GET /api/export/file'] as const

/** `done`: share of the work, 0–1. `bytes`: handed over so far. */
export const ExportShown = z.object({
  id,
  name: z.string().max(200),
  state: z.enum(states),
  done: z.number().min(0).max(1),
  bytes: z.number().min(0),
})
export type ExportShown = z.infer<typeof ExportShown>
export const EXPORT_ANSWERS = {
  'POST /api/stay/export': ExportShown,
  'POST /api/export/state': ExportShown,
  'POST /api/export/cancel': ExportShown,
} as const
