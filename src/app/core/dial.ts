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
  /** Dials at once, also after a stop: who sits here is another now. The socket that is up stays so until the new one is. */
  renew(): void
  /** News came: the next trouble starts with short waits again. */
  settled(): void
  /** Dials for the first time; the stop hangs up for good. */
  start(): Stop
  stop(): void
}

/** A socket, what is listened to on it, and the wait for its connection. */
interface Line {
  readonly socket: SocketLike
  stops: Stop[]
  timer: Stop | null
}

/**
 * Dials once it is started. `events`: what to hear beside the connection itself. `onUp` is called at each connection, `onRefused` with the
 * error of each try that was refused: true where another try is of no use.
 * A socket that is neither up nor refused within its patience is dropped: in a black hole no error ever comes.
 */
export function createDial(
  connect: () => SocketLike,
  { mono, after, random }: Timing,
  events: Readonly<Record<string, (...args: unknown[]) => void>>,
  onUp: (socket: SocketLike) => void,
  onRefused: (error: unknown) => boolean = () => false,
): Dial {
  let line: Line | null = null
  let up = false
  /** Dialled beside one that is up. */
  let coming: Line | null = null
  let wait: Stop | null = null
  let tries = 0
  let dialled = 0
  let connectTook: number | null = null
  let stopped = false

  const drop = (old: Line | null): void => {
    for (const stop of old?.stops ?? []) stop()
    old?.timer?.()
    old?.socket.disconnect()
  }
  const hangUp = (): void => {
    const old = [line, coming]
    line = null
    coming = null
    up = false
    wait?.()
    wait = null
    for (const one of old) drop(one)
  }
  const redial = (): void => {
    hangUp()
    if (stopped) return
    wait = after(backoff(tries++, random()), () => {
      wait = null
      line = dial()
    })
  }
  const dial = (): Line => {
    const began = mono()
    const own: Line = { socket: connect(), stops: [], timer: null }
    dialled += 1
    const hear = (event: string, act: (...args: unknown[]) => void): void => {
      const guarded = (...args: unknown[]): void => {
        if (line === own || coming === own) act(...args)
      }
      own.socket.on(event, guarded)
      own.stops.push(() => own.socket.off(event, guarded))
    }
    hear('connect', () => {
      if (coming === own) {
        const old = line
        line = own
        coming = null
        drop(old)
      }
      up = true
      connectTook = Math.min(connectTook ?? Number.POSITIVE_INFINITY, mono() - began)
      own.timer?.()
      own.timer = null
      onUp(own.socket)
    })
    hear('connect_error', (error) => {
      if (!onRefused(error)) redial()
    })
    hear('disconnect', redial)
    for (const [event, act] of Object.entries(events)) hear(event, act)
    own.timer = after(patience(tries, connectTook), () => {
      own.timer = null
      redial()
    })
    return own
  }
  const stop = (): void => {
    stopped = true
    hangUp()
  }

  return {
    get up() {
      return up ? (line?.socket ?? null) : null
    },
    get listeners() {
      return [line, coming].reduce((sum, one) => sum + (one ? one.stops.length + (one.timer ? 1 : 0) : 0), wait ? 1 : 0)
    },
    get dialled() {
      return dialled
    },
    redial,
    renew() {
      stopped = false
      tries = 0
      if (!up) {
        hangUp()
        line = dial()
        return
      }
      drop(coming)
      coming = dial()
    },
    settled() {
      tries = 0
    },
    start() {
      line = dial()
      return stop
    },
    stop,
  }
}
