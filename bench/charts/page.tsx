// Draws by the library that is asked for, and does with it what a reader does.
import type { Act } from '../moves.ts'
import { type Drawn, LIBRARIES } from './draw.tsx'
import { HOURS } from './lanes.ts'

const WHOLE = HOURS * 3_600_000
const painted = (): Promise<void> => new Promise((done) => requestAnimationFrame(() => setTimeout(done, 0)))
let drawn: Drawn | null = null
declare global {
  interface Window {
    /** Draws the whole for the first time: ms until it was painted. */
    draw(library: string): Promise<number>
  }
}
window.draw = async (library) => {
  const from = performance.now()
  drawn = LIBRARIES[library]!(document.getElementById('lanes')!)
  drawn.show(0, WHOLE)
  await painted()
  return performance.now() - from
}
const act: Act = (what, i) => {
  if (what === 'zoom') drawn?.show(0, WHOLE * (1 - 0.01 * (i % 50)))
  else if (what === 'pan') drawn?.show(i * 20_000, i * 20_000 + WHOLE / 3)
  else drawn?.point(100 + ((i * 37) % 1000))
}
window.act = act
document.title = 'ready'
