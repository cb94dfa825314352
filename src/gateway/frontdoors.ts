// The two doors of the gateway, on one port: HTTP, and the sockets of screens. Neither is open yet.
import type { FastifyInstance } from 'fastify'
import type { WardId } from '../model/ids.ts'
import type { GatewayFacts } from '../model/wire.ts'
import { createAsks } from './asks.ts'
import type { Watching } from './audit/watching.ts'
import type { CensusBook } from './census/census.ts'
import type { Doors } from './doors.ts'
import type { GatewaySetup } from './gatewaysetup.ts'
import type { Health } from './health.ts'
import { createHttp } from './http.ts'
import type { Metrics } from './metrics.ts'
import { createGate } from './origin.ts'
import { createSocketDoor, type SocketDoor } from './socket.ts'
import type { Trends } from './trend.ts'
import type { WardView } from './ward.ts'
import type { AlarmHub } from './watch/hub.ts'

export interface FrontDoors {
  readonly app: FastifyInstance
  /** Of HTTP, each frame. */
  readonly tick: () => void
  readonly door: SocketDoor
}

export async function createFrontDoors(
  { access, audit, clock, dist, allowOrigins = [], screens = 512, carers = () => [], ...setup }: GatewaySetup,
  parts: {
    readonly census: CensusBook
    readonly doors: Doors
    readonly facts: () => GatewayFacts
    readonly wards: ReadonlyMap<WardId, WardView>
    readonly trends: Trends
    readonly watching: Watching
    readonly watch: AlarmHub
    readonly metrics: Metrics
    readonly health: () => Health
    /** The metrics, as they are read. */
    readonly text: () => Promise<string>
    readonly failed: (place: string, error: unknown) => void
  },
): Promise<FrontDoors> {
  const { routes = null, cookies = null, tls = null, trustProxy = false } = setup
  const { census, doors, facts, wards, trends, watching, watch, metrics, health, text, failed } = parts
  const gate = createGate(allowOrigins, tls ? 'https' : 'http')
  const refused = (code: string) => metrics.count('refused', { code })
  const { app, tick } = await createHttp({
    dist,
    gate,
    doors,
    access,
    routes,
    cookies,
    tls,
    trustProxy,
    health,
    metrics: { type: metrics.type, text },
    refused,
    failed,
  })
  const door = createSocketDoor({
    http: app.server,
    gate,
    allowOrigins,
    doors,
    access,
    trustProxy,
    asks: createAsks({
      wards,
      register: census.register,
      trends,
      doors,
      facts,
      now: clock.now,
      real: clock.real,
      audit,
      watching,
      failed,
      came: (by) => metrics.count('watches', { by }),
      confirmed: watch.confirmed,
      proved: watch.proved,
      carers,
    }),
    most: screens,
    refused,
    evicted: (reason) => metrics.count('evicted', { reason }),
    failed,
  })
  return { app, tick, door }
}
