// A screen without a screen: the app's own core in this process, on real sockets.
import { io, type Socket } from 'socket.io-client'
import { createLive, type Hears, type Live, type SocketLike } from '../src/app/live.ts'
import { decodeFrame, PROTOCOL } from '../src/model/frame.ts'
import { cookieOf } from './signin.ts'

/** The same clock as the page's probe counts by: ms since 1970, only going on. */
export const mono = (): number => performance.timeOrigin + performance.now()

/** A socket of a nurse, which connects as soon as she is signed in. */
function socketTo(url: string): Socket {
  const extraHeaders: Record<string, string> = { origin: new URL(url).origin }
  const socket = io(url, { transports: ['websocket'], reconnection: false, forceNew: true, autoConnect: false, extraHeaders })
  cookieOf(url).then(
    (cookie) => {
      extraHeaders.cookie = cookie
      socket.connect()
    },
    // As a socket that does not come through: the core tries again.
    () => {},
  )
  return socket
}

/** Watches a ward of the gateway at `url`. Ends with `stop`. */
export function watchWard(url: string, ward: string, hears: Hears = {}): Live {
  const live = createLive(
    {
      connect: () => socketTo(url) as SocketLike,
      mono,
      wall: () => Date.now(),
      every(period, act) {
        const timer = setInterval(act, period)
        return () => clearInterval(timer)
      },
      after(period, act) {
        const timer = setTimeout(act, period)
        return () => clearTimeout(timer)
      },
      random: Math.random,
    },
    {
      ...hears,
      frame(beds) {
        // A screen that paints nothing is served less.
        live.painted(live.view()?.seq ?? -1)
        hears.frame?.(beds)
      },
    },
  )
  live.watch(ward)
  live.start()
  return live
}

export interface FrameWatch {
  /** Ms from the making of each frame to its arrival, as both clocks of this machine say. */
  readonly delays: number[]
  /** Frames that did not follow the one before. */
  readonly missed: () => number
  stop(): void
}

/** Takes a ward's frames and looks at nothing but their heads. */
export function watchFrames(url: string, ward: string): FrameWatch {
  const socket = socketTo(url)
  const delays: number[] = []
  let last: number | null = null
  let missed = 0
  socket.on('connect', () =>
    socket.emit('watch', { protocol: PROTOCOL, ward }, ({ seq }: { seq: number }) => {
      last = seq
    }),
  )
  socket.on('disconnect', () => {
    missed += 1
  })
  socket.on('frame', (data: Uint8Array) => {
    const { now, prev, seq, epoch } = decodeFrame(data)
    delays.push(Date.now() - now)
    if (last !== null && prev > last) missed += 1
    last = seq
    socket.emit('painted', { ward, epoch, seq })
  })
  return { delays, missed: () => missed, stop: () => void socket.disconnect() }
}
