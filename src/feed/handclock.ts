// A clock that is moved by hand: tests let time go by in steps of what was asked for, at any speed, without waiting.
import { type At, after } from '../model/units.ts'
import type { Clock, Stop } from './source.ts'

/** Real time between two steps, ms. */
const STEP = 25

export interface HandClock {
  readonly clock: Clock
  /** Lets so much real time go by, step by step. */
  pass(real: number): void
  /** So much gateway time at once, as after a standstill. */
  jump(virtual: number): void
  /** So much gateway time during which nothing is called. Returns when it is then. */
  idle(virtual: number): At
  /** How many repeated calls are running. */
  running(): number
}

export function handClock(start: At, speed = 1): HandClock {
  let now: At = start
  const acts = new Set<() => void>()
  const clock: Clock = {
    now: () => now,
    real: () => now,
    speed,
    every(_period, act): Stop {
      // One of its own, so that the same function may be repeated twice.
      const one = (): void => act()
      acts.add(one)
      return () => acts.delete(one)
    },
  }
  const on = (virtual: number): void => {
    now = after(now, virtual)
    for (const act of acts) act()
  }
  return {
    clock,
    pass(real) {
      for (let gone = 0; gone < real; gone += STEP) on(STEP * speed)
    },
    jump: on,
    idle(virtual) {
      now = after(now, virtual)
      return now
    },
    running: () => acts.size,
  }
}
