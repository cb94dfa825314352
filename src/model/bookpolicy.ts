// TABLE: times and bounds of the ward book, all *design* but where a source is named. Gateway time.
import { hours, minutes, seconds } from './units.ts'

export const BOOK = {
  /** A signal that was away for longer began anew: at least so long, and 2.5 of the device's intervals. */
  gap: seconds(10),
  gapIntervals: 2.5,
  /** Signal that ends a standby: so long without a break, as after leads on [WARD §8.6]. */
  settle: seconds(30),
  /** A standby during which the signal never went away ends after so long: the patient is here. */
  neverLeft: minutes(2),
  /** After a discharge or a move what still comes is nobody's until it paused for so long … */
  clears: seconds(30),
  /** … or went on for so long: then somebody lies there. */
  insists: seconds(60),
  /** After "nobody is here" only a pause makes it somebody again. */
  nobodyClears: seconds(60),
  standbyMost: hours(24),
  /** A shift and the handover. */
  dutyMost: hours(14),
  /** Devices remembered. For another one the longest silent that is on nobody and holds nothing is forgotten; else it is refused. */
  devices: 4096,
  /** Places remembered of a device; the oldest are dropped. */
  places: 64,
  /** How a stay was told before it was corrected, when a device was held, and who had a bed: three shifts a day for a hundred days. */
  descriptions: 50,
  holds: 64,
  duties: 300,
  /** What is held apart of one device: samples of numbers, states and events, and bytes of waves. */
  heldSamples: 20_000,
  heldBytes: 4 * 1024 * 1024,
} as const
