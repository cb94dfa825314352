// Notices a machine's clock that was put back, between two runs or during one: what time was to end would last longer.
import type { Clock, Stop } from '../../feed/source.ts'
import { ms } from '../../model/units.ts'

/** How often it looks, how often the time is kept for the next run, and by how much the clock may be put back unnoticed, real ms. */
const LOOK = ms(250)
const KEEP = ms(60_000)
const SLACK = 60_000

export interface Stepped {
  /** By how much it was put back before this run, ms; 0 where it was not. */
  readonly before: number
  /** From now on `stepped` is told, and `keep` is handed the latest time. */
  start(): Stop
}

export function createStepped(setup: {
  readonly clock: Pick<Clock, 'real' | 'ahead' | 'every'>
  /** The latest time of the run before, as it was kept. */
  readonly latest: unknown
  readonly keep: (latest: number) => void
  readonly stepped: (by: number) => void
}): Stepped {
  const { clock, latest, keep, stepped } = setup
  // Against the machine's clock: gateway time may go on from the run before already.
  const by = typeof latest === 'number' ? latest - (clock.real() - (clock.ahead?.() ?? 0)) : 0
  return {
    before: by > SLACK ? by : 0,
    start() {
      keep(clock.real())
      /** Gateway time comes back to the wall clock slowly; from its nearest on the next step is counted. */
      let nearest = clock.ahead?.() ?? 0
      const stops = [
        clock.every(KEEP, () => keep(clock.real())),
        clock.every(LOOK, () => {
          const ahead = clock.ahead?.() ?? 0
          const step = ahead - nearest
          if (step > SLACK) stepped(step)
          nearest = step > SLACK ? ahead : Math.min(nearest, ahead)
        }),
      ]
      return () => {
        for (const stop of stops) stop()
      }
    },
  }
}
