// Wheel, drag and pinch over the lanes; a click puts the cursor. Returns the undo.
import type { At } from '../../model/units.ts'
import { type Bounds, panned, zoomed } from './moves.ts'
import type { Stage } from './stage.ts'

/** Farther than this a press is a drag, px. */
const DRAG = 4
const WHEEL = 1.0016

export function gestures(element: HTMLElement, stage: Stage, bounds: () => Bounds, pin: (at: At) => void, left: () => void): () => void {
  const controller = new AbortController()
  const on = <K extends keyof HTMLElementEventMap>(kind: K, act: (event: HTMLElementEventMap[K]) => void, passive = true): void =>
    element.addEventListener(kind, act, { signal: controller.signal, passive })
  const fingers = new Map<number, number>()
  let start: { readonly x: number; dragged: boolean } | null = null
  // Asked where the pointer comes in and where a width is new: asking with each move lays the page out.
  let border: { readonly left: number; readonly width: number } | null = null
  const xIn = (event: MouseEvent): number => {
    if (border?.width !== stage.width()) border = { left: element.getBoundingClientRect().left, width: stage.width() }
    return event.clientX - border.left
  }
  on('pointerenter', () => {
    border = null
  })

  on(
    'wheel',
    (event) => {
      event.preventDefault()
      const scale = event.deltaMode === 1 ? 16 : 1
      const view = stage.view()
      if (event.shiftKey || Math.abs(event.deltaX) > Math.abs(event.deltaY)) {
        const by = ((event.deltaX || event.deltaY) * scale * (view.to - view.from)) / stage.width()
        stage.look(panned(view, by, bounds()))
      } else stage.look(zoomed(view, WHEEL ** (event.deltaY * scale), stage.timeAt(xIn(event)), bounds()))
    },
    false,
  )
  on('pointerdown', (event) => {
    if (event.button !== 0) return
    border = null
    element.setPointerCapture(event.pointerId)
    fingers.set(event.pointerId, xIn(event))
    start = { x: xIn(event), dragged: fingers.size > 1 }
  })
  on('pointermove', (event) => {
    const x = xIn(event)
    const before = fingers.get(event.pointerId)
    if (before === undefined) {
      stage.point(stage.timeAt(x))
      return
    }
    const view = stage.view()
    if (fingers.size === 2) {
      const other = [...fingers].find(([id]) => id !== event.pointerId)![1]
      const [was, is] = [Math.abs(before - other), Math.abs(x - other)]
      fingers.set(event.pointerId, x)
      if (was > 8 && is > 8) stage.look(zoomed(view, was / is, stage.timeAt((x + other) / 2), bounds()))
      return
    }
    if (start && !start.dragged && Math.abs(x - start.x) < DRAG) return
    if (start) start.dragged = true
    fingers.set(event.pointerId, x)
    stage.look(panned(view, ((before - x) * (view.to - view.from)) / stage.width(), bounds()))
  })
  const up = (event: PointerEvent): void => {
    if (!fingers.delete(event.pointerId)) return
    if (event.type === 'pointerup' && start && !start.dragged && fingers.size === 0) pin(stage.timeAt(xIn(event)))
    if (fingers.size === 0) start = null
  }
  on('pointerup', up)
  on('pointercancel', up)
  on('pointerleave', () => fingers.size === 0 && left())
  return () => controller.abort()
}
