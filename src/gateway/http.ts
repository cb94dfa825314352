// The HTTP door: the built app, the state of health, the metrics. Every answer has the strict headers; every route has a row of its door.
import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import fastifyStatic from '@fastify/static'
import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify'
import { type Doors, GATEWAY, type HTTP_DOORS, whoIs } from './doors.ts'
import { ERRORS, type ErrorCode, refusal } from './errors.ts'
import { HEADERS } from './headers.ts'
import type { Health } from './health.ts'
import type { Gate } from './origin.ts'

export interface HttpSetup {
  /** The folder of the built app; without it the app's routes answer 'not-built'. */
  readonly dist: string | undefined
  readonly gate: Gate
  readonly doors: Doors
  readonly health: () => Health
  readonly metrics: { text(): Promise<string>; readonly type: string }
  readonly refused: (code: ErrorCode) => void
  readonly failed: (place: string, error: unknown) => void
}

/** Names of files made by the build carry a hash of what they hold. */
const HASHED = /^assets\//
const YEAR = 'public, max-age=31536000, immutable'
const HOUR = 'public, max-age=3600'
/** A path of the app is what is not a file: its last part has no ending. */
const isFile = (path: string): boolean => /\.[a-z0-9]+$/i.test(path) && !/^(ward|patient)\//.test(path)

export async function createHttp({ dist, gate, doors, health, metrics, refused, failed }: HttpSetup): Promise<FastifyInstance> {
  const app = Fastify({ forceCloseConnections: true, bodyLimit: 16 * 1024, logger: false, routerOptions: { ignoreTrailingSlash: true } })
  const root = dist === undefined ? undefined : resolve(dist)

  const refuse = (reply: FastifyReply, code: ErrorCode) => {
    refused(code)
    return reply.code(ERRORS[code][0]).header('cache-control', 'no-store').send(refusal(code))
  }
  app.addHook('onRequest', async (request, reply) => {
    reply.headers(HEADERS)
    const code = gate(request.raw, 'read')
    if (code) return refuse(reply, code)
    return undefined
  })
  app.setNotFoundHandler((_, reply) => refuse(reply, 'not-found'))
  app.setErrorHandler((error, request, reply) => {
    const status = (error as { statusCode?: number }).statusCode ?? 500
    if (status < 500) return refuse(reply, status === 404 ? 'not-found' : 'bad-ask')
    failed(`http:${request.routeOptions.url ?? 'unknown'}`, error)
    return refuse(reply, 'no-handler')
  })

  /** Registers a route under its row of the table of doors, and asks there each time. */
  function route(door: keyof typeof HTTP_DOORS, handle: (request: FastifyRequest, reply: FastifyReply) => unknown): void {
    app.get(door.slice('GET '.length), async (request, reply) => {
      if (!doors.open(`http:${door}`, whoIs(), GATEWAY)) return refuse(reply, 'not-allowed')
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
    if (!root || !existsSync(join(root, 'index.html'))) return refuse(reply, 'not-built')
    if (!isFile(path) || path === 'index.html') return reply.header('cache-control', 'no-store').sendFile('index.html')
    return reply.header('cache-control', HASHED.test(path) ? YEAR : HOUR).sendFile(path)
  })
  return app
}
