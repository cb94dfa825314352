// Lanes as a person wants them: their order, which are hidden, how high, and which scale themselves. Kept in this browser under the account.
import { z } from '../../model/zod.ts'
import { isLane, LANE_KEYS, type LaneKey } from './lanes.ts'

export interface Wish {
  readonly order: readonly LaneKey[]
  readonly hidden: readonly LaneKey[]
  readonly auto: readonly LaneKey[]
  readonly heights: Readonly<Partial<Record<LaneKey, number>>>
}
export const WISH: Wish = { order: LANE_KEYS, hidden: [], auto: [], heights: {} }
/** Pixels: what a finger hits, and what leaves room for others. */
export const HEIGHT = { least: 48, most: 320, step: 24 } as const

const keys = z
  .array(z.string())
  .max(100)
  .transform((list) => [...new Set(list.filter(isLane))])
const Kept = z.object({
  order: keys,
  hidden: keys,
  auto: keys,
  heights: z.record(z.string(), z.number().min(HEIGHT.least).max(HEIGHT.most)),
})

/** New lanes of the table come where the table has them. */
const completed = (order: readonly LaneKey[]): readonly LaneKey[] => {
  const out = [...order]
  for (const [i, key] of LANE_KEYS.entries()) {
    if (out.includes(key)) continue
    const before = LANE_KEYS.slice(0, i).findLast((one) => out.includes(one))
    out.splice(before === undefined ? 0 : out.indexOf(before) + 1, 0, key)
  }
  return out
}

/** From its stored text; what does not pass is as the table has it. Never throws. */
export function parseWish(text: string | null): Wish {
  try {
    const { order, hidden, auto, heights } = Kept.parse(JSON.parse(text ?? 'null'))
    return { order: completed(order), hidden, auto, heights: Object.fromEntries(Object.entries(heights).filter(([key]) => isLane(key))) }
  } catch {
    return WISH
  }
}
/** The lanes that a link names, in its order; all others are hidden. */
export const linked = (wish: Wish, lanes: readonly LaneKey[]): Wish => ({
  ...wish,
  order: [...lanes, ...wish.order.filter((key) => !lanes.includes(key))],
  hidden: LANE_KEYS.filter((key) => !lanes.includes(key)),
})

/** One place up or down among those that are shown. */
export function moved(wish: Wish, key: LaneKey, by: -1 | 1, shown: readonly LaneKey[]): Wish {
  const other = shown[shown.indexOf(key) + by]
  if (other === undefined) return wish
  const order = wish.order.filter((one) => one !== key)
  order.splice(order.indexOf(other) + (by > 0 ? 1 : 0), 0, key)
  return { ...wish, order }
}
const flipped = (list: readonly LaneKey[], key: LaneKey): readonly LaneKey[] =>
  list.includes(key) ? list.filter((one) => one !== key) : [...list, key]
export const toggled = (wish: Wish, what: 'hidden' | 'auto', key: LaneKey): Wish => ({ ...wish, [what]: flipped(wish[what], key) })
export const resized = (wish: Wish, key: LaneKey, to: number): Wish => ({
  ...wish,
  heights: { ...wish.heights, [key]: Math.round(Math.min(HEIGHT.most, Math.max(HEIGHT.least, to))) },
})
export const isDefault = (wish: Wish): boolean => wish.hidden.length === 0 && wish.order.every((key, i) => key === LANE_KEYS[i])
