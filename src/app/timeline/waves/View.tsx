// The waves of all leads at a moment, on paper that scrolls: by drag, wheel and keyboard.
import { type KeyboardEvent, type PointerEvent, useEffect, useLayoutEffect, useRef, useState } from 'react'
import type { DisplayUnits } from '../../../model/shownunits.ts'
import { useSettings } from '../../page/use.ts'
import { THEME } from '../../theme.ts'
import type { Interval } from './beats.ts'
import type { Calipers } from './calipers.ts'
import { drawWaves, FOOT, HEAD, leftOf } from './draw.ts'
import { Handles } from './Handles.tsx'
import type { Loaded } from './load.ts'
import type { WaveAlarm } from './rows.ts'
import { type Paper, pxPerMmOf, timeOf } from './scale.ts'
import { heightOf, type Lane } from './strips.ts'

interface Props {
  readonly paper: Paper
  readonly to: number
  readonly until: number
  readonly width: number
  readonly lanes: readonly Lane[]
  readonly intervals: readonly Interval[]
  readonly beats: Loaded['beats']
  readonly alarms: readonly WaveAlarm[]
  readonly zone: string
  readonly units: DisplayUnits
  readonly words: string
  /** Where the window shall begin. */
  readonly scroll: (from: number) => void
  readonly calipers: Calipers | null
  readonly measured: Lane | null
  readonly march: boolean
  readonly setCalipers: (calipers: Calipers) => void
}

/** Least height of an empty paper, mm. */
const LEAST = 60

export function View(props: Props) {
  const { paper, to, until, width, lanes, intervals, beats, alarms, zone, units, words, scroll, calipers, measured, march, setCalipers } =
    props
  const canvas = useRef<HTMLCanvasElement>(null)
  const theme = useSettings((state) => state.theme)
  const dpr = useDpr()
  const height = Math.ceil(HEAD + FOOT + Math.max(LEAST, heightOf(lanes)) * pxPerMmOf(paper.pxPerMm))
  const { from } = paper
  useLayoutEffect(() => {
    const element = canvas.current
    const ctx = element?.getContext('2d')
    if (!element || !ctx) return
    const [wide, tall] = [Math.round(width * dpr), Math.round(height * dpr)]
    if (element.width !== wide) element.width = wide
    if (element.height !== tall) element.height = tall
    drawWaves(ctx, {
      width,
      height,
      dpr,
      paper,
      stretch: { from, to },
      until,
      lanes,
      intervals,
      beats,
      alarms,
      zone,
      units,
      theme: THEME[theme],
    })
  })
  // What a wheel turned stands before React has drawn it.
  const now = useRef({ paper, scroll })
  now.current = { paper, scroll }
  useEffect(() => {
    const element = canvas.current!
    const turn = (event: WheelEvent): void => {
      // Where the lanes are higher than their place, a wheel that turns down scrolls them; sideways is time.
      const host = element.closest('.waves-paper')
      const higher = host !== null && host.scrollHeight > host.clientHeight + 1
      if (event.ctrlKey || (higher && !event.shiftKey && Math.abs(event.deltaY) >= Math.abs(event.deltaX))) return
      event.preventDefault()
      const by = (Math.abs(event.deltaX) > Math.abs(event.deltaY) ? event.deltaX : event.deltaY) * (event.deltaMode === 1 ? 16 : 1)
      const { paper, scroll } = now.current
      scroll(timeOf(by, paper))
    }
    element.addEventListener('wheel', turn, { passive: false })
    return () => element.removeEventListener('wheel', turn)
  }, [])
  const grabbed = useRef<{ readonly x: number; readonly from: number } | null>(null)
  const drag = (event: PointerEvent<HTMLCanvasElement>): void => {
    const hand = grabbed.current
    if (hand) scroll(timeOf(hand.x - event.clientX, { ...paper, from: hand.from }))
  }
  const press = (event: KeyboardEvent): void => {
    const by = keyMove(event, to - from)
    if (by === null) return
    event.preventDefault()
    scroll(from + by)
  }
  return (
    <div className="waves-view" style={{ height }}>
      <canvas
        ref={canvas}
        className="waves-canvas"
        role="slider"
        tabIndex={0}
        aria-label="Time of the waves"
        aria-orientation="horizontal"
        aria-valuenow={Math.round(from / 1000)}
        aria-valuetext={words}
        style={{ width, height }}
        data-from={Math.round(from)}
        data-left={leftOf(paper)}
        onKeyDown={press}
        onPointerDown={(event) => {
          event.currentTarget.setPointerCapture(event.pointerId)
          grabbed.current = { x: event.clientX, from }
        }}
        onPointerMove={drag}
        onPointerUp={() => {
          grabbed.current = null
        }}
        onPointerCancel={() => {
          grabbed.current = null
        }}
      />
      {calipers && measured && (
        <Handles
          calipers={calipers}
          lane={measured}
          paper={paper}
          width={width}
          to={to}
          march={march}
          zone={zone}
          units={units}
          set={setCalipers}
        />
      )}
    </div>
  )
}

/** TABLE: keys of the paper, in ms or in windows. Null: the key is none of it. */
function keyMove({ key, shiftKey }: KeyboardEvent, span: number): number | null {
  const step = shiftKey ? 5000 : 1000
  if (key === 'ArrowLeft') return -step
  if (key === 'ArrowRight') return step
  if (key === 'PageUp') return -span * 0.9
  if (key === 'PageDown') return span * 0.9
  return null
}

/** Follows the page's zoom and the screen it is moved to. */
function useDpr(): number {
  const [dpr, setDpr] = useState(devicePixelRatio)
  useEffect(() => {
    const query = matchMedia(`(resolution: ${dpr}dppx)`)
    const change = (): void => setDpr(devicePixelRatio)
    query.addEventListener('change', change)
    return () => query.removeEventListener('change', change)
  }, [dpr])
  return dpr
}
