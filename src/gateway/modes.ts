// TABLE: what does not go together, or is not safe, and is refused before anything starts. Each is one line for the person who typed it.
import { readFileSync, statSync } from 'node:fs'
import { resolve } from 'node:path'
import { createSecureContext } from 'node:tls'
import { type Args, OPTIONS } from './args.ts'

/** What is refused, in one line. */
export class ModeError extends Error {}

const LOOPBACK = /^(127\.\d+\.\d+\.\d+|::1|localhost)$/
const beyond = ({ host }: Args): boolean => !LOOPBACK.test(host)
/** Options that open ports for devices: the demo's data must never mix with a device's. */
const DEVICE_PORTS = Object.entries(OPTIONS as Record<string, { readonly device?: true }>).flatMap(([name, { device }]) =>
  device ? [name] : [],
)
const DEMO_ONLY = ['beds', 'speed', 'seed', 'replay', 'no-staff', 'no-past'] as const

interface Rule {
  readonly when: (args: Args, secrets: { readonly keys: boolean }) => boolean
  readonly say: (args: Args) => string
}
export const RULES: readonly Rule[] = [
  {
    when: (args) => args.demo && beyond(args),
    say: ({ host }) => `the demo is for this machine alone: not --host ${host}; --no-demo serves others`,
  },
  {
    when: (args) => args.demo && args.trustProxy,
    say: () => 'the demo is for this machine alone: not --trust-proxy; --no-demo serves others',
  },
  {
    when: (args) => args.demo && DEVICE_PORTS.some((name) => args.given.has(name)),
    say: () => 'the demo takes no devices: --no-demo does',
  },
  { when: (args) => args.demo && args.oidc !== null, say: () => 'the demo has its own people: --oidc wants --no-demo' },
  ...DEMO_ONLY.map(
    (name): Rule => ({
      when: (args) => !args.demo && args.given.has(name),
      say: () => `--${name} belongs to the demo: without it there are no invented patients and no recordings`,
    }),
  ),
  { when: (args) => !args.demo && args.data === null, say: () => '--no-demo wants --data: a folder for what must be kept' },
  {
    when: (args, { keys }) => !args.demo && args.keys === null && !keys,
    say: () => '--no-demo wants a master key: --keys FILE outside of the data folder, or WARDLIGHT_KEYS',
  },
  {
    when: (args) => args.keys !== null && args.data === null,
    say: () => '--keys wants --data: without it nothing is kept that a key could open',
  },
  { when: (args) => (args.tlsCert === null) !== (args.tlsKey === null), say: () => '--tls-cert and --tls-key go together' },
  {
    when: (args) => beyond(args) && args.tlsCert === null && !args.trustProxy,
    say: ({ host }) =>
      `--host ${host} is reached by others: it wants --tls-cert and --tls-key, or --trust-proxy behind a proxy that ends TLS`,
  },
  {
    when: (args) => !args.demo && (beyond(args) || args.trustProxy) && args.allowOrigin.length === 0,
    say: ({ host, trustProxy }) =>
      `${trustProxy ? '--trust-proxy' : `--host ${host}`} wants --allow-origin: the address that stands in the browser, such as https://ward.example`,
  },
  {
    when: (args) => !args.demo && args.allowOrigin.some((url) => url.startsWith('http:') && !LOOPBACK.test(new URL(url).hostname)),
    say: () => '--allow-origin beyond this machine wants https',
  },
]

/** Throws a ModeError for the first rule that is broken. */
export function checkModes(args: Args, secrets: { readonly keys: boolean }): void {
  const rule = RULES.find(({ when }) => when(args, secrets))
  if (rule) throw new ModeError(rule.say(args))
}

/** The text of a file that only its owner may read. Throws a ModeError. */
export function ownFile(path: string, what: string): Buffer {
  try {
    const { mode } = statSync(path)
    if (mode & 0o077) throw new ModeError(`${what} ${resolve(path)} can be read by others: chmod 600 ${path}`)
    return readFileSync(path)
  } catch (error) {
    if (error instanceof ModeError) throw error
    throw new ModeError(`${what} ${resolve(path)} cannot be read: ${(error as NodeJS.ErrnoException).code ?? 'unknown reason'}`)
  }
}

export function readTls({ tlsCert, tlsKey }: Args): { readonly cert: Buffer; readonly key: Buffer } | null {
  if (tlsCert === null || tlsKey === null) return null
  const key = ownFile(tlsKey, 'the TLS key')
  try {
    const cert = readFileSync(tlsCert)
    createSecureContext({ cert, key })
    return { cert, key }
  } catch (error) {
    throw new ModeError(`the certificate ${resolve(tlsCert)} and its key do not serve: ${(error as Error).message}`)
  }
}
