// From waves alone: heart rate and beats from the best ECG lead, pulse rate from pleth or pressure, pressures from their waves.
import { known, unknown, type Value } from '../../model/value.ts'
import type { VitalKey } from '../../model/vitals.ts'
import type { WaveKey } from '../../model/waves.ts'
import { findPulses, type Pulse } from './pulse.ts'
import { findQrs } from './qrs.ts'
import { type Rate, rateOf } from './rate.ts'
import { unwrap } from './unwrap.ts'

export interface DeriveInput {
  readonly key: WaveKey
  readonly rate: number
  /** physical = (sample − baseline) / gain */
  readonly gain: number
  readonly baseline: number
  readonly unit: string
  /** Values of the sample format where samples may have wrapped, else null. */
  readonly span: number | null
}

export interface Deriver {
  /** Takes the next samples of input `index` (as given to `derive`). All inputs are to be pushed up to the same time. */
  push(index: number, data: ArrayLike<number>, none: number): void
  /** Times (s since the start of the stream) of beats found since the last call: in the lead the rate comes from, else none. */
  beats(): readonly number[]
  /** The numbers at `time` (s since the start of the stream). */
  numbers(time: number): readonly (readonly [VitalKey, Value<number>])[]
}

/** A lead whose quality (quiet between its beats, less a part of their irregularity) is below is unreadable [design: clean leads of the recordings 0.9 and more, pure noise 0.4–0.65]. */
const CLEAR = 0.83
/** A pulse whose intervals differ by more is unreadable; atrial fibrillation lies near 0.2 [design]. */
const RESTLESS = 0.3
/** Another lead must be better by this much to take over. */
const BETTER = 0.1
/** Two beats of different leads this close are one (s). */
const SAME_BEAT = 0.2
/** No valid sample for so long: no data (s). */
const EMPTY = 2
/** A signal that begins needs so long for its levels and first beats (s). */
const SETTLE = 7
/** A pulse pressure below is no pulse (mmHg) [design]. */
const LEAST_PULSE: Partial<Record<WaveKey, number>> = { art: 8, pap: 3 }

const PRESSURES = {
  art: ['art-sys', 'art-dia', 'art-mean'],
  pap: ['pap-sys', 'pap-dia', 'pap-mean'],
} as const satisfies Partial<Record<WaveKey, readonly [VitalKey, VitalKey, VitalKey]>>

interface Track {
  readonly input: DeriveInput
  readonly rate: Rate
  /** Samples taken, the number of the last valid one, and of the first since the last hole. */
  taken: number
  valid: number
  since: number
  take(data: ArrayLike<number>, none: number): void
  quality(time: number): number
  /** Beats not yet handed out (s). */
  fresh: number[]
  pulses: { readonly time: number; readonly ended: NonNullable<Pulse['ended']> }[]
}

const isEcg = (key: WaveKey): boolean => key.startsWith('ecg-')

function trackOf(input: DeriveInput): Track | null {
  const rate = rateOf()
  const unfold = input.span === null ? null : unwrap(input.span, input.rate)
  const track = { input, rate, taken: 0, valid: Number.NEGATIVE_INFINITY, since: 0, fresh: [] as number[], pulses: [] as Track['pulses'] }
  const beat = (at: number): void => {
    rate.beat(at / input.rate)
    track.fresh = [...track.fresh.slice(-31), at / input.rate]
  }
  const count = (data: ArrayLike<number>, none: number): void => {
    for (let index = data.length - 1; index >= 0; index--) {
      if (data[index] === none) continue
      if (track.taken - track.valid > EMPTY * input.rate) track.since = track.taken
      track.valid = track.taken + index
      break
    }
    track.taken += data.length
  }
  if (isEcg(input.key)) {
    const finder = findQrs(input.rate)
    const take = (data: ArrayLike<number>, none: number): void => {
      count(data, none)
      for (const at of finder.push(unfold ? unfold(data, none) : data, none)) beat(at)
    }
    return Object.assign(track, { take, quality: (time: number) => finder.clarity() - 0.3 * rate.unrest(time) })
  }
  if (input.key !== 'pleth' && input.key !== 'art' && input.key !== 'pap') return null
  const finder = findPulses(input.rate)
  const take = (data: ArrayLike<number>, none: number): void => {
    count(data, none)
    // A pressure is not unfolded: its value matters, and a wrong one must not be made to look right.
    const samples = unfold && input.key === 'pleth' ? unfold(data, none) : data
    for (const { at, ended } of finder.push(samples, none)) {
      beat(at)
      if (ended) track.pulses = [...track.pulses.slice(-31), { time: at / input.rate, ended }]
    }
  }
  return Object.assign(track, { take, quality: (time: number) => 1 - rate.unrest(time) })
}

const settling = (track: Track, time: number): boolean => time - track.since / track.input.rate < SETTLE

const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0

function pressures(track: Track, keys: readonly [VitalKey, VitalKey, VitalKey], time: number): (readonly [VitalKey, Value<number>])[] {
  const { input } = track
  const recent = track.pulses.filter((pulse) => pulse.time > time - 10)
  const physical = (value: number): number => (value - input.baseline) / input.gain
  const [one, two] = [physical(median(recent.map(({ ended }) => ended.high))), physical(median(recent.map(({ ended }) => ended.low)))]
  const mean = physical(median(recent.map(({ ended }) => ended.mean)))
  const [sys, dia] = [Math.max(one, two), Math.min(one, two)]
  const empty = track.taken - track.valid > EMPTY * input.rate
  const silent = recent.length < 3 || time - (recent.at(-1)?.time ?? 0) > 3 || sys - dia < (LEAST_PULSE[input.key] ?? 0)
  const why = empty ? 'no-data' : settling(track, time) ? 'arming' : 'no-pulse'
  if (empty || silent) return keys.map((key) => [key, unknown(why)] as const)
  return [
    [keys[0], known(sys)],
    [keys[1], known(dia)],
    [keys[2], known(mean)],
  ]
}

/** Starts at rest; memory is bounded, whatever the length of the stream. Inputs of other waves than ECG, pleth, ART and PAP give nothing. */
export function derive(inputs: readonly DeriveInput[]): Deriver {
  const tracks = inputs.map((input) => trackOf(input))
  const all = tracks.filter((track) => track !== null)
  const leads = all.filter(({ input }) => isEcg(input.key))
  const of = (key: WaveKey): Track | undefined => all.find(({ input }) => input.key === key)
  let lead = leads[0]
  let handed = Number.NEGATIVE_INFINITY

  const choose = (time: number): void => {
    if (!lead) return
    let best = lead
    for (const other of leads) if (other.quality(time) > best.quality(time)) best = other
    if (best !== lead && best.quality(time) > lead.quality(time) + BETTER) {
      lead = best
      lead.fresh = lead.fresh.filter((beat) => beat > time - 1)
    }
    for (const other of leads) if (other !== lead) other.fresh = other.fresh.filter((beat) => beat > time - 1)
  }
  const rateFrom = (track: Track, time: number, silent: 'no-beat' | 'no-pulse'): Value<number> => {
    if (track.taken - track.valid > EMPTY * track.input.rate) return unknown('no-data')
    const value = track.rate.value(time, silent)
    if (value.is === 'unknown') return settling(track, time) ? unknown('arming') : value
    const readable = silent === 'no-beat' ? track.quality(time) >= CLEAR : track.rate.unrest(time) <= RESTLESS
    return readable ? value : unknown('noise')
  }

  return {
    push: (index, data, none) => tracks[index]?.take(data, none),
    beats() {
      // Where another lead took over, its last beat may have been handed out from the lead before.
      const fresh = (lead?.fresh ?? []).filter((beat) => beat > handed + SAME_BEAT)
      if (lead) lead.fresh = []
      handed = fresh.at(-1) ?? handed
      return fresh
    },
    numbers(time) {
      const out: (readonly [VitalKey, Value<number>])[] = []
      choose(time)
      if (lead) out.push(['hr', rateFrom(lead, time, 'no-beat')])
      const pulses = [of('pleth'), of('art')].filter((track) => track !== undefined).map((track) => rateFrom(track, time, 'no-pulse'))
      const [first] = pulses
      if (first) out.push(['pr', pulses.find((value) => value.is === 'known') ?? first])
      for (const key of ['art', 'pap'] as const) {
        const track = of(key)
        if (track?.input.unit === 'mmHg') out.push(...pressures(track, PRESSURES[key], time))
      }
      return out
    },
  }
}
