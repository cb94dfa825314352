// A source of known size: so many beds, each with 8 numbers a second and 2 waves at 250 Hz, at seeded phases.
import type { Source } from '../src/feed/source.ts'
import type { Bed, Census, Stay } from '../src/model/census.ts'
import { type BedFacts, EMPTY_BED } from '../src/model/facts.ts'
import { bedId, type DeviceId, deviceId, stayId, wardId } from '../src/model/ids.ts'
import type { Report, Sample } from '../src/model/sample.ts'
import { type At, after, at, hz, ms } from '../src/model/units.ts'
import { known, unknown } from '../src/model/value.ts'
import type { VitalKey } from '../src/model/vitals.ts'
import type { WaveKey } from '../src/model/waves.ts'

const NUMBERS: readonly VitalKey[] = ['hr', 'pr', 'spo2', 'rr', 'pi', 'etco2', 'temp', 'cvp']
const WAVES: readonly WaveKey[] = ['ecg-ii', 'pleth']
const RATE = 250
const CHUNK_MS = 200
const CHUNKS_A_SECOND = 1000 / CHUNK_MS
const CHUNK = (RATE * CHUNK_MS) / 1000

/** On every fourth bed breathing turns unknown and back, at random moments of its own: what flushes a frame at once. */
const FLIPS = 'rr'
const flips = (index: number): boolean => index % 4 === 0

/** Two beats of a wave, computed once: the load is the gateway's, not the synthesis'. */
const SHAPE = Int16Array.from({ length: 2 * RATE }, (_, sample) => {
  const i = sample % RATE
  return Math.round(400 * Math.exp(-(((i - 80) / 6) ** 2)) + 60 * Math.exp(-(((i - 150) / 20) ** 2)))
})

/** Values near which each number wanders; whole numbers, so that a change is seen. */
const NEAR: Partial<Record<VitalKey, number>> = { temp: 36, etco2: 38, cvp: 8, pi: 4, spo2: 94, rr: 14 }

/** A monitor a bed: one that seems to be at two beds would be held apart. */
const monitorOf = (index: number): DeviceId => deviceId(`monitor-${index + 1}`)
const factsOf = (index: number): BedFacts => ({
  ...EMPTY_BED,
  presence: 'occupied',
  devices: [{ id: monitorOf(index), name: 'wall monitor', kind: 'wall', link: 'on' }],
  channels: WAVES.map((signal, ch) => ({ ch, signal, rate: RATE, gain: 400, baseline: 0, unit: 'mV', source: monitorOf(index) })),
})

/** Random numbers in [0, 1) by a seed (a linear congruential generator: enough to spread moments). */
function chance(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return state / 2 ** 32
  }
}

/** Names of which no two are alike: a ward full of name alerts is no ordinary load. */
const nameOf = (index: number): string => {
  const letter = (of: number): string => String.fromCharCode(65 + (of % 26))
  return `${letter(index).repeat(6)} ${letter(index + Math.floor(index / 26) * 5 + 1).repeat(9)}`
}

/** One bed after another a cuff pressure that crosses its limits at once, ms between two; and how long until one that is inside. */
const CROSSING_EACH = 2500
const CROSSED = 900
const CUFF = { out: [82, 40, 54], inside: [120, 70, 88] } as const
/** When a crossing was handed over, ms since 1970 by this machine's clock. */
export interface Crossing {
  readonly bed: string
  readonly at: number
}

/** `crossed`: told of each crossing; without it there are none. */
export function createLoad(count: number, start: At, seed = 7, crossed: ((crossing: Crossing) => void) | null = null): Source {
  const ward = { id: wardId('4B'), name: '4B', note: null, continuous: true, zone: 'Europe/London' }
  const beds: Bed[] = Array.from({ length: count }, (_, i) => ({ id: bedId(`4B-${i + 1}`), ward: ward.id, label: `4B-${i + 1}` }))
  const stays: Stay[] = beds.map((bed, i) => ({ id: stayId(`stay${i}`), bed: bed.id, population: 'adult', age: 60, since: start }))
  const census: Census = {
    wards: [{ ...ward, beds: beds.map(({ id }) => id) }],
    beds,
    stays,
    people: stays.map(({ id }, i) => ({ stay: id, name: nameOf(i), sex: 'F', reason: 'load', teaches: null })),
    facts: new Map(beds.map(({ id }, i) => [id, factsOf(i)])),
  }

  const samplesOf = (index: number, n: number, now: At): Sample[] => {
    const common = { received: now, source: monitorOf(index), quality: 0 }
    const samples: Sample[] = WAVES.map((signal) => {
      const first = n * CHUNK
      const place = (first + index * 7) % RATE
      return {
        ...common,
        kind: 'wave',
        signal,
        at: after(now, -CHUNK_MS),
        seq: first,
        rate: hz(RATE),
        gain: 400,
        baseline: 0,
        unit: 'mV',
        data: SHAPE.slice(place, place + CHUNK),
      }
    })
    if (n % CHUNKS_A_SECOND === 0)
      for (const signal of NUMBERS.filter((key) => key !== FLIPS || !flips(index)))
        samples.push({
          ...common,
          kind: 'number',
          signal,
          at: now,
          seq: n,
          value: known((NEAR[signal] ?? 70) + ((index + n / CHUNKS_A_SECOND) % 6)),
        })
    return samples
  }

  return {
    name: 'load',
    census,
    start(sink, clock) {
      const random = chance(seed)
      const next = beds.map(() => start + random() * CHUNK_MS)
      const sent = beds.map(() => 0)
      const nextFlip = beds.map((_, i) => (flips(i) ? start + 5000 * random() : Number.POSITIVE_INFINITY))
      const flipped = beds.map(() => 0)
      const flip = (i: number, now: At): void => {
        const value = flipped[i]! % 2 === 0 ? known(10 + (flipped[i]! % 20)) : unknown('noise')
        const sample: Sample = {
          kind: 'number',
          signal: FLIPS,
          at: now,
          received: now,
          source: monitorOf(i),
          quality: 0,
          seq: flipped[i]!++,
          value,
        }
        sink({ bed: beds[i]!.id, samples: [sample] })
        nextFlip[i] = now + 6000 + 6000 * random()
      }
      const cuff = (i: number, now: At, is: keyof typeof CUFF): void => {
        const common = { kind: 'number', at: now, received: now, source: monitorOf(i), quality: 0, seq: Math.floor(now) } as const
        const samples = (['nibp-sys', 'nibp-dia', 'nibp-mean'] as const).map(
          (signal, place): Sample => ({ ...common, signal, value: known(CUFF[is][place]!) }),
        )
        if (is === 'out') crossed?.({ bed: beds[i]!.id, at: performance.timeOrigin + performance.now() })
        sink({ bed: beds[i]!.id, samples })
      }
      let crossing = { bed: 0, next: crossed ? start + 5000 : Number.POSITIVE_INFINITY, is: 'out' as keyof typeof CUFF }
      const cross = (now: At): void => {
        cuff(crossing.bed, now, crossing.is)
        crossing =
          crossing.is === 'out'
            ? { ...crossing, next: now + CROSSED, is: 'inside' }
            : { bed: (crossing.bed + 7) % count, next: now + CROSSING_EACH - CROSSED + 300 * random(), is: 'out' }
      }
      return clock.every(ms(10), () => {
        const now = clock.now()
        if (crossing.next <= now) cross(now)
        beds.forEach((bed, i) => {
          while (next[i]! <= now) {
            const report: Report = { bed: bed.id, samples: samplesOf(i, sent[i]!++, at(next[i]!)) }
            sink(report)
            next[i]! += CHUNK_MS
          }
          if (nextFlip[i]! <= now) flip(i, now)
        })
      })
    },
  }
}
