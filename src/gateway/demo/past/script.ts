// TABLES: what people did in the demo's past [WARD §6]. All of them are invented.
import type { LimitKey } from '../../../model/limits.ts'
import { type Ms, seconds } from '../../../model/units.ts'
import type { Hour } from '../../../model/zone.ts'
import type { Login } from '../script.ts'

/** Who had a bed in the night, where not R. Wren; and after how long what had ended there was looked at. */
export const NIGHT_STAFF: Readonly<Record<string, { readonly nurse: Login; readonly see?: Ms }>> = {
  '4B-09': { nurse: 'heron' },
  '4B-10': { nurse: 'wren', see: seconds(130) },
}

/** Limits that were others for a while yesterday. */
export const LIMITS_THEN: readonly {
  readonly bed: string
  readonly vital: LimitKey
  readonly low: number
  readonly high: number
  readonly who: Login
  readonly from: Hour
  readonly until: Hour
  readonly why: string
  readonly back: string
}[] = [
  {
    bed: 'ICU-6',
    vital: 'hr',
    low: 50,
    high: 140,
    who: 'rook',
    from: '18:05',
    until: '22:40',
    why: 'fever and pain: watched at the bedside',
    back: 'settled: back to the ward’s',
  },
]

/** Notes: when by the ward's clock, whether yesterday or in the night's story, and whose. */
export const NOTES_THEN: readonly {
  readonly bed: string
  readonly at: Hour
  readonly day: 'yesterday' | 'night'
  readonly who: Login
  readonly kind: 'note' | 'intervention'
  readonly text: string
}[] = [
  {
    bed: '4B-09',
    at: '00:30',
    day: 'night',
    who: 'heron',
    kind: 'note',
    text: 'Morphine pump: dose raised for pain 7/10. Asleep at 01:00.',
  },
  {
    bed: '4B-09',
    at: '04:50',
    day: 'night',
    who: 'rook',
    kind: 'intervention',
    text: 'Naloxone 100 micrograms IV twice. Awake, breathing 18. Morphine pump stopped.',
  },
  {
    bed: '4B-09',
    at: '05:15',
    day: 'night',
    who: 'heron',
    kind: 'note',
    text: 'Awake, oriented. Mask 15 L, then 2 L nasal. Hourly observations.',
  },
  {
    bed: '4B-10',
    at: '02:20',
    day: 'night',
    who: 'wren',
    kind: 'note',
    text: 'Pause on the monitor, awake and well. Pacemaker check asked for.',
  },
  {
    bed: '4B-13',
    at: '16:20',
    day: 'yesterday',
    who: 'kestrel',
    kind: 'note',
    text: 'Moved from 4B-03 to 4B-13 for a hip replacement to be watched with CO₂.',
  },
]
