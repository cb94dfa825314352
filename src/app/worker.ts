// The worker's entry: gives the screen its real clocks, timers, socket and animation frames, and the page's messages.
import { io } from 'socket.io-client'
import { decodePieces } from '../model/trackbytes.ts'
import type { AskWaves } from './core/fills.ts'
import { createScreen, type Screen } from './core/screen.ts'
import type { Machine, SocketLike, Stop } from './live.ts'
import type { FromWorker, ToWorker } from './messages.ts'
import { createPainter } from './paint/painter.ts'

/** What this file needs of a dedicated worker's scope. */
interface Scope {
  onmessage: ((event: MessageEvent<ToWorker>) => void) | null
  postMessage(message: FromWorker): void
  requestAnimationFrame?(act: () => void): number
  cancelAnimationFrame?(id: number): void
  close(): void
}
const scope = self as unknown as Scope

const machineFor = (url: string): Machine => ({
  connect: (): SocketLike => {
    const socket = io(url, { transports: ['websocket'], reconnection: false, forceNew: true })
    return socket as SocketLike
  },
  // Milliseconds since 1970 as this worker counts them: monotonic, and comparable between page and worker.
  mono: () => performance.timeOrigin + performance.now(),
  wall: () => Date.now(),
  every: (period, act) => {
    const timer = setInterval(act, period)
    return () => clearInterval(timer)
  },
  after: (period, act) => {
    const timer = setTimeout(act, period)
    return () => clearTimeout(timer)
  },
  random: () => Math.random(),
})

/** A line that swallows everything is given up after this long, ms. */
const SWALLOWED = 5000
const wavesFrom =
  (url: string): AskWaves =>
  async (asked) => {
    try {
      const response = await fetch(new URL('/api/stay/waves', url), {
        method: 'POST',
        credentials: 'same-origin',
        cache: 'no-store',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(asked),
        signal: AbortSignal.timeout(SWALLOWED),
      })
      return response.ok ? decodePieces(new Uint8Array(await response.arrayBuffer())) : null
    } catch {
      // Refused, cut again or unreadable: the hole stays one.
      return null
    }
  }

function frames(act: () => void): Stop {
  let id = 0
  const { requestAnimationFrame: request, cancelAnimationFrame: cancel } = scope
  if (!request || !cancel) {
    const timer = setInterval(act, 33)
    return () => clearInterval(timer)
  }
  const step = (): void => {
    id = request.call(scope, step)
    act()
  }
  id = request.call(scope, step)
  return () => cancel.call(scope, id)
}

let screen: Screen | null = null
let stop: Stop | null = null
const post = (message: FromWorker): void => scope.postMessage(message)

scope.onmessage = ({ data }) => {
  switch (data.is) {
    case 'start': {
      stop?.()
      const painter = createPainter()
      painter.canvas(data.canvas)
      void painter.fonts(data.fonts)
      screen = createScreen({ machine: machineFor(data.url), painter, post, frames, waves: wavesFrom(data.url), probe: data.probe })
      stop = screen.start()
      return
    }
    case 'stop':
      stop?.()
      stop = null
      screen = null
      return scope.close()
    default:
      screen?.take(data)
  }
}
