// From where a request comes: the peer's address, or what a trusted proxy says of it. Nobody else's word is taken.
import type { IncomingHttpHeaders } from 'node:http'

const LOOPBACK = /^(127\.|::1$|::ffff:127\.)/

/** `local`: from this machine, not through a proxy. With `trustProxy` the last hop of X-Forwarded-For counts: the one the proxy itself added. */
export function addressOf(
  { headers, peer }: { readonly headers: IncomingHttpHeaders; readonly peer: string | undefined },
  trustProxy: boolean,
): { readonly address: string; readonly local: boolean; readonly secure: boolean } {
  const own = (peer ?? 'unknown').slice(0, 64)
  if (!trustProxy) return { address: own, local: LOOPBACK.test(own), secure: false }
  const last = (name: string): string | undefined =>
    String(headers[name] ?? '')
      .split(',')
      .at(-1)
      ?.trim()
      .slice(0, 64)
  return { address: last('x-forwarded-for') || own, local: false, secure: last('x-forwarded-proto') === 'https' }
}
