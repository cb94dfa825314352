// Words of the timeline. Pure.
import type { GapWhy } from '../../model/history.ts'
import { WHY_WORDS } from '../../model/value.ts'

/** Why nothing is known, as it stands on a hatched stretch. */
const STORE_WHYS: Readonly<Record<Exclude<GapWhy, keyof typeof WHY_WORDS>, string>> = {
  'gateway-off': 'GATEWAY OFF',
  'nothing-came': 'NOTHING CAME',
  damaged: 'DAMAGED',
  pruned: 'NO LONGER KEPT',
}
export const gapWords = (why: GapWhy): string => ({ ...WHY_WORDS, ...STORE_WHYS })[why]

/** "20 s", "40 min", "4 h", "3 d 2 h": the length of a window. */
export function lengthWords(ms: number): string {
  const s = Math.round(ms / 1000)
  if (s < 120) return `${s} s`
  const min = Math.round(s / 60)
  if (min < 120 && min % 60 !== 0) return `${min} min`
  const [h, rest] = [Math.floor(min / 60), min % 60]
  if (h < 100) return rest === 0 ? `${h} h` : `${h} h ${rest} min`
  return `${Math.floor(h / 24)} d${h % 24 === 0 ? '' : ` ${h % 24} h`}`
}
