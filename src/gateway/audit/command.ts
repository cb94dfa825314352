// The command that verifies: one line, and exit code 1 where something is wrong.
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { verifyAudit } from './verify.ts'

/** Ms that a gateway which writes meanwhile may take to sign what it has begun. */
const PATIENCE = 2000

function main(): number {
  const say = (text: string): void => void process.stdout.write(`${text}\n`)
  const usage = 'npm run audit verify -- --data DIR [--heads DIR]'
  try {
    const { values, positionals } = parseArgs({ options: { data: { type: 'string' }, heads: { type: 'string' } }, allowPositionals: true })
    if (positionals[0] !== 'verify' || positionals.length > 1 || values.data === undefined) {
      say(usage)
      return 2
    }
    // The data folder, or the audit's own within it.
    const folder = existsSync(join(values.data, 'audit')) ? join(values.data, 'audit') : values.data
    const verdict = verifyAudit(folder, values.heads ?? null, () => performance.now(), { patience: PATIENCE })
    if (verdict.is === 'whole') {
      say(
        `whole: ${verdict.records} records under ${verdict.heads} signed heads, last link ${verdict.head.slice(0, 16)}, ${Math.round(verdict.took)} ms`,
      )
      return 0
    }
    const place = [
      verdict.file,
      verdict.record === null ? null : `record ${verdict.record}`,
      verdict.offset === null ? null : `byte ${verdict.offset}`,
    ]
    say(`BROKEN: ${verdict.what} (${place.filter((part) => part !== null).join(', ')})`)
  } catch (error) {
    say(`cannot verify: ${error instanceof Error ? error.message : String(error)}; ${usage}`)
  }
  return 1
}
process.exitCode = main()
