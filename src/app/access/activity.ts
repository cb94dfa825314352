// Tells the gateway that somebody touches this screen, so that the session goes on: by real input only, and not too often.
import { me } from '../stores/me.ts'
import { post, refreshMe } from './api.ts'

const TOUCHES = ['pointerdown', 'keydown', 'wheel', 'touchstart'] as const
/** Real ms between two words of it. */
export const TOLD_EVERY = 15_000
/** Longest wait of a timer. */
const SOON = 60_000

/** When it may be told again; pure. */
export const mayTell = (last: number | null, now: number): boolean => last === null || now - last >= TOLD_EVERY

export function followActivity(): () => void {
  const controller = new AbortController()
  let last: number | null = null
  const touched = (event: Event): void => {
    if (!event.isTrusted || me.getState().me?.authority.is !== 'person') return
    const now = performance.now()
    if (!mayTell(last, now)) return
    last = now
    post('POST /api/active', {}).catch(() => {
      last = null
    })
  }
  for (const kind of TOUCHES) document.addEventListener(kind, touched, { signal: controller.signal, passive: true, capture: true })
  // What ended without a word (the line was down) is asked for.
  const timer = setInterval(() => void refreshMe(), SOON)
  document.addEventListener('visibilitychange', () => document.hidden || void refreshMe(), { signal: controller.signal })
  return () => {
    controller.abort()
    clearInterval(timer)
  }
}
