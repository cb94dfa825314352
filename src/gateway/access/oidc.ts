// Single sign-on by OpenID Connect: authorization code with PKCE, state and nonce; signatures checked; groups become grants.
import * as client from 'openid-client'
import { type At, after } from '../../model/units.ts'
import { z } from '../../model/zod.ts'
import { Refused } from '../errors.ts'
import type { Credentials } from './access.ts'
import { newId, newSecret, type Random } from './chance.ts'
import { GroupTable, withGroups } from './groups.ts'
import type { People, Person } from './parts.ts'

const loopback = (url: string): boolean => /^http:\/\/(127\.0\.0\.1|localhost|\[::1\])(:|\/|$)/.test(url)
/** The operator's file. */
export const OidcConfig = z.strictObject({
  issuer: z.url().refine((url) => url.startsWith('https:') || loopback(url), 'https, or this machine'),
  clientId: z.string().min(1).max(200),
  clientSecret: z.string().min(16).max(400).optional(),
  /** How the secret is sent; the standard's default. */
  secretBy: z.enum(['basic', 'post']).default('basic'),
  name: z.string().min(1).max(80),
  scope: z
    .string()
    .max(400)
    .refine((scope) => scope.split(' ').includes('openid'), 'openid is one of it')
    .default('openid profile'),
  groupsClaim: z.string().min(1).max(80).default('groups'),
  groups: GroupTable,
  /** Days that what a group gave is good without another sign-in there: a PIN must not outlive the account at the provider. */
  days: z.number().int().min(1).max(90).default(7),
  /** What the provider says (amr) where it asked for a second factor. */
  strong: z.array(z.string().max(40)).default(['mfa', 'otp', 'hwk']),
  /** Seconds that the provider has for each answer. */
  timeout: z.number().min(0.1).max(30).default(5),
})
export type OidcConfig = z.infer<typeof OidcConfig>

export interface SingleSignOn {
  readonly name: string
  /** `from`: the session and station that the browser has now; its strict cookies are not sent on the way back. */
  start(origin: string, from: Credentials): Promise<{ readonly url: string; readonly handle: string }>
  /** `before`: null where the account is new. Throws 'identity-provider' where the way back is not the one that began here. */
  finish(
    origin: string,
    query: URLSearchParams,
    handle: string | null,
  ): Promise<{ readonly person: Person; readonly before: Person | null; readonly strong: boolean; readonly from: Credentials }>
}

/** Ways that are open at once, in all and of one address, and for how long, ms. */
const OPEN = { most: 1000, each: 100, lasts: 10 * 60_000 } as const
/** What the provider says of itself is asked again after so long: it moves its doors, and where it is down that is told at once. */
const KEPT = 5000
const DAY = 86_400_000

interface Way {
  readonly configuration: client.Configuration
  readonly verifier: string
  readonly state: string
  readonly nonce: string
  readonly until: At
  readonly from: Credentials
}
type Claims = Readonly<Record<string, unknown>>

const textOf = (claim: unknown, most: number): string => (typeof claim === 'string' ? claim.trim().slice(0, most).trim() : '')
/** A provider with one group may say it as a text. */
const textsOf = (claim: unknown): readonly string[] =>
  (Array.isArray(claim) ? claim : [claim]).filter((one): one is string => typeof one === 'string')
/** For the log: what went wrong, without claims, codes and tokens, which the library's errors carry along. */
function bare(error: unknown): Error {
  const { message, code, error: said, status } = error as { message?: string; code?: string; error?: string; status?: number }
  return new Error([message, code, said, status].filter((part) => part !== undefined).join(', '))
}

export function createSingleSignOn(setup: {
  readonly config: OidcConfig
  readonly people: People
  readonly real: () => At
  readonly random: Random
  readonly failed: (place: string, error: unknown) => void
}): SingleSignOn {
  const { config, people, real, random, failed } = setup
  const ways = new Map<string, Way>()
  let found: { readonly until: At; readonly configuration: Promise<client.Configuration> } | null = null

  function discovered(): Promise<client.Configuration> {
    if (found && real() < found.until) return found.configuration
    const { issuer, clientId, clientSecret, secretBy, timeout } = config
    const by = clientSecret && (secretBy === 'basic' ? client.ClientSecretBasic(clientSecret) : client.ClientSecretPost(clientSecret))
    const configuration = client.discovery(new URL(issuer), clientId, undefined, by || client.None(), {
      timeout,
      // Without it the library trusts the connection and checks no signature.
      execute: [client.enableNonRepudiationChecks, ...(loopback(issuer) ? [client.allowInsecureRequests] : [])],
    })
    const mine = { until: after(real(), KEPT), configuration }
    found = mine
    configuration.catch(() => {
      if (found === mine) found = null
    })
    return configuration
  }
  /** Whatever the provider did, one answer; what it was is for the log. */
  async function provider<T>(act: () => Promise<T>): Promise<T> {
    try {
      return await act()
    } catch (error) {
      failed('identity-provider', bare(error))
      throw new Refused('identity-provider')
    }
  }
  const back = (origin: string): string => `${origin}/api/oidc/callback`

  function keep(handle: string, way: Way): void {
    const [oldest, ...others] = [...ways].filter(([, { from }]) => from.address === way.from.address)
    if (oldest && others.length + 1 >= OPEN.each) ways.delete(oldest[0])
    ways.set(handle, way)
    for (const [key, { until }] of ways) if (until < real() || ways.size > OPEN.most) ways.delete(key)
  }

  /** What the provider vouches for: of the ID token, and where that is silent of its userinfo. */
  async function vouched(way: Way, here: URL): Promise<{ readonly iss: string; readonly sub: string; readonly claims: Claims }> {
    const tokens = await client.authorizationCodeGrant(way.configuration, here, {
      pkceCodeVerifier: way.verifier,
      expectedState: way.state,
      expectedNonce: way.nonce,
      idTokenExpected: true,
    })
    const own = tokens.claims()
    const { issuer, userinfo_endpoint: more } = way.configuration.serverMetadata()
    // A provider of many houses puts the house into the issuer: only the one that was named is ours.
    if (!own || own.iss !== issuer) throw new Error('no ID token of this issuer')
    const silent = own[config.groupsClaim] === undefined || own.name === undefined
    const info = silent && more !== undefined ? await client.fetchUserInfo(way.configuration, tokens.access_token, own.sub) : {}
    return { iss: own.iss, sub: own.sub, claims: { ...info, ...own, amr: own.amr } }
  }

  /** An account of this name may be there already, and is somebody else's: nobody comes into it by a name. */
  function freeLogin(wishes: readonly unknown[]): string {
    const free = wishes.map((wish) => textOf(wish, 64)).find((login) => login.length > 1 && !people.byLogin(login))
    return free ?? `sso-${newId(random)}`
  }

  return {
    name: config.name,
    start: (origin, from) =>
      provider(async () => {
        const configuration = await discovered()
        const verifier = client.randomPKCECodeVerifier()
        const way = { configuration, verifier, state: client.randomState(), nonce: client.randomNonce(), from }
        const handle = newSecret(random)
        keep(handle, { ...way, until: after(real(), OPEN.lasts) })
        const url = client.buildAuthorizationUrl(configuration, {
          redirect_uri: back(origin),
          scope: config.scope,
          code_challenge: await client.calculatePKCECodeChallenge(verifier),
          code_challenge_method: 'S256',
          state: way.state,
          nonce: way.nonce,
          // Many share a station: the provider must not know the one before again.
          ...(from.station !== null && { prompt: 'login' }),
        })
        return { url: url.href, handle }
      }),
    async finish(origin, query, handle) {
      const way = handle === null ? undefined : ways.get(handle)
      // Good once, whatever comes of it.
      if (handle !== null) ways.delete(handle)
      if (!way || way.until < real()) throw new Refused('identity-provider')
      const { iss, sub, claims } = await provider(() => vouched(way, new URL(`${back(origin)}?${query}`)))
      const strong = textsOf(claims.amr).some((one) => config.strong.includes(one))
      const before = people.byExternal(iss, sub) ?? null
      if (before?.disabled) return { person: before, before, strong, from: way.from }
      const grants = withGroups(before?.grants ?? [], config.groups, textsOf(claims[config.groupsClaim]), {
        now: real(),
        until: after(real(), config.days * DAY),
        newId: () => newId(random),
      })
      const wish = claims.preferred_username
      const name = textOf(claims.name, 120) || before?.name || textOf(wish, 120) || sub.slice(0, 120)
      const person = before
        ? await people.change(before.id, { name, grants })
        : await people.make({
            name,
            login: freeLogin([wish, `${textOf(wish, 64) || sub}@${new URL(iss).host}`, sub]),
            disabled: false,
            grants,
            password: null,
            once: null,
            pin: null,
            pinMisses: 0,
            totp: null,
            external: { issuer: iss, subject: sub },
          })
      return { person, before, strong, from: way.from }
    },
  }
}
