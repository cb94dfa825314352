// For tests: store, audit, access and routes as they are, on a fake clock, with a gateway before them and a browser's cookies.
import { randomBytes } from 'node:crypto'
import { io } from 'socket.io-client'
import type { Source } from '../feed/source.ts'
import type { Census } from '../model/census.ts'
import type { DemoRole } from '../model/me.ts'
import { createGateway, type Gateway } from './gateway.ts'
import { type Client, type FakeClock, fakeClock, type TestSource, testCensus, testSource } from './harness.ts'
import type { History } from './history/history.ts'
import { type HouseSetup, type Lasting, openHouse } from './house.ts'
import type { COOKIES } from './routes/route.ts'
import { masterKey } from './store/master.ts'
import { deafWatch } from './watch/deaf.ts'

const QUIET = { info: () => {}, warn: () => {}, error: () => {} } as unknown as HouseSetup['log']

export interface Reply {
  readonly status: number
  readonly body: Record<string, unknown> & { readonly code?: string }
  readonly text: string
  readonly headers: Headers
}
/** One browser: its cookies, and what it asks. */
export interface Browser {
  readonly cookies: Map<string, string>
  get(path: string, headers?: Record<string, string>): Promise<Reply>
  post(path: string, body?: unknown, headers?: Record<string, string>): Promise<Reply>
  demo(as: DemoRole): Promise<Reply>
  /** Rejects with the gateway's refusal. `spy`: handed all that comes through the wire, before anything decodes it. */
  connect(spy?: (data: Uint8Array | string) => void): Promise<Client>
}
export interface RealHouse {
  readonly house: Lasting
  readonly gateway: Gateway
  readonly clock: FakeClock
  readonly source: TestSource
  readonly url: string
  browser(cookies?: ReadonlyMap<string, string>): Browser
  close(): Promise<void>
}

export async function startHouse(
  /** `deaf`: a hub of alarms that hears nothing, for tests in which days pass. */
  over: Partial<HouseSetup> & {
    readonly beds?: number
    readonly census?: Census
    readonly keys?: string
    readonly deaf?: boolean
    /** In place of the one that is fed by hand; and where what it brings is kept. */
    readonly sources?: (clock: FakeClock) => readonly Source[]
    readonly history?: History
  } = {},
): Promise<RealHouse> {
  const { beds = 2, census = testCensus(beds), keys, deaf = false, demo = true, folder = null, sources, history, ...rest } = over
  const clock = (over.clock as FakeClock | undefined) ?? fakeClock()
  const source = testSource(census, clock)
  const all = sources?.(clock) ?? [source]
  const random = (bytes: number): Uint8Array => new Uint8Array(randomBytes(bytes))
  const house = await openHouse({
    folder,
    master: masterKey({ file: null, value: keys ?? randomBytes(32).toString('hex'), folder, demo }),
    auditHeads: null,
    demo,
    wards: all.flatMap((one) => one.census.wards.map(({ id }) => id)),
    oidc: null,
    random,
    log: QUIET,
    ...rest,
    clock,
  })
  const gateway = createGateway({
    sources: all,
    clock,
    access: house.access,
    audit: house.audit,
    routes: house.routes,
    cookies: house.access.cookies,
    random,
    log: QUIET,
    demo,
    book: house.book,
    keep: house.keep,
    beside: house.beside,
    alarms: house.alarms,
    record: house.record,
    // In memory the gateway has a plain one of its own, which keeps at once.
    ...(history ? { history } : folder !== null && { history: house.history }),
    carers: house.carers,
    ...(deaf ? { watch: deafWatch } : { early: house.early }),
  })
  house.serves(gateway)
  const { port } = await gateway.listen(0)
  const url = `http://127.0.0.1:${port}`
  const clients: Client[] = []

  function browser(given: ReadonlyMap<string, string> = new Map()): Browser {
    const cookies = new Map(given)
    const header = (): string => [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    async function send(method: string, path: string, body: unknown, headers: Record<string, string>): Promise<Reply> {
      const answer = await fetch(url + path, {
        method,
        redirect: 'manual',
        headers: { cookie: header(), ...(method === 'POST' && { origin: url, 'content-type': 'application/json' }), ...headers },
        ...(method === 'POST' && { body: typeof body === 'string' ? body : JSON.stringify(body ?? {}) }),
      })
      for (const text of answer.headers.getSetCookie()) {
        const [pair = ''] = text.split(';')
        const at = pair.indexOf('=')
        const value = pair.slice(at + 1)
        if (value === '' || /Max-Age=0/.test(text)) cookies.delete(pair.slice(0, at))
        else cookies.set(pair.slice(0, at), value)
      }
      const text = await answer.text()
      const parsed = text.startsWith('{') ? (JSON.parse(text) as Reply['body']) : {}
      return { status: answer.status, body: parsed, text, headers: answer.headers }
    }
    return {
      cookies,
      get: (path, headers = {}) => send('GET', path, null, headers),
      post: (path, body, headers = {}) => send('POST', path, body, headers),
      demo: (as) => send('POST', '/api/demo', { as }, {}),
      connect(spy) {
        const client: Client = io(url, {
          transports: ['websocket'],
          forceNew: true,
          reconnection: false,
          extraHeaders: { Origin: url, Cookie: header() },
        })
        clients.push(client)
        if (spy)
          client.io.on('open', () =>
            client.io.engine.on('packet', ({ data }: { data?: Uint8Array | string }) => {
              if (data !== undefined) spy(data)
            }),
          )
        return new Promise((done, fail) => {
          client.once('connect', () => done(client))
          client.once('connect_error', fail)
        })
      },
    }
  }
  return {
    house,
    gateway,
    clock,
    source,
    url,
    browser,
    async close() {
      for (const client of clients) client.disconnect()
      await gateway.close()
      await house.close()
    },
  }
}

/** The cookie of a browser by its kind: names differ an instance. */
export const cookieNamed = (browser: Browser, which: (typeof COOKIES)[number]): string | undefined =>
  [...browser.cookies.keys()].find((name) => (which === 'session' ? !/-(station|passing)$/.test(name) : name.endsWith(`-${which}`)))
