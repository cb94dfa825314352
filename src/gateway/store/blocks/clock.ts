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
  /** The rows of a list's samples, each in its source's section. */
  readonly placesOf: (list: readonly Sample[]) => Float64Array
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

/** Rows of one source as they were found. The next sample of a list is mostly of the next row. */
interface Found {
  readonly rows: Row[]
  readonly bySeq: Map<number, Row>
  next: number
}
function findRow(found: Found, sample: Sample): Row {
  const guess = found.rows[found.next]
  if (guess && guess.seq === sample.seq && sameRow(guess, sample)) {
    found.next++
    return guess
  }
  const { at, received, seq, deviceTime } = sample
  let row: Row | null | undefined = found.bySeq.get(seq)
  while (row && !sameRow(row, sample)) row = row.next
  if (row) {
    found.next = row.place + 1
    return row
  }
  const made = { at, received, seq, device: deviceTime ?? Number.NaN, next: found.bySeq.get(seq) ?? null, place: found.rows.length }
  found.bySeq.set(seq, made)
  found.rows.push(made)
  found.next = found.rows.length
  return made
}

/** Of samples that are merged already. */
export function rowsOf(lists: Iterable<readonly Sample[]>): Rows {
  const sources = new Map<DeviceId, Found>()
  const taken = new Map<readonly Sample[], Row[]>()
  for (const list of lists) {
    for (const found of sources.values()) found.next = 0
    let [source, found]: [DeviceId | null, Found | undefined] = [null, undefined]
    taken.set(
      list,
      list.map((sample) => {
        if (sample.source !== source || !found) {
          source = sample.source
          found = sources.get(source) ?? { rows: [], bySeq: new Map(), next: 0 }
          sources.set(source, found)
        }
        return findRow(found, sample)
      }),
    )
  }
  const clock = [...sources]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([source, { rows }]): Section => {
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
  const placesOf = (list: readonly Sample[]): Float64Array => {
    const rows = taken.get(list)!
    const places = new Float64Array(rows.length)
    for (let i = 0; i < rows.length; i++) places[i] = rows[i]!.place
    return places
  }
  return { clock, placesOf }
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
