// Draws by the library that is asked for and measures itself: first paint, zoom, cursor, pan.
import { LIBRARIES } from './draw.tsx'
import { HOURS } from './lanes.ts'

const WHOLE = HOURS * 3_600_000
const painted = (): Promise<void> => new Promise((done) => requestAnimationFrame(() => setTimeout(done, 0)))
async function timed(act: () => void): Promise<number> {
  const from = performance.now()
  act()
  await painted()
  return performance.now() - from
}
const middle = (times: readonly number[]): number => times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)]!

export interface ChartFigures {
  readonly paint: number
  readonly zoom: number
  readonly cursor: number
  /** Frames a second. */
  readonly pan: number
  /** MB. */
  readonly heap: number
}
declare global {
  interface Window {
    measure(library: string, rounds: number): Promise<ChartFigures>
  }
}
const heapOf = (): number => (performance as unknown as { memory?: { usedJSHeapSize: number } }).memory?.usedJSHeapSize ?? 0

window.measure = async (library, rounds) => {
  const host = document.getElementById('lanes')!
  const before = heapOf()
  let drawn!: ReturnType<(typeof LIBRARIES)[string]>
  const paint = await timed(() => {
    drawn = LIBRARIES[library]!(host)
    drawn.show(0, WHOLE)
  })
  const zooms: number[] = []
  const cursors: number[] = []
  for (let i = 0; i < rounds; i++) {
    const width = WHOLE / (1 + (i % 12))
    zooms.push(await timed(() => drawn.show(0, width)))
    const from = performance.now()
    drawn.point(100 + ((i * 37) % 1000))
    cursors.push(performance.now() - from)
  }
  const begun = performance.now()
  let frames = 0
  while (frames < rounds * 10 && performance.now() - begun < 5000) {
    drawn.show(frames * 20_000, frames * 20_000 + WHOLE / 3)
    await new Promise((done) => requestAnimationFrame(done))
    frames++
  }
  const pan = (frames * 1000) / (performance.now() - begun)
  return { paint, zoom: middle(zooms), cursor: middle(cursors), pan, heap: (heapOf() - before) / 1e6 }
}
document.title = 'ready'
