// Every bed of a ward at once on one screen, at each size of ward: nothing scrolls, nothing overlaps, and the rest is counted.
import type { Page } from '@playwright/test'
import { expect, main, test } from './story.ts'

const SCREENS = [
  { width: 1920, height: 1080 },
  { width: 1280, height: 800 },
] as const
const THEMES = ['dark', 'dim', 'day'] as const

const boxesOf = (page: Page): Promise<{ left: number; top: number; right: number; bottom: number }[]> =>
  page.locator('article[data-bed]').evaluateAll((all) =>
    all.map((one) => {
      const { left, top, right, bottom } = one.getBoundingClientRect()
      return { left, top, right, bottom }
    }),
  )

/** Whether nothing on the page is larger than the screen. */
const scrolls = (page: Page): Promise<readonly string[]> =>
  page.evaluate(() =>
    [...document.querySelectorAll('html, body, main, .ward-body, .grid-host, .bar')]
      .filter((one) => one.scrollWidth > one.clientWidth + 1 || one.scrollHeight > one.clientHeight + 1)
      .map((one) => `${one.tagName.toLowerCase()}.${one.className}`),
  )

async function isWhole(page: Page, count: number, screen: { width: number; height: number }): Promise<void> {
  await expect(page.locator('article[data-bed]')).toHaveCount(count)
  expect(await scrolls(page)).toEqual([])
  const boxes = await boxesOf(page)
  for (const [index, a] of boxes.entries()) {
    expect(a.right - a.left).toBeGreaterThan(100)
    expect([a.left >= 0, a.right <= screen.width, a.bottom <= screen.height]).toEqual([true, true, true])
    for (const b of boxes.slice(index + 1))
      expect(a.right <= b.left + 0.5 || b.right <= a.left + 0.5 || a.bottom <= b.top + 0.5 || b.bottom <= a.top + 0.5).toBe(true)
  }
  // Bar, the banner kept free for alarms, and tiles fill the screen; a few places of the last row may be empty.
  const area = boxes.reduce((sum, { left, top, right, bottom }) => sum + (right - left) * (bottom - top), 0)
  expect(area / (screen.width * screen.height)).toBeGreaterThan(0.7)
  expect(Math.max(...boxes.map(({ right }) => right))).toBeGreaterThan(screen.width - 12)
  expect(Math.max(...boxes.map(({ bottom }) => bottom))).toBeGreaterThan(screen.height - 12)
}

for (const [beds, layout] of [
  [16, 'L'],
  [32, 'M'],
  [64, 'S'],
] as const) {
  test.describe(() => {
    test.use({ args: ['--seed', '7', '--beds', String(beds)] })
    test(`${beds} beds fill the screen in layout ${layout}`, async ({ page, gateway }, info) => {
      for (const screen of SCREENS) {
        await page.setViewportSize(screen)
        await page.goto(`${gateway.url}/ward/4B`)
        await expect(main(page)).toHaveAttribute('data-link', 'live')
        await isWhole(page, beds, screen)
        for (const theme of THEMES) {
          if (theme !== (await page.locator('html').getAttribute('data-theme'))) await page.keyboard.press('t')
          await expect(page.locator('html')).toHaveAttribute('data-theme', theme)
          // A sweep's worth of waves, so that the picture is the one a nurse sees.
          if (screen.width === 1920 && theme === 'dark') await page.waitForTimeout(2500)
          await page.screenshot({ path: info.outputPath(`${layout}-${theme}-${screen.width}.png`) })
        }
        await page.keyboard.press('t')
      }
    })
  })
}

test.describe(() => {
  test.use({ args: ['--seed', '7', '--beds', '96'] })
  test('96 beds go on pages, and what is on the others is counted', async ({ page, gateway }) => {
    await page.goto(`${gateway.url}/ward/4B`)
    await expect(main(page)).toHaveAttribute('data-link', 'live')
    await isWhole(page, 64, SCREENS[0])
    const where = page.locator('[data-page]')
    await expect(where).toContainText('beds 1–64 of 96')
    await expect(where).toContainText('page 1 of 2')
    await expect(page.locator('[data-counts]')).toContainText('96 beds')
    await page.getByRole('button', { name: 'Next page' }).click()
    await expect(where).toContainText('beds 65–96 of 96')
    await isWhole(page, 32, SCREENS[0])
    await page.keyboard.press('1')
    await expect(where).toContainText('page 1 of 2')
    // The bed of an address is on the screen, whatever page it is on.
    const last = page.locator('article[data-bed]').last()
    await page.keyboard.press('2')
    const bed = await last.getAttribute('data-bed')
    await page.goto(`${gateway.url}/ward/4B/bed/${bed}`)
    await expect(page.locator(`article[data-bed="${bed}"]`)).toBeAttached()
    await expect(page.locator('aside.detail [data-deed]').first()).toBeVisible()
  })
})
