// TABLES: what the demo's staff do by themselves [WARD §1–3, §5]. All of them are invented. Minutes count from the start.
import type { AlarmActAsked } from '../../model/alarmacts.ts'
import type { RuleKey } from '../../model/rules.ts'
import { minutes, seconds } from '../../model/units.ts'

/** Logins of demo.ts. */
export type Login = 'wren' | 'heron' | 'kestrel' | 'rook'

/** Gateway time [WARD §1: 45 s; else design]. */
export const STAFF = {
  /** A visitor has so long to take an alarm. */
  take: seconds(45),
  /** One whose claim lapsed takes it again after so long. */
  again: seconds(10),
  /** What has ended is looked at after so long. */
  see: minutes(4),
  /** More than so many untaken at once are too many for one visitor: the oldest is taken before its time. */
  most: { high: 1, medium: 3 },
} as const

/** An alarm that is dealt with otherwise than by the nurse of the bed after the usual time. */
export interface Own {
  readonly bed: string
  readonly rules: 'all' | readonly RuleKey[]
  readonly from: number
  readonly to: number
  readonly who: Login
  /**
   * 'at-once': taken as soon as it stands. 'at-bedside': nobody takes it, for all hands are on the patient; the bed is silenced, help is
   * called for, and what has ended is seen after `see` minutes.
   */
  readonly how: 'at-once' | 'at-bedside'
  readonly see?: number
}
export const OWN: readonly Own[] = [
  { bed: 'ICU-1', rules: 'all', from: -1, to: 7.9, who: 'heron', how: 'at-once' },
  { bed: 'ICU-1', rules: 'all', from: 7.9, to: 30, who: 'heron', how: 'at-bedside', see: 6 },
]

type Ask = AlarmActAsked extends infer A ? (A extends { stay: string } ? Omit<A, 'stay' | 'bed'> : never) : never
/** An act at its minute, where nobody did anything of the kind before. */
export interface Scripted {
  readonly minute: number
  readonly bed: string
  readonly who: Login
  readonly ask: Ask
}
export const SCRIPT: readonly Scripted[] = [
  {
    minute: 12,
    bed: '4B-06',
    who: 'rook',
    ask: { act: 'limits', vital: 'hr', low: 50, high: 165, reason: 'atrial fibrillation, known; rate control begun' },
  },
]
