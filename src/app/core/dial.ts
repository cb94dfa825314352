// Keeps one socket to the gateway: dials, gives up on a silent one, dials again after a spread wait. Counts what it listens to.
import { backoff, patience } from './link.ts'

export type Stop = () => void

/** What the core needs of a socket.io client socket. Everything that comes through it is checked by the wire's schemas. */
export interface SocketLike {
  on(event: string, act: (...args: unknown[]) => void): unknown
  off(event: string, act: (...args: unknown[]) => void): unknown
  emit(event: string, ...args: unknown[]): unknown
  disconnect(): unknown
}

/** Clocks and timers as they are handed in: real time in ms. */
export interface Timing {
  readonly mono: () => number
  readonly after: (period: number, act: () => void) => Stop
  /** In [0, 1). */
  readonly random: () => number
}

export interface Dial {
  /** The socket that is up, null while there is none. */
  readonly up: SocketLike | null
  /** Handlers on the present socket and timers under way: constant while connected, however often it was dialled. */
  readonly listeners: number
  readonly dialled: number
  /** Hangs up and dials again after a wait. */
  redial(): void
  /** News came: the next trouble starts with short waits again. */
  settled(): void
  /** Dials for the first time; the stop hangs up for good. */
  start(): Stop
  stop(): void
}

/**
 * Dials once it is started. `events`: what to hear beside the connection itself. `onUp` is called at each connection.
 * A socket that is neither up nor refused within its patience is dropped: in a black hole no error ever comes.
 */
export function createDial(
  connect: () => SocketLike,
  { mono, after, random }: Timing,
  events: Readonly<Record<string, (...args: unknown[]) => void>>,
  onUp: (socket: SocketLike) => void,
): Dial {
  let socket: SocketLike | null = null
  let up = false
  let stops: Stop[] = []
  let timer: Stop | null = null
  let tries = 0
  let dialled = 0
  let connectTook: number | null = null
  let stopped = false

  const wait = (period: number, act: () => void): void => {
    timer?.()
    timer = after(period, () => {
      timer = null
      act()
    })
  }
  const hangUp = (): void => {
    const old = socket
    socket = null
    up = false
    for (const stop of stops) stop()
    stops = []
    timer?.()
    timer = null
    old?.disconnect()
  }
  const redial = (): void => {
    hangUp()
    if (!stopped) wait(backoff(tries++, random()), dial)
  }
  const dial = (): void => {
    const began = mono()
    const own = connect()
    socket = own
    dialled += 1
    const hear = (event: string, act: (...args: unknown[]) => void): void => {
      const guarded = (...args: unknown[]): void => {
        if (socket === own) act(...args)
      }
      own.on(event, guarded)
      stops.push(() => own.off(event, guarded))
    }
    hear('connect', () => {
      up = true
      connectTook = Math.min(connectTook ?? Number.POSITIVE_INFINITY, mono() - began)
      timer?.()
      timer = null
      onUp(own)
    })
    hear('connect_error', redial)
    hear('disconnect', redial)
    for (const [event, act] of Object.entries(events)) hear(event, act)
    wait(patience(tries, connectTook), redial)
  }
  const stop = (): void => {
    stopped = true
    hangUp()
  }

  return {
    get up() {
      return up ? socket : null
    },
    get listeners() {
      return stops.length + (timer ? 1 : 0)
    },
    get dialled() {
      return dialled
    },
    redial,
    settled() {
      tries = 0
    },
    start() {
      dial()
      return stop
    },
    stop,
  }
}
