// Numbers of all sources of a stretch as columns in one order of time: what windows are made of.
import type { RawNumbers, Span } from '../../model/history.ts'
import type { DeviceId } from '../../model/ids.ts'
import { QUALITY } from '../../model/sample.ts'

/** Of equal length, oldest first. `source`: index in `sources`. */
export interface Line {
  readonly at: Float64Array
  readonly value: Float64Array
  readonly why: Uint8Array
  readonly quality: Uint8Array
  readonly source: Uint8Array
  readonly sources: readonly DeviceId[]
}

/** Samples of the leading source within the window; of the same instant by the name of the source, as everywhere. */
export function lineOf(spans: readonly (readonly RawNumbers[])[], { from, to }: Span): Line {
  const most = spans.reduce((sum, parts) => sum + parts.reduce((all, { at }) => all + at.length, 0), 0)
  const line = {
    at: new Float64Array(most),
    value: new Float64Array(most),
    why: new Uint8Array(most),
    quality: new Uint8Array(most),
    source: new Uint8Array(most),
  }
  const sources: DeviceId[] = []
  let count = 0
  const put = (part: RawNumbers, index: number, source: number): void => {
    const when = part.at[index]!
    const quality = part.quality[index]!
    if (when < from || when >= to || quality & QUALITY.second) return
    line.at[count] = when
    line.value[count] = part.value[index]!
    line.why[count] = part.why[index]!
    line.quality[count] = quality
    line.source[count] = source
    count++
  }
  const indexOf = (source: DeviceId): number => {
    const known = sources.indexOf(source)
    return known >= 0 ? known : sources.push(source) - 1
  }
  for (const parts of spans) {
    const own = parts
      .map((part) => ({ part, source: indexOf(part.source), next: 0 }))
      .toSorted((a, b) => (a.part.source < b.part.source ? -1 : 1))
    if (own.length === 1) {
      const { part, source } = own[0]!
      for (let i = 0; i < part.at.length; i++) put(part, i, source)
      continue
    }
    for (;;) {
      let first: (typeof own)[number] | null = null
      for (const one of own)
        if (one.next < one.part.at.length && (!first || one.part.at[one.next]! < first.part.at[first.next]!)) first = one
      if (!first) break
      put(first.part, first.next++, first.source)
    }
  }
  return {
    at: line.at.subarray(0, count),
    value: line.value.subarray(0, count),
    why: line.why.subarray(0, count),
    quality: line.quality.subarray(0, count),
    source: line.source.subarray(0, count),
    sources,
  }
}

/** Of each source everything within the window. */
export function bySource(spans: readonly (readonly RawNumbers[])[], { from, to }: Span): readonly RawNumbers[] {
  const inside = spans.flatMap((parts) => parts.map((part) => clipped(part, from, to))).filter((part) => part.at.length > 0)
  return [...Map.groupBy(inside, ({ source }) => source).values()].map(
    (parts): RawNumbers => ({
      signal: parts[0]!.signal,
      source: parts[0]!.source,
      at: whole(Float64Array, parts, (part) => part.at),
      received: whole(Float64Array, parts, (part) => part.received),
      value: whole(Float64Array, parts, (part) => part.value),
      why: whole(Uint8Array, parts, (part) => part.why),
      quality: whole(Uint8Array, parts, (part) => part.quality),
    }),
  )
}
function clipped(part: RawNumbers, from: number, to: number): RawNumbers {
  let [begin, end] = [0, part.at.length]
  while (begin < end && part.at[begin]! < from) begin++
  while (end > begin && part.at[end - 1]! >= to) end--
  const cut = <T extends Float64Array | Uint8Array>(column: T): T => column.subarray(begin, end) as T
  const { signal, source, at, received, value, why, quality } = part
  return { signal, source, at: cut(at), received: cut(received), value: cut(value), why: cut(why), quality: cut(quality) }
}
function whole<T extends Float64Array | Uint8Array>(
  kind: new (length: number) => T,
  parts: readonly RawNumbers[],
  of: (part: RawNumbers) => T,
): T {
  const column = new kind(parts.reduce((sum, part) => sum + of(part).length, 0))
  let place = 0
  for (const part of parts) {
    column.set(of(part), place)
    place += of(part).length
  }
  return column
}
