// A screen without a screen: the app's own core in this process, on real sockets.
import { io } from 'socket.io-client'
import { createLive, type Hears, type Live, type SocketLike } from '../src/app/live.ts'

/** The same clock as the page's probe counts by: ms since 1970, only going on. */
export const mono = (): number => performance.timeOrigin + performance.now()

/** Watches a ward of the gateway at `url`. Ends with `stop`. */
export function watchWard(url: string, ward: string, hears: Hears = {}): Live {
  const live = createLive(
    {
      connect: () =>
        io(url, { transports: ['websocket'], reconnection: false, forceNew: true, extraHeaders: { origin: url } }) as SocketLike,
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
    hears,
  )
  live.watch(ward)
  return live
}
