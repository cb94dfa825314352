// Gateway time at any moment of this machine's monotonic clock: an estimate that is never too early, so nothing looks younger than it is.
import { type At, at } from '../../model/units.ts'

/** Answers kept; the tightest of them rules. */
const KEPT = 16
/** How far two machines' quartz may part, ms a ms: an old answer proves less each second. */
const DRIFT = 2e-4

export interface GatewayClock {
  /**
   * An answer: asked at `sent`, here at `got` (monotonic ms), gateway time `now` read in between. The gateway cannot have read it
   * before `sent`, so gateway time at `sent` was at most `now`: half the round trip is added to the usual midpoint.
   */
  answer(sent: number, got: number, now: number, speed: number): void
  /** A frame says it was made at `made`, and is here at `mono`: gateway time is that or more. */
  seen(made: number, mono: number): void
  /** Gateway time at `mono`, never too early by more than the clocks' drift allows; null until the first answer. */
  at(mono: number): At | null
  /** Virtual seconds a real second, as the gateway said last. */
  readonly speed: number
  /** Shortest round trip among the answers kept, ms; null without one. */
  readonly roundTrip: number | null
  /** Forgets all: the machine slept, or another gateway answers. */
  drop(): void
}

interface Answer {
  readonly sent: number
  readonly now: number
  readonly roundTrip: number
}

export function createGatewayClock(): GatewayClock {
  let answers: Answer[] = []
  let speed = 1
  const bound = (answer: Answer, mono: number): number =>
    answer.now + (mono - answer.sent) * speed + Math.abs(mono - answer.sent) * DRIFT * speed
  const estimate = (mono: number): number => {
    let least = Number.POSITIVE_INFINITY
    for (const answer of answers) least = Math.min(least, bound(answer, mono))
    return least
  }
  return {
    answer(sent, got, now, faster) {
      if (!(got >= sent) || !Number.isFinite(now) || !(faster > 0)) return
      if (faster !== speed) answers = []
      speed = faster
      answers = [...answers.slice(1 - KEPT), { sent, now, roundTrip: got - sent }]
    },
    seen(made, mono) {
      // Gateway time ran ahead of what the answers allow (the gateway's machine slept, this one's clock is slow): they are void.
      if (answers.length > 0 && made > estimate(mono)) answers = [{ sent: mono, now: made, roundTrip: 0 }]
    },
    at: (mono) => (answers.length === 0 ? null : at(estimate(mono))),
    get speed() {
      return speed
    },
    get roundTrip() {
      return answers.length === 0 ? null : Math.min(...answers.map((answer) => answer.roundTrip))
    },
    drop() {
      answers = []
    },
  }
}

/** How far wall and monotonic time may part between two ticks, and how late a tick may come, ms. */
const PARTED = 2000
const OVERSLEPT = 5000

/** Tells at each tick whether this machine slept since the one before. Reads no clock: both are handed in. */
export function createSleepWatch(period: number): { tick(mono: number, wall: number): boolean } {
  let last: { mono: number; wall: number } | null = null
  return {
    tick(mono, wall) {
      const before = last
      last = { mono, wall }
      if (!before) return false
      const passed = mono - before.mono
      return Math.abs(wall - before.wall - passed) > PARTED || passed > period + OVERSLEPT
    },
  }
}
