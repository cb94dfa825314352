// A ward frame: a header and one part a bed, each in two halves that are encoded once however many watch (P4).
import { FrameError, Reader, Writer } from './bytes.ts'
import { type WardId, wardId } from './ids.ts'
import { type At, at } from './units.ts'

/** Raised with every change of the bytes or events below; both sides refuse another number. */
export const PROTOCOL = 3
/** A ward frame leaves each 250 ms of real time; what cannot wait leaves at once. */
export const FRAME_MS = 250

/** Bits of a part's `held`: halves left out for this socket on purpose, so that they do not look like a gap. */
export const HELD = { state: 1, waves: 2 } as const

/** In the place of a bed: what stands for the ward as a whole. */
export const WARD_PART = 0xffff

export interface FrameHeader {
  readonly ward: WardId
  /** This run of the gateway. */
  readonly epoch: number
  readonly seq: number
  /** The sequence of the frame sent to this socket before this one; differs from seq − 1 where frames were held back by name. */
  readonly prev: number
  /** Layout of the ward: the snapshot's list of beds that `bed` counts in. Another number means: a new snapshot follows. */
  readonly rev: number
  /** Gateway time at which the frame was made. */
  readonly now: At
}
export interface Part {
  /** Place in the snapshot's list of beds. */
  readonly bed: number
  readonly held: number
  /** Encoded halves (see half.ts); null where there is nothing or it is held. */
  readonly state: Uint8Array | null
  readonly waves: Uint8Array | null
  /** Alarms, encoded (see alarmbytes.ts): never held, whoever is slow. */
  readonly alarms: Uint8Array | null
}
export interface Frame extends FrameHeader {
  readonly parts: readonly Part[]
}

const NONE = 0xffffffff

export function encodeFrame(frame: Frame): Uint8Array<ArrayBuffer> {
  const out = new Writer(
    64 +
      frame.parts.reduce((size, part) => size + 15 + (part.state?.length ?? 0) + (part.waves?.length ?? 0) + (part.alarms?.length ?? 0), 0),
  )
  out.u8(PROTOCOL)
  out.text(frame.ward)
  out.u32(frame.epoch)
  out.u32(frame.seq)
  out.u32(frame.prev)
  out.u32(frame.rev)
  out.f64(frame.now)
  out.u16(frame.parts.length)
  for (const part of frame.parts) {
    out.u16(part.bed)
    out.u8(part.held)
    const pieces = [part.state, part.waves, part.alarms]
    for (const piece of pieces) out.u32(piece ? piece.length : NONE)
    for (const piece of pieces) if (piece) out.raw(piece)
  }
  return out.done()
}

/** Throws a FrameError where the bytes are not a frame of this protocol. Halves stay encoded: each is decoded, or refused, alone. */
export function decodeFrame(bytes: Uint8Array): Frame {
  const from = new Reader(bytes)
  const protocol = from.u8()
  if (protocol !== PROTOCOL) throw new FrameError('frame-protocol', `protocol ${protocol}, ${PROTOCOL} expected`)
  const header = { ward: wardId(from.text()), epoch: from.u32(), seq: from.u32(), prev: from.u32(), rev: from.u32(), now: at(from.f64()) }
  const parts: Part[] = []
  for (let left = from.u16(); left > 0; left--) {
    const bed = from.u16()
    const held = from.u8()
    const sizes = [from.u32(), from.u32(), from.u32()]
    const [state = null, waves = null, alarms = null] = sizes.map((size) => (size === NONE ? null : from.raw(size)))
    parts.push({ bed, held, state, waves, alarms })
  }
  return { ...header, parts }
}
