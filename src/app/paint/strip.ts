// One wave's sweep: an erase bar runs before the head, the line is drawn up to it, and nothing that stopped stays.
import { at } from '../../model/units.ts'
import { NO_SAMPLE, WAVES, type WaveKey } from '../../model/waves.ts'
import type { WaveRing } from '../core/view.ts'
import type { Rect } from '../messages.ts'
import { type Scale, scaleFor } from './scale.ts'
import { createFilledMark, createHatching } from './stripmarks.ts'
import type { Context, Type } from './text.ts'

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
  /** Colour of the mark under what was filled. */
  readonly filled: string
  readonly type: Type
  readonly dpr: number
}

/** A line under way; it is stroked, with all others of its colour and width, when every strip has gone on. */
export type Line = Pick<Path2D, 'moveTo' | 'lineTo'>

export interface StripFrame {
  readonly ctx: Context
  readonly line: (colour: string, pen: number) => Line
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
/** Values by which a free scale starts, ms of gateway time. */
const LOOKED_BACK = 10_000

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
  const hatching = createHatching(place)
  const marking = createFilledMark(place)
  /** As often was the wave filled when it was drawn last. */
  let fills = 0
  let newest = Number.NaN
  let arrived = 0
  let valid = Number.NEGATIVE_INFINITY
  let running = false

  const xOf = (time: number) => (time / 1000) * pace
  // Half a pen beyond either end: a line that leaves at the edge leaves nothing behind.
  const before = 1
  const beyond = 2
  const whole = (ctx: Context) => ctx.fillRect(band.x - before, band.y, width + before + beyond, band.height)
  const fill = (ctx: Context, from: number, to: number) => {
    if (to - from >= width) {
      whole(ctx)
      return
    }
    const start = ((from % width) + width) % width
    const end = start + to - from
    const left = start === 0 ? before : 0
    ctx.fillRect(band.x + start - left, band.y, Math.min(end, width) - start + left + (end >= width ? beyond : 0), band.height)
    if (end > width) ctx.fillRect(band.x - before, band.y, end - width + before, band.height)
  }
  const physical = (ring: WaveRing, raw: number) => (raw - ring.channel.baseline) / ring.channel.gain

  function begin(ring: WaveRing, frame: StripFrame): void {
    const from = Math.max(ring.first, ring.sampleAt(at(frame.head - LOOKED_BACK)))
    const seen: number[] = []
    for (let sample = from; sample < ring.next; sample++) {
      const raw = ring.valueAt(sample)
      if (raw !== NO_SAMPLE) seen.push(physical(ring, raw))
    }
    scale ??= scaleFor(place.signal, place.bandMm, place.gain, seen)
    frame.ctx.fillStyle = under
    whole(frame.ctx)
    erased = Math.floor(xOf(frame.head)) + bar
    drawn = ring.first
    anew(ring)
  }
  /** What is drawn next joins nothing. */
  function anew(ring: WaveRing): void {
    fills = ring.fills
    penX = Number.NaN
    hatching.end()
    marking.end()
  }

  /** The line through samples [from, to): every sample where they are few, first, lowest, highest and last of a pixel where many. */
  function trace(ring: WaveRing, from: number, to: number, bound: number, frame: StripFrame, unseen = true): void {
    const { ctx } = frame
    const line = frame.line(place.colour, place.pen)
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
    let filledFrom = -1
    let open = false
    let column = Number.NaN
    let top = 0
    let bottom = 0
    let lastX = 0
    let lastY = 0
    if (!Number.isNaN(penX)) {
      lastX = band.x + penX - turn
      lastY = yOf(penValue)
      line.moveTo(lastX, lastY)
      open = true
    }
    const flush = () => {
      if (Number.isNaN(column)) return
      // Both extremes of the pixel, then where it ended: a narrow QRS or spike is never lost.
      if (top < lastY) line.lineTo(lastX, top)
      if (bottom > lastY) line.lineTo(lastX, bottom)
      if (top < lastY || bottom > lastY) line.lineTo(lastX, lastY)
      column = Number.NaN
    }
    const mark = (until: number): void => marking.grow(ctx, x0 + (filledFrom - from) * xStep, x0 + (until - from) * xStep, false)
    for (let sample = from; sample < to; sample++) {
      const raw = ring.valueAt(sample)
      const x = x0 + (sample - from) * xStep
      if (ring.filledAt(sample)) {
        if (filledFrom < 0) filledFrom = sample
      } else {
        if (filledFrom >= 0) mark(sample)
        filledFrom = -1
        marking.end()
      }
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
        hatching.grow(ctx, x0 + (holeFrom - from) * xStep, x, true)
        holeFrom = -1
      }
      hatching.end()
      if (lineFrom < 0) lineFrom = sample
      const value = physical(ring, raw)
      if (unseen) see(value, start + (sample - from) * step)
      const y = yOf(value)
      if (x >= turn + width) {
        flush()
        const edge = turn + width
        turn = Math.floor(x / width) * width
        if (open) {
          // The line leaves at the right edge and goes on at the left one.
          lastY = yOf(penValue + ((value - penValue) * (edge - penX)) / (x - penX))
          line.lineTo(band.x + width, lastY)
          line.moveTo(band.x, lastY)
          lastX = band.x
        }
      }
      const px = band.x + x - turn
      if (!open) {
        line.moveTo(px, y)
        open = true
        column = Number.NaN
      } else if (xStep >= 0.5) {
        line.lineTo(px, y)
      } else if (Math.floor(px) === column) {
        top = Math.min(top, y)
        bottom = Math.max(bottom, y)
      } else {
        flush()
        line.lineTo(px, y)
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
    // On to the head's whole pixel: strips that meet between pixels would look dotted.
    const next = open && to < ring.next && !Number.isNaN(penX) ? ring.valueAt(to) : NO_SAMPLE
    const x1 = x0 + (to - from) * xStep
    if (next !== NO_SAMPLE && bound > penX && x1 > bound) {
      penValue += ((physical(ring, next) - penValue) * (bound - penX)) / (x1 - penX)
      const y = yOf(penValue)
      if (bound >= turn + width) {
        line.lineTo(band.x + width, y)
        turn += width
      } else line.lineTo(band.x + bound - turn, y)
      penX = bound
    }
    if (filledFrom >= 0) mark(to)
    if (lineFrom >= 0) frame.painted(lineFrom, to, false)
    if (holeFrom >= 0) {
      frame.painted(holeFrom, to, true)
      hatching.grow(ctx, x0 + (holeFrom - from) * xStep, x1, false)
    }
  }

  /** The lowest and highest of samples [from, to) as a scale sees them: true where it had to widen for them. */
  function widened(ring: WaveRing, from: number, to: number): boolean {
    let low = Number.POSITIVE_INFINITY
    let high = Number.NEGATIVE_INFINITY
    for (let sample = from; sample < to; sample++) {
      const raw = ring.valueAt(sample)
      if (raw === NO_SAMPLE) continue
      const value = physical(ring, raw)
      low = Math.min(low, value)
      high = Math.max(high, value)
    }
    return low <= high && (scale as Scale).reach(low, high)
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
          // What was kept proves nothing of now.
          if (ring.valueAt(sample) === NO_SAMPLE || ring.filledAt(sample)) continue
          valid = ring.timeOf(sample)
          break
        }
      }
      const alive = fresh && head - valid < STOPPED * speed && now - valid < (STOPPED + 1000) * speed
      const pixel = Math.floor(xOf(head))
      // The first sample beyond the head's pixel.
      const reach = Math.min(ring.next, ring.sampleAt(at((pixel / pace) * 1000 + 0.001)))
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
      if (pixel + bar > erased) {
        ctx.fillStyle = under
        fill(ctx, erased, pixel + bar)
        erased = pixel + bar
      }
      // What lies more than a sweep back has been erased: it is not drawn over what is newer.
      const oldest = ring.sampleAt(at(((erased - width) / pace) * 1000))
      let from = Math.max(drawn, ring.first, oldest)
      if (from > drawn) penX = Number.NaN
      const first = Math.max(ring.first, oldest)
      const filled = ring.fills !== fills
      const news = filled ? first : from
      const wider = WAVES[place.signal].scale === 'free' && reach > news && widened(ring, news, reach)
      if (wider || filled) {
        // All that is seen of the wave, in the scale that it has now and with its holes filled; none of it is told as painted twice.
        ctx.fillStyle = under
        whole(ctx)
        anew(ring)
        if (from > first) trace(ring, first, from, xOf(ring.timeOf(from)), { ...frame, painted: () => {} }, false)
        from = Math.max(from, first)
      }
      if (reach > from) {
        trace(ring, from, reach, pixel, frame)
        drawn = reach
      }
      return true
    },
  }
}
