// All alarms of the ward on this screen, as the gateway tells them: only it decides (P2). The frame painted last stands beside them, because an
// act names what its asker saw.
import { createStore } from 'zustand/vanilla'
import { type BedAlarms, NO_WARD_ALARMS, type WardAlarms } from '../../model/alarmshown.ts'
import type { Roster } from '../../model/wire.ts'
import type { FromWorker } from '../messages.ts'

export interface AlarmsState {
  /** By bed; a bed of which nothing was told yet is not there. */
  readonly beds: ReadonlyMap<string, BedAlarms>
  readonly ward: WardAlarms
  /** Who may have taken an alarm, by the id that alarms carry: told with the names. */
  readonly carers: ReadonlyMap<string, Roster['carers'][number]>
  /** Whether this screen could be heard, as far as it knows. Told to the gateway with what was painted. */
  readonly sound: 'armed' | 'off'
  /** Ticks once for a canary, and tells whether it was scheduled; null: nothing here sounds. */
  readonly tick: ((canary: string) => boolean | Promise<boolean>) | null
}
export const ALARMS_START: AlarmsState = { beds: new Map(), ward: NO_WARD_ALARMS, carers: new Map(), sound: 'off', tick: null }
export const alarms = createStore<AlarmsState>(() => ALARMS_START)

/** The frame painted last: read when an act is asked, watched by nobody. */
let painted: { readonly ward: string; readonly epoch: number; readonly seq: number } | null = null
export const paintedLast = (): typeof painted => painted
export const notePainted = (frame: typeof painted): void => {
  painted = frame
}

type News = Extract<FromWorker, { is: 'alarms' }>
export function takeAlarms({ beds: news, ward, whole }: News): void {
  alarms.setState((state) => {
    const beds = new Map(whole ? [] : state.beds)
    for (const [bed, own] of news) beds.set(bed, own)
    return { beds, ...(ward ? { ward } : {}) }
  })
}
/** Nothing of the ward before stands on under another. */
export function leaveAlarms(): void {
  const { beds, ward } = ALARMS_START
  alarms.setState({ beds, ward })
  notePainted(null)
}
