// The clock of a span: of each source the times and running numbers of its reports, once, however many signals a report brought.
import type { DeviceId } from '../../../model/ids.ts'
import { deviceId } from '../../../model/ids.ts'
import type { Sample } from '../../../model/sample.ts'
import { MOST_ROWS, Sink } from './bytes.ts'
import { close, open } from './frame.ts'
import { readTimes, type Times, writeTimes } from './times.ts'

/** The number of a clock block, where a signal has its wire number. */
export const CLOCK = 255

export interface Section extends Times {
  readonly source: DeviceId
}
/** A clock block, opened: read the blocks of all signals of its span with it. */
export type Clock = readonly Section[]

export interface Rows {
  /** Sorted by source. */
  readonly clock: Clock
  /** The row of a sample in its source's section. */
  readonly rowOf: (sample: Sample) => number
}

interface Row {
  readonly at: number
  readonly received: number
  readonly device: number
  readonly seq: number
  /** Another row of the same running number, told apart by its times. */
  next: Row | null
  place: number
}
const sameRow = (row: Row, sample: Sample): boolean =>
  row.at === sample.at &&
  row.received === sample.received &&
  (sample.deviceTime === undefined ? Number.isNaN(row.device) : row.device === sample.deviceTime)
/** Rows without a device time last. */
const device = (row: Row): number => (Number.isNaN(row.device) ? Number.POSITIVE_INFINITY : row.device)
const inOrder = (a: Row, b: Row): number =>
  a.at - b.at || a.seq - b.seq || a.received - b.received || (device(a) === device(b) ? 0 : device(a) - device(b))

/** Of samples that are merged already. */
export function rowsOf(lists: Iterable<readonly Sample[]>): Rows {
  const sources = new Map<DeviceId, Map<number, Row>>()
  let [lastSource, last]: [DeviceId | null, Map<number, Row>] = [null, new Map()]
  const sectionOf = (source: DeviceId): Map<number, Row> => {
    if (source === lastSource) return last
    last = sources.get(source) ?? new Map<number, Row>()
    sources.set(source, last)
    lastSource = source
    return last
  }
  const find = (sample: Sample): Row | undefined => {
    let row: Row | null | undefined = sectionOf(sample.source).get(sample.seq)
    while (row && !sameRow(row, sample)) row = row.next
    return row ?? undefined
  }
  for (const list of lists)
    for (const sample of list) {
      if (find(sample)) continue
      const section = sectionOf(sample.source)
      const { at, received, seq, deviceTime } = sample
      section.set(seq, { at, received, seq, device: deviceTime ?? Number.NaN, next: section.get(seq) ?? null, place: 0 })
    }
  const clock = [...sources]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([source, section]): Section => {
      const rows: Row[] = []
      for (const row of section.values()) for (let one: Row | null = row; one; one = one.next) rows.push(one)
      rows.sort(inOrder)
      rows.forEach((row, place) => {
        row.place = place
      })
      const column = (of: (row: Row) => number) => Float64Array.from(rows, of)
      return {
        source,
        at: column((row) => row.at),
        received: column((row) => row.received),
        device: column((row) => row.device),
        seq: column((row) => row.seq),
      }
    })
  return { clock, rowOf: (sample) => find(sample)!.place }
}

export function packClock(clock: Clock): Uint8Array {
  const sink = new Sink()
  sink.count(clock.length)
  for (const section of clock) {
    sink.text(section.source)
    sink.count(section.at.length)
    writeTimes(sink, section)
  }
  return close('clock', sink)
}

/** Throws BadBlock. */
export function openClock(bytes: Uint8Array): Clock {
  const tap = open('clock', bytes)
  const clock = Array.from({ length: tap.count(255) }, (): Section => {
    const source = deviceId(tap.text())
    return { source, ...readTimes(tap, tap.count(MOST_ROWS)) }
  })
  tap.end()
  return clock
}
