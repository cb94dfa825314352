// The operator's program for a ward that is on no screen: run with id and name of the ward as arguments, through no shell.
import { execFile } from 'node:child_process'
import type { Ward } from '../../model/census.ts'

/** ms, and bytes of what it prints: then it is ended. */
const LIMIT = { timeout: 10_000, maxBuffer: 64 * 1024 } as const
/** Runs at once; more are left out and logged. */
const MOST = 4

export function runsUnwatched(
  program: string,
  log: { warn(what: object, words: string): void; error(what: object, words: string): void },
): (ward: Pick<Ward, 'id' | 'name'>) => void {
  let running = 0
  return ({ id, name }) => {
    if (running >= MOST) {
      log.error({ ward: id }, 'too many programs run for wards on no screen: this one was left out')
      return
    }
    running++
    execFile(program, [id, name], { ...LIMIT, killSignal: 'SIGKILL' }, (error) => {
      running--
      if (error) log.error({ ward: id, err: error.message.split('\n')[0] }, 'the program for a ward on no screen failed')
    })
  }
}
