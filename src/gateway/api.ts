// The API of the HTTP door: every row of the table of doors under /api is registered here, checked alike, and answered by its handler.
import { Readable } from 'node:stream'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { BODIES, type Posted } from '../model/access.ts'
import { GATEWAY } from '../model/may.ts'
import type { Access } from './access/access.ts'
import { API_DOORS, type Doors } from './doors.ts'
import { ERRORS, type ErrorCode, Refused } from './errors.ts'
import { addressOf } from './hop.ts'
import type { Gate, Way } from './origin.ts'
import { type Bucket, createBucket } from './rate.ts'
import type { Call, Cookies, Routes } from './routes/route.ts'

export interface ApiSetup {
  readonly routes: Routes
  readonly access: Access
  readonly cookies: Cookies
  readonly doors: Doors
  readonly gate: Gate
  readonly trustProxy: boolean
  readonly secure: boolean
  readonly refuse: (reply: FastifyReply, code: ErrorCode, detail?: string) => unknown
  readonly failed: (place: string, error: unknown) => void
}

/** Requests of one address, and of one person at whatever address; each tick is a quarter second. */
const RATES = { address: { burst: 240, tick: 30 }, person: { burst: 60, tick: 5 } } as const
/** Addresses and persons remembered; beyond, the oldest are forgotten. */
const REMEMBERED = 10_000

/** Registers the rows. `tick`: refills the rates. */
export function registerApi(app: FastifyInstance, setup: ApiSetup): { tick(): void } {
  const { routes, access, cookies, doors, gate, trustProxy, secure, refuse, failed } = setup
  const buckets = new Map<string, Bucket>()
  const take = (kind: keyof typeof RATES, id: string): boolean => {
    const key = `${kind} ${id}`
    const bucket = buckets.get(key) ?? createBucket(RATES[kind].burst, RATES[kind].tick)
    buckets.set(key, bucket)
    if (buckets.size > REMEMBERED) for (const oldest of [...buckets.keys()].slice(0, REMEMBERED / 10)) buckets.delete(oldest)
    return bucket.take()
  }

  async function answer(door: keyof typeof API_DOORS, request: FastifyRequest, reply: FastifyReply): Promise<unknown> {
    const way: Way = door === 'GET /api/oidc/callback' ? 'return' : door.startsWith('POST') ? 'change' : 'api'
    const foreign = gate(request.raw, way)
    if (foreign) return refuse(reply, foreign)
    const { address, local, secure: proxied } = addressOf({ headers: request.headers, peer: request.socket.remoteAddress }, trustProxy)
    if (!take('address', address)) return refuse(reply, 'too-many-asks')
    const credentials = access.credentials({ cookie: request.headers.cookie, address, local })
    const who = access.who(credentials)
    if (who.is !== 'nobody' && !take('person', who.id)) return refuse(reply, 'too-many-asks')

    let instead: (() => unknown) | null = null
    let type = 'application/json; charset=utf-8'
    const set = new Map<string, string>()
    const call: Call = {
      who,
      credentials,
      actor: access.actor(credentials),
      cookie: {
        get: (which) => cookies.read(request.headers.cookie, which),
        set: (which, value) => void set.set(which, cookies.write(which, value)),
      },
      forget: () => void reply.header('clear-site-data', '"cache", "storage"'),
      binary() {
        type = 'application/octet-stream'
      },
      attach(name, mime) {
        type = mime
        reply.header('content-disposition', `attachment; filename="${name}"`)
      },
      redirect(url) {
        instead = () => reply.redirect(url, 303)
      },
      onward(path) {
        instead = () => reply.type('text/html; charset=utf-8').send(ONWARD.replaceAll('PATH', encodeURI(path)))
      },
      query: new URL(request.raw.url ?? '/', 'http://localhost').searchParams,
      origin: `${secure || proxied ? 'https' : 'http'}://${request.headers.host ?? 'localhost'}`,
    }
    // A session with a step to do is nobody's yet: what finishes the step looks it up by itself.
    if (!(PENDING.has(door) && access.pending(credentials))) doors.pass(`http:${door}`, who, GATEWAY)
    let body: unknown
    if (door.startsWith('POST')) {
      const parsed = BODIES[door as Posted].safeParse(request.body ?? {})
      if (!parsed.success) throw new Refused('bad-ask', parsed.error.issues[0]?.path.join('.'))
      body = parsed.data
    }
    const said = await (routes[door] as (body: unknown, call: Call) => unknown)(body, call)
    if (set.size > 0) reply.header('set-cookie', [...set.values()])
    if (instead) return (instead as () => unknown)()
    // Columns are bytes; and large answers are made into JSON by the worker that read them.
    if (said instanceof Uint8Array) return reply.type(type).send(Buffer.from(said))
    if (said instanceof Readable) return reply.type(type).send(said)
    return reply.send(said ?? {})
  }

  for (const door of Object.keys(API_DOORS) as (keyof typeof API_DOORS)[]) {
    const [method, url] = door.split(' ') as ['GET' | 'POST', string]
    app.route({
      method,
      url,
      exposeHeadRoute: false,
      handler: async (request, reply) => {
        reply.header('cache-control', 'no-store')
        try {
          return await answer(door, request, reply)
        } catch (error) {
          if (error instanceof Refused) {
            // A person comes here by a link, not a script by an ask: what went wrong is a page with a way back.
            if (AS_PAGE.has(door) && request.headers.accept?.includes('text/html'))
              reply.type('text/html; charset=utf-8').serializer(() => PAGE.replace('WORDS', ERRORS[error.code][1]))
            return refuse(reply, error.code, error.detail)
          }
          failed(`http:${door}`, error)
          return refuse(reply, 'no-handler')
        }
      },
    })
  }
  return {
    tick() {
      for (const [key, bucket] of buckets) if (bucket.refill()) buckets.delete(key)
    },
  }
}

/** TABLE: what a session with a step to do may reach. */
const PENDING: ReadonlySet<string> = new Set([
  'POST /api/account/second-factor/begin',
  'POST /api/account/second-factor/confirm',
  'POST /api/account/password',
] satisfies (keyof typeof API_DOORS)[])

/** TABLE: doors that a browser goes to as to a page. */
const AS_PAGE: ReadonlySet<string> = new Set(['GET /api/oidc/start', 'GET /api/oidc/callback'] satisfies (keyof typeof API_DOORS)[])
const PAGE =
  '<!doctype html><html lang="en"><meta charset="utf-8"><title>Wardlight</title><p>WORDS</p><p><a href="/">Go back</a></p></html>'
const ONWARD =
  '<!doctype html><meta charset="utf-8"><meta http-equiv="refresh" content="0;url=PATH"><title>Wardlight</title><a href="PATH">Go on</a>'
