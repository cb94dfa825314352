// One window of the timeline: its presets, axis, alarms and marks, lanes and brush.
import { type ReactNode, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react'
import { useStore } from 'zustand'
import type { AlarmBar } from '../../model/story.ts'
import type { At } from '../../model/units.ts'
import { BRUSH_HEIGHT, Brush } from './Brush.tsx'
import { useInk } from './colours.ts'
import { Events } from './Events.tsx'
import { AXIS, AXIS_HEIGHT, TimeAxis } from './Frame.tsx'
import { gestures } from './gestures.ts'
import { LaneMenu } from './LaneMenu.tsx'
import { LaneRow, tickCount } from './LaneRow.tsx'
import { LANES, type LaneKey } from './lanes.ts'
import { atEnd, type Bounds, PRESETS, preset, presetOf } from './moves.ts'
import { EVENTS_HEIGHT } from './paintevents.ts'
import { paintAxis } from './paintlane.ts'
import type { Source } from './source.ts'
import type { Stage } from './stage.ts'
import { momentWords, ticksOf, windowWords } from './ticks.ts'
import { HEIGHT, type Wish } from './wish.ts'
import { lengthWords } from './words.ts'

/** Pixels left of the scale. */
const HEAD = 168

interface Props {
  readonly name: string
  readonly stage: Stage
  readonly source: Source
  readonly bounds: () => Bounds
  readonly shown: readonly LaneKey[]
  readonly wish: Wish
  readonly change: (wish: Wish) => void
  readonly came: number
  readonly pin: (at: At) => void
  readonly unpin: () => void
  /** Opens the strip of an alarm. */
  readonly strip: (alarm: AlarmBar) => void
  readonly close?: (() => void) | undefined
  /** At the end of the bar. */
  readonly tools?: ReactNode
}

/** Lanes grow and shrink with the screen; a hand's own height stays. */
const FIT = { least: 0.62, most: 1.7 } as const
function heightsOf(shown: readonly LaneKey[], wish: Wish, room: number): (key: LaneKey) => number {
  const own = (key: LaneKey): number => LANES[key].height
  const sum = (keys: readonly LaneKey[]): number => keys.reduce((total, key) => total + own(key), 0)
  // All of them where they fit, else those that a reader always looks for; the others are scrolled to.
  const all = room / sum(shown)
  const fit = all >= FIT.least ? all : Math.min(1, room / sum(shown.filter((key) => LANES[key].always)))
  const by = Math.min(FIT.most, Math.max(FIT.least, fit))
  return (key) => wish.heights[key] ?? Math.max(HEIGHT.least, Math.floor(own(key) * by) - 1)
}

export function WindowView({ name, stage, source, bounds, shown, wish, change, came, pin, unpin, strip, close, tools }: Props) {
  const ink = useInk()
  const body = useRef<HTMLDivElement>(null)
  const plots = useRef<HTMLDivElement>(null)
  const [width, setWidth] = useState(0)
  const [room, setRoom] = useState(400)
  useLayoutEffect(() => {
    const element = body.current
    if (!element) return
    const measure = (): void => {
      const next = Math.max(80, element.clientWidth - HEAD - AXIS - 8)
      setWidth(next)
      setRoom(element.clientHeight - AXIS_HEIGHT - EVENTS_HEIGHT - BRUSH_HEIGHT - 4)
      stage.resize(next)
    }
    const observer = new ResizeObserver(measure)
    observer.observe(element)
    measure()
    return () => observer.disconnect()
  }, [stage])
  const ready = width > 0
  useEffect(() => {
    const element = ready ? plots.current : null
    return element ? gestures(element, stage, bounds, pin, unpin) : undefined
  }, [stage, bounds, pin, unpin, ready])
  const heights = heightsOf(shown, wish, room)
  // Tall lanes scroll beneath the time axis, they are never squeezed.
  return (
    <section className="window" aria-label={name} data-window={name}>
      <WindowBar stage={stage} bounds={bounds} source={source} close={close} name={name} tools={tools} />
      <div ref={body} className="window-body">
        {ready && (
          <>
            <small className="axis-zone">{source.zone}</small>
            <Axis stage={stage} source={source} width={width} />
            <Events stage={stage} source={source} width={width} ink={ink} go={pin} strip={strip} />
            {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached by keyboard */}
            <section className="lanes" tabIndex={0} aria-label={`${name}: lanes`}>
              <div className="lanes-inside">
                {shown.map((key) => (
                  <LaneRow
                    key={key}
                    lane={key}
                    height={heights(key)}
                    width={width}
                    auto={wish.auto.includes(key)}
                    stage={stage}
                    source={source}
                    ink={ink}
                    came={came}
                    menu={<LaneMenu lane={key} wish={wish} shown={shown} change={change} height={heights(key)} />}
                  />
                ))}
                <div ref={plots} className="lanes-touch" style={{ left: HEAD + AXIS, width }} data-plots />
              </div>
            </section>
            <CursorLine stage={stage} source={source} width={width} />
            <Brush stage={stage} source={source} bounds={bounds} width={width} ink={ink} came={came} />
          </>
        )}
      </div>
    </section>
  )
}

function WindowBar({ stage, bounds, source, close, name, tools }: Pick<Props, 'stage' | 'bounds' | 'source' | 'close' | 'name' | 'tools'>) {
  const { view } = useStore(stage.rest)
  const chosen = presetOf(view, bounds())
  return (
    <div className="window-bar" role="toolbar" aria-label={`${name}: length`}>
      {PRESETS.map((one) => (
        <button
          key={one.key}
          type="button"
          className="preset"
          aria-pressed={chosen === one}
          data-preset={one.key}
          onClick={() => stage.look(preset(stage.view(), one, bounds()))}
        >
          {one.words}
        </button>
      ))}
      <button
        type="button"
        className="preset live-button"
        aria-pressed={view.live}
        data-live
        onClick={() => stage.look(atEnd(stage.view(), bounds()))}
      >
        {view.live ? '● Live' : 'Live ▸▸'}
      </button>
      <p className="window-words tabular" data-window-words>
        <strong>{windowWords(source.zone, view)}</strong>{' '}
        <span>
          ({lengthWords(view.to - view.from)}
          {view.live ? ', follows' : ', looking back'})
        </span>
      </p>
      {close && (
        <button type="button" className="preset" aria-label="Close this window" onClick={close}>
          ✕ Close
        </button>
      )}
      {tools}
    </div>
  )
}

function Axis({ stage, source, width }: { readonly stage: Stage; readonly source: Source; readonly width: number }) {
  const frame = useStore(stage.frame)
  const host = useRef<HTMLDivElement>(null)
  const ticks = useMemo(
    () => (frame.width > 0 ? ticksOf(source.zone, frame.from, frame.to, Math.round((tickCount(width) * frame.width) / width)) : []),
    [frame, width, source],
  )
  const canvas = useRef<HTMLCanvasElement>(null)
  const ink = useInk()
  useLayoutEffect(() => (host.current ? stage.slide(host.current) : undefined), [stage])
  // While a reader zooms the axis is painted, too.
  useLayoutEffect(() => {
    const element = canvas.current
    if (!element) return
    return stage.add({
      canvas: element,
      height: AXIS_HEIGHT,
      paint: (context, scene) => {
        if (scene.zooming) paintAxis(context, scene, ticksOf(source.zone, scene.from, scene.to, tickCount(scene.width)), ink)
      },
    })
  }, [stage, source, ink])
  return (
    <div className="axis" style={{ marginLeft: HEAD + AXIS, width, height: AXIS_HEIGHT }} aria-hidden="true">
      <div ref={host} className="axis-slides" style={{ left: -frame.left }}>
        {frame.width > 0 && <TimeAxis width={frame.width} from={frame.from} to={frame.to} ticks={ticks} />}
      </div>
      <canvas ref={canvas} />
    </div>
  )
}

/** Moved by hand: React is not asked. */
function CursorLine({ stage, source, width }: { readonly stage: Stage; readonly source: Source; readonly width: number }) {
  const line = useRef<HTMLDivElement>(null)
  const words = useRef<HTMLElement>(null)
  useEffect(
    () =>
      stage.follow((cursor, x, view) => {
        const [element, text] = [line.current, words.current]
        if (!element || !text) return
        const seen = cursor !== null && x >= 0 && x <= width
        element.style.visibility = seen ? 'visible' : 'hidden'
        if (!seen || cursor === null) return
        element.style.transform = `translateX(${x.toFixed(1)}px)`
        text.textContent = momentWords(source.zone, cursor, view.to - view.from < 43_200_000)
        text.style.transform = `translateX(${x > width - 160 ? '-100%' : '0'})`
      }),
    [stage, source, width],
  )
  return (
    <div ref={line} className="cursor" style={{ left: HEAD + AXIS }} aria-hidden="true" data-cursor>
      <b ref={words} className="cursor-words tabular" />
    </div>
  )
}
