// The page's own eye on its worker and on time: a dead worker is lost, a gap or a drift between clocks is sleep.

/** No heartbeat from the worker for so long: it is dead, ms. */
export const SILENCE = 3000
/** A worker just started may take so long to say its first word, ms. */
export const STARTING = 10_000
/** A tick this late, or clocks this far apart since the last tick: the computer slept, ms. */
export const SLEEP = 2000

export interface Tick {
  /** Date.now() and performance.now() at a tick. */
  readonly wall: number
  readonly mono: number
}

/** Whether the computer, or this page alone, stood still between two ticks that should be `every` ms apart. */
export function slept(before: Tick, now: Tick, every: number): boolean {
  const mono = now.mono - before.mono
  const wall = now.wall - before.wall
  return mono - every > SLEEP || Math.abs(wall - mono) > SLEEP
}

/** Whether the worker is dead: silent since `heard` (null: it never spoke, and was started at `started`). */
export const isDead = (heard: number | null, started: number, mono: number): boolean =>
  heard === null ? mono - started > STARTING : mono - heard > SILENCE
