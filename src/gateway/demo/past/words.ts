import type { PastProgress } from './past.ts'

/** For the console, one line. */
export function pastWords({ state, share, samples, recentSeconds, seconds }: PastProgress): string {
  const made = `${(samples / 1e6).toFixed(1)} million samples in ${Math.round(seconds)} s`
  if (state === 'made') return `The demo’s past is there: 72 h, ${made}, the last 12 h after ${Math.round(recentSeconds ?? seconds)} s.`
  if (state === 'failed') return 'The demo’s past could not be made.'
  return `The demo’s past is being made: ${Math.round(100 * share)} %, ${made}${recentSeconds === null ? '' : ', the last 12 h are there'}.`
}
