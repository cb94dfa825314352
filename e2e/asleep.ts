// A browser of its own whose tabs can be put to sleep: its renderers are stopped as the system stops them, and go on where they stood.
import { readdirSync, readFileSync } from 'node:fs'
import { type Browser, chromium } from '@playwright/test'
import { CHROMIUM_FLAGS, chromiumPath } from './chromium.ts'

/** Processes below `pid` that render pages: the test's own browser's and nobody else's. */
function renderersOf(pid: number): number[] {
  const found: number[] = []
  const parents = new Map<number, number>()
  for (const name of readdirSync('/proc').filter((one) => /^\d+$/.test(one))) {
    try {
      const stat = readFileSync(`/proc/${name}/stat`, 'utf8')
      parents.set(Number(name), Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]))
    } catch {
      // It ended meanwhile.
    }
  }
  for (const [child] of parents) {
    let at: number | undefined = child
    while (at !== undefined && at !== pid && at > 1) at = parents.get(at)
    if (at !== pid) continue
    try {
      if (readFileSync(`/proc/${child}/cmdline`, 'utf8').includes('--type=renderer')) found.push(child)
    } catch {
      // It ended meanwhile.
    }
  }
  return found
}

export interface Sleeper {
  readonly browser: Browser
  /** How many renderers it stopped. */
  sleep(): number
  wake(): void
  close(): Promise<void>
}

export async function startSleeper(): Promise<Sleeper> {
  const executablePath = await chromiumPath()
  const server = await chromium.launchServer({ args: CHROMIUM_FLAGS, ...(executablePath && { executablePath }) })
  const browser = await chromium.connect(server.wsEndpoint())
  let stopped: readonly number[] = []
  const wake = (): void => {
    for (const pid of stopped) process.kill(pid, 'SIGCONT')
    stopped = []
  }
  return {
    browser,
    sleep() {
      stopped = renderersOf(server.process().pid!)
      for (const pid of stopped) process.kill(pid, 'SIGSTOP')
      return stopped.length
    },
    wake,
    async close() {
      wake()
      await browser.close()
      await server.close()
    },
  }
}
