// The ward's screen as it was: framed and named, the live banner above it, found by scrubber, keys and jumps.
import { faults } from './axe.ts'
import { shot } from './shot.ts'
import { expect, main, openWard, test } from './story.ts'

test('a moment of the ward is looked up: REPLAY stands above it, the live banner stays, keys move it', async ({ page, gateway }) => {
  await openWard(page, gateway.url, '4B')
  await expect(main(page)).toHaveAttribute('data-link', 'live')
  const since = Date.now()
  await page.goto(`${gateway.url}/ward/4B/replay?at=${since}`)
  const replay = page.locator('.replay')
  await expect(replay.getByText('REPLAY, not live')).toBeVisible()
  await expect(replay.locator('.replay-banner')).toContainText(/\w{3} \d+ \w{3} \d\d:\d\d:\d\d\(\d+ s ago\)/)
  // Nothing of the present is behind it: whatever sounds now stands above.
  await expect(page.locator('dialog.sheet').getByText('All alarms')).toBeVisible()
  const tile = replay.getByRole('article', { name: '4B-01, replayed' })
  await expect(tile.locator('[data-vital="hr"]')).toHaveText(/^\d+\??$/, { timeout: 60_000 })
  await expect(replay.getByRole('article')).toHaveCount(16)
  // Who had the bed then, and how the patient was doing by then.
  await expect(tile.getByTitle('nurse of this bed then')).toHaveText('RW')
  await expect(tile).toContainText(/NEWS2/)
  expect(await faults(page, 'dark')).toEqual([])
  await shot(page, 'screen-replay')

  // Of a time before this gateway ran nobody knows who had which bed: that is said, and no nurse of now stands there.
  const moment = page.url()
  await page.goto(`${gateway.url}/ward/4B/replay?at=${since - 2 * 3_600_000}`)
  await expect(replay.locator('.replay-banner')).toContainText('who had which bed is not known of then')
  await expect(tile.getByText('nurse not known')).toBeAttached()
  await expect(tile.getByTitle('nurse of this bed then', { exact: true })).toHaveCount(0)
  expect(await faults(page, 'dark')).toEqual([])
  await page.goto(moment)
  await expect(tile.locator('[data-vital="hr"]')).toHaveText(/^\d+\??$/, { timeout: 60_000 })

  const at = async (): Promise<number> => Number(await replay.getAttribute('data-replay'))
  const before = await at()
  await page.getByRole('slider', { name: 'Moment' }).press('ArrowLeft')
  await expect.poll(at).toBe(before - 1000)
  await page.getByRole('slider', { name: 'Moment' }).press('Shift+ArrowRight')
  await expect.poll(at).toBeGreaterThan(before - 1000)
  await page.getByRole('button', { name: '−1 min' }).click()
  await expect.poll(at).toBeLessThan(before - 50_000)
  await expect(page).toHaveURL(new RegExp(`at=${await at()}`))
  await page.keyboard.press('Escape')
  await expect(replay).toHaveCount(0)
  await expect(main(page)).toHaveAttribute('data-link', 'live')
})
