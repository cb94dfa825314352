// Gateway time: from a monotonic clock, so that it never steps back, yet follows the machine's wall clock where that is corrected.
import type { Clock } from '../feed/source.ts'
import { at } from '../model/units.ts'

export interface Hands {
  /** The machine's clock, ms since 1970. */
  readonly wall: () => number
  /** A clock that only goes on, ms. */
  readonly mono: () => number
}
const MACHINE: Hands = { wall: () => Date.now(), mono: () => performance.now() }

/** A difference between the two clocks that is left alone, ms: rounding, and the small steps of time synchronisation. */
const TOLERANCE = 50
/** While it is ahead of a wall clock that was set back, gateway time runs at this part of its pace. */
const SLOWED = 0.5

/**
 * Starts at the wall clock and runs `speed` virtual seconds a second. A wall clock that is put forward (a correction, or the
 * machine slept) is followed at once; one that is put back is waited for by running at half pace.
 */
export function systemClock({ speed = 1, hands = MACHINE }: { speed?: number; hands?: Hands } = {}): Clock {
  const wallStart = hands.wall()
  let monoLast = hands.mono()
  const monoStart = monoLast
  let now = wallStart
  let latest = wallStart
  /** How much of the wall clock's corrections has been followed, ms. */
  let followed = 0

  return {
    speed,
    now() {
      const mono = Math.max(monoLast, hands.mono())
      const passed = (mono - monoLast) * speed
      monoLast = mono
      const drift = hands.wall() - wallStart - (mono - monoStart)
      let change = 0
      if (drift - followed > TOLERANCE) change = drift - followed
      else if (followed - drift > TOLERANCE) change = -Math.min(followed - drift, passed * (1 - SLOWED))
      followed += change
      now += passed + change
      return at(now)
    },
    real() {
      latest = Math.max(latest, hands.wall())
      return at(latest)
    },
    every(period, act) {
      const timer = setInterval(act, period)
      return () => clearInterval(timer)
    },
  }
}
