// Which pages may talk to the gateway: by the Host it is asked under (DNS rebinding) and the Origin the browser names.
import type { IncomingMessage } from 'node:http'
import type { ErrorCode } from './errors.ts'

/** 'read': files, status pages and reads of the API; 'change': all that changes something; 'return': the way back from the identity provider. */
export type Way = 'read' | 'api' | 'change' | 'return' | 'polling' | 'websocket'
/** Null where the request may pass. */
export type Gate = (request: Pick<IncomingMessage, 'method' | 'headers'>, way: Way) => ErrorCode | null

const OURS = new Set([undefined, 'same-origin', 'none'])

/** Names of this machine, under which a browser may ask, at whatever port (a tunnel may have another). */
const LOCAL = /^(127\.0\.0\.1|localhost|\[::1\])(:\d{1,5})?$/

/** `allowed`: further origins that may, such as a proxy's; `scheme`: the gateway's own. Throws a TypeError where one is no URL. */
export function createGate(allowed: readonly string[], scheme: 'http' | 'https' = 'http'): Gate {
  const origins = new Set(allowed.map((url) => new URL(url).origin))
  const hosts = new Set([...origins].map((origin) => new URL(origin).host))

  return ({ method, headers }, way) => {
    const host = headers.host?.toLowerCase() ?? ''
    if (!LOCAL.test(host) && !hosts.has(host)) return 'foreign-host'
    if (way === 'read' || way === 'return') return null
    const { origin } = headers
    if (origin !== undefined) return origin === `${scheme}://${host}` || origins.has(origin) ? null : 'foreign-origin'
    if (way === 'api') return OURS.has(headers['sec-fetch-site'] as string | undefined) ? null : 'foreign-origin'
    // A browser names the origin of every socket and of all that changes something, but not of a read from its own page.
    if (way === 'websocket' || way === 'change' || (method !== 'GET' && method !== 'HEAD')) return 'foreign-origin'
    return OURS.has(headers['sec-fetch-site'] as string | undefined) ? null : 'foreign-origin'
  }
}
