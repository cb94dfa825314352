// TABLE: how devices and their transport fail [FACTS §7.7, its numbers in brackets], each a change of what is due to be handed over.
//
// Not here, for they belong to a protocol's own messages: patient swap and bed move (15, 16: the identity in PID and PV1), one device on two
// beds (18: the association), wrong code and name (19), truncated and glued frames (20, 21), wrong charset (22), sentinel values (24),
// alarm START without END and END without START (25, 26), retained MQTT values (28), BLE disconnect (29). 23: all of the mock is DEMO.

import { deviceId } from '../../model/ids.ts'
import type { NumberSample, Report, Sample, WaveSample } from '../../model/sample.ts'
import { QUALITY } from '../../model/sample.ts'
import { type At, after } from '../../model/units.ts'
import { known, type Value } from '../../model/value.ts'
import type { VitalKey } from '../../model/vitals.ts'
import type { WaveKey } from '../../model/waves.ts'
import { chance } from './seed.ts'

/** A report and when it is handed over. */
export interface Due {
  readonly received: At
  readonly report: Report
}

/** One failure of a bed, from its first instant to its last, and the truth it may need. */
export interface Failing {
  readonly failure: FailureKey
  readonly from: At
  readonly to: At
  readonly seed: number
  /** The vital that is hit, where one is. */
  readonly signal?: VitalKey | undefined
  /** How much: a factor for 'implausible', ms for the clocks. */
  readonly amount?: number | undefined
  number(signal: VitalKey, t: At): Value<number>
  /** `count` samples of a wave as they were at `t`. */
  wave(signal: WaveKey, t: At, count: number): Int16Array
}

interface Failure {
  readonly facts: string
  /** How much later than raw a report may be handed over, ms. */
  readonly delays: (f: Failing) => number
  readonly fail: (due: Due, f: Failing) => readonly Due[]
}

const HOUR = 3_600_000
const FAHRENHEIT = (celsius: number): number => celsius * 1.8 + 32
const PER_KPA = 7.50062

const each = (due: Due, change: (sample: Sample) => Sample): Due[] => [
  { ...due, report: { ...due.report, samples: due.report.samples.map(change) } },
]
const numbers = (due: Due, change: (sample: NumberSample) => NumberSample): Due[] =>
  each(due, (sample) => (sample.kind === 'number' ? change(sample) : sample))
const only = (due: Due, keep: (sample: Sample) => boolean): Due[] => {
  const samples = due.report.samples.filter(keep)
  return samples.length || due.report.facts ? [{ ...due, report: { ...due.report, samples } }] : []
}
const clock = (due: Due, change: (deviceTime: number) => number): Due[] =>
  each(due, (sample) => ({ ...sample, deviceTime: change(sample.deviceTime ?? sample.at) }))
const moved = (value: Value<number>, change: (x: number) => number): Value<number> =>
  value.is === 'known' ? known(change(value.value)) : value
/** Handed over at `received` instead. */
const later = ({ report }: Due, received: At, quality = 0): Due => ({
  received,
  report: { ...report, samples: report.samples.map((sample) => ({ ...sample, received, quality: sample.quality | quality })) },
})
const firstSeq = (due: Due): number => due.report.samples[0]?.seq ?? 0

/** Drops one sample in 25: the header says 125 a second, 120 arrive. */
function thinned(sample: WaveSample): WaveSample {
  const keep = [...sample.data.keys()].filter((index) => (sample.seq + index) % 25 !== 0)
  return { ...sample, data: Int16Array.from(keep, (index) => sample.data[index] as number) }
}

const none = (): number => 0

const TABLE = {
  'missing-metric': {
    facts: '1: a signal is left out',
    delays: none,
    fail: (due, f) => only(due, (sample) => sample.signal !== (f.signal ?? 'spo2')),
  },
  'stale-repeat': {
    facts: '2: one value repeated with its old time',
    delays: none,
    fail: (due, f) => numbers(due, (sample) => ({ ...sample, value: f.number(sample.signal, f.from), at: f.from, deviceTime: f.from })),
  },
  frozen: {
    facts: '3: one value, and one stretch of wave, repeated with new times',
    delays: none,
    fail: (due, f) =>
      only(due, (sample) => sample.kind !== 'event').flatMap((kept) =>
        each(kept, (sample) => {
          if (sample.kind === 'number') return { ...sample, value: f.number(sample.signal, f.from) }
          return sample.kind === 'wave' ? { ...sample, data: f.wave(sample.signal, f.from, sample.data.length) } : sample
        }),
      ),
  },
  implausible: {
    facts: '4: T 384.5, a point lost on the way',
    delays: none,
    fail: (due, f) =>
      numbers(due, (sample) =>
        sample.signal === (f.signal ?? 'temp') ? { ...sample, value: moved(sample.value, (x) => x * (f.amount ?? 10)) } : sample,
      ),
  },
  'clock-skew': {
    facts: '5: the clock is off by a fixed time',
    delays: none,
    fail: (due, f) => clock(due, (t) => t + (f.amount ?? HOUR)),
  },
  'clock-drift': {
    facts: '6: the clock gains 2 s an hour',
    delays: none,
    fail: (due, f) => clock(due, (t) => t + ((due.received - f.from) / HOUR) * (f.amount ?? 2000)),
  },
  'clock-back': {
    facts: '7: the clock jumps back (summer time, NTP)',
    delays: none,
    fail: (due, f) => clock(due, (t) => t - (f.amount ?? HOUR)),
  },
  'clock-epoch': {
    facts: '8: the clock began again at 1970',
    delays: none,
    fail: (due, f) => clock(due, (t) => t - f.from),
  },
  duplicate: {
    facts: '9: the same report twice',
    delays: none,
    fail: (due) => [due, due],
  },
  'duplicate-new-id': {
    facts: '10: the same content again under a new number',
    delays: none,
    fail: (due) => [due, ...each(due, (sample) => ({ ...sample, seq: sample.seq + 2 ** 30 }))],
  },
  'out-of-order': {
    facts: '11: one report in four comes 1–30 s late',
    delays: () => 30_000,
    fail: (due, f) => {
      const draw = chance(f.seed, `order/${firstSeq(due)}/${due.report.samples[0]?.signal}`)
      return draw < 0.25 ? [later(due, after(due.received, 1000 + draw * 4 * 29_000), QUALITY.late)] : [due]
    },
  },
  burst: {
    facts: '12: held back, then all at once after the reconnect',
    delays: (f) => f.to - f.from,
    fail: (due, f) => [later(due, f.to, QUALITY.late)],
  },
  gap: {
    facts: '13, 27: lost, and nothing says so (half-open connection)',
    delays: none,
    fail: (due) => only(due, () => false),
  },
  'unit-change': {
    facts: '14: °F for °C, kPa for mmHg, unsaid',
    delays: none,
    fail: (due, f) =>
      numbers(due, (sample) => {
        if (sample.signal !== (f.signal ?? 'temp')) return sample
        return { ...sample, value: moved(sample.value, sample.signal === 'temp' ? FAHRENHEIT : (x) => x / PER_KPA) }
      }),
  },
  'two-devices': {
    facts: '17: a second device brings the same signals',
    delays: none,
    fail: (due) => [due, ...each(due, (sample) => ({ ...sample, source: deviceId(`${sample.source}-2`) }))],
  },
  'rate-lie': {
    facts: '30: header 125 a second, 120 arrive',
    delays: none,
    fail: (due) => each(due, (sample) => (sample.kind === 'wave' ? thinned(sample) : sample)),
  },
  offline: {
    facts: '§7.7 with its link: the device is off, and that is known',
    delays: none,
    fail: (due) => only(due, () => false),
  },
} as const satisfies Record<string, Failure>

export type FailureKey = keyof typeof TABLE
export const FAILURE_KEYS = Object.keys(TABLE) as readonly FailureKey[]
export const FAILURES: Readonly<Record<FailureKey, Failure>> = TABLE

/** How far back raw reports must be looked at, for what may still be on its way. */
export const delayOf = (failings: readonly Failing[]): number => Math.max(0, ...failings.map((f) => FAILURES[f.failure].delays(f)))

/** What is handed over instead of `due`, after each failure that has hold of it. */
export function failed(due: Due, failings: readonly Failing[]): readonly Due[] {
  let out: readonly Due[] = [due]
  for (const f of failings) {
    if (due.received < f.from || due.received >= f.to) continue
    out = out.flatMap((one) => FAILURES[f.failure].fail(one, f))
  }
  return out
}
