// The lanes of the timeline as a person set them, kept at the gateway under the account. Keys and numbers only: nothing of a patient fits in.
import { z } from './zod.ts'

const MOST = 64
const key = z.string().regex(/^[a-z0-9-]{1,24}$/)
const keys = z.array(key).max(MOST)

export const KeptLanes = z.strictObject({
  order: keys,
  hidden: keys,
  /** Those that scale themselves. */
  auto: keys,
  /** Pixels, of those that a hand resized. */
  heights: z.record(key, z.number().int().min(1).max(2000)).refine((heights) => Object.keys(heights).length <= MOST),
})
export type KeptLanes = z.output<typeof KeptLanes>

export const LANES_BODIES = { 'POST /api/account/lanes': z.strictObject({ lanes: KeptLanes }) } as const
export const LANES_GETS = ['GET /api/account/lanes'] as const
export const LANES_ANSWERS = {
  'POST /api/account/lanes': z.object({}),
  /** Null: nothing was ever set. */
  'GET /api/account/lanes': z.object({ lanes: KeptLanes.nullable() }),
} as const
