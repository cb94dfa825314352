// A span packed from columns, without an object a sample: byte for byte what packSpan makes of the same samples.
import type { DeviceId } from '../../../model/ids.ts'
import type { CodedSample, EventSample, NumberSample, Sample } from '../../../model/sample.ts'
import { signalOf } from '../../../model/signals.ts'
import { WHYS } from '../../../model/value.ts'
import type { VitalKey } from '../../../model/vitals.ts'
import { CLOCK, type Clock, packClock, type Rows, type Section } from './clock.ts'
import { mergeSignals } from './merge.ts'
import { packColumn, packNumbers } from './numbers.ts'
import { packCoded, packEvents } from './steps.ts'

/** NaN: unknown, by `why` as an index of WHYS. `rows`: which of the source's times. */
export interface NumberColumn {
  readonly signal: VitalKey
  readonly rows: Float64Array
  readonly value: Float64Array
  readonly why: Uint8Array
  readonly quality: Uint8Array
}
/** All that one source brought, in the order of `at`; `deviceTime` NaN where there is none. */
export interface SourceColumns {
  readonly source: DeviceId
  readonly at: Float64Array
  readonly received: Float64Array
  readonly seq: Float64Array
  readonly deviceTime: Float64Array
  readonly numbers: readonly NumberColumn[]
}

const order = (a: readonly number[], b: readonly number[]): number => a[0]! - b[0]! || a[1]! - b[1]! || a[2]! - b[2]!
const keyOf = (at: number, seq: number, received: number): string => `${at} ${seq} ${received}`
const timesOf = ({ at, seq, received, deviceTime = Number.NaN }: Sample): readonly number[] => [at, seq, received, deviceTime]

interface Placed {
  readonly section: Section
  /** Where each row of the columns stands among all of the source. */
  readonly places: Float64Array | null
}

function placed(
  source: DeviceId,
  own: SourceColumns | undefined,
  samples: readonly Sample[],
): Placed & { rowOf: (sample: Sample) => number } {
  const count = own?.at.length ?? 0
  const find = (sample: Sample): number => {
    let [low, high] = [0, count]
    while (low < high) {
      const mid = (low + high) >> 1
      if (own!.at[mid]! < sample.at) low = mid + 1
      else high = mid
    }
    for (; low < count && own!.at[low] === sample.at; low++)
      if (own!.seq[low] === sample.seq && own!.received[low] === sample.received) return low
    return -1
  }
  const extra = new Map<string, readonly number[]>()
  for (const sample of samples) if (find(sample) < 0) extra.set(keyOf(sample.at, sample.seq, sample.received), timesOf(sample))
  if (extra.size === 0 && own) {
    const { at, received, seq, deviceTime } = own
    return { section: { source, at, received, device: deviceTime, seq }, places: null, rowOf: find }
  }
  const rows: { readonly times: readonly number[]; readonly own: number }[] = [...extra.values()].map((times) => ({ times, own: -1 }))
  for (let i = 0; i < count; i++) rows.push({ times: [own!.at[i]!, own!.seq[i]!, own!.received[i]!, own!.deviceTime[i]!], own: i })
  rows.sort((a, b) => order(a.times, b.times))
  const places = new Float64Array(count)
  const placeOf = new Map<string, number>()
  rows.forEach(({ times: [at, seq, received], own: mine }, place) => {
    if (mine >= 0) places[mine] = place
    else placeOf.set(keyOf(at!, seq!, received!), place)
  })
  const column = (index: number): Float64Array => Float64Array.from(rows, ({ times }) => times[index]!)
  return {
    section: { source, at: column(0), seq: column(1), received: column(2), device: column(3) },
    places,
    rowOf(sample) {
      const mine = find(sample)
      return mine >= 0 ? places[mine]! : placeOf.get(keyOf(sample.at, sample.seq, sample.received))!
    },
  }
}

/** `samples`: what came beside the columns, no waves, and no number of a signal that a column holds. */
export function packColumns(columns: readonly SourceColumns[], samples: readonly Sample[]): Map<number, Uint8Array> {
  const signals = mergeSignals(samples)
  const clocked = [...signals.values()].flat().filter(({ kind }) => kind !== 'event')
  const bySource = Map.groupBy(clocked, ({ source }) => source)
  const own = new Map(columns.map((one) => [one.source, one]))
  const sources = [...new Set([...own.keys(), ...bySource.keys()])].sort()
  const found = new Map(sources.map((source) => [source, placed(source, own.get(source), bySource.get(source) ?? [])]))
  const clock: Clock = sources.map((source) => found.get(source)!.section)
  const rows: Rows = { clock, placesOf: (list) => Float64Array.from(list, (sample) => found.get(sample.source)!.rowOf(sample)) }
  const blocks = new Map<number, Uint8Array>()
  for (const [index, source] of sources.entries())
    for (const { signal, rows: places, value, why, quality } of own.get(source)?.numbers ?? []) {
      const { wire } = signalOf(signal)
      if (signals.has(wire) || blocks.has(wire)) throw new RangeError(`${signal} is brought twice`)
      const map = found.get(source)!.places
      const kept = map ? places.map((place) => map[place]!) : places
      blocks.set(wire, packColumn({ signal, index, rows: kept, value, why, quality }))
    }
  for (const [wire, list] of signals) {
    const { kind } = list[0]!
    if (kind === 'wave') throw new RangeError('waves have blocks of their own')
    if (kind === 'number') blocks.set(wire, packNumbers(list as readonly NumberSample[], rows))
    else if (kind === 'coded') blocks.set(wire, packCoded(list as readonly CodedSample[], rows))
    else blocks.set(wire, packEvents(list as readonly EventSample[]))
  }
  const sorted = new Map([...blocks].sort(([a], [b]) => a - b))
  if (clock.length > 0) sorted.set(CLOCK, packClock(clock))
  return sorted
}

/** The same as samples, for what takes no columns. */
export function samplesOf({ source, at, received, seq, deviceTime, numbers }: SourceColumns): NumberSample[] {
  return numbers.flatMap(({ signal, rows, value, why, quality }) =>
    Array.from(value, (is, i): NumberSample => {
      const row = rows[i]!
      const device = deviceTime[row]!
      return {
        kind: 'number',
        signal,
        value: Number.isNaN(is) ? { is: 'unknown', why: WHYS[why[i]!]! } : { is: 'known', value: is },
        at: at[row] as NumberSample['at'],
        received: received[row] as NumberSample['received'],
        source,
        seq: seq[row]!,
        quality: quality[i]!,
        ...(Number.isNaN(device) ? {} : { deviceTime: device }),
      }
    }),
  )
}
