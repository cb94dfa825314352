// The socket door: every event is counted, checked by its schema, put to the choke-point, answered or refused by code.
import type { Server as HttpServer, IncomingMessage, ServerResponse } from 'node:http'
import { Server } from 'socket.io'
import type { WardId } from '../model/ids.ts'
import { GATEWAY, type Subject } from '../model/may.ts'
import { AskClock, AskWard, AskWards, AskWatch, type Authority, type FromApp, LIMITS, Opened, Painted, Proved } from '../model/wire.ts'
import type { z } from '../model/zod.ts'
import type { Access } from './access/access.ts'
import type { Answer, Asks } from './asks.ts'
import type { Doors } from './doors.ts'
import { ERRORS, type ErrorCode, Refused, refusal } from './errors.ts'
import { HEADERS } from './headers.ts'
import { addressOf } from './hop.ts'
import type { Gate } from './origin.ts'
import { cut, cutIfHeldBack, waitingFor } from './outbox.ts'
import { type Bucket, createBucket } from './rate.ts'
import type { EvictReason, Io, Screenside } from './screen.ts'

/** Asks a socket may make at once, and each tick of a quarter second; a screen says that it painted more often than it asks. */
const ASKS = { burst: 40, tick: 5 } as const
const PAINTS = { burst: 120, tick: 15 } as const
/** Asks of all sockets of one person or station together, and its sockets; sockets of one address (a ward may sit behind one). */
const PERSON = { burst: 200, tick: 40, sockets: 48 } as const
const ADDRESS = { sockets: 256 } as const
/** Asks that fit no schema before a socket is cut. */
const NONSENSE = 50
/** Milliseconds. A dead line is found by the frames within seconds; this only frees what is left of it. */
const PING = { pingInterval: 10_000, pingTimeout: 20_000, connectTimeout: 10_000 } as const

const JSON_TYPE = 'application/json; charset=utf-8'

const EVICTED: Readonly<Record<EvictReason, string>> = {
  slow: 'The line was too slow for this ward.',
  silent: 'The screen took nothing for 30 seconds.',
  protocol: 'It asked for what makes no sense, or for what it may not see.',
  'signed-out': 'Signed out: this screen is not monitoring.',
  'shutting-down': 'The gateway is shutting down.',
}

const ward = (ask: { ward: string }): Subject => ({ of: 'ward', ward: ask.ward as WardId })
const gateway = (): Subject => GATEWAY

interface Row<S extends z.ZodType> {
  readonly schema: S
  readonly subject: (ask: z.output<S>) => Subject
  readonly handle: (ask: z.output<S>, side: Screenside, asks: Asks) => Answer | Promise<Answer>
}
const row = <S extends z.ZodType>(schema: S, subject: Row<S>['subject'], handle: Row<S>['handle']): Row<z.ZodType> =>
  ({ schema, subject, handle }) as never

/** TABLE: one row an event of the app: its schema, what it is about, and who answers it. */
export const EVENTS: Readonly<Record<keyof FromApp, Row<z.ZodType>>> = {
  wards: row(AskWards, gateway, (_, side, asks) => asks.wards(side)),
  watch: row(AskWatch, ward, (ask, side, asks) => asks.watch(ask, side)),
  unwatch: row(AskWard, ward, (ask, side, asks) => asks.unwatch(ask.ward as WardId, side)),
  roster: row(AskWard, ward, (ask, side, asks) => asks.roster(ask.ward as WardId, side)),
  trend: row(AskWard, ward, (ask, side, asks) => asks.trend(ask.ward as WardId, side)),
  clock: row(AskClock, gateway, (_, __, asks) => asks.clock()),
  painted: row(Painted, ward, (ask, side, asks) => asks.painted(ask, side)),
  opened: row(Opened, ward, (ask, side, asks) => asks.opened(ask, side)),
  proved: row(Proved, ward, (ask, side, asks) => asks.proved(ask, side)),
}

export interface SocketDoor {
  tick(): void
  readonly count: () => number
  /** Most bytes that wait for one socket. */
  readonly waiting: () => number
  /** Tells every socket why, and cuts it. */
  shut(): Promise<void>
}

export interface SocketSetup {
  readonly http: HttpServer
  readonly gate: Gate
  readonly allowOrigins: readonly string[]
  readonly doors: Doors
  readonly asks: Asks
  readonly access: Access
  /** A proxy before this gateway is to be believed about addresses. */
  readonly trustProxy: boolean
  /** Sockets served at once. */
  readonly most: number
  readonly refused: (code: ErrorCode) => void
  readonly evicted: (reason: EvictReason) => void
  readonly failed: (place: string, error: unknown) => void
}

export function createSocketDoor(setup: SocketSetup): SocketDoor {
  const { http, gate, allowOrigins, doors, asks, access, trustProxy, most, refused, evicted, failed } = setup
  const io: Io = new Server(http, {
    transports: ['websocket', 'polling'],
    maxHttpBufferSize: LIMITS.ask,
    perMessageDeflate: false,
    httpCompression: false,
    serveClient: false,
    ...PING,
    ...(allowOrigins.length > 0 && { cors: { origin: allowOrigins.map((url) => new URL(url).origin) } }),
  })
  const sides = new Set<Screenside>()
  /** Told last to each, as text to compare with. */
  const told = new Map<Screenside, string>()
  /** By person or station. */
  const buckets = new Map<string, Bucket>()
  const bucketOf = (id: string): Bucket => {
    const known = buckets.get(id) ?? createBucket(PERSON.burst, PERSON.tick)
    buckets.set(id, known)
    return known
  }

  // Runs for every request of either transport, the later ones of an open session too.
  io.engine.use((request: IncomingMessage & { _query?: { sid?: string } }, response: ServerResponse, next: () => void) => {
    const upgrade = request.headers.upgrade !== undefined
    const full = !request._query?.sid && io.engine.clientsCount >= most
    const code = gate(request, upgrade ? 'websocket' : 'polling') ?? (full ? 'too-many-screens' : null)
    if (!code) {
      if (!upgrade) for (const [name, value] of Object.entries(HEADERS)) response.setHeader(name, value)
      return next()
    }
    refused(code)
    const [status] = ERRORS[code]
    const body = JSON.stringify(refusal(code))
    if (!upgrade) return void response.writeHead(status, { ...HEADERS, 'content-type': JSON_TYPE }).end(body)
    request.socket.end(
      `HTTP/1.1 ${status} Refused\r\nConnection: close\r\nContent-Type: ${JSON_TYPE}\r\nContent-Length: ${body.length}\r\n\r\n${body}`,
    )
  })
  io.use((line, next) => {
    const { headers } = line.handshake
    const { address, local } = addressOf({ headers, peer: line.conn.remoteAddress }, trustProxy)
    const credentials = access.credentials({ cookie: headers.cookie, address, local })
    line.data.credentials = credentials
    const who = access.who(credentials)
    const others = [...sides]
    const code: ErrorCode | null =
      who.is === 'nobody'
        ? 'not-signed-in'
        : !doors.open('own:connect', who, GATEWAY)
          ? 'not-allowed'
          : others.filter((side) => side.who.id === who.id).length >= PERSON.sockets ||
              others.filter(({ line: other }) => other.data.credentials.address === address).length >= ADDRESS.sockets
            ? 'too-many-screens'
            : null
    if (code === null) return next()
    refused(code)
    next(Object.assign(new Error(ERRORS[code][1]), { data: { code, ended: access.authority(credentials).ended } }))
  })

  /** Stops all that the socket watches, and writes down how long its details were open. */
  function silence(side: Screenside): void {
    for (const watch of side.watches.values()) watch.stop()
    side.watches.clear()
    for (const close of side.opened.values()) close()
    side.opened.clear()
  }

  /**
   * Somebody's rights may have changed: who is another now is told so, before any further byte of a ward; who is nobody gets none at all.
   * A socket that lost one of its wards is cut, and comes back to what it may see; so is one on a slow line,
   * where what its person was sent still waits.
   */
  function reauthorise(): void {
    for (const side of [...sides]) {
      const authority = access.authority(side.line.data.credentials)
      const text = JSON.stringify(authority)
      const before = told.get(side)
      // Asked whatever it was told: of two wards one may be gone under the same roles.
      const isLost = authority.is !== 'nobody' && [...side.watches.keys()].some((id) => !asks.sees(id, side.who))
      if (before === text && !isLost) continue
      told.set(side, text)
      side.line.emit('authority', authority)
      if (authority.is === 'nobody') {
        silence(side)
        side.evict('signed-out')
      } else if (isLost) {
        silence(side)
        cut(side.line)
      } else {
        asks.changed(side)
        if (before !== undefined && (JSON.parse(before) as Authority).is === 'person') cutIfHeldBack(side.line)
      }
    }
  }
  const unhear = access.changed(reauthorise)

  /** Answers one event. Whatever goes wrong in it ends here. */
  function answer(event: keyof FromApp, given: readonly unknown[], side: Screenside): void {
    const last = given.at(-1)
    const ack = typeof last === 'function' ? (last as (answer: unknown) => void) : () => {}
    const finish = ({ answer: said, after }: Answer) => {
      if (said !== undefined) ack(said)
      after?.()
    }
    const refuse = (error: unknown) => {
      const code = error instanceof Refused ? error.code : 'no-handler'
      refused(code)
      if (code === 'no-handler') failed(`socket:${event}`, error)
      ack(refusal(code, error instanceof Refused ? error.detail : undefined))
      if (code === 'bad-ask') nonsense(side)
    }
    try {
      const { who } = side
      if (!(event === 'painted' ? side.paints : side.asks).take()) throw new Refused('too-many-asks')
      if (event !== 'painted' && !bucketOf(who.id).take()) throw new Refused('too-many-asks')
      // Answers wait like frames do: who does not take them gets no more.
      if (waitingFor(side.line) > LIMITS.waiting / 2) throw new Refused('too-many-asks')
      const { schema, subject, handle } = EVENTS[event]
      const parsed = schema.safeParse(given[0])
      if (!parsed.success) {
        const [issue] = parsed.error.issues
        throw new Refused(issue?.path[0] === 'protocol' ? 'wrong-protocol' : 'bad-ask', issue?.path.join('.'))
      }
      // A ward is passed where any of its stays may be seen: what is answered is asked for stay by stay.
      const about = subject(parsed.data)
      if (about.of !== 'ward' || !asks.sees(about.ward, who)) doors.pass(`socket:${event}`, who, about)
      const done = handle(parsed.data, side, asks)
      if (done instanceof Promise) done.then(finish).catch(refuse)
      else finish(done)
    } catch (error) {
      refuse(error)
    }
  }

  function nonsense(side: Screenside): void {
    if (++side.nonsense === NONSENSE) side.evict('protocol')
  }

  io.on('connection', (line) => {
    const { credentials } = line.data
    const side: Screenside = {
      get who() {
        return access.who(credentials)
      },
      get actor() {
        return access.actor(credentials)
      },
      line,
      opened: new Map(),
      watches: new Map(),
      asks: createBucket(ASKS.burst, ASKS.tick),
      paints: createBucket(PAINTS.burst, PAINTS.tick),
      nonsense: 0,
      evict(reason) {
        evicted(reason)
        line.emit('evicted', { reason, message: EVICTED[reason] })
        cut(line)
      },
    }
    sides.add(side)
    const authority = access.authority(credentials)
    told.set(side, JSON.stringify(authority))
    line.emit('authority', authority)
    for (const event of Object.keys(EVENTS) as (keyof FromApp)[]) line.on(event, (...given: unknown[]) => answer(event, given, side))
    line.onAny((event: string, ...given: unknown[]) => {
      if (Object.hasOwn(EVENTS, event)) return
      refused('no-such-ask')
      const last = given.at(-1)
      if (typeof last === 'function') last(refusal('no-such-ask'))
      nonsense(side)
    })
    // What is not even a packet closes its own socket, and is heard of here.
    line.on('error', (error) => failed('socket', error))
    line.on('disconnect', () => {
      silence(side)
      sides.delete(side)
      told.delete(side)
    })
  })

  return {
    tick() {
      for (const side of sides) {
        side.asks.refill()
        side.paints.refill()
      }
      for (const [id, bucket] of buckets) if (bucket.refill()) buckets.delete(id)
    },
    count: () => sides.size,
    waiting: () => Math.max(0, ...[...sides].map(({ line }) => waitingFor(line))),
    async shut() {
      unhear()
      const lines = [...sides].map((side) => {
        side.evict('shutting-down')
        return side.line
      })
      // A last word may still be under way.
      for (let tries = 0; tries < 20 && lines.some((line) => waitingFor(line) > 0); tries++)
        await new Promise((done) => setTimeout(done, 10))
      io.engine.close()
      await io.close().catch((error: unknown) => failed('socket', error))
    },
  }
}
