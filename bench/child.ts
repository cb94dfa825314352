// A part of the bench in a process of its own, so that its CPU time can be told apart.
import { type ChildProcess, spawn } from 'node:child_process'
import path from 'node:path'
import { createInterface, type Interface } from 'node:readline'

export interface Child {
  readonly pid: number
  /** Writes a line and waits for the next line that comes back. */
  ask(line: string): Promise<string>
  /** Waits for a line that matches. */
  line(pattern: RegExp): Promise<RegExpExecArray>
  stop(): Promise<void>
}

/** Runs a TypeScript file of this folder under this Node. */
export function startChild(file: string, ...args: string[]): Child {
  const child: ChildProcess = spawn(process.execPath, [path.join(import.meta.dirname, file), ...args], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  const lines: Interface = createInterface({ input: child.stdout! })
  const next = (accept: (line: string) => boolean): Promise<string> =>
    new Promise((resolve, reject) => {
      const take = (line: string): void => {
        if (!accept(line)) return
        lines.off('line', take)
        resolve(line)
      }
      lines.on('line', take)
      void gone.then(() => reject(new Error(`${file} ended`)))
    })
  return {
    pid: child.pid!,
    ask(line) {
      const answer = next(() => true)
      child.stdin!.write(`${line}\n`)
      return answer
    },
    async line(pattern) {
      return pattern.exec(await next((line) => pattern.test(line)))!
    },
    async stop() {
      child.kill('SIGTERM')
      await gone
    },
  }
}
