// Gateway time: from a monotonic clock, so that it never steps back, yet follows the machine's wall clock where that is corrected.
import type { Clock } from '../feed/source.ts'
import { at, ms } from '../model/units.ts'

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

interface Followed {
  now(): number
  /** Goes on from `to` where that lies ahead, and is then ahead of the wall clock. */
  notBefore(to: number): void
  /** How far it is ahead of the wall clock, ms; 0 where it is not. */
  ahead(): number
}

/**
 * Starts at the wall clock and runs `speed` virtual seconds a second. A wall clock that is put forward (a correction, or the
 * machine slept) is followed at once; one that is put back is waited for by running at half pace.
 */
function follow({ wall, mono }: Hands, speed: number): Followed {
  const wallStart = wall()
  const monoStart = mono()
  let monoLast = monoStart
  let now = wallStart
  /** How much of the wall clock's corrections has been followed, ms. */
  let followed = 0
  let over = 0

  const look = (): number => {
    const reading = Math.max(monoLast, mono())
    const passed = (reading - monoLast) * speed
    monoLast = reading
    const drift = wall() - wallStart - (reading - monoStart)
    let change = 0
    if (drift - followed > TOLERANCE) change = drift - followed
    else if (followed - drift > TOLERANCE) change = -Math.min(followed - drift, passed * (1 - SLOWED))
    followed += change
    over = Math.max(0, followed - drift)
    now += passed + change
    return now
  }
  return {
    now: look,
    notBefore(to) {
      const ahead = to - look()
      if (ahead <= 0) return
      followed += ahead
      now += ahead
    },
    ahead() {
      look()
      return over
    },
  }
}

export interface SystemClock extends Clock {
  /** Gateway time of an earlier run: this one goes on from there, whatever the wall clock says (P6). */
  notBefore(to: number): void
}

/** Gateway time at its speed, and real time: both go on by the monotonic clock, so that a wall clock that was put back freezes neither. */
export function systemClock({ speed = 1, hands = MACHINE }: { speed?: number; hands?: Hands } = {}): SystemClock {
  const real = follow(hands, 1)
  const gateway = speed === 1 ? real : follow(hands, speed)
  return {
    speed,
    now: () => at(gateway.now()),
    real: () => at(real.now()),
    ahead: () => ms(real.ahead()),
    notBefore: (to) => gateway.notBefore(to),
    every(period, act) {
      const timer = setInterval(act, period)
      return () => clearInterval(timer)
    },
  }
}
