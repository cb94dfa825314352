// What a machine can find of what keeps eyes and hands out of a page.
import AxeBuilder from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { expect } from './story.ts'

const THEMES = ['dark', 'dim', 'day'] as const

/**
 * What axe finds; themes differ in colours only, so that the rest is looked at in one of them. The mirror lies at opacity 0 over the
 * canvas that shows the same: its contrast is the canvas's, tested in theme.test.ts.
 */
export async function faults(page: Page, theme: (typeof THEMES)[number]): Promise<readonly string[]> {
  // No page here holds a frame, so that all is judged in the page itself; what passes is not listed.
  const axe = () => new AxeBuilder({ page }).setLegacyMode().options({ resultTypes: ['violations'] })
  const { violations } = await axe().exclude('.values').withRules(['color-contrast']).analyze()
  const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']
  const rest = theme === 'dark' ? (await axe().withTags(tags).disableRules(['color-contrast']).analyze()).violations : []
  return [...violations, ...rest].map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 120)).join(' | ')}`)
}

export async function inEachTheme(page: Page, check: (theme: (typeof THEMES)[number]) => Promise<void>): Promise<void> {
  for (const theme of THEMES) {
    await page.evaluate((name) => {
      const kept = JSON.parse(localStorage.getItem('wardlight.settings') ?? '{}')
      localStorage.setItem('wardlight.settings', JSON.stringify({ ...kept, theme: name }))
    }, theme)
    await page.reload()
    await expect(page.locator('html')).toHaveAttribute('data-theme', theme)
    await check(theme)
  }
}

/** What is too small for a gloved finger: of all that is pressed, chosen or typed into; a link in a sentence is as large as its words. */
export const smallOnes = (page: Page): Promise<readonly string[]> =>
  page
    .locator(
      'button:visible, select:visible, article[data-bed], nav a:visible, label.flag:visible, label.pick:visible, input:not([type="checkbox"], [type="radio"]):visible',
    )
    .evaluateAll((all) =>
      all
        // What a modal dialog covers cannot be touched.
        .filter((one) => !document.querySelector('dialog[open]') || one.closest('dialog') !== null)
        .map(
          (one) =>
            [one.getAttribute('aria-label') ?? (one.textContent || one.getAttribute('name')) ?? '', one.getBoundingClientRect()] as const,
        )
        .filter(([, { width, height }]) => width < 48 || height < 47.5)
        .map(([name, { width, height }]) => `${name.slice(0, 30)} ${width.toFixed(0)} × ${height.toFixed(0)}`),
    )

/** Loads the page anew in another theme. */
export async function themed(page: Page, theme: (typeof THEMES)[number]): Promise<void> {
  // A page that has just opened keeps its settings by itself, too.
  await expect(async () => {
    await page.evaluate((name) => {
      const kept = JSON.parse(localStorage.getItem('wardlight.settings') ?? '{}')
      localStorage.setItem('wardlight.settings', JSON.stringify({ ...kept, theme: name }))
    }, theme)
    await page.reload()
    await expect(page.locator('html')).toHaveAttribute('data-theme', theme, { timeout: 3000 })
  }).toPass()
}
