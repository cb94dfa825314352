// TABLE: the options of the command line. `--help` is written from it; what is wrong is said in one line.
import type { Hour } from '../model/zone.ts'

/** What is wrong with the arguments, in one line for the person who typed them. */
export class ArgsError extends Error {}

interface Option<T> {
  /** What stands for the value in the help; null where the option takes none. */
  readonly value: string | null
  readonly help: string
  /** May be given more than once. */
  readonly repeat?: boolean
  /** Text where it was not given. */
  readonly standard?: string
  /** Throws an Error whose message completes "--port wants …". */
  readonly parse: (text: string) => T
}

function within(low: number, high: number, whole: boolean): (text: string) => number {
  return (text) => {
    const number = /^\d+(\.\d+)?$/.test(text) ? Number(text) : Number.NaN
    if (number >= low && number <= high && (!whole || Number.isInteger(number))) return number
    throw new Error(`a ${whole ? 'whole number' : 'number'} from ${low} to ${high}`)
  }
}
function present(what: string): (text: string) => string {
  return (text) => {
    if (text.trim() === '') throw new Error(what)
    return text
  }
}
function hour(text: string): Hour {
  if (!/^([01]\d|2[0-3]):[0-5]\d$/.test(text)) throw new Error('an hour such as 12:00')
  return text as Hour
}
function origin(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : null
  if (url && /^https?:$/.test(url.protocol) && url.pathname === '/' && !url.search && !url.hash && !url.username) return url.origin
  throw new Error('the address of a site, such as https://ward.example')
}

export const OPTIONS = {
  port: { value: 'N', standard: '4290', help: 'port; 0 takes any free one', parse: within(0, 65_535, true) },
  data: { value: 'DIR', help: 'folder for what is kept: created, checked, and held by one gateway at a time', parse: present('a folder') },
  beds: {
    value: 'N',
    standard: '16',
    help: 'beds of the demo ward 4B, 4 to 128; over 64 the screen has pages',
    parse: within(4, 128, true),
  },
  speed: {
    value: 'X',
    standard: '1',
    help: 'virtual seconds a second, 0.1 to 1000: stories, timers and clocks together',
    parse: within(0.1, 1000, false),
  },
  seed: { value: 'N', standard: '1', help: 'another number makes another demo; the same one the same', parse: within(0, 0xffffffff, true) },
  replay: {
    value: 'PATH[?loop][?ends=now]',
    repeat: true,
    help: 'a WFDB recording in a bed of its own, at its own pace; with ?loop again and again, with ?ends=now so that it ends as the gateway starts',
    parse: present('the path of a recording'),
  },
  'allow-origin': { value: 'URL', repeat: true, help: 'a further site whose pages may connect, such as a proxy', parse: origin },
  'no-demo': {
    value: null,
    help: 'starts empty, for real: wants --data and a master key; prints a code for the first administrator',
    parse: () => true,
  },
  'no-staff': { value: null, help: 'the demo without its scripted staff: nobody takes an alarm but you', parse: () => true },
  'no-past': { value: null, help: 'the demo without the 72 hours that its first start makes', parse: () => true },
  keys: {
    value: 'FILE',
    help: 'the master key, outside of the data folder: made where there is none yet; or its text in WARDLIGHT_KEYS',
    parse: present('a file'),
  },
  'audit-heads': {
    value: 'DIR',
    help: 'the operator’s place: signed heads of the audit go there each hour and at the end',
    parse: present('a folder'),
  },
  host: {
    value: 'ADDRESS',
    standard: '127.0.0.1',
    help: 'address to listen on; beyond this machine it wants TLS or a proxy',
    parse: present('an address'),
  },
  'tls-cert': { value: 'FILE', help: 'certificate, PEM', parse: present('a file') },
  'tls-key': { value: 'FILE', help: 'its key, PEM, readable by its owner alone', parse: present('a file') },
  'trust-proxy': { value: null, help: 'a proxy before the gateway ends TLS and names addresses', parse: () => true },
  oidc: { value: 'FILE', help: 'single sign-on: JSON with issuer, client and groups', parse: present('a file') },
  'prove-at': {
    value: 'HH:MM',
    standard: '12:00',
    help: 'when each day the alarm path of each ward is proven, by the clock of the ward',
    parse: hour,
  },
  'on-unwatched': {
    value: 'CMD',
    help: 'a program that is run with id and name of a ward that is on no screen',
    parse: present('a program'),
  },
  check: { value: null, help: 'only check these options', parse: () => true },
  help: { value: null, help: 'this list', parse: () => true },
} as const satisfies Record<string, Option<unknown>>

export interface Args {
  readonly port: number
  readonly data: string | null
  readonly beds: number
  readonly speed: number
  readonly seed: number
  readonly replay: readonly string[]
  readonly allowOrigin: readonly string[]
  readonly demo: boolean
  readonly staff: boolean
  /** The first start of a demo makes what lies behind it. */
  readonly past: boolean
  readonly keys: string | null
  readonly auditHeads: string | null
  readonly host: string
  readonly tlsCert: string | null
  readonly tlsKey: string | null
  readonly trustProxy: boolean
  readonly oidc: string | null
  readonly proveAt: Hour
  readonly onUnwatched: string | null
  /** Options that were given, whatever they said. */
  readonly given: ReadonlySet<string>
  readonly check: boolean
  readonly help: boolean
}

type Key = keyof typeof OPTIONS
const SHORT: Readonly<Record<string, Key>> = { h: 'help' }

/** Reads `--name value` and `--name=value`. Throws an ArgsError. */
export function parseArgs(given: readonly string[]): Args {
  const found = new Map<Key, unknown[]>()
  for (let i = 0; i < given.length; i++) {
    const word = given[i]!
    const [, long, short, , inline] = /^(?:--([a-z-]+)|-([a-z]))(=([\s\S]*))?$/.exec(word) ?? []
    const key = (long ?? SHORT[short ?? '']) as Key | undefined
    if (!key || !Object.hasOwn(OPTIONS, key)) throw new ArgsError(`no such option: ${word} (--help lists them)`)
    const option: Option<unknown> = OPTIONS[key]
    if (option.value === null && inline !== undefined) throw new ArgsError(`--${key} takes no value`)
    const text = option.value === null ? '' : (inline ?? given[++i])
    if (text === undefined) throw new ArgsError(`--${key} wants a value: ${option.value}`)
    if (found.has(key) && !option.repeat && option.value !== null) throw new ArgsError(`--${key} is given twice`)
    found.set(key, [...(found.get(key) ?? []), parsed(key, text)])
  }
  const one = (key: Key) => found.get(key)?.[0] ?? standard(key)
  const text = (key: Key) => (one(key) as string | undefined) ?? null
  const all = (key: Key) => (found.get(key) ?? []) as string[]
  return {
    port: one('port') as number,
    data: text('data'),
    beds: one('beds') as number,
    speed: one('speed') as number,
    seed: one('seed') as number,
    replay: all('replay'),
    allowOrigin: all('allow-origin'),
    demo: !found.has('no-demo'),
    staff: !found.has('no-staff'),
    past: !found.has('no-past'),
    keys: text('keys'),
    auditHeads: text('audit-heads'),
    host: one('host') as string,
    tlsCert: text('tls-cert'),
    tlsKey: text('tls-key'),
    trustProxy: found.has('trust-proxy'),
    oidc: text('oidc'),
    proveAt: one('prove-at') as Hour,
    onUnwatched: text('on-unwatched'),
    given: new Set(found.keys()),
    check: found.has('check'),
    help: found.has('help'),
  }
}

function parsed(key: Key, text: string): unknown {
  try {
    return OPTIONS[key].parse(text)
  } catch (error) {
    throw new ArgsError(`--${key} wants ${(error as Error).message}, not "${text}"`)
  }
}
function standard(key: Key): unknown {
  const option: Option<unknown> = OPTIONS[key]
  return option.standard === undefined ? undefined : option.parse(option.standard)
}

/** The text of `--help`. */
export function helpText(): string {
  const rows = Object.entries(OPTIONS as Record<string, Option<unknown>>).map(([name, { value, help, standard: usual, repeat }]) => {
    const notes = [usual === undefined ? '' : `default ${usual}`, repeat ? 'may be given again' : ''].filter(Boolean).join(', ')
    return [`--${name}${value ? ` ${value}` : ''}`, `${help}${notes ? ` (${notes})` : ''}`] as const
  })
  const lines = rows.map(([left, right]) =>
    left.length < 16 ? `  ${left.padEnd(16)} ${right}` : `  ${left}\n  ${' '.repeat(16)} ${right}`,
  )
  return [
    'Wardlight: a patient monitoring dashboard in the browser. Serves a demo ward on 127.0.0.1; with --no-demo the real thing.',
    '',
    'npm start -- [options]',
    '',
    ...lines,
    '',
  ].join('\n')
}
