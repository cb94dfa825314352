// `npm test`: installs what is missing, a browser included, and runs every check and test. Ends with "N passed, N failed".
// `npm test -- unit` runs one suite. Exit code 1 where anything failed.
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import path from 'node:path'
import { build, install, root, withNode24 } from './install.mjs'

install('all')
const results = path.join(root, '.cache', 'results')
rmSync(results, { recursive: true, force: true })
mkdirSync(results, { recursive: true })

const bin = (name) => path.join(root, 'node_modules', '.bin', name)
const rooms = ['src/model', 'src/feed/mock', 'src/feed', 'src/gateway', 'src/app', '.']

/** A check passes or fails as one. */
const check = (name, command, ...args) => ({
  name,
  run: () => ({ ...(spawn(command, args) ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 }) }),
})

const suites = {
  check: [
    check('format and lint (biome)', bin('biome'), 'ci', '--colors=off', '.'),
    check('type-aware lint (oxlint)', bin('oxlint'), '--type-aware', '--quiet'),
    ...rooms.map((room) => check(`types (${room})`, bin('tsc'), '-p', room)),
    check('unused code (knip)', bin('knip'), '--no-progress'),
  ],
  unit: [{ name: 'unit and gateway (vitest)', run: () => vitest() }],
  browser: [
    { name: 'stories in a browser (playwright)', run: () => playwright('beside', 2) },
    { name: 'stories that time what they see (playwright)', run: () => playwright('alone', 1) },
  ],
}

function spawn(command, args, env = {}) {
  const done = spawnSync(command, args, { cwd: root, stdio: 'inherit', env: { ...withNode24(), ...env } })
  if (done.error) console.error(`${command}: ${done.error.message}`)
  return done.status === 0
}

const readJson = (file) => (existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : null)

/** Files whose process the runtime itself ended (a fault of V8 where worker threads come and go): no test of theirs failed, some never ran. */
const cutOff = (out) =>
  (out?.testResults ?? [])
    .filter(({ status, assertionResults }) => status === 'failed' && assertionResults.every((one) => one.status !== 'failed'))
    .map(({ name, assertionResults }) => ({ name, passed: assertionResults.filter((one) => one.status === 'passed').length }))

/** What was cut off is run once more, and said so; what fails, fails. */
function vitest(only = []) {
  const file = path.join(results, only.length > 0 ? 'again.json' : 'vitest.json')
  const fine = spawn(bin('vitest'), ['run', '--reporter=default', '--reporter=json', `--outputFile=${file}`, ...only])
  const out = readJson(file)
  const passed = out?.numPassedTests ?? 0
  const failed = out?.numFailedTests ?? 0
  const lost = cutOff(out)
  if (!fine && failed === 0 && lost.length > 0 && only.length === 0) {
    console.log(`\nended by a fault of the runtime, and run once more: ${lost.map(({ name }) => path.relative(root, name)).join(', ')}`)
    const again = vitest(lost.map(({ name }) => name))
    const before = passed - lost.reduce((sum, one) => sum + one.passed, 0)
    return { passed: before + again.passed, failed: again.failed, skipped: again.skipped }
  }
  return { passed, failed: fine ? failed : Math.max(1, failed), skipped: out?.numPendingTests ?? 0 }
}

/** `workers` stories at a time: those of one project, see playwright.config.ts. */
function playwright(project, workers) {
  build()
  const file = path.join(results, `playwright-${project}.json`)
  const asked = [`--project=${project}`, `--workers=${workers}`, `--output=test-results/${project}`, '--reporter=list,json']
  const fine = spawn(bin('playwright'), ['test', ...asked], { PLAYWRIGHT_JSON_OUTPUT_NAME: file })
  const out = readJson(file)
  const titles = (suite) => [
    ...(suite.suites ?? []).flatMap(titles),
    ...suite.specs.filter(twice).map((spec) => `${suite.title}: ${spec.title}`),
  ]
  const twice = ({ tests }) => tests.some(({ status }) => status === 'flaky')
  for (const title of (out?.suites ?? []).flatMap(titles)) console.log(`passed only at a second try: ${title}`)
  const { expected = 0, flaky = 0, unexpected = 0, skipped = 0 } = out?.stats ?? {}
  return { passed: expected + flaky, failed: fine ? unexpected : Math.max(1, unexpected), skipped }
}

const wanted = process.argv.slice(2).filter((name) => name in suites)
const unknown = process.argv.slice(2).filter((name) => !(name in suites))
if (unknown.length > 0) {
  console.error(`no such suite: ${unknown.join(', ')} (there are: ${Object.keys(suites).join(', ')})`)
  process.exit(2)
}
const total = { passed: 0, failed: 0, skipped: 0 }
const lines = []
for (const name of wanted.length > 0 ? wanted : Object.keys(suites)) {
  for (const part of suites[name]) {
    console.log(`\n── ${name}: ${part.name}`)
    const { passed, failed, skipped = 0 } = part.run()
    total.passed += passed
    total.failed += failed
    total.skipped += skipped
    lines.push(`${failed > 0 ? '✗' : '✓'} ${part.name}: ${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`)
  }
}
console.log(`\n${lines.join('\n')}\n`)
console.log(`${total.passed} passed, ${total.failed} failed${total.skipped > 0 ? `, ${total.skipped} skipped` : ''}`)
process.exit(total.failed > 0 ? 1 : 0)
