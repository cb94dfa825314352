// The gateway's start: the only file that reads the environment and the arguments, and starts things.
import { randomBytes } from 'node:crypto'
import { accessSync, constants, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { pino } from 'pino'
import type { Source } from '../feed/source.ts'
import type { Wanted } from '../feed/sources.ts'
import { type Args, ArgsError, helpText, parseArgs } from './args.ts'
import { systemClock } from './clock.ts'
import { FolderError, holdFolder } from './lock.ts'

const ROOT = new URL('../../', import.meta.url)
const LEVELS = ['silent', 'error', 'warn', 'info', 'debug']
/** Milliseconds for an orderly end; then it ends all the same. */
const PATIENCE = 5000

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
  for (const make of makers) {
    const source = await make({ seed: args.seed, start, beds: args.beds, replay: args.replay })
    if (source.census.beds.length > 0) sources.push(source)
  }
  return sources
}

async function run(args: Args): Promise<void> {
  const release = args.data === null ? () => {} : holdFolder(args.data)
  const { createGateway } = await import('./gateway.ts')
  const level = process.env.WARDLIGHT_LOG ?? 'warn'
  const log = pino({ level: LEVELS.includes(level) ? level : 'warn', base: null }, pino.destination({ fd: 2, sync: true }))
  const { version } = JSON.parse(readFileSync(new URL('package.json', ROOT), 'utf8')) as { version: string }
  const clock = systemClock({ speed: args.speed })
  const sources = await open(args, clock.now())
  const gateway = createGateway({
    sources,
    clock,
    dist: fileURLToPath(new URL('dist', ROOT)),
    random: (bytes) => new Uint8Array(randomBytes(bytes)),
    log,
    demo: true,
    version,
    allowOrigins: args.allowOrigin,
  })
  const { port } = await gateway.listen(args.port).catch((error: NodeJS.ErrnoException) => {
    release()
    if (error.code === 'EADDRINUSE') fail(`port ${args.port} is in use; choose another with --port, or 0 for any free one`)
    if (error.code === 'EACCES') fail(`port ${args.port} may not be used by this user; choose another with --port`)
    throw error
  })

  let ending = false
  const end = (signal: NodeJS.Signals) => {
    if (ending) return
    ending = true
    log.info({ signal }, 'ending')
    setTimeout(() => process.exit(1), PATIENCE).unref()
    gateway
      .close()
      .catch((error: unknown) => log.error({ err: error }, 'while ending'))
      .finally(() => {
        release()
        process.exit(0)
      })
  }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, end)
  process.on('exit', release)

  const wards = sources.flatMap(({ census }) => census.wards).map(({ name, beds }) => `${name} (${beds.length})`)
  console.log(`Wards: ${wards.join(', ')}${args.speed === 1 ? '' : ` · time ×${args.speed}`}`)
  console.log(`Wardlight is ready at http://127.0.0.1:${port}`)
}

try {
  const args = parseArgs(process.argv.slice(2))
  if (args.help) console.log(helpText())
  else {
    await lookFor(args.replay)
    if (!args.check) await run(args)
  }
} catch (error) {
  if (error instanceof ArgsError || error instanceof FolderError || process.env.WARDLIGHT_LOG !== 'debug') fail(reason(error))
  throw error
}
