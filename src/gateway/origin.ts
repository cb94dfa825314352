// Which pages may talk to the gateway: by the Host it is asked under (DNS rebinding) and the Origin the browser names.
import type { IncomingMessage } from 'node:http'
import type { ErrorCode } from './errors.ts'

/** 'read': the app's files and the two status pages; the others: the socket's two transports. */
export type Way = 'read' | 'polling' | 'websocket'
/** Null where the request may pass. */
export type Gate = (request: Pick<IncomingMessage, 'method' | 'headers'>, way: Way) => ErrorCode | null

/** Names of this machine, under which a browser may ask, at whatever port (a tunnel may have another). */
const LOCAL = /^(127\.0\.0\.1|localhost|\[::1\])(:\d{1,5})?$/

/** `allowed`: further origins that may, such as a proxy's. Throws a TypeError where one is no URL. */
export function createGate(allowed: readonly string[]): Gate {
  const origins = new Set(allowed.map((url) => new URL(url).origin))
  const hosts = new Set([...origins].map((origin) => new URL(origin).host))

  return ({ method, headers }, way) => {
    const host = headers.host?.toLowerCase() ?? ''
    if (!LOCAL.test(host) && !hosts.has(host)) return 'foreign-host'
    if (way === 'read') return null
    const { origin } = headers
    if (origin !== undefined) return origin === `http://${host}` || origins.has(origin) ? null : 'foreign-origin'
    // A browser names the origin of every socket and of all that changes something, but not of a read from its own page.
    if (way === 'websocket' || (method !== 'GET' && method !== 'HEAD')) return 'foreign-origin'
    const site = headers['sec-fetch-site']
    return site === undefined || site === 'same-origin' || site === 'none' ? null : 'foreign-origin'
  }
}
