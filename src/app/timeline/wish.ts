// Lanes as a person wants them: their order, which are hidden, how high, and which scale themselves. Kept at the gateway
// under the account.
import type { KeptLanes } from '../../model/lanesapi.ts'
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
const within = (height: number): number => Math.round(Math.min(HEIGHT.most, Math.max(HEIGHT.least, height)))

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

const known = (keys: readonly string[]): readonly LaneKey[] => [...new Set(keys.filter(isLane))]
/** Lanes that this table does not know are left out, and new ones come where it has them. */
export const wishOf = ({ order, hidden, auto, heights }: KeptLanes): Wish => ({
  order: completed(known(order)),
  hidden: known(hidden),
  auto: known(auto),
  heights: Object.fromEntries(known(Object.keys(heights)).map((key) => [key, within(heights[key]!)])),
})
export const keptOf = ({ order, hidden, auto, heights }: Wish): KeptLanes => ({
  order: [...order],
  hidden: [...hidden],
  auto: [...auto],
  heights: Object.fromEntries(Object.entries(heights).map(([key, height]) => [key, within(height)])),
})
/** In order, of those that there is something to show in. */
export const shownOf = ({ order, hidden }: Pick<Wish, 'order' | 'hidden'>, there: readonly LaneKey[]): readonly LaneKey[] =>
  order.filter((key) => there.includes(key) && !hidden.includes(key))
/** The lanes that a link names, in its order; all others are hidden. */
export const linked = (wish: Wish, lanes: readonly LaneKey[]): Wish => ({
  ...wish,
  order: [...lanes, ...wish.order.filter((key) => !lanes.includes(key))],
  hidden: LANE_KEYS.filter((key) => !lanes.includes(key)),
})

/** Lanes brought by a link as one's own: of a lane that there is nothing of here the link says nothing, it stays as it was. */
export const taken = (own: Wish, brought: Wish, there: readonly LaneKey[]): Wish => ({
  ...brought,
  hidden: LANE_KEYS.filter((key) => (there.includes(key) ? brought : own).hidden.includes(key)),
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
  heights: { ...wish.heights, [key]: within(to) },
})
export const isDefault = (wish: Wish): boolean => wish.hidden.length === 0 && wish.order.every((key, i) => key === LANE_KEYS[i])
