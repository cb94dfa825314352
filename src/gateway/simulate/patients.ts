// Invented patients of a simulation: a monitor each, whose values stand on steps far from any limit, so that what must alarm is beyond doubt;
// and what happens to what they send: gaps, unknown values, held back and sent at once, twice, out of order.
import type { BedFacts } from '../../model/facts.ts'
import { EMPTY_BED } from '../../model/facts.ts'
import { type BedId, type DeviceId, deviceId } from '../../model/ids.ts'
import type { Report, Sample } from '../../model/sample.ts'
import { type At, seconds } from '../../model/units.ts'
import { known, unknown, type Value, type Why } from '../../model/value.ts'
import type { VitalKey } from '../../model/vitals.ts'
import type { Draw } from './draw.ts'

/** TABLE: what each signal does: a calm value, and those of which each is clear of every limit that a seed may set. */
const STEPS = {
  hr: { calm: 80, others: [130, 150, 45, 35], why: 'lead-off' },
  spo2: { calm: 96, others: [86, 76], why: 'probe-off' },
  rr: { calm: 15, others: [34, 6], why: 'lead-off' },
} as const satisfies Partial<Record<VitalKey, { calm: number; others: readonly number[]; why: Why }>>
type Stepping = keyof typeof STEPS
const STEPPING = Object.keys(STEPS) as readonly Stepping[]
/** Sparse ones: s between two. */
const TEMP = { every: 20, calm: 37, others: [39.6, 35.2] } as const
const CUFF = { calm: [120, 75, 90], low: [80, 40, 53], high: [182, 100, 127] } as const

interface Span {
  readonly from: number
  readonly to: number
}
const within = (spans: readonly Span[], t: number): boolean => spans.some(({ from, to }) => t >= from && t < to)

/** Spans of calm and of something else, in turn, over `length` s. */
function course<T>(draw: Draw, length: number, calm: T, others: readonly T[], [least, most]: readonly [number, number]): (t: number) => T {
  const steps: { readonly from: number; readonly value: T }[] = []
  for (let t = 0, isCalm = draw.chance(0.8); t < length; isCalm = !isCalm) {
    steps.push({ from: t, value: isCalm ? calm : draw.of(others) })
    t += isCalm ? draw.whole(40, 240) : draw.whole(least, most)
  }
  return (t) => steps.findLast(({ from }) => from <= t)?.value ?? calm
}
const spans = (draw: Draw, length: number, count: number, [least, most]: readonly [number, number]): Span[] =>
  Array.from({ length: count }, () => {
    const from = draw.whole(0, length)
    return { from, to: from + draw.whole(least, most) }
  })

export interface Patient {
  readonly device: DeviceId
  readonly facts: Pick<BedFacts, 'devices' | 'channels' | 'recording' | 'notes'>
  /** Seconds between two numbers. */
  readonly cadence: number
  /** What is handed over in second `t` of the run, at gateway time `now`. */
  reports(t: number, bed: BedId, now: At): readonly Report[]
  /** Nothing is sent from second `from` on until `to`. */
  quiet(from: number, to: number): void
}

/** The patient of monitor `index`. `length`: seconds of the run. */
export function createPatient(draw: Draw, index: number, length: number): Patient {
  const device = deviceId(`monitor-${index + 1}`)
  const cadence = draw.of([2, 4, 5])
  const phase = draw.whole(0, cadence - 1)
  const own = STEPPING.filter((signal) => signal === 'hr' || draw.chance(0.7))
  const values = new Map(own.map((signal) => [signal, course(draw, length, STEPS[signal].calm as number, STEPS[signal].others, [4, 150])]))
  const gone = new Map(own.map((signal) => [signal, spans(draw, length, draw.whole(0, 3), [3, 60])]))
  const temp = draw.chance(0.5) ? course(draw, length, TEMP.calm as number, TEMP.others, [40, 300]) : null
  const cuff = draw.chance(0.5) ? draw.whole(90, 300) : null
  const cuffIs = course(draw, length, 'calm' as keyof typeof CUFF, ['low', 'high'] as const, [100, 600])
  const vf = draw.chance(0.25) ? spans(draw, length, 1, [6, 60]) : []
  const af = draw.chance(0.2) ? spans(draw, length, 1, [90, 400]) : []
  const gaps = spans(draw, length, draw.whole(0, 4), [3, 90])
  const held = spans(draw, length, draw.whole(0, 2), [6, 120])
  const twice = new Set(Array.from({ length: 12 }, () => draw.whole(0, length)))
  const slow = new Set(Array.from({ length: 8 }, () => draw.whole(0, length)))
  const steps = spans(draw, length, draw.whole(0, 2), [1, length]).map(({ from }) => ({ from, ahead: draw.whole(-3600, 3600) * 1000 }))
  let waiting: Sample[] = []
  let slowed: { readonly due: number; readonly samples: Sample[] }[] = []

  function samplesAt(t: number, now: At): Sample[] {
    const ahead = steps.findLast(({ from }) => from <= t)?.ahead ?? 0
    const common = { at: now, received: now, source: device, quality: 0, seq: t, deviceTime: now + ahead }
    const number = (signal: VitalKey, value: Value<number>): Sample => ({ kind: 'number', signal, value, ...common })
    const samples: Sample[] = []
    if (t % cadence === phase) {
      for (const signal of own) {
        const value = within(gone.get(signal)!, t) ? unknown(STEPS[signal].why) : known(values.get(signal)!(t) + (t % 3 === 0 ? 1 : 0))
        samples.push(number(signal, signal === 'spo2' && value.is === 'known' ? known(values.get(signal)!(t)) : value))
      }
      const rhythm = within(vf, t) ? 'vf' : within(af, t) ? 'af' : 'sinus'
      samples.push({ kind: 'coded', signal: 'rhythm', value: known(rhythm), ...common })
    }
    if (temp && t % TEMP.every === phase) samples.push(number('temp', known(temp(t))))
    if (cuff !== null && t % cuff === phase) {
      const pressures = CUFF[cuffIs(t)]
      for (const [place, signal] of (['nibp-sys', 'nibp-dia', 'nibp-mean'] as const).entries())
        samples.push(number(signal, known(pressures[place]!)))
    }
    return samples
  }

  return {
    device,
    cadence,
    facts: {
      devices: [
        {
          id: device,
          name: 'telemetry',
          kind: 'telemetry',
          link: 'on',
          cadence: {
            ...Object.fromEntries(own.map((signal) => [signal, seconds(cadence)])),
            ...(temp ? { temp: seconds(TEMP.every) } : {}),
            ...(cuff === null ? {} : { 'nibp-sys': seconds(cuff), 'nibp-dia': seconds(cuff), 'nibp-mean': seconds(cuff) }),
          },
        },
      ],
      channels: EMPTY_BED.channels,
      recording: null,
      notes: [],
    },
    quiet: (from, to) => void gaps.push({ from, to }),
    reports(t, bed, now) {
      const out: Report[] = []
      const hand = (samples: readonly Sample[]): void => {
        if (samples.length > 0) out.push({ bed, samples: samples.map((sample) => ({ ...sample, received: now })) })
      }
      const lost = within(gaps, t)
      const fresh = lost ? [] : samplesAt(t, now)
      if (lost) {
        waiting = []
        slowed = []
      }
      if (within(held, t)) {
        waiting.push(...fresh)
        return out
      }
      hand(waiting)
      waiting = []
      for (const { samples } of slowed.filter(({ due }) => due <= t)) hand(samples)
      slowed = slowed.filter(({ due }) => due > t)
      if (slow.has(t)) slowed.push({ due: t + 1 + (t % 8), samples: fresh })
      else hand(fresh)
      if (twice.has(t)) hand(fresh)
      return out
    },
  }
}
