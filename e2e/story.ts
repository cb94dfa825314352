// What every story has: a gateway, a page that fails on any console error, and words for what a nurse looks at.
import { type BrowserContext, test as base, expect, type Locator, type Page } from '@playwright/test'
import type { ProbeLog } from '../src/app/messages.ts'
import type { DemoRole } from '../src/model/me.ts'
import { createFaultyLink, type FaultyLink } from './faults.ts'
import { type RunningGateway, startGateway } from './gateway.ts'
import { enter, signInPage } from './signin.ts'

interface Options {
  /** Arguments of the gateway. */
  args: string[]
  /** Console messages that a story brings about on purpose (one pattern: an array here would be read as a fixture with options). */
  allowed: RegExp
}
interface Parts {
  gateway: RunningGateway
  faulty: FaultyLink
  /** Fails the story on any console error, page error or violation of the content security policy. */
  quiet: Quiet
  /** A further browser, signed in to this gateway's demo as somebody, or (null) as nobody. */
  another(as: DemoRole | null): Promise<Page>
}
interface Quiet {
  /** The same for a page that the story opened itself. */
  hear(page: Page): void
  /** The story is told: what a page says of a gateway that is gone counts no more. */
  over(): void
}

export const test = base.extend<Options & Parts>({
  args: [['--seed', '7'], { option: true }],
  allowed: [/(?!)/, { option: true }],
  gateway: async ({ args, quiet }, use) => {
    const gateway = await startGateway(...args)
    await use(gateway)
    quiet.over()
    await gateway.stop()
  },
  faulty: async ({ gateway }, use) => {
    const faulty = await createFaultyLink(gateway.port)
    await use(faulty)
    await faulty.close()
  },
  page: async ({ page }, use) => {
    await use(enter(page))
  },
  quiet: [
    async ({ page, allowed }, use) => {
      const errors: string[] = []
      let isOver = false
      const wrong = (text: string): void => {
        if (!isOver) errors.push(text)
      }
      const hear = (one: Page): void => {
        one.on('console', (message) => {
          if (message.type() === 'error' && !allowed.test(message.text())) wrong(message.text())
        })
        one.on('pageerror', (error) => wrong(String(error)))
      }
      hear(page)
      const over = (): void => {
        isOver = true
      }
      await use({ hear, over })
      expect(errors, 'console errors').toEqual([])
    },
    { auto: true },
  ],
  another: async ({ browser, gateway, quiet, viewport }, use) => {
    const opened: BrowserContext[] = []
    await use(async (as) => {
      const context = await browser.newContext({ viewport })
      opened.push(context)
      const page = await context.newPage()
      quiet.hear(page)
      if (as !== null) await signInPage(page, gateway.url, as)
      return page
    })
    for (const context of opened) await context.close()
  },
})
export { expect }

/** Counts in full for `npm run soak`, a part of it otherwise. */
export const SOAK = process.env.WARDLIGHT_SOAK !== undefined

/** Numbers in [0, 1) by a seed, so that a failing run can be run again. */
export function seeded(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

export const pause = (milliseconds: number): Promise<void> => new Promise((done) => setTimeout(done, milliseconds))

/** Connection errors that a browser logs by itself while a link is cut. */
export const LINK_ERRORS = /WebSocket connection to .* failed|net::ERR_|Failed to load resource/

export const main = (page: Page): Locator => page.locator('main')
export const tile = (page: Page, bed: string): Locator => page.locator(`article[data-bed="${bed}"]`)
export const value = (page: Page, bed: string, vital: string): Locator => tile(page, bed).locator(`[data-vital="${vital}"]`)

interface Probed {
  readonly wardlight?: { probe(since: number): Promise<ProbeLog> }
}

/** What the page painted since `since`; the page must have been opened with `?probe`. */
export async function probe(page: Page, since = 0): Promise<ProbeLog> {
  await page.waitForFunction(() => (window as unknown as Probed).wardlight)
  return page.evaluate((from) => (window as unknown as Probed).wardlight!.probe(from), since)
}

/** Opens a ward and waits until it is watched live. */
export async function openWard(page: Page, url: string, ward: string, query = ''): Promise<void> {
  await page.goto(`${url}/ward/${ward}${query}`)
  await expect(main(page)).toHaveAttribute('data-link', 'live')
}
