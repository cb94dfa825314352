// What an alarm says on a tile and in a banner: the templates of its rule, filled in. Names nobody (P9).
import type { AlarmShown } from './alarmshown.ts'
import { ruleOf } from './rules.ts'
import { type DisplayUnits, shownIn } from './shownunits.ts'

export interface AlarmWordsContext {
  readonly units: DisplayUnits
  readonly zone: string
  /** Gateway time. */
  readonly now: number
}

const two = (value: number): string => String(value).padStart(2, '0')
function counter(ms: number): string {
  const s = Math.max(0, Math.floor(ms / 1000))
  return s < 3600 ? `${Math.floor(s / 60)}:${two(s % 60)}` : `${Math.floor(s / 3600)}:${two(Math.floor((s % 3600) / 60))}:${two(s % 60)}`
}

export function alarmWords(alarm: AlarmShown, where: 'tile' | 'banner', { units, now }: AlarmWordsContext): string {
  const { vital, side, value, limit, worst, say, since } = alarm
  const number = (of: number | null): string => (of === null ? '?' : vital === null ? String(of) : shownIn(vital, of, units))
  const known: Readonly<Record<string, string>> = {
    value: number(value),
    limit: number(limit),
    worst: number(worst),
    sign: side === 'low' ? '<' : '>',
    for: counter(now - since),
    more: '',
    on: '',
  }
  return ruleOf(alarm.rule)[where].replace(/\{(\w+)\}/g, (_, key: string) => say[key] ?? known[key] ?? '?')
}
