// The one flash clock of all tiles and of the banner, in real time: high 1.5 Hz, medium 0.5 Hz, both half on. Medium changes only where high does,
// so that a page never has more than three changes, 1.5 flashes, a second however many alarms stand [DESIGN §5; FACTS §2.2].
import type { Priority } from '../../model/priority.ts'

/** A period of medium, and of high: a third of it. Real ms. */
export const MEDIUM = 2000
const HIGH = MEDIUM / 3

/** Which priorities are in their filled half. What does not flash is always filled. */
export interface Flash {
  readonly high: boolean
  readonly medium: boolean
}
/** Reduced motion: nothing changes, what waits is told by a second frame instead. */
export const STEADY: Flash = { high: true, medium: true }

/** `time`: real ms since 1970, monotonic. */
export const flashAt = (time: number): Flash => ({ high: time % HIGH < HIGH / 2, medium: time % MEDIUM < MEDIUM / 2 })
export const sameFlash = (a: Flash, b: Flash): boolean => a.high === b.high && a.medium === b.medium

/** Whether what flashes or not is in its filled half. */
export const isOn = (flash: Flash, priority: Priority, flashes: boolean): boolean =>
  !flashes || (priority === 'high' ? flash.high : priority === 'medium' ? flash.medium : true)
