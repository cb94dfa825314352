// Installs what is missing and nothing else. Plain JavaScript: it starts under whatever Node the machine has.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..')
const cache = path.join(root, 'node_modules', '.wardlight')
/** The Node 24 that the package `node` brings. */
export const node = path.join(root, 'node_modules', 'node', 'bin', 'node')

const hashOf = (text) => createHash('sha256').update(text).digest('hex').slice(0, 16)
const stampOf = (name) => {
  const file = path.join(cache, name)
  return existsSync(file) ? readFileSync(file, 'utf8') : ''
}
function stamp(name, value) {
  mkdirSync(cache, { recursive: true })
  writeFileSync(path.join(cache, name), value)
}

/** Runs a command to its end, showing its output; exits with its code where it fails. */
export function run(command, args, what) {
  const done = spawnSync(command, args, { cwd: root, stdio: 'inherit', env: withNode24() })
  if (done.status !== 0) {
    console.error(`${what} failed${done.error ? `: ${done.error.message}` : ` (exit ${done.status ?? done.signal})`}`)
    process.exit(done.status || 1)
  }
}

/** The environment with Node 24 and the project's tools first on PATH. */
export function withNode24() {
  const first = [path.dirname(node), path.join(root, 'node_modules', '.bin')]
  return { ...process.env, PATH: [...first, process.env.PATH].join(path.delimiter) }
}

/** `what` is 'run' (what serving needs) or 'all' (what checks and tests need too). Skips what is there. */
export function install(what) {
  const lock = readFileSync(path.join(root, 'package-lock.json'), 'utf8')
  const wanted = hashOf(lock)
  const have = stampOf('installed')
  if (existsSync(node) && (have === `all ${wanted}` || have === `${what} ${wanted}`)) return
  console.log(what === 'all' ? 'Installing packages and tools …' : 'Installing packages …')
  const flags = ['--loglevel=error', '--no-audit', '--no-fund', '--prefer-offline', ...(what === 'all' ? [] : ['--omit=dev'])]
  run('npm', ['ci', ...flags], 'Installing packages')
  stamp('installed', `${what} ${wanted}`)
}

function* filesBelow(place) {
  if (!statSync(place).isDirectory()) return yield place
  for (const entry of readdirSync(place, { withFileTypes: true })) {
    if (entry.name.endsWith('.test.ts')) continue
    yield* filesBelow(path.join(place, entry.name))
  }
}

/** Says whether the built app is older than its sources, by their content. */
export function buildStamp() {
  const hash = createHash('sha256')
  const places = ['src/app', 'src/model', 'src/feed/mock', 'public', 'index.html', 'vite.config.ts', 'package-lock.json']
  for (const place of places.map((name) => path.join(root, name)).filter(existsSync)) {
    for (const file of filesBelow(place)) hash.update(path.relative(root, file)).update(readFileSync(file))
  }
  return hash.digest('hex').slice(0, 16)
}

/** Builds the app where its sources changed since the last build. */
export function build() {
  const wanted = buildStamp()
  if (existsSync(path.join(root, 'dist', 'index.html')) && stampOf('built') === wanted) return
  console.log('Building the app …')
  run(node, [path.join(root, 'node_modules', 'vite', 'bin', 'vite.js'), 'build', '--logLevel', 'warn'], 'Building the app')
  stamp('built', wanted)
}
