// Tracks and pieces of waves as bytes: a header in JSON with all that is small, then the columns as they are, each on eight bytes.

import { CODED_KEYS, type Code, type CodedKey, EVENT_KEYS, type EventKey, type EventMark } from './codes.ts'
import { GAP_WHYS, type Track, type WavePiece } from './history.ts'
import { type DeviceId, deviceId } from './ids.ts'
import { at, hz } from './units.ts'
import { VITAL_KEYS, type VitalKey } from './vitals.ts'
import { WAVE_KEYS, type WaveKey } from './waves.ts'
import { z } from './zod.ts'

/** Version of the format, and of what `TrackBytes` refuses. */
const FORMAT = 1
const HEAD = 8

const instant = z.number().finite().transform(at)
const count = z.number().int().min(0)
const source = z
  .string()
  .max(64)
  .nullable()
  .transform((id): DeviceId | null => (id === null ? null : deviceId(id)))
const keys = <T extends string>(list: readonly T[]) => z.enum(list as [T, ...T[]])
const common = {
  source,
  gaps: z.array(z.object({ from: instant, to: instant, why: keys(GAP_WHYS) })),
  marked: z.array(z.object({ from: instant, to: instant, quality: count })),
}
const columns = { ...common, count, length: count }
const Header = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('number'), signal: keys<VitalKey>(VITAL_KEYS), ...columns }),
  z.object({ kind: z.literal('wave'), signal: keys<WaveKey>(WAVE_KEYS), ...columns }),
  z.object({
    kind: z.literal('coded'),
    signal: keys<CodedKey>(CODED_KEYS),
    ...common,
    steps: z.array(
      z.object({
        at: instant,
        code: z
          .string()
          .max(40)
          .nullable()
          .transform((code) => code as Code | null),
      }),
    ),
  }),
  z.object({
    kind: z.literal('event'),
    signal: keys<EventKey>(EVENT_KEYS),
    ...common,
    events: z.array(
      z.object({
        at: instant,
        mark: z
          .string()
          .max(40)
          .transform((mark) => mark as EventMark),
      }),
    ),
  }),
])
const PieceHeader = z.object({
  signal: keys<WaveKey>(WAVE_KEYS),
  source: z.string().max(64).transform(deviceId),
  at: instant,
  quality: count,
  rate: z.number().positive().transform(hz),
  gain: z.number(),
  baseline: z.number(),
  unit: z.string().max(40),
  length: count,
  wide: z.boolean(),
})

/** What was received is none of it. */
export class TrackError extends Error {}

const padded = (size: number): number => Math.ceil(size / 8) * 8
type Column = Float64Array | Float32Array | Int16Array | Int32Array

function joined(header: unknown, data: readonly Column[]): Uint8Array {
  const text = new TextEncoder().encode(JSON.stringify(header))
  const out = new Uint8Array(padded(HEAD + text.length) + data.reduce((sum, { byteLength }) => sum + padded(byteLength), 0))
  const view = new DataView(out.buffer)
  view.setUint32(0, FORMAT, true)
  view.setUint32(4, text.length, true)
  out.set(text, HEAD)
  let place = padded(HEAD + text.length)
  for (const column of data) {
    out.set(new Uint8Array(column.buffer, column.byteOffset, column.byteLength), place)
    place += padded(column.byteLength)
  }
  return out
}

type Kind<C> = { readonly BYTES_PER_ELEMENT: number } & (new (buffer: ArrayBuffer) => C)
/** Hands over columns one by one, copied out of the bytes. */
function parted<T>(
  bytes: Uint8Array,
  schema: z.ZodType<T>,
): {
  readonly header: T
  next<C extends Column>(kind: Kind<C>, length: number): C
} {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (bytes.length < HEAD || view.getUint32(0, true) !== FORMAT) throw new TrackError('not tracks of this version')
  const size = view.getUint32(4, true)
  if (HEAD + size > bytes.length) throw new TrackError('tracks cut short')
  const parsed = schema.safeParse(JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes.subarray(HEAD, HEAD + size))))
  if (!parsed.success) throw new TrackError(`tracks do not fit their schema: ${parsed.error.issues[0]?.path.join('.')}`)
  let place = padded(HEAD + size)
  return {
    header: parsed.data,
    next(kind, length) {
      const end = place + length * kind.BYTES_PER_ELEMENT
      if (end > bytes.length) throw new TrackError('tracks cut short')
      const column = new kind(bytes.slice(place, end).buffer)
      place = padded(end)
      return column
    },
  }
}

/** Values travel in 32 bits: a relative error of 6e-8, far below any signal's resolution. */
export function encodeTracks(tracks: readonly Track[]): Uint8Array {
  const header = tracks.map((track) => {
    if (track.kind === 'coded' || track.kind === 'event') return track
    const { at: times, value: _, ...rest } = track
    return { ...rest, length: times.length }
  })
  const data = tracks.flatMap((track) =>
    track.kind === 'coded' || track.kind === 'event'
      ? []
      : [track.at, track.value instanceof Float32Array ? track.value : Float32Array.from(track.value)],
  )
  return joined(header, data)
}

/** Throws a TrackError. */
export function decodeTracks(bytes: Uint8Array): readonly Track[] {
  const { header, next } = parted(bytes, z.array(Header))
  return header.map((track): Track => {
    if (track.kind === 'coded' || track.kind === 'event') return track
    const { length, ...rest } = track
    return { ...rest, at: next(Float64Array, length), value: next(Float32Array, length) }
  })
}

export function encodePieces(pieces: readonly WavePiece[]): Uint8Array {
  const header = pieces.map(({ data, ...rest }) => ({ ...rest, length: data.length, wide: data instanceof Int32Array }))
  return joined(
    header,
    pieces.map(({ data }) => data),
  )
}
/** Throws a TrackError. */
export function decodePieces(bytes: Uint8Array): readonly WavePiece[] {
  const { header, next } = parted(bytes, z.array(PieceHeader))
  return header.map(({ length, wide, ...rest }) => ({ ...rest, data: wide ? next(Int32Array, length) : next(Int16Array, length) }))
}
