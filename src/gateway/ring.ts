// The frames a ward sent last, kept for screens that were cut off for a moment. Bounded in frames and in bytes.
import { encodeFrame, type FrameHeader, HELD, type Part } from '../model/frame.ts'
import { MODES, type Mode } from './viewer.ts'

/** A frame as it is sent: header and parts, put together once for all who get the same bytes. */
export interface Made extends Omit<FrameHeader, 'prev'> {
  /** It brings alarms. */
  readonly alarms: boolean
  /** Bytes in each mode, within a few. */
  readonly sizes: Readonly<Record<Mode, number>>
  /** The frame for a socket that was sent `prev` before it; `places`: only parts of these beds, for who may see no others. */
  bytes(prev: number, mode: Mode, places?: ReadonlySet<number>): Uint8Array
}

const HEADER = 64
const PART = 15

const withoutWaves = (part: Part): Part => (part.waves ? { ...part, held: part.held | HELD.waves, waves: null } : part)

/**
 * `beds`: how many the ward has. A pulse names both halves of every bed as held, whether it has news in this frame or not: the frames
 * before it may have been held back whole, and who was sent a pulse must know that only a snapshot makes it whole again.
 */
export function makeFrame(header: Omit<FrameHeader, 'prev'>, parts: readonly Part[], beds: number): Made {
  const made = new Map<string, Uint8Array>()
  const alarms = parts.filter((part) => part.alarms)
  const base = alarms.reduce((sum, part) => sum + part.alarms!.length, HEADER + PART * parts.length)
  const state = parts.reduce((sum, part) => sum + (part.state?.length ?? 0), base)
  const full = parts.reduce((sum, part) => sum + (part.waves?.length ?? 0), state)
  const partsOf = (mode: Mode): readonly Part[] => {
    if (mode === 'full') return parts
    if (mode === 'state') return parts.map(withoutWaves)
    const told = new Map(alarms.map((part) => [part.bed, part.alarms]))
    const pulse = Array.from(
      { length: beds },
      (_, bed): Part => ({ bed, held: HELD.state | HELD.waves, state: null, waves: null, alarms: told.get(bed) ?? null }),
    )
    return [...pulse, ...alarms.filter(({ bed }) => bed >= beds)]
  }
  return {
    ...header,
    alarms: alarms.length > 0,
    sizes: { full, state, pulse: base + PART * beds },
    bytes(prev, mode, places) {
      if (places) return encodeFrame({ ...header, prev, parts: partsOf(mode).filter(({ bed }) => places.has(bed)) })
      const key = `${mode} ${prev}`
      let bytes = made.get(key)
      if (!bytes) {
        bytes = encodeFrame({ ...header, prev, parts: partsOf(mode) })
        // Screens that lag each have their own `prev`: what is common is kept, what is one screen's alone is not.
        if (made.size < MODES.length + 1) made.set(key, bytes)
      }
      return bytes
    },
  }
}

export interface Ring {
  push(frame: Made, tick: number): void
  /** Frames after `seq`, oldest first; null where one of them is not kept any more. */
  after(seq: number): readonly Made[] | null
  clear(): void
  readonly size: { readonly frames: number; readonly bytes: number }
}

export function createRing(limits: { frames: number; bytes: number; ticks: number }): Ring {
  let kept: { made: Made; tick: number }[] = []
  let bytes = 0
  return {
    push(made, tick) {
      kept.push({ made, tick })
      bytes += made.sizes.full
      while (kept.length > 1 && (kept.length > limits.frames || bytes > limits.bytes || tick - kept[0]!.tick > limits.ticks))
        bytes -= kept.shift()!.made.sizes.full
    },
    after(seq) {
      if (seq === kept.at(-1)?.made.seq) return []
      const index = kept.findIndex(({ made }) => made.seq === seq + 1)
      return index < 0 ? null : kept.slice(index).map(({ made }) => made)
    },
    clear() {
      kept = []
      bytes = 0
    },
    get size() {
      return { frames: kept.length, bytes }
    },
  }
}
