// What a screen showed at past instants: of samples only those that had been received by then (P6), of alarms what the journal says stood. Pure.
import type { BedAlarms } from './alarmshown.ts'
import { QUALITY } from './sample.ts'
import { type Entry, newStayAlarms, replayed, restored, type StayAlarms } from './stayalarms.ts'
import { type At, at, type Ms } from './units.ts'

/** Instants that are shown: `from`, and then each `step`; `count` of them. */
export interface Frames {
  readonly from: At
  readonly step: Ms
  readonly count: number
}
export const frameAt = ({ from, step }: Frames, k: number): At => at(from + k * step)
/** The first frame at or after an instant; `count` where none is. */
export const frameFor = ({ from, step, count }: Frames, time: number): number =>
  Math.min(count, Math.max(0, Math.ceil((time - from) / step)))

/** From frame `k` on it is so. */
export type Step<T> = T & { readonly k: number }

/** Of what a sample is read here. */
export interface Came {
  readonly at: number
  readonly received: number
  readonly quality: number
}

/**
 * Which of the samples of one signal stood on the screen at each frame: what was received by then, the newest measurement first, never what a
 * second device brought. `since`: nothing received before it counts: a gateway that begins anew knows of nothing.
 */
export function presentAt<T extends Came>(
  samples: readonly T[],
  frames: Frames,
  since = Number.NEGATIVE_INFINITY,
): readonly Step<{ sample: T }>[] {
  const came = samples
    .filter(({ received, quality }) => received >= since && !(quality & QUALITY.second))
    .toSorted((a, b) => a.received - b.received || a.at - b.at)
  const steps: Step<{ sample: T }>[] = []
  let present: T | null = null
  for (let k = 0, next = 0; k < frames.count; k++) {
    const before: T | null = present
    // The gateway weighs by `at`, as it was told.
    for (; next < came.length && came[next]!.received <= frameAt(frames, k); next++) {
      const one = came[next]!
      if (!present || present.at <= one.at) present = one
    }
    if (present && present !== before) steps.push({ k, sample: present })
  }
  return steps
}

/** Who lay in a bed, and since when what stands there began to be known. */
export interface Lay<T> {
  readonly from: At
  /** null: still. */
  readonly to: At | null
  readonly stay: T
}
/** Who lay there at each frame, where that changed; null: nobody. */
export function layAt<T>(lays: readonly Lay<T>[], frames: Frames): readonly Step<{ stay: T | null }>[] {
  const steps: Step<{ stay: T | null }>[] = []
  for (let k = 0; k < frames.count; k++) {
    const t = frameAt(frames, k)
    const stay = lays.findLast(({ from, to }) => from <= t && (to === null || t < to))?.stay ?? null
    if (k === 0 || stay !== steps.at(-1)!.stay) steps.push({ k, stay })
  }
  return steps
}

/**
 * The alarms of a stay at each frame, where they changed, by all of its journal so far, in order. `shown`: as they were told then; time alone
 * changes them where a silence, a pause or a claim is over. `stirs`: at this frame they may be told otherwise though nothing became of them.
 */
export function alarmsAt(
  entries: readonly Entry[],
  frames: Frames,
  shown: (state: StayAlarms, now: At) => BedAlarms,
  stirs: (k: number) => boolean = () => false,
): readonly Step<{ alarms: BedAlarms }>[] {
  const steps: Step<{ alarms: BedAlarms }>[] = []
  let told = ''
  let done = 0
  let folded = replayed([])
  let state = newStayAlarms(0)
  for (let k = 0; k < frames.count; k++) {
    const t = frameAt(frames, k)
    let upTo = done
    while (upTo < entries.length && entries[upTo]!.at <= t) upTo++
    if (upTo > done || k === 0) {
      // From the frame before: a long journal is folded once.
      folded = replayed(entries.slice(done, upTo), folded)
      state = restored(folded.alarms.values(), folded.care, 0)
      done = upTo
    } else if (!isTimed(state) && !stirs(k)) continue
    const alarms = shown(state, t)
    const json = JSON.stringify(alarms)
    if (json !== told) steps.push({ k, alarms })
    told = json
  }
  return steps
}
const isTimed = ({ care, lives }: StayAlarms): boolean =>
  care.silence !== null || care.pause !== null || [...lives.values()].some(({ alarm }) => alarm?.claim != null)

/** What is so at each of the frames `first` … `last`, where it changed. */
export function changesOf<T extends object>(first: number, last: number, of: (k: number) => T): Step<T>[] {
  const steps: Step<T>[] = []
  let told = ''
  for (let k = first; k <= last; k++) {
    const one = of(k)
    const json = JSON.stringify(one)
    if (json !== told) steps.push({ ...one, k })
    told = json
  }
  return steps
}

/** What of a list of steps holds at frame `k`; null: nothing yet. */
export const heldAt = <T extends { readonly k: number }>(steps: readonly T[], k: number): T | null =>
  steps.findLast((step) => step.k <= k) ?? null
