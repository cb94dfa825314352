// TABLE: one row a key of the replay. The banner shows it, the page obeys it; Escape is the sheet's own. Pure.
import { BACK, jump, type Raised } from './windows.ts'

interface Row {
  readonly shown: string
  readonly does: string
  /** Where a key leads from a moment; null: nowhere. */
  readonly keys: Readonly<Record<string, (moment: number, now: number, high: readonly Raised[]) => number | null>>
}
const by =
  (ms: number) =>
  (moment: number): number =>
    moment + ms
export const REPLAY_KEYS: readonly Row[] = [
  { shown: '← →', does: '1 s', keys: { ArrowLeft: by(-1000), ArrowRight: by(1000) } },
  { shown: 'with Shift', does: '10 s', keys: { 'Shift ArrowLeft': by(-10_000), 'Shift ArrowRight': by(10_000) } },
  {
    shown: '↓ ↑',
    does: '1 min',
    keys: { ArrowUp: by(60_000), ArrowDown: by(-60_000), PageUp: by(60_000), PageDown: by(-60_000) },
  },
  { shown: 'Home End', does: '72 h ago and now', keys: { Home: (_, now) => now - BACK, End: (_, now) => now } },
  {
    shown: 'P N',
    does: 'high alarm before and after',
    keys: { p: (moment, _, high) => jump(high, moment, 'before'), n: (moment, _, high) => jump(high, moment, 'after') },
  },
  { shown: 'Esc', does: 'back to live', keys: {} },
]
const ALL = Object.assign({}, ...REPLAY_KEYS.map(({ keys }) => keys)) as Row['keys']

/** The moment that a key asks for, not yet held within the 72 hours; null: it is none of ours, or leads nowhere. */
export function pressed(
  { key, shiftKey }: { readonly key: string; readonly shiftKey: boolean },
  moment: number,
  now: number,
  alarms: readonly Raised[],
): number | null {
  // A letter is the same with Shift and with Caps Lock.
  const name = key.length === 1 ? key.toLowerCase() : `${shiftKey ? 'Shift ' : ''}${key}`
  const to = Object.hasOwn(ALL, name) ? ALL[name]! : null
  return (
    to?.(
      moment,
      now,
      alarms.filter(({ high }) => high),
    ) ?? null
  )
}
