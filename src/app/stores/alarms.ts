// All alarms of the ward on this screen, as the gateway tells them: only it decides (P2). The frame painted last stands beside them, because an
// act names what its asker saw.
import { createStore } from 'zustand/vanilla'
import { type BedAlarms, NO_WARD_ALARMS, type WardAlarms } from '../../model/alarmshown.ts'
import type { Category, Priority } from '../../model/priority.ts'
import { ruleOf } from '../../model/rules.ts'
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
let painted: { readonly epoch: number; readonly seq: number } | null = null
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

/** One thing that is to be heard. */
export interface Audible {
  /** Unique over all wards. */
  readonly id: string
  readonly ward: string
  readonly priority: Priority
  readonly category: Category
  /** Gateway time. */
  readonly since: number
}

/** All that is to be heard now of the ward on this screen; the gateway said so of each. */
export function audible(ward: string, { beds, ward: own }: Pick<AlarmsState, 'beds' | 'ward'>): readonly Audible[] {
  const out: Audible[] = []
  const of = (place: string, all: BedAlarms['alarms']): void => {
    for (const { id, rule, priority, raised, sounds } of all)
      if (sounds) out.push({ id: `${place}/${id}`, ward, priority, category: ruleOf(rule).tone, since: raised })
  }
  const help = (id: string, of: string, since: number): void =>
    void out.push({ id: `${id}/help`, ward: of, priority: 'medium', category: 'general', since })
  of(ward, own.alarms)
  for (const [bed, { alarms: all, help: called }] of beds) {
    of(`${ward}/${bed}`, all)
    if (called) help(`${ward}/${bed}`, ward, called.at)
  }
  for (const { ward: other, bed, why, alarm, since } of own.elsewhere) {
    if (why === 'help') help(`${other}/${bed}`, other, since)
    else if (alarm)
      out.push({ id: `${other}/${bed}/${alarm.id}`, ward: other, priority: alarm.priority, category: ruleOf(alarm.rule).tone, since })
    else out.push({ id: `${other}/${why}`, ward: other, priority: 'medium', category: 'power', since })
  }
  return out
}
