// For the matrix: each act on alarms once about one patient, or one ward, by a screen that showed nothing of this run: refused behind the door.
import { ALARM_ACT_KEYS, type AlarmActAsked, type AlarmActKey } from '../../model/alarmacts.ts'
import type { About } from './table.ts'

const alarm = { alarm: 'none', priority: 'high' } as const
/** TABLE: one row an act; an act without its row does not compile. */
const ROWS: { readonly [K in AlarmActKey]: Omit<Extract<AlarmActAsked, { act: K }>, 'act' | 'stay' | 'bed' | 'ward'> } = {
  claim: alarm,
  give: { ...alarm, to: 'none' },
  release: alarm,
  seen: alarm,
  help: { on: false },
  silence: { on: false },
  pause: { on: false },
  off: { vital: 'hr', reason: 'the matrix asks' },
  on: { vital: 'hr' },
  'order-off': { reason: 'the matrix asks' },
  'order-on': {},
  limits: { vital: 'hr', low: 50, high: 120, reason: 'the matrix asks' },
  'confirm-age': {},
  target: { low: 88, high: 92, reason: 'the matrix asks' },
  'claim-ward': alarm,
  prove: {},
}
const OF_WARD: ReadonlySet<AlarmActKey> = new Set(['claim-ward', 'prove'])

export const alarmActsOn = (
  ward: string,
  bed: string,
  stay: string,
): readonly { readonly key: AlarmActKey; readonly body: object; readonly about: About }[] =>
  ALARM_ACT_KEYS.map((key) => ({
    key,
    body: { ask: { act: key, ...(OF_WARD.has(key) ? { ward } : { stay, bed }), ...ROWS[key] }, seen: { epoch: 0, seq: 0 } },
    about: OF_WARD.has(key) ? { of: 'ward', ward } : { of: 'stay', ward, stay },
  }))
