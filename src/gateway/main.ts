// The gateway's start: the only file that reads the environment and the arguments, and starts things.
import { randomBytes } from 'node:crypto'
import { accessSync, constants, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { pino } from 'pino'
import type { Source } from '../feed/source.ts'
import type { Wanted } from '../feed/sources.ts'
import { type Args, ArgsError, helpText, parseArgs } from './args.ts'
import { systemClock } from './clock.ts'
import { pastWords } from './demo/past/words.ts'
import { keepRecorded } from './history/recorded/keep.ts'
import { FolderError, holdFolder } from './lock.ts'
import { checkModes, ModeError, ownFile, readTls } from './modes.ts'
import { KeyError, masterKey } from './store/master.ts'

const ROOT = new URL('../../', import.meta.url)
const LEVELS = ['silent', 'error', 'warn', 'info', 'debug']
/** Milliseconds for an orderly end; then it ends all the same. */
const PATIENCE = 5000
/** Seconds between two lines about the past that is made. */
const PAST_TOLD = 10

/** One clear line, and the end. */
function fail(message: string): never {
  process.stderr.write(`wardlight: ${message}\n`)
  process.exit(1)
}

const reason = (error: unknown): string => (error instanceof Error ? error.message : String(error)).split('\n')[0] ?? ''

/** Before anything is built or started: a recording that is not there. */
async function lookFor(replays: readonly string[]): Promise<void> {
  const { parseReplay } = await import('../feed/wfdb/spec.ts')
  for (const replay of replays) {
    const header = `${parseReplay(replay).path}.hea`
    try {
      accessSync(header, constants.R_OK)
    } catch (error) {
      fail(`cannot read the recording ${header}: ${(error as NodeJS.ErrnoException).code ?? reason(error)}`)
    }
  }
}

async function open(args: Args, start: ReturnType<ReturnType<typeof systemClock>['now']>): Promise<Source[]> {
  const { SOURCES } = await import('../feed/sources.ts')
  const makers: readonly ((wanted: Wanted) => Source | Promise<Source>)[] = Object.values(SOURCES)
  const sources: Source[] = []
  if (!args.demo) return sources
  for (const make of makers) {
    const source = await make({ seed: args.seed, start, beds: args.beds, replay: args.replay })
    if (source.census.beds.length > 0) sources.push(source)
  }
  return sources
}

/** Read once, and gone: nothing that is started later can see them. */
function secrets(): { readonly keys: string | null; readonly oidc: string | null } {
  const { WARDLIGHT_KEYS: keys = null, WARDLIGHT_OIDC_SECRET: oidc = null } = process.env
  delete process.env.WARDLIGHT_KEYS
  delete process.env.WARDLIGHT_OIDC_SECRET
  return { keys, oidc }
}

async function singleSignOn(args: Args, secret: string | null) {
  if (args.oidc === null) return null
  const { OidcConfig } = await import('./access/oidc.ts')
  let given: unknown
  try {
    given = JSON.parse(ownFile(args.oidc, 'the file of single sign-on').toString('utf8'))
  } catch (error) {
    throw error instanceof ModeError ? error : new ModeError(`the file of single sign-on ${args.oidc} is no JSON`)
  }
  const parsed = OidcConfig.safeParse({ ...(given as object), ...(secret !== null && { clientSecret: secret }) })
  const [issue] = parsed.error?.issues ?? []
  if (!parsed.success)
    throw new ModeError(`the file of single sign-on ${args.oidc} is wrong at ${issue?.path.join('.')}: ${issue?.message}`)
  return parsed.data
}

/** Rules that contradict each other watch nobody: refused at the start. */
async function checkRules(): Promise<void> {
  const [{ contradictions }, { RULES, HIDES }, { POLICY }] = await Promise.all([
    import('../model/rulecheck.ts'),
    import('../model/rules.ts'),
    import('../model/alarmpolicy.ts'),
  ])
  const [wrong] = contradictions({ rules: RULES, hides: HIDES, policy: POLICY })
  if (wrong !== undefined) throw new ModeError(`the tables of alarms contradict each other: ${wrong}`)
}

async function run(args: Args, { keys, oidc }: ReturnType<typeof secrets>): Promise<void> {
  await checkRules()
  const tls = readTls(args)
  const config = await singleSignOn(args, oidc)
  const letGo = args.data === null ? () => {} : holdFolder(args.data)
  const { createGateway } = await import('./gateway.ts')
  const { runsUnwatched } = await import('./watch/command.ts')
  const { openHouse } = await import('./house.ts')
  const { checkFolder } = await import('./store/folder.ts')
  const { staffOf, startStaff } = await import('./demo/work.ts')
  const { beginPast } = await import('./demo/past/begin.ts')
  const level = process.env.WARDLIGHT_LOG ?? 'warn'
  const log = pino({ level: LEVELS.includes(level) ? level : 'warn', base: null }, pino.destination({ fd: 2, sync: true }))
  const { version } = JSON.parse(readFileSync(new URL('package.json', ROOT), 'utf8')) as { version: string }
  const clock = systemClock({ speed: args.speed })
  const random = (bytes: number): Uint8Array => new Uint8Array(randomBytes(bytes))
  if (args.data !== null && !args.demo) checkFolder(args.data)
  const master = masterKey({ file: args.keys, value: keys, folder: args.data, demo: args.demo })
  const sources = await open(args, clock.now())
  const house = await openHouse({
    folder: args.data,
    master,
    auditHeads: args.auditHeads,
    demo: args.demo,
    wards: sources.flatMap(({ census }) => census.wards.map(({ id }) => id)),
    oidc: config,
    clock,
    notBefore: clock.notBefore,
    random,
    log,
  })
  const past = await beginPast({
    sources: args.demo && args.past ? sources : [],
    store: house.store,
    book: house.book,
    early: house.early.kept,
    real: clock.real,
    failed: (error) => log.error({ err: error }, 'the past of the demo is not made'),
  })
  const { history } = house
  house.downtimes(past.downtimes)
  const gateway = createGateway({
    sources,
    clock,
    access: house.access,
    audit: house.audit,
    routes: house.routes,
    cookies: house.access.cookies,
    host: args.host,
    tls,
    trustProxy: args.trustProxy,
    dist: fileURLToPath(new URL('dist', ROOT)),
    random,
    log,
    demo: args.demo,
    version,
    allowOrigins: args.allowOrigin,
    book: house.book,
    keep: house.keep,
    beside: house.beside,
    early: { ...house.early, kept: past.early },
    making: () => past.progress(),
    alarms: house.alarms,
    record: house.record,
    history,
    carers: (ward) => [...house.carers(ward), ...(args.demo && args.staff ? staffOf() : [])],
    proveAt: args.proveAt,
    ...(args.onUnwatched !== null && { onUnwatched: runsUnwatched(args.onUnwatched, log) }),
  })
  house.serves(gateway)
  const release = (): void => letGo()
  const { port } = await gateway.listen(args.port).catch(async (error: NodeJS.ErrnoException) => {
    await house.close()
    release()
    if (error.code === 'EADDRINUSE') fail(`port ${args.port} is in use; choose another with --port, or 0 for any free one`)
    if (error.code === 'EACCES') fail(`port ${args.port} may not be used by this user; choose another with --port`)
    if (error.code === 'EADDRNOTAVAIL') fail(`${args.host} is no address of this machine`)
    throw error
  })

  const goHome = !(args.demo && args.staff)
    ? () => {}
    : startStaff({
        gateway,
        sources,
        people: house.access.people,
        audit: house.audit,
        clock,
        wards: sources.filter(({ rounds }) => rounds).flatMap(({ census }) => census.wards.map(({ id }) => id)),
        failed: (place, error) => log.error({ place, err: error }, 'caught'),
      })

  let toldAt = 0
  void past.make(history, (progress) => {
    gateway.metrics.set('pastMade', progress.share)
    gateway.metrics.set('pastSamples', progress.samples)
    const isNews = progress.state !== 'making' || progress.seconds >= toldAt + PAST_TOLD
    if (!isNews) return
    toldAt = progress.seconds
    console.log(pastWords(progress))
  })

  const recorded = keepRecorded({
    sources,
    history,
    known: (stay) => gateway.census.book().stay.has(stay),
    skipped: ({ device }) => console.log(`The past of ${device} is not kept again: its bed holds a stay of an earlier run.`),
    told: (_, share) => gateway.metrics.set('recordedKept', share),
    failed: (error) => log.error({ err: error }, 'the past of a recording is not kept'),
  })

  let ending = false
  const end = (signal: NodeJS.Signals) => {
    if (ending) return
    ending = true
    log.info({ signal }, 'ending')
    setTimeout(() => process.exit(1), PATIENCE).unref()
    past.end()
    recorded.stop()
    goHome()
    gateway
      .close()
      .then(() => gateway.census.settled())
      .then(() => house.close())
      .catch((error: unknown) => log.error({ err: error }, 'while ending'))
      .finally(() => {
        release()
        process.exit(0)
      })
  }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, end)
  process.on('exit', release)

  const wards = gateway.register.wards.map(({ name, beds }) => `${name} (${beds.length})`)
  console.log(
    `Wards: ${wards.join(', ') || 'none yet'}${args.speed === 1 ? '' : ` · time ×${args.speed}`}${args.demo ? ' · DEMO: invented patients' : ''}`,
  )
  if (house.setUpCode !== null)
    console.log(`No administrator yet. Code for the first one, good until this process ends: ${house.setUpCode}`)
  const shown = args.host.includes(':') ? `[${args.host}]` : args.host
  console.log(`Wardlight is ready at ${tls ? 'https' : 'http'}://${shown}:${port}`)
}

try {
  const given = secrets()
  const args = parseArgs(process.argv.slice(2))
  if (args.help) console.log(helpText())
  else {
    checkModes(args, { keys: given.keys !== null })
    await lookFor(args.replay)
    if (args.check) {
      readTls(args)
      await singleSignOn(args, given.oidc)
    } else await run(args, given)
  }
} catch (error) {
  const known = [ArgsError, FolderError, ModeError, KeyError].some((kind) => error instanceof kind)
  if (known || process.env.WARDLIGHT_LOG !== 'debug') fail(reason(error))
  throw error
}
