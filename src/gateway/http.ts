// The HTTP door: the built app, the state of health, the metrics. Every answer has the strict headers; every route has a row of its door.
import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import fastifyStatic from '@fastify/static'
import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify'
import { GATEWAY } from '../model/may.ts'
import type { Access } from './access/access.ts'
import { registerApi } from './api.ts'
import type { API_DOORS, Doors, HTTP_DOORS } from './doors.ts'
import { ERRORS, type ErrorCode, refusal } from './errors.ts'
import { HEADERS } from './headers.ts'
import type { Health } from './health.ts'
import { addressOf } from './hop.ts'
import type { Gate } from './origin.ts'
import type { Cookies, Routes } from './routes/route.ts'

export interface HttpSetup {
  /** The folder of the built app; without it the app's routes answer 'not-built'. */
  readonly dist: string | undefined
  readonly gate: Gate
  readonly doors: Doors
  readonly access: Access
  /** null: there is no API here. */
  readonly routes: Routes | null
  readonly cookies: Cookies | null
  readonly tls: { readonly cert: Buffer; readonly key: Buffer } | null
  readonly trustProxy: boolean
  readonly health: () => Health
  readonly metrics: { text(): Promise<string>; readonly type: string }
  readonly refused: (code: ErrorCode) => void
  readonly failed: (place: string, error: unknown) => void
}

/** Names of files made by the build carry a hash of what they hold. */
const HASHED = /^assets\//
const YEAR = 'public, max-age=31536000, immutable'
const HSTS = 'max-age=31536000; includeSubDomains'
const HOUR = 'public, max-age=3600'
/** A path of the app is what is not a file: its last part has no ending. */
const isFile = (path: string): boolean => /\.[a-z0-9]+$/i.test(path) && !/^(ward|patient)\//.test(path)

export interface Http {
  readonly app: FastifyInstance
  /** Each quarter second. */
  tick(): void
}

export async function createHttp(setup: HttpSetup): Promise<Http> {
  const { dist, gate, doors, access, routes, cookies, tls, trustProxy, health, metrics, refused, failed } = setup
  const options = {
    forceCloseConnections: true,
    bodyLimit: 16 * 1024,
    logger: false,
    routerOptions: { ignoreTrailingSlash: true },
  } as const
  const app = (tls ? Fastify({ ...options, https: { ...tls, minVersion: 'TLSv1.2' } }) : Fastify(options)) as FastifyInstance
  const root = dist === undefined ? undefined : resolve(dist)

  const refuse = (reply: FastifyReply, code: ErrorCode, detail?: string) => {
    refused(code)
    return reply.code(ERRORS[code][0]).header('cache-control', 'no-store').send(refusal(code, detail))
  }
  const hop = (request: FastifyRequest) => addressOf({ headers: request.headers, peer: request.socket.remoteAddress }, trustProxy)
  app.addHook('onRequest', async (request, reply) => {
    reply.headers(HEADERS)
    if (tls || hop(request).secure) reply.header('strict-transport-security', HSTS)
    const code = gate(request.raw, 'read')
    if (code) return refuse(reply, code)
    return undefined
  })
  app.setNotFoundHandler((_, reply) => refuse(reply, 'not-found'))
  app.setErrorHandler((error, request, reply) => {
    const status = (error as { statusCode?: number }).statusCode ?? 500
    if (status < 500) return refuse(reply, status === 404 ? 'not-found' : status === 413 ? 'too-large' : 'bad-ask')
    failed(`http:${request.routeOptions.url ?? 'unknown'}`, error)
    return refuse(reply, 'no-handler')
  })

  /** Registers a route under its row of the table of doors, and asks there each time. */
  function route(
    door: Exclude<keyof typeof HTTP_DOORS, keyof typeof API_DOORS>,
    handle: (request: FastifyRequest, reply: FastifyReply) => unknown,
  ): void {
    app.get(door.slice('GET '.length), async (request, reply) => {
      const { address, local } = hop(request)
      const who = access.who(access.credentials({ cookie: request.headers.cookie, address, local }))
      if (!doors.open(`http:${door}`, who, GATEWAY)) return refuse(reply, 'not-allowed')
      return handle(request, reply)
    })
  }

  if (root) await app.register(fastifyStatic, { root, serve: false, cacheControl: false, index: false })
  route('GET /healthz', (_, reply) => {
    const { ok, body } = health()
    return reply
      .code(ok ? 200 : 503)
      .header('cache-control', 'no-store')
      .send(body)
  })
  route('GET /metrics', async (_, reply) =>
    reply
      .header('cache-control', 'no-store')
      .type(metrics.type)
      .send(await metrics.text()),
  )
  route('GET /*', (request, reply) => {
    const path = (request.params as { '*': string })['*']
    if (path.startsWith('api/')) return refuse(reply, 'not-found')
    if (!root || !existsSync(join(root, 'index.html'))) return refuse(reply, 'not-built')
    if (!isFile(path) || path === 'index.html') return reply.header('cache-control', 'no-store').sendFile('index.html')
    return reply.header('cache-control', HASHED.test(path) ? YEAR : HOUR).sendFile(path)
  })
  const api =
    routes && cookies && registerApi(app, { routes, access, cookies, doors, gate, trustProxy, secure: tls !== null, refuse, failed })
  return { app, tick: () => api?.tick() }
}
