// One wave's sweep: an erase bar runs before the head, the line is drawn up to it, and nothing that stopped stays.
import { NO_SAMPLE, type WaveKey } from '../../model/waves.ts'
import type { WaveRing } from '../core/view.ts'
import type { Rect } from '../messages.ts'
import { type Scale, scaleFor } from './scale.ts'
import type { Context } from './text.ts'

/** Device pixels throughout: a strip's edges lie on whole pixels, so that nothing is smeared. */
export interface StripPlace {
  readonly bed: string
  readonly ch: number
  readonly signal: WaveKey
  readonly band: Rect
  /** Device pixels a second of gateway time. */
  readonly pace: number
  /** Height of the band and ECG gain, mm and mm/mV. */
  readonly bandMm: number
  readonly gain: number
  /** Width of the erase bar and of the line. */
  readonly bar: number
  readonly pen: number
  readonly colour: string
  readonly under: string | CanvasPattern
  readonly hatch: CanvasPattern | string
}

export interface StripFrame {
  readonly ctx: Context
  /** Where the head stands and what time it is, gateway time. */
  readonly head: number
  readonly now: number
  readonly speed: number
  readonly mono: number
  /** Told of what is painted: samples [from, to) as a line, or as a hole. */
  readonly painted: (from: number, to: number, hole: boolean) => void
}

/** A wave without a new valid sample for so long (real ms) is cleared and says why. */
export const STOPPED = 2000
/** A hole narrower than this, device pixels, is a plain gap. */
const HATCHED = 6
/** Values by which a free scale starts, ms of gateway time. */
const LOOKED_BACK = 4000

export interface Strip {
  readonly place: StripPlace
  /** Advances to the head. Returns false where the wave stopped: the band is bare then and the reason is to be shown. */
  step(ring: WaveRing | undefined, frame: StripFrame): boolean
  /** The band was painted over: the next step begins it anew. */
  restart(): void
}

export function createStrip(place: StripPlace): Strip {
  const { band, pace, bar, under } = place
  const width = band.width
  let scale: Scale | null = null
  /** Sample to be drawn next; NaN: the band starts anew. */
  let drawn = Number.NaN
  /** Time up to which the band is erased, as a whole pixel on the endless sweep. */
  let erased = 0
  /** Last point of the line: pixel on the endless sweep, and physical value; NaN where the line is broken. */
  let penX = Number.NaN
  let penValue = Number.NaN
  let newest = Number.NaN
  let arrived = 0
  let valid = Number.NEGATIVE_INFINITY
  let running = false

  const xOf = (time: number) => (time / 1000) * pace
  const fill = (ctx: Context, from: number, to: number) => {
    if (to - from >= width) {
      ctx.fillRect(band.x, band.y, width, band.height)
      return
    }
    const start = ((from % width) + width) % width
    const span = to - from
    const first = Math.min(span, width - start)
    ctx.fillRect(band.x + start, band.y, first, band.height)
    if (span > first) ctx.fillRect(band.x, band.y, span - first, band.height)
  }
  const physical = (ring: WaveRing, raw: number) => (raw - ring.channel.baseline) / ring.channel.gain

  function begin(ring: WaveRing, frame: StripFrame): void {
    const from = Math.max(ring.first, ring.sampleAt((frame.head - LOOKED_BACK) as never))
    const seen: number[] = []
    for (let sample = from; sample < ring.next; sample++) {
      const raw = ring.valueAt(sample)
      if (raw !== NO_SAMPLE) seen.push(physical(ring, raw))
    }
    scale ??= scaleFor(place.signal, place.bandMm, place.gain, seen)
    frame.ctx.fillStyle = under
    frame.ctx.fillRect(band.x, band.y, width, band.height)
    erased = Math.ceil(xOf(frame.head)) + bar
    drawn = ring.first
    penX = Number.NaN
  }

  function hole(ctx: Context, from: number, to: number): void {
    if (to - from < HATCHED) return
    ctx.fillStyle = place.hatch
    const start = ((from % width) + width) % width
    const height = Math.round(band.height * 0.3)
    const y = band.y + Math.round((band.height - height) / 2)
    const first = Math.min(to - from, width - start)
    ctx.fillRect(band.x + start, y, first, height)
    if (to - from > first) ctx.fillRect(band.x, y, to - from - first, height)
  }

  /** The line through samples [from, to): every sample where they are few, first, lowest, highest and last of a pixel where many. */
  function trace(ring: WaveRing, from: number, to: number, frame: StripFrame): void {
    const { ctx } = frame
    const { span, see } = scale as Scale
    const { low, high } = span()
    const tall = band.height - place.pen
    const yOf = (value: number) => band.y + place.pen / 2 + tall * Math.min(1, Math.max(0, (high - value) / (high - low)))
    const start = ring.timeOf(from)
    const step = 1000 / ring.channel.rate
    const xStep = (step / 1000) * pace
    const x0 = xOf(start)
    // Whole sweeps are taken off once: the numbers below stay small.
    let turn = Math.floor((Number.isNaN(penX) ? x0 : penX) / width) * width
    let holeFrom = -1
    let lineFrom = -1
    let open = false
    let column = Number.NaN
    let top = 0
    let bottom = 0
    let lastX = 0
    let lastY = 0
    let inked = false
    ctx.beginPath()
    if (!Number.isNaN(penX)) {
      lastX = band.x + penX - turn
      lastY = yOf(penValue)
      ctx.moveTo(lastX, lastY)
      open = true
    }
    const flush = () => {
      if (Number.isNaN(column)) return
      // Both extremes of the pixel, then where it ended: a narrow QRS or spike is never lost.
      if (top < lastY) ctx.lineTo(lastX, top)
      if (bottom > lastY) ctx.lineTo(lastX, bottom)
      if (top < lastY || bottom > lastY) ctx.lineTo(lastX, lastY)
      column = Number.NaN
    }
    for (let sample = from; sample < to; sample++) {
      const raw = ring.valueAt(sample)
      const x = x0 + (sample - from) * xStep
      if (raw === NO_SAMPLE) {
        if (lineFrom >= 0) {
          flush()
          frame.painted(lineFrom, sample, false)
          lineFrom = -1
        }
        if (holeFrom < 0) holeFrom = sample
        penX = Number.NaN
        open = false
        continue
      }
      if (holeFrom >= 0) {
        frame.painted(holeFrom, sample, true)
        hole(ctx, Math.ceil(x0 + (holeFrom - from) * xStep), Math.floor(x))
        holeFrom = -1
      }
      if (lineFrom < 0) lineFrom = sample
      inked = true
      const value = physical(ring, raw)
      see(value, start + (sample - from) * step)
      const y = yOf(value)
      if (x >= turn + width) {
        flush()
        // The line leaves at the right edge and goes on at the left one.
        if (open) ctx.lineTo(band.x + width, y)
        turn = Math.floor(x / width) * width
        open = false
      }
      const px = band.x + x - turn
      if (!open) {
        ctx.moveTo(px, y)
        open = true
        column = Number.NaN
      } else if (xStep >= 0.5) {
        ctx.lineTo(px, y)
      } else if (Math.floor(px) === column) {
        top = Math.min(top, y)
        bottom = Math.max(bottom, y)
      } else {
        flush()
        ctx.lineTo(px, y)
        column = Math.floor(px)
        top = y
        bottom = y
      }
      lastX = px
      lastY = y
      penX = x
      penValue = value
    }
    flush()
    if (inked) {
      ctx.strokeStyle = place.colour
      ctx.lineWidth = place.pen
      ctx.stroke()
    }
    if (lineFrom >= 0) frame.painted(lineFrom, to, false)
    if (holeFrom >= 0) {
      frame.painted(holeFrom, to, true)
      hole(ctx, Math.ceil(x0 + (holeFrom - from) * xStep), Math.floor(x0 + (to - from) * xStep))
    }
  }

  return {
    place,
    restart() {
      running = false
    },
    step(ring, frame) {
      const { ctx, head, now, speed, mono } = frame
      if (!ring || ring.next <= ring.first) {
        running = false
        return false
      }
      if (ring.next !== newest) {
        // Numbers that run backwards belong to another device or to another run of the gateway.
        if (ring.next < newest) drawn = Number.NaN
        newest = ring.next
        arrived = mono
      }
      const fresh = mono - arrived < STOPPED && now - ring.timeOf(ring.next - 1) < (STOPPED + 1000) * speed
      // Look for the newest valid sample from the end: found at once in an ordinary wave.
      if (fresh) {
        const limit = Math.max(ring.first, ring.next - Math.ceil((ring.channel.rate * STOPPED * speed) / 1000))
        for (let sample = ring.next - 1; sample >= limit; sample--) {
          if (ring.valueAt(sample) === NO_SAMPLE) continue
          valid = ring.timeOf(sample)
          break
        }
      }
      const alive = fresh && head - valid < STOPPED * speed && now - valid < (STOPPED + 1000) * speed
      const reach = Math.min(ring.next, ring.sampleAt((head + 0.001) as never))
      if (!alive) {
        if (!Number.isNaN(drawn) && reach > drawn) {
          frame.painted(Math.max(drawn, ring.first), reach, true)
          drawn = reach
        }
        running = false
        penX = Number.NaN
        return false
      }
      if (!running || Number.isNaN(drawn)) {
        begin(ring, frame)
        running = true
      }
      const bound = Math.ceil(xOf(head)) + bar
      if (bound > erased) {
        ctx.fillStyle = under
        fill(ctx, erased, bound)
        erased = bound
      }
      // What lies more than a sweep back has been erased: it is not drawn over what is newer.
      const oldest = ring.sampleAt((((erased - width) / pace) * 1000) as never)
      const from = Math.max(drawn, ring.first, oldest)
      if (from > drawn) penX = Number.NaN
      if (reach > from) {
        trace(ring, from, reach, frame)
        drawn = reach
      }
      return true
    },
  }
}
