// The row of alarms and marks above the lanes, with words for what the pointer is on.
import { useEffect, useLayoutEffect, useRef } from 'react'
import type { AlarmBar } from '../../model/story.ts'
import type { At } from '../../model/units.ts'
import type { Ink } from './colours.ts'
import { ALARM_ROWS, EVENTS_HEIGHT, paintEvents, type Spot } from './paintevents.ts'
import type { Source } from './source.ts'
import type { Stage } from './stage.ts'
import { momentWords } from './ticks.ts'

interface Props {
  readonly stage: Stage
  readonly source: Source
  readonly width: number
  readonly ink: Ink
  readonly go: (at: At) => void
  readonly strip: (alarm: AlarmBar) => void
}

export function Events({ stage, source, width, ink, go, strip }: Props) {
  const canvas = useRef<HTMLCanvasElement>(null)
  const host = useRef<HTMLDivElement>(null)
  const tip = useRef<HTMLDivElement>(null)
  const spots = useRef<readonly Spot[]>([])
  useLayoutEffect(() => {
    const element = canvas.current
    if (!element) return
    return stage.add({
      canvas: element,
      height: EVENTS_HEIGHT,
      paint: (context, scene) => {
        // What came only after a cut of the line is told: it was not on this screen when it happened.
        context.fillStyle = ink.roles.technical
        context.font = '11px B612, system-ui, sans-serif'
        for (const { from, to } of source.windows.filled()) {
          const [left, right] = [scene.x(from), scene.x(to)]
          context.fillRect(left, EVENTS_HEIGHT - 2, Math.max(2, right - left), 2)
          if (right - left > 40) context.fillText('filled', left + 3, EVENTS_HEIGHT - 5)
        }
        if (source.story) spots.current = paintEvents(context, scene, source.story, source.now(), ink)
      },
    })
  }, [stage, source, ink])

  useEffect(() => {
    const [element, words] = [host.current, tip.current]
    if (!element || !words) return
    const controller = new AbortController()
    const options = { signal: controller.signal }
    const spotAt = (event: MouseEvent): Spot | undefined => {
      const box = canvas.current!.getBoundingClientRect()
      const [x, y] = [event.clientX - box.left, event.clientY - box.top]
      return spots.current.findLast(({ left, right, top, bottom }) => x >= left && x <= right && y >= top && y <= bottom)
    }
    element.addEventListener(
      'pointermove',
      (event) => {
        const spot = spotAt(event)
        words.hidden = spot === undefined
        element.style.cursor = spot ? 'pointer' : ''
        if (!spot) return
        // Text, never markup.
        words.textContent = [
          momentWords(source.zone, spot.at, true),
          ...spot.words.slice(0, 8),
          spot.words.length > 8 ? `and ${spot.words.length - 8} more` : '',
          spot.alarm ? 'click: the strip' : '',
        ]
          .filter(Boolean)
          .join('\n')
        const x = event.clientX - element.getBoundingClientRect().left
        words.style.left = `${Math.min(Math.max(0, x - 80), Math.max(0, element.clientWidth - 330))}px`
      },
      options,
    )
    element.addEventListener(
      'pointerleave',
      () => {
        words.hidden = true
      },
      options,
    )
    element.addEventListener(
      'click',
      (event) => {
        const spot = spotAt(event)
        if (!spot) return
        go(spot.at as At)
        if (spot.alarm) strip(spot.alarm)
      },
      options,
    )
    return () => controller.abort()
  }, [source, go, strip])

  return (
    <div className="events" style={{ height: EVENTS_HEIGHT }}>
      <div className="events-head">
        <span>
          Alarms
          <br />
          <span className="events-marks">Marks</span>
        </span>
        <span className="events-letters" aria-hidden="true">
          {ALARM_ROWS.map(({ letter, y }) => (
            <b key={letter} style={{ top: y - 2 }}>
              {letter}
            </b>
          ))}
        </span>
      </div>
      <div ref={host} className="events-plot" style={{ width }} data-events aria-hidden="true">
        <div className="events-clip">
          <canvas ref={canvas} />
        </div>
        <div ref={tip} className="events-tip" hidden />
      </div>
    </div>
  )
}
