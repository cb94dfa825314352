// One page in a headless Chromium of its own, with the cost of all its processes.

import { type Browser, type CDPSession, chromium, type Page } from '@playwright/test'
import { CHROMIUM_FLAGS, chromiumPath } from '../e2e/chromium.ts'
import { signInPage } from '../e2e/signin.ts'
import { cpuSince, family } from './process.ts'

export interface Measured {
  /** Share of time the page's main thread was busy, percent. */
  readonly main: number
  /** All browser processes, percent of one core. */
  readonly all: number
  /** Main-thread tasks over 50 ms. */
  readonly longTasks: number
  readonly seconds: number
}
export interface BenchPage {
  readonly page: Page
  /** Waits `seconds` and tells what they cost. */
  measure(seconds: number): Promise<Measured>
  close(): Promise<void>
}

const busyOf = async (cdp: CDPSession): Promise<number> => {
  const { metrics } = await cdp.send('Performance.getMetrics')
  return metrics.find(({ name }) => name === 'TaskDuration')?.value ?? Number.NaN
}

/** `signsIn`: the page is a gateway's own. */
export async function openPage(url: string, signsIn: boolean, prepare?: (page: Page) => Promise<void>): Promise<BenchPage> {
  const executablePath = await chromiumPath()
  const server = await chromium.launchServer({ args: CHROMIUM_FLAGS, ...(executablePath && { executablePath }) })
  const browser: Browser = await chromium.connect(server.wsEndpoint())
  const page = await browser.newPage({ viewport: { width: 1920, height: 1080 }, locale: 'en-GB' })
  await page.addInitScript(() => {
    const found = window as unknown as { longTasks: number }
    found.longTasks = 0
    new PerformanceObserver((list) => {
      found.longTasks += list.getEntries().length
    }).observe({ type: 'longtask' })
  })
  await prepare?.(page)
  if (signsIn) await signInPage(page, url)
  await page.goto(url)
  const cdp = await page.context().newCDPSession(page)
  await cdp.send('Performance.enable')
  const pid = server.process().pid!
  return {
    page,
    async measure(seconds) {
      const before = await busyOf(cdp)
      const tasksBefore = await page.evaluate(() => (window as unknown as { longTasks: number }).longTasks)
      const cpu = cpuSince(() => family(pid))
      const started = performance.now()
      await new Promise((resolve) => setTimeout(resolve, seconds * 1000))
      const all = cpu()
      const took = (performance.now() - started) / 1000
      const busy = (await busyOf(cdp)) - before
      const longTasks = (await page.evaluate(() => (window as unknown as { longTasks: number }).longTasks)) - tasksBefore
      return { main: (busy / took) * 100, all, longTasks, seconds: took }
    },
    async close() {
      await browser.close()
      await server.close()
    },
  }
}
