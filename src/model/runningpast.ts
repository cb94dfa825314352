// The running score as the past had it, look by look (by the quarter of an hour, where nobody asks for more): of thinned numbers, and of what
// had been charted by then. The middle of what the last minutes showed stands for their median, which it is where nothing was thinned.

import type { Track } from './history.ts'
import { median } from './median.ts'
import { lastTotal, type Observations, type ScaleOrder } from './observations.ts'
import { type Memory, NO_MEMORY, type Reading, type Readings, running } from './running.ts'
import type { Gas, NumberPart, Scored } from './scores.ts'
import type { SignalKey } from './signals.ts'
import { type At, after, at, type Ms, minutes, seconds } from './units.ts'

export const QUARTER = minutes(15)
/** Of so long a look is: looks that far apart miss nothing. */
export const OVER = minutes(5)
const SETTLED = seconds(30)
/** The rate by pleth is the pulse where that by ECG is this much older [FACTS §1.6]. */
const ECG_LEADS = minutes(1)

const WATCHED = ['hr', 'pr', 'rr', 'spo2', 'temp', 'art-sys'] as const
const SPOT = ['nibp-sys'] as const
type Held = (typeof WATCHED)[number] | (typeof SPOT)[number]
/** What it asks of the history. */
export const RUNNING_SIGNALS: readonly SignalKey[] = [...WATCHED, ...SPOT, 'o2-device']

export interface PastScore {
  readonly at: At
  readonly low: number
  readonly high: number
}
export interface RunningPast {
  /** What is held after the last look. */
  standing(): { readonly readings: Readings; readonly memory: Memory }
  /** The looks in (from, to]. `tracks` of that time and the minutes before it; spans follow one another. */
  take(tracks: readonly Track[], from: At, to: At): readonly PastScore[]
}

const newer = (a: Reading | undefined, b: Reading | undefined): Reading | undefined => (!b || (a && a.at >= b.at) ? a : b)

export function createRunningPast({
  patientAt,
  sets,
  orders,
  every = QUARTER,
}: {
  readonly patientAt: (when: At) => Scored
  readonly sets: readonly Observations[]
  readonly orders: readonly ScaleOrder[]
  readonly every?: Ms
}): RunningPast {
  const held = new Map<Held, Reading>()
  let oxygen: Reading<Gas> | null = null
  let memory: Memory = NO_MEMORY

  /** What is known of the minutes up to `now`; of a spot reading its newest. */
  function hold(track: Track & { kind: 'number' }, signal: Held, now: At): void {
    const { at: times, value } = track
    const known: number[] = []
    let [oldest, newest] = [0, 0]
    const spot = (SPOT as readonly string[]).includes(signal)
    const since = spot ? now - QUARTER : now - OVER
    for (let i = first(times, since); i < times.length && times[i]! <= now; i++) {
      if (!(value[i]! > 0)) continue
      if (known.length === 0) oldest = times[i]!
      known.push(value[i]!)
      newest = times[i]!
    }
    if (known.length === 0) return
    if (spot) held.set(signal, { value: known.at(-1)!, at: at(newest) })
    else if (newest - oldest >= SETTLED) held.set(signal, { value: median(known), at: at(newest) })
  }

  function readings(): Readings {
    const [hr, pr] = [held.get('hr'), held.get('pr')]
    const found: Partial<Record<NumberPart, Reading | undefined>> = {
      rr: held.get('rr'),
      spo2: held.get('spo2'),
      temp: held.get('temp'),
      pulse: hr && pr && pr.at - hr.at > ECG_LEADS ? pr : (hr ?? pr),
      sys: newer(held.get('art-sys'), held.get('nibp-sys')),
    }
    const known = Object.fromEntries(Object.entries(found).filter(([, reading]) => reading !== undefined)) as Readings
    return oxygen ? { ...known, oxygen } : known
  }

  return {
    standing: () => ({ readings: readings(), memory }),
    take(tracks, from, to) {
      const scores: PastScore[] = []
      for (let now = after(at(Math.floor(from / every) * every), every); now <= to; now = after(now, every)) {
        for (const track of tracks) {
          if (track.kind === 'number' && RUNNING_SIGNALS.includes(track.signal)) hold(track, track.signal as Held, now)
          if (track.kind === 'coded' && track.signal === 'o2-device') {
            const step = track.steps.findLast((one) => one.at <= now && one.code !== null)
            if (step && step.at >= (oxygen?.at ?? 0)) oxygen = { value: step.code === 'A' ? 'air' : 'oxygen', at: step.at }
          }
        }
        const patient = patientAt(now)
        const known = sets.filter((set) => set.at <= now)
        const monitor = readings()
        const { score, memory: next } = running({
          now,
          patient,
          sets: known,
          orders,
          monitor,
          charted: lastTotal(known, patient, orders),
          memory,
        })
        memory = next
        // Of nothing at all nothing is told: 0 to 20 would be no news.
        if (score.is === 'score' && Object.values(score.points).some((points) => points !== null))
          scores.push({ at: now, low: score.low, high: score.high })
      }
      return scores
    },
  }
}

function first(times: Float64Array, from: number): number {
  let [low, high] = [0, times.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if (times[middle]! <= from) low = middle + 1
    else high = middle
  }
  return low
}
