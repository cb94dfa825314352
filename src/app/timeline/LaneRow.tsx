// One lane: its name and reading, its scale, and the canvas that its numbers are painted on.
import { memo, type ReactNode, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react'
import { useStore } from 'zustand'
import { QUALITY } from '../../model/sample.ts'
import { shownIn } from '../../model/shownunits.ts'
import { HAND_VALUES } from '../../model/story.ts'
import { VITALS, type VitalKey } from '../../model/vitals.ts'
import type { Ink } from './colours.ts'
import { AXIS, LaneFrame } from './Frame.tsx'
import { lineGaps, offGaps, rangeGaps } from './lanegaps.ts'
import { autoScale, LANES, type LaneKey, scaleTicks } from './lanes.ts'
import { eachPoint, paintGaps, paintGrid, paintLimits, paintLine, paintMarked, paintPoints, yOf } from './paintlane.ts'
import { paintCuff, paintRange } from './paintrange.ts'
import { paintHand, paintOxygen, paintScore } from './paintstrips.ts'
import { readingOf, summaryOf } from './reading.ts'
import type { Source } from './source.ts'
import type { Scene, Stage } from './stage.ts'
import { momentWords, secondsIn, ticksOf } from './ticks.ts'

interface Props {
  readonly lane: LaneKey
  readonly height: number
  readonly width: number
  readonly auto: boolean
  readonly stage: Stage
  readonly source: Source
  readonly ink: Ink
  /** Counts up when something came: what is not painted by the stage looks anew. */
  readonly came: number
  readonly menu: ReactNode
}

/** Signals that nearly every stay has: by one of them a lane of what is charted knows when no gateway ran. */
const WATCHED: readonly VitalKey[] = ['hr', 'spo2', 'rr']

/** The live edge is asked for each half minute at least, ms. */
const ASKED = 45_000
/** What is measured all the time is not of the window's end any more when three of it are missing. */
function isOld(key: LaneKey, at: number | null, end: number): boolean {
  const { draw, signals } = LANES[key]
  const watched = signals.map((one) => VITALS[one]).filter(({ clock }) => clock !== 'spot')
  if (draw !== 'line' || watched.length < signals.length || at === null) return false
  return end - at > ASKED + 3 * Math.max(...watched.map(({ cadence }) => cadence))
}

export const tickCount = (width: number): number => Math.max(2, Math.floor(width / 110))

/** Lowest and highest in the window; null: none. */
function rangeOf(
  source: Source,
  signals: readonly VitalKey[],
  view: Parameters<Source['windows']['pieces']>[1],
): readonly [number, number] | null {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
  for (const signal of signals)
    eachPoint(source.windows.pieces(signal, view), view, (_, value) => {
      low = Math.min(low, value)
      high = Math.max(high, value)
    })
  return low <= high ? [low, high] : null
}

export const LaneRow = memo(function LaneRow({ lane: key, height, width, auto, stage, source, ink, came, menu }: Props) {
  const lane = LANES[key]
  const canvas = useRef<HTMLCanvasElement>(null)
  const reading = useRef<HTMLElement>(null)
  const { view } = useStore(stage.rest)
  const [scale, setScale] = useState(lane.scale)
  useEffect(() => {
    const range = auto && lane.scale ? rangeOf(source, lane.signals, view) : null
    const next = range && lane.scale ? autoScale(range, lane.scale) : lane.scale
    setScale((before) => (before?.[0] === next?.[0] && before?.[1] === next?.[1] ? before : next))
    void came
  }, [auto, lane, source, view, came])

  useLayoutEffect(() => {
    const element = canvas.current
    if (!element) return
    const y = scale ? yOf(scale, height) : () => 0
    const colour = ink.colours[lane.colour]
    const paint = (context: CanvasRenderingContext2D, scene: Scene): void => {
      const { story } = source
      const span = { from: scene.from, to: scene.to } as Parameters<Source['windows']['pieces']>[1]
      paintGrid(
        context,
        scene,
        ticksOf(source.zone, scene.from, scene.to, Math.round((tickCount(stage.width()) * scene.width) / stage.width())).map(
          ({ at }) => at,
        ),
        ink,
      )
      const pieces = (signal: VitalKey) => source.windows.pieces(signal, span, scene.view.to - scene.view.from)
      if (lane.limit && story) {
        const steps = story.limits.filter(({ vital }) => vital === lane.limit)
        paintLimits(context, scene, steps, source.now(), y, ink)
      }
      if (lane.draw === 'oxygen') paintOxygen(context, scene, source.oxygen, source.now(), ink)
      if (lane.draw === 'score' && story) paintScore(context, scene, story, ink)
      if (lane.draw === 'oxygen' || lane.draw === 'score') paintGaps(context, scene, offGaps(WATCHED.map(pieces)), ink)
      if (lane.draw === 'hand' && story && lane.hand)
        paintHand(
          context,
          scene,
          story.hand.filter(({ value }) => value === lane.hand),
          y,
          HAND_VALUES[lane.hand][4],
          ink,
        )
      if (lane.draw === 'line') {
        const first = lane.signals.map(pieces)
        const watched = first.filter((_, i) => VITALS[lane.signals[i]!].clock !== 'spot')
        paintGaps(context, scene, lineGaps(watched, scene, story?.patient.since ?? scene.from, source.now()), ink)
        for (const [i, signal] of lane.signals.entries()) {
          const own = first[i] ?? []
          if (i === 0)
            paintMarked(
              context,
              scene,
              own.flatMap(({ marked }) => marked),
              ink,
            )
          if (VITALS[signal].clock === 'spot') paintPoints(context, scene, own, y, colour)
          else if (i === 0 || key === 'st') paintLine(context, scene, own, y, colour)
          // A second rate of the same lane stands in only where the first has none.
          else if ((first[0] ?? []).every(({ at }) => at.length === 0))
            paintLine(context, scene, own, y, ink.colours[VITALS[signal].colour])
        }
      }
      if (lane.draw === 'range')
        for (let i = 0; i < lane.signals.length; i += 3) {
          const [sys, dia, mean] = lane.signals.slice(i, i + 3).map(pieces)
          if (!sys || !dia || !mean) continue
          const shade = ink.colours[VITALS[lane.signals[i]!].colour]
          if (VITALS[lane.signals[i]!].clock === 'spot') paintCuff(context, scene, { sys, dia, mean }, y, shade)
          else {
            paintGaps(context, scene, rangeGaps(sys, pieces('nibp-sys')), ink)
            paintRange(context, scene, { sys, dia, mean }, y, shade)
            paintLine(context, scene, mean, y, shade, 1.2)
          }
        }
    }
    return stage.add({ canvas: element, height, paint })
  }, [stage, source, lane, key, scale, height, ink])

  useEffect(
    () =>
      stage.follow((cursor, _, now) => {
        const host = reading.current
        if (!host) return
        const found = readingOf(key, source, now, cursor ?? now.to)
        const [text, unit, time] = host.children as unknown as readonly [HTMLElement, HTMLElement, HTMLElement]
        const say = (element: Element, words: string): void => {
          if (element.textContent !== words) element.textContent = words
        }
        say(text, found.text)
        say(unit, found.unit)
        say(
          time,
          found.at === null
            ? ''
            : now.to - found.at < 43_200_000
              ? secondsIn(source.zone, found.at)
              : momentWords(source.zone, found.at, false).replace(/^\p{L}+ /u, ''),
        )
        const long = String(found.text.length > 8)
        if (text.dataset.long !== long) text.dataset.long = long
        const old = String(cursor === null && isOld(key, found.at, now.to))
        if (text.dataset.old !== old) text.dataset.old = old
      }),
    [stage, source, key],
  )
  const ticks = useMemo(() => (scale ? scaleTicks(scale, height < 50 ? 1 : height < 64 ? 2 : height < 88 ? 3 : 4) : []), [scale, height])
  const say = useMemo(
    () => (value: number) => (lane.signals[0] ? shownIn(lane.signals[0], value, source.units) : String(value)),
    [lane, source],
  )
  const marks = useMemo(() => {
    const bits = lane.signals
      .flatMap((signal) => source.windows.pieces(signal, view).flatMap(({ marked }) => marked))
      .reduce((sum, { quality }) => sum | quality, 0)
    void came
    return [bits & QUALITY.demo && 'demo', bits & QUALITY.derived && 'derived', auto && 'auto scale'].filter(Boolean).join(' · ')
  }, [lane, source, view, auto, came])
  const summary = useMemo(() => {
    void came
    return summaryOf(key, source, view, (time) => momentWords(source.zone, time, false))
  }, [key, source, view, came])
  return (
    // biome-ignore lint/a11y/useSemanticElements: a group of what is read, no form; as regions the lanes would bury the page's parts
    <div className="lane" role="group" data-lane={key} style={{ height }} aria-label={lane.name}>
      <div className="lane-head" style={{ color: `var(--colour-${lane.colour})` }}>
        {menu}
        <span ref={reading} className="lane-reading tabular" data-reading={key} aria-hidden="true">
          <b />
          <small className="lane-unit" />
          <small className="lane-time" />
        </span>
        {marks && <small className="lane-marks">{marks}</small>}
      </div>
      <p className="sr-only">{summary}</p>
      {scale ? (
        <LaneFrame width={width} height={height} low={scale[0]} high={scale[1]} ticks={ticks} say={say} />
      ) : (
        <div className="lane-bare" style={{ width: width + AXIS, height }} />
      )}
      <div className="lane-plot" aria-hidden="true" style={{ width, height }}>
        <canvas ref={canvas} />
      </div>
    </div>
  )
})
