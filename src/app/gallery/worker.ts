// The gallery's worker: the same painter as a ward's, fed with scenes and not by a gateway.
import { createPainter } from '../paint/painter.ts'
import type { ToGallery } from './messages.ts'
import { EVERY_SCENE } from './scenes.ts'
import { showScenes } from './show.ts'

const painter = createPainter()
/** What is used of a worker's global scope: the DOM library knows only the window's. */
interface Scope {
  onmessage: ((event: MessageEvent<ToGallery>) => void) | null
  requestAnimationFrame(callback: (time: number) => void): number
  cancelAnimationFrame(asked: number): void
  close(): void
}
const scope = globalThis as unknown as Scope
let shown: ReturnType<typeof showScenes> | null = null
let asked = 0

function loop(mono: number): void {
  shown?.frame(mono)
  asked = scope.requestAnimationFrame(loop)
}

scope.onmessage = ({ data }: MessageEvent<ToGallery>) => {
  switch (data.is) {
    case 'start':
      painter.canvas(data.canvas)
      void painter.fonts(data.fonts)
      asked = scope.requestAnimationFrame(loop)
      return
    case 'show': {
      const wanted = new Set(data.scenes.map(({ key }) => key))
      painter.settings(data.settings)
      painter.layout({
        layout: data.layout,
        width: data.width,
        height: data.height,
        dpr: data.dpr,
        tiles: data.scenes.map(({ key, rect }) => ({ bed: key, rect })),
      })
      shown = showScenes(
        painter,
        EVERY_SCENE.filter(({ key }) => wanted.has(key)),
        data.speed,
      )
      return
    }
    case 'stop':
      scope.cancelAnimationFrame(asked)
      scope.close()
      return
    default:
      data satisfies never
  }
}
