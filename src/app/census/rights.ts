// Whether this screen offers an act at all. The gateway decides; what it would refuse for the role alone is not offered. Pure.
import { ACTIONS, type Action } from '../../model/may.ts'
import type { Authority } from '../../model/wire.ts'

/** 'by-pin': a locked station, where whoever may do it proves to stand there by name and PIN. */
export type Right = 'yes' | 'by-pin' | 'no'

export function rightTo(authority: Pick<Authority, 'is' | 'roles'> | null, action: Action): Right {
  if (authority?.is === 'station') return 'by-pin'
  if (authority?.is !== 'person') return 'no'
  const to: readonly string[] | string = ACTIONS[action].to
  return typeof to !== 'string' && to.some((role) => authority.roles.includes(role as never)) ? 'yes' : 'no'
}
