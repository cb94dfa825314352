// TABLE: windows that figures are compared with, one row each; and a window as a reader types it, by the ward's clock. Pure.
import type { Span } from '../../model/history.ts'
import { at, hours } from '../../model/units.ts'
import { meantBy } from '../core/typedtime.ts'

export interface Windows {
  /** The one that is looked at, and the second on the screen; null: there is one. */
  readonly first: Span
  readonly second: Span | null
  readonly typed: Span | null
}
interface Row {
  readonly words: string
  /** Beside a row of figures. */
  readonly row: string
  /** Null: there is none. */
  of(windows: Windows): Span | null
}
export const BESIDE = {
  none: { words: 'no second window', row: '', of: () => null },
  second: { words: 'the second window on the screen', row: 'second window', of: ({ second }) => second },
  before: {
    words: 'just before, as long',
    row: 'just before',
    of: ({ first: { from, to } }) => ({ from: at(from - (to - from)), to: from }),
  },
  day: {
    words: '24 h before',
    row: '24 h before',
    of: ({ first: { from, to } }) => ({ from: at(from - hours(24)), to: at(to - hours(24)) }),
  },
  typed: { words: 'from and to that I type', row: 'typed', of: ({ typed }) => typed },
} as const satisfies Record<string, Row>
export type Beside = keyof typeof BESIDE
export const BESIDE_KEYS = Object.keys(BESIDE) as readonly Beside[]

/** A window of two fields, or in words why it is none. */
export function typedSpan(zone: string, fields: { readonly from: string; readonly to: string }, now: number): Span | string {
  const [from, to] = [meantBy(zone, fields.from), meantBy(zone, fields.to)]
  if (typeof from === 'string') return `From: ${from}`
  if (typeof to === 'string') return `To: ${to}`
  if (to <= from) return 'The end must lie after the start.'
  if (from >= now) return 'This window has not begun yet.'
  return { from, to }
}
