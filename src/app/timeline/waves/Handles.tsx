// The calipers over the waves: two handles by mouse, touch and keyboard, and what lies between them.
import type { PointerEvent } from 'react'
import type { DisplayUnits } from '../../../model/shownunits.ts'
import { type Calipers, clamp, heightWords, marched, measure, measuredWords, stepped, type Which } from './calipers.ts'
import { HEAD, pixelOf, timeAt } from './draw.ts'
import { type Paper, pxPerMmOf } from './scale.ts'
import type { Lane } from './strips.ts'
import { hundredthIn } from './words.ts'

interface Props {
  readonly calipers: Calipers
  readonly lane: Lane
  readonly paper: Paper
  readonly width: number
  readonly to: number
  readonly march: boolean
  readonly zone: string
  readonly units: DisplayUnits
  readonly set: (calipers: Calipers) => void
}

export function Handles({ calipers, lane, paper, width, to, march, zone, units, set }: Props) {
  const px = pxPerMmOf(paper.pxPerMm)
  const top = HEAD + lane.top * px
  const words = measuredWords(measure(calipers, lane.ruler), lane.signal, lane.ruler, units)
  const x = (which: Which): number => pixelOf(calipers[which].at, paper)
  const y = (which: Which): number => top + calipers[which].mm * px
  const seen = (at: number): boolean => at >= pixelOf(paper.from, paper) && at <= width
  const drag = (which: Which) => (event: PointerEvent<HTMLElement>) => {
    const handle = event.currentTarget
    if (event.type === 'pointerdown') {
      handle.setPointerCapture(event.pointerId)
      handle.focus()
    }
    if (!handle.hasPointerCapture(event.pointerId)) return
    const box = handle.parentElement!.getBoundingClientRect()
    const mm = clamp((event.clientY - box.top - top) / px, lane.ruler.mm)
    set({ ...calipers, [which]: { at: Math.round(timeAt(event.clientX - box.left, paper)), mm } })
  }
  const [low, high] = x('a') <= x('b') ? [x('a'), x('b')] : [x('b'), x('a')]
  return (
    <>
      {march &&
        marched(calipers, paper.from, to)
          .map((at) => pixelOf(at, paper))
          .filter(seen)
          .map((at) => (
            <span key={at} className="caliper-march" aria-hidden="true" style={{ left: at, top, height: lane.ruler.mm * px }} />
          ))}
      {(['a', 'b'] as const).map(
        (which) =>
          seen(x(which)) && (
            <span key={which} aria-hidden="true">
              <span className="caliper-line" style={{ left: x(which), top: HEAD }} />
              <span
                className="caliper-level"
                style={{ left: Math.max(low - 20, pixelOf(paper.from, paper)), width: high - low + 40, top: y(which) }}
              />
            </span>
          ),
      )}
      {(['a', 'b'] as const).map((which) => (
        <div
          key={which}
          role="slider"
          tabIndex={0}
          className="caliper"
          hidden={!seen(x(which))}
          aria-label={`Caliper ${which.toUpperCase()}`}
          aria-valuenow={Math.round(calipers[which].at - paper.from)}
          aria-valuemin={0}
          aria-valuemax={Math.round(to - paper.from)}
          aria-valuetext={`${hundredthIn(zone, calipers[which].at)} ${heightWords(calipers[which], lane.ruler)}: ${words}`}
          style={{ left: x(which), top: y(which) }}
          onPointerDown={drag(which)}
          onPointerMove={drag(which)}
          onKeyDown={(event) => {
            const next = stepped(calipers[which], event.key, event.shiftKey, paper.speed, lane.ruler)
            if (!next) return
            event.preventDefault()
            set({ ...calipers, [which]: next })
          }}
        >
          <span>{which.toUpperCase()}</span>
        </div>
      ))}
      {high > pixelOf(paper.from, paper) && low < width && (
        <output
          className="caliper-words"
          data-calipers
          data-side={high > width - 260 ? 'left' : 'right'}
          style={{ left: high > width - 260 ? low - 20 : high + 20, top: top + 4 }}
        >
          {words}
        </output>
      )}
    </>
  )
}
