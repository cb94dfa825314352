// Whether this screen offers an act on an alarm at all. The gateway decides; what it would refuse for the role alone is not offered. Pure.
import { ALARM_ACTS, type AlarmActKey } from '../../model/alarmacts.ts'
import { ACTIONS } from '../../model/may.ts'
import type { Authority } from '../../model/wire.ts'
import { type Right, rightTo } from '../census/rights.ts'

/** A station may do by itself what its row of `may` says; for the rest somebody proves to stand there. */
export function alarmRight(authority: Pick<Authority, 'is' | 'roles'> | null, act: AlarmActKey): Right {
  const { action } = ALARM_ACTS[act]
  const { to } = ACTIONS[action]
  if (authority?.is === 'station' && (to as readonly string[]).includes('station')) return 'yes'
  return rightTo(authority, action)
}
