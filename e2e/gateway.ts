// Starts the real gateway as a user does, on a free port, and waits until it says that it is ready.
import { type ChildProcess, spawn } from 'node:child_process'
import path from 'node:path'
import { createInterface } from 'node:readline'

const root = path.resolve(import.meta.dirname, '..')
const node = path.join(root, 'node_modules', 'node', 'bin', 'node')

export interface RunningGateway {
  readonly url: string
  readonly port: number
  readonly pid: number
  /** What it printed so far, both streams. */
  readonly output: () => string
  /** Writes a line to its standard input. */
  tell(line: string): void
  /** Ends it: SIGTERM by default. Resolves with its exit code once it is gone. */
  stop(signal?: NodeJS.Signals): Promise<number | null>
}

const children = new Set<ChildProcess>()
process.on('exit', () => {
  for (const child of children) child.kill('SIGKILL')
})

function launch(file: string, args: readonly string[]) {
  const child = spawn(node, [path.join(root, file), ...args], { stdio: ['pipe', 'pipe', 'pipe'] })
  children.add(child)
  const said = { out: '', err: '' }
  const lines: ((line: string) => void)[] = []
  for (const [name, stream] of [
    ['out', child.stdout],
    ['err', child.stderr],
  ] as const) {
    createInterface({ input: stream }).on('line', (line) => {
      said[name] += `${line}\n`
      for (const hear of lines) hear(line)
    })
  }
  const gone = new Promise<number | null>((resolve) => child.once('close', (code) => resolve(code)))
  void gone.then(() => children.delete(child))
  return { child, said, lines, gone }
}

/** Runs the gateway's command to its end: for what does not start. */
export async function runCommand(...args: string[]): Promise<{ readonly code: number | null; readonly out: string; readonly err: string }> {
  const { gone, said } = launch('src/gateway/main.ts', args)
  const code = await gone
  return { code, ...said }
}

/** Throws with all it printed where it ends before it is ready. The demo's past is made only for those who ask for it: `--past`. */
export const startGateway = (...args: string[]): Promise<RunningGateway> => {
  const past = args.includes('--past') || args.includes('--no-demo') ? [] : ['--no-past']
  const port = args.includes('--port') ? [] : ['--port', '0']
  return startFile('src/gateway/main.ts', ...port, ...past, ...args.filter((arg) => arg !== '--past'))
}

/** A gateway made by a script of its own, with other parts than the command has. */
export async function startFile(file: string, ...args: string[]): Promise<RunningGateway> {
  const { child, said, lines, gone } = launch(file, args)
  const output = (): string => said.out + said.err
  const ready = new Promise<string>((resolve) => {
    lines.push((line) => {
      const url = /ready at (http:\/\/\S+)/.exec(line)?.[1]
      if (url) resolve(url)
    })
  })
  const url = await Promise.race([
    ready,
    gone.then((code) => Promise.reject(new Error(`the gateway ended (exit ${code}) before it was ready:\n${output()}`))),
  ])
  return {
    url,
    port: Number(new URL(url).port),
    pid: child.pid!,
    output,
    tell: (line) => void child.stdin.write(`${line}\n`),
    async stop(signal = 'SIGTERM') {
      child.kill(signal)
      return gone
    },
  }
}
