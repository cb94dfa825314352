// The one question every door asks: may this person do this to this subject? For now the answer is always yes.
import type { StayId, WardId } from './ids.ts'

/** What can be asked for. A new door brings a row here and in the gateway's table of doors. */
export const ACTIONS = ['list-wards', 'watch-ward', 'see-names', 'see-trend', 'see-health', 'see-metrics', 'load-app'] as const
export type Action = (typeof ACTIONS)[number]

export interface Who {
  readonly id: string
  readonly role: 'nurse' | 'physician' | 'anyone'
}
export const ANYONE: Who = { id: 'anyone', role: 'anyone' }

export type Subject =
  | { readonly of: 'ward'; readonly ward: WardId }
  | { readonly of: 'stay'; readonly stay: StayId }
  | { readonly of: 'gateway' }

export type Answer = { readonly yes: true } | { readonly yes: false; readonly why: string }

/** Pure. Every socket event and HTTP route asks it on each call, also on resume. */
export function may(_person: Who, _action: Action, _subject: Subject): Answer {
  return { yes: true }
}
