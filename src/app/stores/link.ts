// How far this screen may be trusted right now: what the worker reports, and what the page sees for itself.
import { createStore } from 'zustand/vanilla'
import type { Freshness } from '../../model/freshness.ts'
import type { Held, Link } from '../core/view.ts'

export interface LinkState {
  /** What is shown: the worse of the worker's word and the page's own judgement. */
  readonly link: Link
  /** Nothing was ever fresh since the page opened: "connecting", not "lost". */
  readonly opening: boolean
  /** Page clock (performance.now()) since which nothing came; null while live. Kept so that the banner can count by itself. */
  readonly silentSince: number | null
  readonly reason: string | null
  /** It ended because nobody is signed in at this screen. */
  readonly signedOut: boolean
  /** The picture is covered: hidden, slept, and nothing fresh since. */
  readonly veiled: boolean
  /** Gateway time at page clock `tookAt`; null before the first word of it. */
  readonly gatewayNow: number | null
  readonly tookAt: number
  /** How far this computer's clock is ahead of gateway time, ms. */
  readonly wallOffset: number | null
  readonly speed: number
  /** What the gateway holds back because this line is slow. */
  readonly held: Held
  /** The browser refuses to keep this screen awake: it may go dark by itself. */
  readonly mayGoDark: boolean
  /** How often the worker died and was started anew. */
  readonly restarts: number
  /** A failure told by the worker, in words. */
  readonly failed: string | null
}

export const LINK_START: LinkState = {
  link: 'late',
  opening: true,
  silentSince: null,
  reason: null,
  signedOut: false,
  veiled: false,
  gatewayNow: null,
  tookAt: 0,
  wallOffset: null,
  speed: 1,
  held: 'none',
  mayGoDark: false,
  restarts: 0,
  failed: null,
}

export const link = createStore<LinkState>(() => LINK_START)

/** Gateway time at page clock `clock`, carried on from the last word of it; null where there was none. */
export const gatewayTime = (state: Pick<LinkState, 'gatewayNow' | 'tookAt' | 'speed'>, clock: number): number | null =>
  state.gatewayNow === null ? null : state.gatewayNow + (clock - state.tookAt) * state.speed

/** Whether what is shown may be taken for so: only a link that is live or late vouches, and only without a veil. */
export const vouches = ({ link, veiled }: Pick<LinkState, 'link' | 'veiled'>): boolean => !veiled && (link === 'live' || link === 'late')

/** How fresh a value may look at best while nothing vouches for it: struck, whatever its age and cadence. */
export const seenAs = (fresh: Freshness, vouched: boolean): Freshness => (vouched || fresh === 'none' ? fresh : 'stale')
