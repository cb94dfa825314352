// Single sign-on by OpenID Connect: authorization code with PKCE, state and nonce; groups become grants by a table of the operator's.
import * as client from 'openid-client'
import { wardId } from '../../model/ids.ts'
import { type Grant, PERSONAL } from '../../model/may.ts'
import type { At } from '../../model/units.ts'
import { z } from '../../model/zod.ts'
import { Refused } from '../errors.ts'
import { newId, newSecret, type Random } from './chance.ts'
import type { People, Person } from './parts.ts'

const loopback = (url: string): boolean => /^http:\/\/(127\.0\.0\.1|localhost|\[::1\])(:|\/|$)/.test(url)
/** The operator's file. `strong`: what the provider says (amr) where it asked for a second factor. */
export const OidcConfig = z.strictObject({
  issuer: z.url().refine((url) => url.startsWith('https:') || loopback(url), 'https, or this machine'),
  clientId: z.string().min(1).max(200),
  clientSecret: z.string().min(16).max(400).optional(),
  name: z.string().min(1).max(80),
  groupsClaim: z.string().min(1).max(80).default('groups'),
  groups: z.record(z.string(), z.array(z.strictObject({ role: z.enum(PERSONAL), ward: z.string().min(1).max(64).nullable() })).max(32)),
  strong: z.array(z.string().max(40)).default(['mfa', 'otp', 'hwk']),
})
export type OidcConfig = z.infer<typeof OidcConfig>

export interface SingleSignOn {
  readonly name: string
  start(origin: string): Promise<{ readonly url: string; readonly handle: string }>
  /** Throws 'identity-provider' where the way back is not the one that began here. */
  finish(origin: string, query: URLSearchParams, handle: string | null): Promise<{ readonly person: Person; readonly strong: boolean }>
}

/** Ways that are open at once, and for how long, ms. */
const OPEN = { most: 1000, lasts: 10 * 60_000 } as const
/** Seconds that the provider has to answer. */
const TIMEOUT = 5
const PREFIX = 'sso-'

interface Way {
  readonly verifier: string
  readonly state: string
  readonly nonce: string
  readonly until: number
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
  let found: client.Configuration | null = null

  async function discovered(): Promise<client.Configuration> {
    found ??= await client.discovery(new URL(config.issuer), config.clientId, config.clientSecret, undefined, {
      timeout: TIMEOUT,
      ...(loopback(config.issuer) && { execute: [client.allowInsecureRequests] }),
    })
    return found
  }
  /** Whatever the provider did, one answer; what it was is for the log. */
  async function provider<T>(act: () => Promise<T>): Promise<T> {
    try {
      return await act()
    } catch (error) {
      if (error instanceof Refused) throw error
      failed('identity-provider', error)
      throw new Refused('identity-provider')
    }
  }
  const back = (origin: string): string => `${origin}/api/oidc/callback`

  function grants(groups: readonly string[]): readonly Grant[] {
    return groups
      .flatMap((group) => (Object.hasOwn(config.groups, group) ? (config.groups[group] ?? []) : []))
      .map(({ role, ward }) => ({
        id: `${PREFIX}${newId(random)}`,
        role,
        place: ward === null ? { of: 'house' } : { of: 'ward', ward: wardId(ward) },
        purpose: ward === null ? 'operations' : 'treatment',
        from: real(),
        until: null,
      }))
  }

  return {
    name: config.name,
    start: (origin) =>
      provider(async () => {
        const configuration = await discovered()
        const verifier = client.randomPKCECodeVerifier()
        const way: Way = { verifier, state: client.randomState(), nonce: client.randomNonce(), until: real() + OPEN.lasts }
        const handle = newSecret(random)
        ways.set(handle, way)
        for (const [key, { until }] of ways) if (until < real() || ways.size > OPEN.most) ways.delete(key)
        const url = client.buildAuthorizationUrl(configuration, {
          redirect_uri: back(origin),
          scope: 'openid profile',
          code_challenge: await client.calculatePKCECodeChallenge(verifier),
          code_challenge_method: 'S256',
          state: way.state,
          nonce: way.nonce,
        })
        return { url: url.href, handle }
      }),
    finish: (origin, query, handle) =>
      provider(async () => {
        const way = handle === null ? undefined : ways.get(handle)
        // Good once, whatever comes of it.
        if (handle !== null) ways.delete(handle)
        if (!way || way.until < real()) throw new Refused('identity-provider')
        const tokens = await client.authorizationCodeGrant(await discovered(), new URL(`${back(origin)}?${query}`), {
          pkceCodeVerifier: way.verifier,
          expectedState: way.state,
          expectedNonce: way.nonce,
          idTokenExpected: true,
        })
        const claims = tokens.claims()
        if (!claims) throw new Refused('identity-provider')
        const { sub, iss, amr, name, preferred_username: login } = claims
        const given = claims[config.groupsClaim]
        const own = grants(Array.isArray(given) ? given.filter((group): group is string => typeof group === 'string') : [])
        const strong = Array.isArray(amr) && amr.some((way) => typeof way === 'string' && config.strong.includes(way))
        const known = people.byExternal(iss, sub)
        if (known?.disabled) throw new Refused('not-allowed')
        const by = known?.grants.filter(({ id }) => !id.startsWith(PREFIX)) ?? []
        const words = typeof name === 'string' && name.trim() ? name.trim().slice(0, 120) : sub.slice(0, 120)
        const person = known
          ? await people.change(known.id, { name: words, grants: [...by, ...own] })
          : await people.make({
              name: words,
              login: people.byLogin(String(login ?? sub)) ? `${sub}@${new URL(iss).host}`.slice(0, 64) : String(login ?? sub).slice(0, 64),
              disabled: false,
              grants: own,
              password: null,
              once: null,
              pin: null,
              pinMisses: 0,
              totp: null,
              external: { issuer: iss, subject: sub },
            })
        return { person, strong }
      }),
  }
}
