// What a browser is shown, by who the gateway takes it for. Pure.
import type { Me } from '../../model/me.ts'

export type Gate = 'wait' | 'set-up' | 'demo' | 'sign-in' | 'second-factor' | 'enrol-second-factor' | 'change-password' | 'app'

export function gateOf(me: Me | null): Gate {
  if (!me) return 'wait'
  if (me.next !== null) return me.next
  if (me.authority.is !== 'nobody') return 'app'
  if (me.setUp) return 'set-up'
  return me.demo ? 'demo' : 'sign-in'
}
