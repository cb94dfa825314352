// The whole stay at a glance: how dense its alarms are, where nothing is known, and the window as a frame that is dragged.
import { useEffect, useLayoutEffect, useRef } from 'react'
import { at } from '../../model/units.ts'
import type { Ink } from './colours.ts'
import { type Bounds, panned, type View } from './moves.ts'
import type { Source } from './source.ts'
import type { Stage } from './stage.ts'
import { momentWords, ticksOf } from './ticks.ts'

export const BRUSH_HEIGHT = 54
const HEIGHT = BRUSH_HEIGHT
/** Pixels of one bar of the density. */
const BIN = 3

interface Props {
  readonly stage: Stage
  readonly source: Source
  readonly bounds: () => Bounds
  readonly width: number
  readonly ink: Ink
  readonly came: number
}

/** Alarms raised by bins, worst beneath. */
export function density(
  alarms: readonly { readonly priority: string; readonly from: number }[],
  { from, to }: Bounds,
  bins: number,
): readonly (readonly [high: number, medium: number, low: number])[] {
  const out = Array.from({ length: bins }, () => [0, 0, 0] as [number, number, number])
  for (const alarm of alarms) {
    const bin = out[Math.floor(((alarm.from - from) / (to - from)) * bins)]
    const row = ['high', 'medium', 'low'].indexOf(alarm.priority)
    if (bin && row >= 0) bin[row as 0 | 1 | 2]++
  }
  return out
}

export function Brush({ stage, source, bounds, width, ink, came }: Props) {
  const canvas = useRef<HTMLCanvasElement>(null)
  const frame = useRef<HTMLDivElement>(null)
  const slider = useRef<HTMLDivElement>(null)
  useLayoutEffect(() => {
    const element = canvas.current
    const context = element?.getContext('2d')
    if (!element || !context || width <= 0) return
    const whole = bounds()
    const ratio = devicePixelRatio
    element.width = Math.round(width * ratio)
    element.height = Math.round(HEIGHT * ratio)
    context.scale(ratio, ratio)
    context.clearRect(0, 0, width, HEIGHT)
    const x = (time: number): number => ((time - whole.from) / (whole.to - whole.from)) * width
    context.fillStyle = ink.hatch
    for (const { from, to } of source.story?.off ?? []) context.fillRect(x(from), 0, Math.max(2, x(to) - x(from)), HEIGHT - 16)
    const bars = density(source.story?.alarms ?? [], whole, Math.max(1, Math.floor(width / BIN)))
    const most = Math.max(4, ...bars.map(([a, b, c]) => a + b + c))
    const colours = [ink.roles.alarmHighEdge, ink.roles.alarmMediumEdge, ink.roles.alarmLowEdge]
    for (const [i, bar] of bars.entries()) {
      let floor = HEIGHT - 17
      for (const [row, count] of bar.entries()) {
        if (count === 0) continue
        const tall = Math.max(2, (count / most) * (HEIGHT - 22))
        context.fillStyle = colours[row]!
        context.fillRect(i * BIN, floor - tall, BIN - 0.5, tall)
        floor -= tall
      }
    }
    context.font = '12px B612, system-ui, sans-serif'
    context.textBaseline = 'alphabetic'
    context.textAlign = 'center'
    for (const { at: time, label, day } of ticksOf(source.zone, whole.from, whole.to, Math.floor(width / 130))) {
      const px = x(time)
      context.fillStyle = ink.roles.frame
      context.fillRect(px, 0, 1, HEIGHT - 16)
      const words = day === null ? label : `${day} ${label}`
      const half = context.measureText(words).width / 2
      if (px - half < 0 || px + half > width) continue
      context.fillStyle = ink.roles.textDim
      context.fillText(words, px, HEIGHT - 3)
    }
    void came
  }, [width, ink, source, bounds, came])

  useEffect(
    () =>
      stage.follow((_, __, view) => {
        const [element, host] = [frame.current, slider.current]
        if (!element || !host) return
        const whole = bounds()
        const [left, right] = [view.from, view.to].map((time) =>
          Math.min(1, Math.max(0, (time - whole.from) / (whole.to - whole.from))),
        ) as [number, number]
        element.style.left = `${left * 100}%`
        element.style.width = `max(6px, ${(right - left) * 100}%)`
        host.setAttribute('aria-valuenow', String(Math.round(((left + right) / 2) * 100)))
        host.setAttribute('aria-valuetext', `${momentWords(source.zone, view.from, false)} to ${momentWords(source.zone, view.to, false)}`)
      }),
    [stage, source, bounds],
  )

  useEffect(() => {
    const element = slider.current
    if (!element) return
    const controller = new AbortController()
    const options = { signal: controller.signal }
    let drag: { readonly x: number; readonly view: View; readonly edge: 'from' | 'to' | null } | null = null
    const timeAt = (event: PointerEvent): number => {
      const box = element.getBoundingClientRect()
      const whole = bounds()
      return whole.from + ((event.clientX - box.left) / box.width) * (whole.to - whole.from)
    }
    element.addEventListener(
      'pointerdown',
      (event) => {
        element.setPointerCapture(event.pointerId)
        const view = stage.view()
        const time = timeAt(event)
        const whole = bounds()
        const near = ((whole.to - whole.from) / element.clientWidth) * 8
        const edge = Math.abs(time - view.from) < near ? 'from' : Math.abs(time - view.to) < near ? 'to' : null
        if (edge === null && (time < view.from || time > view.to)) stage.look(panned(view, time - (view.from + view.to) / 2, whole))
        drag = { x: time, view: stage.view(), edge }
      },
      options,
    )
    element.addEventListener(
      'pointermove',
      (event) => {
        if (!drag) return
        const { view, edge, x } = drag
        const by = timeAt(event) - x
        const whole = bounds()
        if (edge === null) stage.look(panned(view, by, whole))
        else {
          const from = edge === 'from' ? Math.min(view.from + by, view.to - 20_000) : view.from
          const to = edge === 'to' ? Math.max(view.to + by, view.from + 20_000) : view.to
          stage.look({ from: at(Math.max(whole.from, from)), to: at(Math.min(whole.to, to)), live: to >= whole.to })
        }
      },
      options,
    )
    for (const kind of ['pointerup', 'pointercancel'] as const)
      element.addEventListener(
        kind,
        () => {
          drag = null
        },
        options,
      )
    return () => controller.abort()
  }, [stage, bounds])

  return (
    <div className="brush-row">
      <small className="brush-name">
        Whole stay
        <br />
        alarms
      </small>
      <div
        ref={slider}
        className="brush"
        style={{ width, height: HEIGHT }}
        role="slider"
        tabIndex={0}
        aria-label="Window in the whole stay"
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={100}
        data-brush
      >
        <canvas ref={canvas} style={{ width, height: HEIGHT }} />
        <div ref={frame} className="brush-frame" />
      </div>
    </div>
  )
}
