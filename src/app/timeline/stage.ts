// One window of time on the screen, without React: what a pan, a zoom or the cursor changes is moved or painted here, once a frame. Lanes
// are painted wider than they are seen, so that a pan only slides what is there.
import { createStore, type StoreApi } from 'zustand/vanilla'
import type { At } from '../../model/units.ts'
import { carried, type View } from './moves.ts'

/** Painted beyond each border, in widths of the window; none while a reader zooms. */
const PAD = 0.5
/** After the last move: the window has come to rest, ms. */
const REST = 160

/** What is painted now. `left`: pixels of it left of the window. */
export interface Frame {
  readonly from: number
  readonly to: number
  readonly width: number
  readonly left: number
}
export interface Scene {
  readonly from: number
  readonly to: number
  /** Pixels of the whole canvas, and from its left border to an instant. */
  readonly width: number
  readonly height: number
  x(time: number): number
  /** ms a pixel. */
  readonly step: number
  /** The window itself. */
  readonly view: View
  /** A reader zooms: what React draws stands back until the window rests. */
  readonly zooming: boolean
}
export interface Painter {
  readonly canvas: HTMLCanvasElement
  readonly height: number
  paint(context: CanvasRenderingContext2D, scene: Scene): void
}
export interface Stage {
  /** The window as it is now. Not for React: it changes with every frame. */
  view(): View
  /** The same when it has come to rest. The cursor is none of it: React is not asked where that stands. */
  readonly rest: StoreApi<{ readonly view: View }>
  readonly frame: StoreApi<Frame>
  cursor(): At | null
  width(): number
  look(view: View): void
  point(cursor: At | null): void
  resize(width: number): void
  /** Something that is painted has changed. */
  again(): void
  add(painter: Painter): () => void
  /** Slides with the lanes. */
  slide(element: HTMLElement): () => void
  /** Told at each move of window or cursor, once a frame. `x`: pixels of the cursor in the window. */
  follow(act: (cursor: At | null, x: number, view: View) => void): () => void
  xOf(time: number): number
  timeAt(x: number): At
  /** Each second, with what now is. */
  beat(now: At): void
  stop(): void
}

export function createStage(start: View, cursor: At | null, moved: (view: View) => void): Stage {
  let view = start
  let pointed = cursor
  let width = 0
  let painted: (Frame & { readonly pad: number }) | null = null
  let dirty = true
  let asked: number | null = null
  let resting: ReturnType<typeof setTimeout> | null = null
  let zooming = false
  /** Where what slides stands, px; NaN: one of it does not stand there yet. */
  let slid = Number.NaN
  /** Painted on here, and handed over as a picture: a canvas with a brush of its own is copied by the browser with each frame, changed or not. */
  const easel = new OffscreenCanvas(1, 1)
  const painters = new Set<Painter>()
  const sliders = new Set<HTMLElement>()
  const followers = new Set<(cursor: At | null, x: number, view: View) => void>()
  const rest = createStore<{ readonly view: View }>(() => ({ view: start }))
  const frame = createStore<Frame>(() => ({ from: start.from, to: start.to, width: 0, left: 0 }))

  const span = (): number => view.to - view.from
  const xOf = (time: number): number => ((time - view.from) / span()) * width

  function paintOne(painter: Painter, { from, to, width: wide, left }: Frame): void {
    const { canvas, height } = painter
    const ratio = devicePixelRatio
    const [w, h] = [Math.round(wide * ratio), Math.round(height * ratio)]
    if (canvas.width !== w || canvas.height !== h) {
      canvas.width = w
      canvas.height = h
      canvas.style.width = `${wide}px`
      canvas.style.height = `${height}px`
    }
    canvas.style.left = `${-left}px`
    const screen = canvas.getContext('bitmaprenderer')
    easel.width = w
    easel.height = h
    const context = easel.getContext('2d') as unknown as CanvasRenderingContext2D
    if (!context || !screen) return
    context.setTransform(ratio, 0, 0, ratio, 0, 0)
    const perMs = wide / (to - from)
    painter.paint(context, { from, to, width: wide, height, view, zooming, step: 1 / perMs, x: (time) => (time - from) * perMs })
    screen.transferFromImageBitmap(easel.transferToImageBitmap())
  }

  function draw(): void {
    asked = null
    if (width === 0) return
    const shift = painted ? ((painted.from - view.from) / span()) * width + painted.left : 0
    const same = painted !== null && painted.width === Math.round(width * (1 + 2 * painted.pad)) && sameSpan(painted)
    if (dirty || !same || Math.abs(shift) > painted!.left) {
      dirty = false
      const pad = zooming ? 0 : PAD
      const before = span() * pad
      painted = {
        from: view.from - before,
        to: view.to + before,
        width: Math.round(width * (1 + 2 * pad)),
        left: Math.round(width * pad),
        pad,
      }
      for (const painter of painters) paintOne(painter, painted)
      for (const element of sliders) element.style.visibility = zooming ? 'hidden' : ''
      // Axes of Recharts cost a frame each: they are made anew when the window has come to rest.
      if (!zooming) frame.setState(painted, true)
      slideAll(0)
    } else if (shift !== slid) slideAll(shift)
    const x = pointed === null ? -1 : xOf(pointed)
    for (const tell of followers) tell(pointed, x, view)
  }
  const sameSpan = ({ from, to, pad }: { from: number; to: number; pad: number }): boolean =>
    Math.abs((to - from) / (1 + 2 * pad) / span() - 1) < 1e-6
  function slideAll(shift: number): void {
    slid = shift
    const moved_ = `translateX(${shift.toFixed(2)}px)`
    for (const { canvas } of painters) canvas.style.transform = moved_
    for (const element of sliders) element.style.transform = moved_
  }
  function soon(): void {
    asked ??= requestAnimationFrame(draw)
  }
  function settle(): void {
    if (resting !== null) clearTimeout(resting)
    resting = setTimeout(() => {
      resting = null
      if (zooming) {
        zooming = false
        dirty = true
        soon()
      }
      if (rest.getState().view !== view) rest.setState({ view })
    }, REST)
  }

  return {
    view: () => view,
    rest,
    frame,
    cursor: () => pointed,
    width: () => width,
    look(next) {
      if (Math.abs((next.to - next.from) / span() - 1) > 1e-6) zooming = true
      view = next
      moved(view)
      soon()
      settle()
    },
    point(next) {
      if (next === pointed) return
      pointed = next
      soon()
    },
    resize(next) {
      if (next === width) return
      width = next
      dirty = true
      soon()
    },
    again() {
      dirty = true
      soon()
    },
    add(painter) {
      painters.add(painter)
      slid = Number.NaN
      if (painted) {
        dirty = true
        soon()
      }
      return () => void painters.delete(painter)
    },
    slide(element) {
      sliders.add(element)
      slid = Number.NaN
      return () => void sliders.delete(element)
    },
    follow(act) {
      followers.add(act)
      soon()
      return () => void followers.delete(act)
    },
    xOf,
    timeAt: (x) => (view.from + (x / Math.max(1, width)) * span()) as At,
    beat(now) {
      if (!view.live) return
      const next = carried(view, now)
      // Less than a pixel is not seen.
      if (Math.abs(next.from - view.from) * width < span()) return
      view = next
      moved(view)
      soon()
      settle()
    },
    stop() {
      if (asked !== null) cancelAnimationFrame(asked)
      if (resting !== null) clearTimeout(resting)
      painters.clear()
      sliders.clear()
      followers.clear()
    },
  }
}
