// The contract of the doors about the history of a stay. Windows and waves are answered as bytes: model/trackbytes.ts.

import { MOST } from './history.ts'
import { SIGNALS, type SignalKey } from './signals.ts'
import { WAVE_KEYS, type WaveKey } from './waves.ts'
import { z } from './zod.ts'

const id = z.string().min(1).max(64)
const instant = z.number()
const count = z.number().int().min(0)
const signal = z.enum(SIGNALS.map(({ key }) => key) as [SignalKey, ...SignalKey[]])

/** What is wrong with a window's times is answered by name: only its shape is judged here. */
export const HISTORY_BODIES = {
  /** Answered by encodeTracks. */
  'POST /api/stay/window': z.strictObject({
    stay: id,
    from: instant,
    to: instant,
    width: z.number(),
    signals: z.array(signal).max(MOST.signals),
  }),
  /** Answered by encodePieces. */
  'POST /api/stay/waves': z.strictObject({
    stay: id,
    from: instant,
    to: instant,
    signals: z.array(z.enum(WAVE_KEYS as [WaveKey, ...WaveKey[]])).max(16),
  }),
  'POST /api/stay/extents': z.strictObject({ stay: id }),
} as const

export const HISTORY_ANSWERS = {
  'POST /api/stay/extents': z.object({
    extents: z.array(z.object({ signal, sources: z.array(z.string().max(64)).max(64), from: instant, to: instant, count })).max(256),
  }),
} as const
