// A screen that slept, or was not looked at, vouches for nothing until something fresh has come.

import type { Page } from '@playwright/test'
import { startSleeper } from './asleep.ts'
import { enter } from './signin.ts'
import { expect, LINK_ERRORS, main, openWard, pause, probe, SOAK, test, value } from './story.ts'
import { mono } from './viewer.ts'

const STOPPED = SOAK ? 60_000 : 8000
test.use({ allowed: LINK_ERRORS })

test(`a renderer stopped for ${STOPPED / 1000} s: veiled on return until something fresh, live within 3 s (soak)`, async ({ gateway }) => {
  test.skip(process.platform !== 'linux', 'finds and stops processes by /proc')
  test.setTimeout(60_000 + 2 * STOPPED)
  const sleeper = await startSleeper()
  try {
    const page = enter(await sleeper.browser.newPage())
    await openWard(page, gateway.url, '4B', '?probe')
    await expect(value(page, '4B-01', 'hr')).toHaveAttribute('data-freshness', 'live')
    // Fonts are there, and waves go on.
    await expect.poll(async () => (await probe(page)).counts.sweeps).toBeGreaterThan(60)
    // Every state of the page from here on, in the page's own order.
    await page.evaluate(() => {
      const seen: string[] = []
      const at = document.querySelector('main') as HTMLElement
      new MutationObserver(() => seen.push(`${at.dataset.link}${at.dataset.veiled === undefined ? '' : ' veiled'}`)).observe(at, {
        attributes: true,
      })
      Object.assign(window, { seen })
    })
    expect(sleeper.sleep()).toBeGreaterThan(0)
    await pause(STOPPED)
    sleeper.wake()
    const woke = mono()
    await page.waitForFunction(() => {
      const { seen } = window as unknown as { seen: string[] }
      return seen.some((state) => state.includes('veiled')) && seen.at(-1) === 'live'
    })
    const log = await probe(page)
    const states = log.link.filter(({ painted }) => painted >= woke - 50)
    expect(states[0]!.link).not.toBe('live')
    const live = states.find(({ link }) => link === 'live')!.painted
    expect(live - woke).toBeLessThanOrEqual(3000)
    // From the first word of it on nothing is painted as live by what was measured before the sleep.
    const told = states[0]!.painted
    const early = log.values.filter(
      ({ bed, vital, painted, freshness, at }) =>
        bed === '4B-01' && ['hr', 'spo2', 'rr'].includes(vital) && freshness === 'live' && painted >= told && at < woke - 3000,
    )
    expect(early).toEqual([])
    await expect(page.locator('[data-veil]')).toHaveCount(0)
    await expect(value(page, '4B-01', 'hr')).toHaveAttribute('data-freshness', 'live')
  } finally {
    await sleeper.close()
  }
})

/** Headless pages are never hidden: the page is told so. */
const hide = (page: Page, hidden: boolean): Promise<{ veiled: boolean; link: string | undefined }> =>
  page.evaluate((now) => {
    Object.defineProperty(document, 'hidden', { configurable: true, get: () => now })
    Object.defineProperty(document, 'visibilityState', { configurable: true, get: () => (now ? 'hidden' : 'visible') })
    document.dispatchEvent(new Event('visibilitychange'))
    return new Promise((resolve) => {
      // After React has had its turn.
      setTimeout(() => {
        const at = document.querySelector('main') as HTMLElement
        resolve({ veiled: document.querySelector('[data-veil]') !== null, link: at.dataset.link })
      }, 30)
    })
  }, hidden)

test('a hidden tab is veiled at once, and unveiled by something fresh only', async ({ page, gateway, faulty }) => {
  await openWard(page, `http://127.0.0.1:${faulty.port}`, '4B', '?probe')
  await expect(page.locator('[data-veil]')).toHaveCount(0)
  expect(await hide(page, true)).toEqual({ veiled: true, link: 'asleep' })
  await expect(page.locator('[data-watched]')).toHaveText('none watched')
  await expect(page.locator('article[data-bed="4B-01"] [data-cell="line"]')).toHaveText('SCREEN SLEPT')
  // Struck or gone at once, whatever its clock says meanwhile.
  await expect(value(page, '4B-01', 'hr')).toHaveAttribute('data-freshness', /^(stale|none)$/)
  // Seen again while nothing comes: the veil stays.
  faulty.blackHole()
  expect((await hide(page, false)).veiled).toBe(true)
  await expect(main(page)).toHaveAttribute('data-link', 'lost')
  await expect(page.locator('[data-veil]')).toBeVisible()
  faulty.heal()
  await expect(page.locator('[data-veil]')).toHaveCount(0)
  await expect(main(page)).toHaveAttribute('data-link', 'live')
  await expect(value(page, '4B-01', 'hr')).toHaveAttribute('data-freshness', 'live')
  expect(gateway.output()).not.toContain('error')
})
