// Whether this screen offers an act at all. The gateway decides; what it would refuse for the role alone is not offered. Pure.
import { ACTIONS, type Action } from '../../model/may.ts'
import type { Authority } from '../../model/wire.ts'

/** 'by-pin': a locked station, where whoever may do it proves to stand there by name and PIN. */
export type Right = 'yes' | 'by-pin' | 'no'

export function rightTo(authority: Pick<Authority, 'is' | 'roles'> | null, action: Action): Right {
  const to: readonly string[] | string = ACTIONS[action].to
  // What a station may do itself needs nobody's PIN.
  if (authority?.is === 'station') return typeof to !== 'string' && to.includes('station') ? 'yes' : 'by-pin'
  if (authority?.is !== 'person') return 'no'
  return typeof to !== 'string' && to.some((role) => authority.roles.includes(role as never)) ? 'yes' : 'no'
}
