// How far behind gateway time a bed's waves are played: enough that chunks are there when their place comes.

/** Real ms: a device's chunk of 250, a frame of 250, and a margin for the way. */
export const DELAY = 650
/** No longer delay is tried: what comes later than this is drawn when it comes. */
export const LONGEST = 2000
const MARGIN = 120
/** The head slows to this share of its pace while the delay grows, so that nothing jumps. */
const GROWTH = 0.5
/** Spare time over so many real ms lets the delay shrink by so many ms a second. */
const WATCHED = 10_000
const SPARE = 150
const SHRINK = 20

export interface Playhead {
  /** Where the sweep stands: gateway time. Never steps back but where gateway time does by more than `LONGEST`. */
  readonly time: number
  /** Real ms behind gateway time that is aimed at. */
  readonly delay: number
  /** Least spare since `since`, real ms. */
  readonly spare: number
  readonly since: number
}

/** A head at its ordinary delay. `mono`: the worker's own clock, ms. */
export const startPlayhead = (now: number, speed: number, mono: number, delay = DELAY): Playhead => ({
  time: now - delay * speed,
  delay,
  spare: Number.POSITIVE_INFINITY,
  since: mono,
})

/**
 * The head at gateway time `now`. `newest`: time of the newest sample of the bed's waves that still come, null where none does.
 * `elapsed`: real ms since the last step.
 */
export function stepPlayhead(head: Playhead, now: number, newest: number | null, speed: number, mono: number, elapsed: number): Playhead {
  const aim = now - head.delay * speed
  if (Math.abs(aim - head.time) > (LONGEST + 1000) * speed) return startPlayhead(now, speed, mono, head.delay)
  const time = Math.max(head.time, aim)
  if (newest === null) return { ...head, time }
  const spare = (newest - time) / speed
  if (spare < 0) {
    const wanted = Math.min(LONGEST, head.delay - spare + MARGIN)
    const delay = Math.min(wanted, head.delay + GROWTH * elapsed)
    return { time, delay, spare: Number.POSITIVE_INFINITY, since: mono }
  }
  const least = Math.min(head.spare, spare)
  if (mono - head.since < WATCHED) return { ...head, time, spare: least }
  if (least > SPARE && head.delay > DELAY)
    return { time, delay: Math.max(DELAY, head.delay - (SHRINK * WATCHED) / 1000), spare: Number.POSITIVE_INFINITY, since: mono }
  return { time, delay: head.delay, spare: Number.POSITIVE_INFINITY, since: mono }
}
