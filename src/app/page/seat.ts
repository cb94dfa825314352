// Who this screen is taken for, in words, and what may be done about it from the ward screen. Pure.
import { ROLES, type Role } from '../../model/may.ts'
import type { Authority } from '../../model/wire.ts'
import { clockTime } from '../core/words.ts'

/** 'lock': the person gives a station back; 'sign-out': the person leaves a browser that then shows nothing; 'take-over': by name and PIN. */
export type SeatAct = 'lock' | 'sign-out' | 'take-over'

export interface Seat {
  readonly who: string
  readonly more: string
  readonly act: SeatAct | null
  /** The key L opens the dialog in which the next nurse takes over. */
  readonly handsOver: boolean
}

export const ACT_WORDS: Record<SeatAct, string> = { lock: 'Lock', 'sign-out': 'Sign out', 'take-over': 'Take over (L)' }

const roleWords = (roles: readonly string[]): string =>
  roles.map((role) => (Object.hasOwn(ROLES, role) ? ROLES[role as Role] : role)).join(', ') || 'no role'

/** Null where nobody is signed in, or nothing was told yet. */
export function seatOf(authority: Authority | null): Seat | null {
  if (!authority) return null
  const { is, name, roles, station } = authority
  switch (is) {
    case 'person':
      return {
        who: name,
        more: [roleWords(roles), station?.name].filter(Boolean).join(' · '),
        act: station ? 'lock' : 'sign-out',
        handsOver: station !== null,
      }
    case 'station':
      return { who: `STATION ${station?.name ?? name}`, more: 'locked, initials only', act: 'take-over', handsOver: true }
    case 'wall-display':
      return { who: 'WALL DISPLAY', more: station?.name ?? name, act: null, handsOver: false }
    case 'nobody':
      return null
    default:
      return is satisfies never
  }
}

/** Whether this screen may be told names at all: else nothing offers to sort by them. */
export const seesNames = (authority: Authority | null): boolean => authority?.is === 'person'

/** Why no name stands where one could: for the detail of a bed. */
export function namelessWords(authority: Authority | null, refused: string | null, initials = false): string {
  if (authority?.is === 'station') return 'initials only: take over to see names'
  if (authority?.is === 'wall-display') return 'wall display: no names'
  // A person is told initials alone where this station shows a ward that the person has no role on.
  if (initials) return 'initials only: this ward is not one of yours'
  return refused === 'audit-down' ? 'name not shown: the audit cannot be written' : 'name not known'
}

export type Emergency = Authority['emergencies'][number]
/** "14:05: fell in the hall, recorded and reviewed" in the ward's zone. */
export const emergencyWords = ({ until, reason }: Emergency, zone: string): string =>
  `until ${clockTime(until, zone)}: ${reason}, recorded and reviewed`

/** What follows where nobody touches this screen: a station goes on watching, without names. */
export const idleWords = (station: boolean): { readonly lead: string; readonly after: string } => ({
  lead: 'Signing out in',
  after: station ? 'touch or press a key to stay' : 'touch or press a key to stay, or this screen stops monitoring',
})
