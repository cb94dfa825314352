// A signal's numbers over time as columns in a ring: append what comes, merge what came late, read a window.
import { type At, at } from './units.ts'

/** Columns of equal length, oldest first. An unknown value is NaN: a line is never joined across it. */
export interface Columns {
  readonly at: Float64Array
  readonly value: Float64Array
}

export interface Series {
  readonly length: number
  readonly capacity: number
  /** Samples that fell off the old end, or were older than all kept in a full ring. */
  readonly dropped: number
  /** Puts a sample at its place in time; a second sample of the same instant replaces the first. NaN is unknown. */
  put(when: At, value: number): void
  /** Samples in [from, to), oldest first, copied. */
  window(from: At, to: At): Columns
  /** The newest sample, or null. */
  last(): { readonly at: At; readonly value: number } | null
}

/** A series that keeps the newest `capacity` samples. Throws a RangeError where capacity is not a positive whole number. */
export function createSeries(capacity: number): Series {
  if (!Number.isInteger(capacity) || capacity < 1) throw new RangeError(`capacity must be a positive whole number: ${capacity}`)
  const times = new Float64Array(capacity)
  const values = new Float64Array(capacity)
  let start = 0
  let length = 0
  let dropped = 0
  const slot = (index: number): number => (start + index) % capacity
  const timeAt = (index: number): number => times[slot(index)]!

  /** Index of the first sample at or after `when`. */
  function lowerBound(when: number): number {
    let low = 0
    let high = length
    while (low < high) {
      const middle = (low + high) >> 1
      if (timeAt(middle) < when) low = middle + 1
      else high = middle
    }
    return low
  }

  function dropOldest(): void {
    start = slot(1)
    length--
    dropped++
  }

  function put(when: At, value: number): void {
    let place = length > 0 && timeAt(length - 1) >= when ? lowerBound(when) : length
    if (place < length && timeAt(place) === when) {
      values[slot(place)] = value
      return
    }
    if (length === capacity) {
      if (place === 0) {
        dropped++
        return
      }
      dropOldest()
      place--
    }
    for (let index = length; index > place; index--) {
      times[slot(index)] = times[slot(index - 1)]!
      values[slot(index)] = values[slot(index - 1)]!
    }
    times[slot(place)] = when
    values[slot(place)] = value
    length++
  }

  function window(from: At, to: At): Columns {
    const first = lowerBound(from)
    const count = Math.max(0, lowerBound(to) - first)
    const columns = { at: new Float64Array(count), value: new Float64Array(count) }
    for (let index = 0; index < count; index++) {
      columns.at[index] = timeAt(first + index)
      columns.value[index] = values[slot(first + index)]!
    }
    return columns
  }

  return {
    get length() {
      return length
    },
    capacity,
    get dropped() {
      return dropped
    },
    put,
    window,
    last: () => (length > 0 ? { at: at(timeAt(length - 1)), value: values[slot(length - 1)]! } : null),
  }
}

/**
 * M4: of each of `width` pixel columns over [from, to) the first, lowest, highest and last sample, in time order, and the
 * unknown stretches between them. A line through the result paints the same pixels as one through every sample.
 */
export function thin(columns: Columns, from: At, to: At, width: number): Columns {
  if (!(width >= 1) || !(to > from)) throw new RangeError(`nothing to thin: ${width} columns over [${from}, ${to})`)
  const keep: number[] = []
  const columnOf = (index: number): number => Math.floor(((columns.at[index]! - from) / (to - from)) * width)
  const count = columns.at.length
  for (let start = 0; start < count; ) {
    const column = columnOf(start)
    const unknown = Number.isNaN(columns.value[start]!)
    let lowest = start
    let highest = start
    let end = start + 1
    // A run ends at the column's border and where known turns to unknown or back, so that no gap is joined.
    while (end < count && columnOf(end) === column && Number.isNaN(columns.value[end]!) === unknown) {
      if (columns.value[end]! < columns.value[lowest]!) lowest = end
      if (columns.value[end]! > columns.value[highest]!) highest = end
      end++
    }
    for (const index of [start, Math.min(lowest, highest), Math.max(lowest, highest), end - 1]) if (keep.at(-1) !== index) keep.push(index)
    start = end
  }
  return { at: Float64Array.from(keep, (index) => columns.at[index]!), value: Float64Array.from(keep, (index) => columns.value[index]!) }
}
