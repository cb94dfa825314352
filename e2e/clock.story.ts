// A computer whose clock is wrong shows the same picture as one whose clock is right, and says so.
import { startFile } from './gateway.ts'
import { expect, main, test, value } from './story.ts'

const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE

const WRONG = [
  // The gateway is ahead: this computer is behind.
  [24 * MINUTE, "This computer's clock is 24 min behind"],
  [-24 * MINUTE, "This computer's clock is 24 min ahead"],
  [DAY, "This computer's clock is 1 day behind"],
  [-DAY, "This computer's clock is 1 day ahead"],
  [2000, null],
  [-2000, null],
] as const

for (const [ahead, words] of WRONG) {
  test(`a gateway ${ahead / 1000} s ahead of the browser: ${words === null ? 'nothing is said' : 'a banner'}, and every number live`, async ({
    page,
    quiet,
  }) => {
    const gateway = await startFile('e2e/host.ts', JSON.stringify({ ahead }))
    try {
      await page.goto(`${gateway.url}/ward/4B`)
      await expect(main(page)).toHaveAttribute('data-link', 'live')
      for (const vital of ['hr', 'spo2', 'rr', 'temp']) await expect(value(page, '4B-01', vital)).toHaveAttribute('data-freshness', 'live')
      // Cuff readings are minutes old, whatever this computer believes.
      await expect(page.locator('article[data-bed="4B-01"] [data-cell="note-pressure"]')).toHaveText(/ · \d+ min$/)
      await expect(page.locator('[data-watched]')).toHaveText('14 watched')
      const clock = page.locator('[data-gateway-time]')
      await expect(clock).toHaveText(/\d\d:\d\d:\d\d/)
      const shown = await clock.textContent()
      const truth = new Intl.DateTimeFormat('en-GB', { timeZone: 'Europe/London', timeStyle: 'medium' }).format(Date.now() + ahead)
      const seconds = (text: string): number => text.split(':').reduce((sum, part) => sum * 60 + Number(part), 0)
      expect(Math.abs(seconds(shown!) - seconds(truth)) % 86_398).toBeLessThanOrEqual(2)
      const banner = page.locator('[data-banner="clock"]')
      if (words === null) await expect(banner).toHaveCount(0)
      else await expect(banner).toContainText(words)
    } finally {
      quiet.over()
      await gateway.stop()
    }
  })
}
