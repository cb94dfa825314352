// A nurse's first minutes: what the ward shows, and how she gets about in it.
import { expect, main, openWard, probe, test, tile, value } from './story.ts'

test('the product opens on a ward that is live: every bed, every number as fresh as it looks', async ({ page, gateway }) => {
  await page.goto(gateway.url)
  await expect(page).toHaveURL(/\/ward\/4B$/)
  await expect(main(page)).toHaveAttribute('data-link', 'live')
  await expect(page).toHaveTitle(/^(▲ \d+ · )?4B .* · Wardlight$/)
  await expect(page.locator('article[data-bed]')).toHaveCount(16)
  await expect(page.getByRole('article', { name: '4B-01' })).toBeVisible()

  await expect(value(page, '4B-01', 'hr')).toHaveAttribute('data-freshness', 'live')
  await expect(value(page, '4B-01', 'hr')).toHaveText(/^\d{2,3}$/)
  await expect(value(page, '4B-01', 'spo2')).toHaveText(/^9\d$|^100$/)
  await expect(tile(page, '4B-01').locator('[data-cell="patient"]')).toContainText('AT 67 F')
  // A cuff reading is never "now": its time and its age stand beside it.
  await expect(value(page, '4B-01', 'nibp-sys')).toHaveText(/^\d{2,3}$/)
  await expect(tile(page, '4B-01').locator('[data-cell="note-pressure"]')).toHaveText(/^\d\d:\d\d · \d+ min$/)
  await expect(tile(page, '4B-12').locator('[data-cell="note-hr"]')).toContainText('1/min')

  await expect(tile(page, '4B-13').locator('[data-cell="line"]')).toHaveText(/^away: CT, with nurse, back \d\d:\d\d$/)
  await expect(tile(page, '4B-14').locator('[data-cell="line"]')).toHaveText('empty')
  for (const bed of ['4B-13', '4B-14']) await expect(tile(page, bed).locator('[data-vital]')).toHaveCount(0)
  // Comfort care: values on request only.
  await expect(value(page, '4B-15', 'hr')).toHaveText('--')
  await expect(tile(page, '4B-15').locator('[data-cell="line"]')).toHaveText('ALARMS OFF BY ORDER')

  await expect(page.getByText('DEMO', { exact: true })).toBeVisible()
  await expect(page.getByText('Secondary display: bedside alarms lead')).toBeVisible()
  await expect(page.locator('[data-counts]')).toContainText('16 beds · 1 away · 1 empty')
  await expect(page.locator('[data-watched]')).toHaveText('14 watched')
  await expect(page.locator('[data-gateway-time]')).toHaveText(/^\d\d:\d\d:\d\d$/)
})

test('the other wards are a choice away, and remembered', async ({ page, gateway }) => {
  await openWard(page, gateway.url, '4B')
  const ward = page.getByRole('combobox', { name: 'Ward' })
  await ward.selectOption('ICU')
  await expect(page).toHaveURL(/\/ward\/ICU$/)
  await expect(main(page)).toHaveAttribute('data-link', 'live')
  await expect(page.locator('article[data-bed]')).toHaveCount(8)
  await expect(value(page, 'ICU-1', 'art-sys')).toHaveAttribute('data-freshness', 'live')
  await expect(page.locator('article[data-bed^="4B"]')).toHaveCount(0)
  await ward.selectOption('Home')
  await expect(page.locator('article[data-bed]')).toHaveCount(6)
  await expect(page.locator('[data-banner="note"]')).toContainText('not watched continuously')
  await page.goto(gateway.url)
  await expect(page).toHaveURL(/\/ward\/Home$/)
})

test('a bed opens in detail by mouse and by keyboard, by its address too, and Esc closes it', async ({ page, gateway }) => {
  await openWard(page, gateway.url, '4B')
  const detail = page.locator('aside[data-detail]')
  await tile(page, '4B-03').click()
  await expect(page).toHaveURL(/\/ward\/4B\/bed\/4B-03$/)
  await expect(detail).toHaveAttribute('data-detail', '4B-03')
  await expect(detail.locator('[data-vital="etco2"]')).toHaveAttribute('data-freshness', 'live')
  await expect(detail.getByRole('row').filter({ has: page.locator('[data-vital="spo2"]') })).toContainText('wall monitor')
  await expect(detail.locator('[data-patient-name]')).toHaveText('Ingrid Quill')
  // Nobody measured this screen yet, and it does not pretend otherwise.
  await expect(detail.locator('figcaption')).toHaveText('25 mm/s (screen not calibrated) · ECG 10 mm/mV, unless a lane says less')
  await expect(page.locator('article[data-bed]')).toHaveCount(16)

  await page.reload()
  await expect(detail).toHaveAttribute('data-detail', '4B-03')
  await expect(detail.locator('[data-vital="hr"]')).toHaveAttribute('data-freshness', 'live')
  await page.keyboard.press('Escape')
  await expect(detail).toHaveCount(0)
  await expect(page).toHaveURL(/\/ward\/4B$/)

  await expect(tile(page, '4B-03')).toBeFocused()
  await page.keyboard.press('ArrowRight')
  await expect(tile(page, '4B-04')).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(detail).toHaveAttribute('data-detail', '4B-04')
  await page.goto(`${gateway.url}/ward/4B/bed/4B-12`)
  await expect(detail.locator('[data-not-watched]')).toContainText('rhythm not watched')
})

test('a filter counts what it hides, and hides nothing that must be seen', async ({ page, gateway }) => {
  await openWard(page, gateway.url, '4B')
  await expect(page.locator('[data-watched]')).toHaveText('14 watched')
  await page.getByRole('combobox', { name: 'Show' }).selectOption('occupied')
  await expect(page.locator('article[data-bed]')).toHaveCount(14)
  await expect(page.locator('[data-banner="hidden"]')).toContainText('2 beds hidden')
  await page.getByRole('button', { name: 'show all' }).click()
  await expect(page.locator('article[data-bed]')).toHaveCount(16)
  await expect(page.locator('[data-banner="hidden"]')).toHaveCount(0)
})

test('? lists the keys; P hides who lies there; T changes the theme; all of it is kept', async ({ page, gateway }) => {
  await openWard(page, gateway.url, '4B')
  await page.keyboard.press('?')
  const help = page.getByRole('dialog', { name: 'Keys' })
  await expect(help).toContainText('open the bed in detail')
  await page.keyboard.press('Escape')
  await expect(help).toHaveCount(0)

  await expect(tile(page, '4B-01').locator('[data-cell="patient"]')).toContainText('AT 67 F')
  await page.keyboard.press('p')
  await expect(page.locator('[data-cell="patient"]')).toHaveCount(0)
  await page.goto(`${gateway.url}/ward/4B/bed/4B-01`)
  await expect(page.locator('.detail-who')).toHaveText('name hidden (privacy)')
  await expect(page.getByText('Thistle')).toHaveCount(0)

  const root = page.locator('html')
  await expect(root).toHaveAttribute('data-theme', 'dark')
  for (const theme of ['dim', 'day']) {
    await page.keyboard.press('t')
    await expect(root).toHaveAttribute('data-theme', theme)
  }
  await page.reload()
  await expect(root).toHaveAttribute('data-theme', 'day')
})

test('waves really move: the canvas changes, and the painter says what it drew', async ({ page, gateway }) => {
  await openWard(page, gateway.url, '4B', '?probe')
  const drawn = async (): Promise<number> => {
    const { waves } = await probe(page)
    return Math.max(0, ...waves.filter(({ bed, hole }) => bed === '4B-01' && !hole).map(({ to }) => to))
  }
  await expect.poll(drawn).toBeGreaterThan(0)
  const box = (await tile(page, '4B-01').boundingBox())!
  const clip = { x: box.x + box.width * 0.12, y: box.y + box.height * 0.15, width: box.width * 0.4, height: box.height * 0.6 }
  const [before, first] = [await drawn(), await page.screenshot({ clip })]
  await expect.poll(drawn).toBeGreaterThan(before + 250)
  expect((await page.screenshot({ clip })).equals(first)).toBe(false)
})

test.describe(() => {
  test.use({ args: ['--seed', '7', '--speed', '60'] })
  test('time that runs faster says so, and is live by its own clock', async ({ page, gateway }) => {
    await openWard(page, gateway.url, '4B')
    await expect(page.getByText('×60', { exact: true })).toBeVisible()
    await expect(value(page, '4B-01', 'hr')).toHaveAttribute('data-freshness', 'live')
    await expect(value(page, '4B-12', 'hr')).toHaveAttribute('data-freshness', 'live')
    await expect(page.locator('[data-banner="clock"]')).toHaveCount(0)
    // Six minutes in six seconds: bed 13 is back from its scan.
    await expect(value(page, '4B-13', 'hr')).toHaveAttribute('data-freshness', 'live')
  })
})
