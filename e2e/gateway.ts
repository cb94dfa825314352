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
  /** Ends it: SIGTERM by default. Resolves with its exit code once it is gone. */
  stop(signal?: NodeJS.Signals): Promise<number | null>
}

const children = new Set<ChildProcess>()
process.on('exit', () => {
  for (const child of children) child.kill('SIGKILL')
})

/** Throws with all it printed where it ends before it is ready. */
export async function startGateway(...args: string[]): Promise<RunningGateway> {
  const options = args.includes('--port') ? args : ['--port', '0', ...args]
  const child = spawn(node, [path.join(root, 'src', 'gateway', 'main.ts'), ...options], { stdio: ['ignore', 'pipe', 'pipe'] })
  children.add(child)
  let printed = ''
  const gone = new Promise<number | null>((resolve) => child.once('exit', (code) => resolve(code)))
  void gone.then(() => children.delete(child))
  const ready = new Promise<string>((resolve) => {
    for (const stream of [child.stdout!, child.stderr!]) {
      createInterface({ input: stream }).on('line', (line) => {
        printed += `${line}\n`
        const url = /Wardlight is ready at (http:\/\/\S+)/.exec(line)?.[1]
        if (url) resolve(url)
      })
    }
  })
  const url = await Promise.race([
    ready,
    gone.then((code) => Promise.reject(new Error(`the gateway ended (exit ${code}) before it was ready:\n${printed}`))),
  ])
  return {
    url,
    port: Number(new URL(url).port),
    pid: child.pid!,
    output: () => printed,
    async stop(signal = 'SIGTERM') {
      child.kill(signal)
      return gone
    },
  }
}
