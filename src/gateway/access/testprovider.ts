// For tests: a real OpenID provider on `localhost`, with accounts made up by the test, and a browser that goes there and comes back.
import { generateKeyPairSync } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import Provider, { type AdapterFactory, type AdapterPayload, type Configuration } from 'oidc-provider'
import type { Browser, RealHouse, Reply } from '../realhouse.ts'
import { OidcConfig } from './oidc.ts'

export interface Account {
  readonly name?: string
  readonly preferred_username?: string
  readonly groups?: unknown
  /** By what it was proved there. */
  readonly amr?: readonly string[]
}
export interface TestProvider {
  readonly issuer: string
  /** By subject; read at each sign-in. */
  readonly accounts: Map<string, Account>
  /** Bodies that came to its doors, as texts: what the gateway sends it. */
  readonly asked: { readonly path: string; readonly body: string; readonly authorization: string | undefined }[]
  /** Changes the answer of the token endpoint before it leaves. */
  tamper: ((answer: Record<string, unknown>) => void) | null
  config(over?: Partial<Record<keyof OidcConfig, unknown>>): OidcConfig
  /** From now on it knows the gateway at `url` as its client. `over`: the provider's own settings. */
  knows(url: string, over?: Configuration): void
  /** Takes requests and answers none. */
  hang(): void
  close(): Promise<void>
}

const SECRET = 'a secret of the client in tests'
const CLAIMS = { openid: ['sub', 'amr'], profile: ['name', 'preferred_username'], groups: ['groups'] }
const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })

/** What the provider keeps, in memory. */
function memory(): AdapterFactory {
  const kept = new Map<string, AdapterPayload>()
  const some = (fits: (payload: AdapterPayload, key: string) => boolean) => [...kept].filter(([key, payload]) => fits(payload, key))
  return (kind) => ({
    upsert: async (id, payload) => void kept.set(`${kind} ${id}`, payload),
    find: async (id) => kept.get(`${kind} ${id}`),
    findByUid: async (uid) => some((payload, key) => key.startsWith(`${kind} `) && payload.uid === uid)[0]?.[1],
    findByUserCode: async () => undefined,
    destroy: async (id) => void kept.delete(`${kind} ${id}`),
    async consume(id) {
      const payload = kept.get(`${kind} ${id}`)
      if (payload) kept.set(`${kind} ${id}`, { ...payload, consumed: Math.floor(Date.now() / 1000) })
    },
    async revokeByGrantId(grantId) {
      for (const [key] of some((payload, key) => /^(AccessToken|AuthorizationCode) /.test(key) && payload.grantId === grantId))
        kept.delete(key)
    },
  })
}
/** A page that sends its form by itself: where to, and what. Null for other pages. */
function formOf(page: string): { readonly action: string; readonly body: URLSearchParams } | null {
  const action = /<form[^>]* action="([^"]+)"/.exec(page)?.[1]
  const fields = [...page.matchAll(/<input[^>]* name="([^"]+)"[^>]* value="([^"]*)"/g)].map(
    ([, name = '', value = '']) => [name, value] as [string, string],
  )
  return action === undefined ? null : { action, body: new URLSearchParams(fields) }
}

export async function startProvider(): Promise<TestProvider> {
  const accounts = new Map<string, Account>()
  const asked: TestProvider['asked'][number][] = []
  let provider: Provider | null = null
  let answer: ((request: IncomingMessage, response: ServerResponse) => unknown) | null = null
  let hangs = false

  /** Whoever is named in `as` signs in, and consents to all that was asked. */
  async function interaction(own: Provider, request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { params } = await own.interactionDetails(request, response)
    const accountId = new URL(request.url ?? '', 'http://localhost').searchParams.get('as') ?? ''
    if (accountId === '') return own.interactionFinished(request, response, { error: 'access_denied' })
    const grant = new own.Grant({ accountId, clientId: String(params.client_id) })
    grant.addOIDCScope(String(params.scope))
    const amr = accounts.get(accountId)?.amr
    const login = { accountId, ...(amr && { amr: [...amr] }) }
    return own.interactionFinished(request, response, { login, consent: { grantId: await grant.save() } })
  }

  const server = createServer((request, response) => {
    if (hangs) return
    if (provider && request.url?.startsWith('/who/'))
      interaction(provider, request, response).catch((error: unknown) => response.writeHead(500).end(String(error)))
    else if (answer) answer(request, response)
    else response.writeHead(503).end()
  })
  server.listen(0, 'localhost')
  await once(server, 'listening')
  const issuer = `http://localhost:${(server.address() as AddressInfo).port}`

  const self: TestProvider = {
    issuer,
    accounts,
    asked,
    tamper: null,
    config: (over = {}) =>
      OidcConfig.parse({
        issuer,
        clientId: 'wardlight',
        clientSecret: SECRET,
        name: 'Hospital',
        scope: 'openid profile groups',
        groups: {
          'ward-t-nurses': [{ role: 'nurse', ward: 'T' }],
          'ward-t-doctors': [{ role: 'physician', ward: 'T' }],
          pool: [
            { role: 'nurse', ward: 'T' },
            { role: 'nurse', ward: 'U' },
          ],
          it: [{ role: 'administrator', ward: null }],
        },
        ...over,
      }),
    knows(url, over = {}) {
      provider = new Provider(issuer, {
        clients: [
          {
            client_id: 'wardlight',
            client_secret: SECRET,
            redirect_uris: [`${url}/api/oidc/callback`],
            response_types: ['code'],
            grant_types: ['authorization_code'],
            id_token_signed_response_alg: 'ES256',
          },
        ],
        adapter: memory(),
        pkce: { required: () => true },
        claims: CLAIMS,
        cookies: { keys: ['for tests'] },
        jwks: { keys: [{ ...privateKey.export({ format: 'jwk' }), alg: 'ES256', use: 'sig', kid: 'one' }] },
        features: { devInteractions: { enabled: false } },
        interactions: { url: (_, { uid }) => `/who/${uid}` },
        findAccount: (_, sub) => ({ accountId: sub, claims: () => ({ ...accounts.get(sub), sub }) as { sub: string } }),
        ttl: { AccessToken: 600, AuthorizationCode: 60, Grant: 600, IdToken: 600, Interaction: 600, Session: 600 },
        ...over,
      })
      provider.use(async (context, next) => {
        await next()
        const { path } = context
        if (path !== '/token') return
        asked.push({ path, body: JSON.stringify(context.oidc?.body ?? {}), authorization: context.headers.authorization })
        self.tamper?.(context.body as Record<string, unknown>)
      })
      answer = provider.callback()
    },
    hang() {
      hangs = true
    },
    async close() {
      if (!server.listening) return
      const closed = once(server, 'close')
      server.close()
      server.closeAllConnections()
      await closed
    },
  }
  return self
}

/** A browser at the provider: its cookies there. One jar is one person's browser. */
export type Jar = Map<string, string>

/** Sets out at the gateway, signs in at the provider as `as` (null: gives up there); the address to which it is sent back. */
export async function setOut(
  house: Pick<RealHouse, 'url'>,
  browser: Pick<Browser, 'get'>,
  as: string | null,
  jar: Jar = new Map(),
): Promise<string> {
  const begun = await browser.get('/api/oidc/start')
  if (begun.status !== 303) throw new Error(`no way out: ${begun.status} ${begun.body.code}`)
  let next = begun.headers.get('location') ?? ''
  let body: URLSearchParams | null = null
  for (let steps = 0; !next.startsWith(house.url); steps++) {
    if (steps > 10) throw new Error(`goes round at ${next}`)
    const here = new URL(next)
    if (here.pathname.startsWith('/who/') && as !== null) here.searchParams.set('as', as)
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ')
    const answer: Response = await fetch(here, { redirect: 'manual', headers: { cookie }, ...(body && { method: 'POST', body }) })
    for (const text of answer.headers.getSetCookie()) {
      const [pair = ''] = text.split(';')
      const at = pair.indexOf('=')
      if (pair.slice(at + 1) === '') jar.delete(pair.slice(0, at))
      else jar.set(pair.slice(0, at), pair.slice(at + 1))
    }
    const page = await answer.text()
    const form = formOf(page)
    body = form?.body ?? null
    const location = form?.action ?? answer.headers.get('location')
    if (location === null) throw new Error(`stays at ${next}: ${answer.status} ${page.slice(-300)}`)
    next = new URL(location, next).href
  }
  return next.slice(house.url.length)
}

/** Comes back from another site: of the gateway's cookies only the Lax one is sent, as a browser does it. */
export async function comeBack(house: RealHouse, browser: Browser, path: string): Promise<Reply> {
  const away = house.browser(new Map([...browser.cookies].filter(([name]) => name.endsWith('-passing'))))
  const reply = await away.get(path, { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate' })
  for (const name of browser.cookies.keys()) if (name.endsWith('-passing') && !away.cookies.has(name)) browser.cookies.delete(name)
  for (const [name, value] of away.cookies) browser.cookies.set(name, value)
  return reply
}

export async function signOn(house: RealHouse, browser: Browser, as: string, jar?: Jar): Promise<Reply> {
  return comeBack(house, browser, await setOut(house, browser, as, jar))
}
