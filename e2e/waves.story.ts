// The waves of a stay: any moment on true paper, calipers by keyboard, an hour in rows, the strip of an alarm.
import { faults, themed } from './axe.ts'
import { pages } from './paper.ts'
import { shot } from './shot.ts'
import { expect, LINK_ERRORS, openWard, test } from './story.ts'

type Page = Parameters<typeof openWard>[0]
// The minute that runs is asked for again and again, also while the gateway of a story stops.
test.use({ allowed: LINK_ERRORS })

const told = (page: Page) => page.locator('[data-waves-told]')
const canvas = (page: Page) => page.getByRole('slider', { name: 'Time of the waves' })
const from = async (page: Page): Promise<number> => Number(await canvas(page).getAttribute('data-from'))

/** The waves of who lies in a bed, opened by their address. */
async function openWaves(page: Page, url: string, bed: string): Promise<string> {
  await openWard(page, url, '4B')
  await page.goto(`${url}/ward/4B/alarms`)
  const option = page.locator('dialog.sheet').getByLabel('Bed').locator('option', { hasText: bed })
  await expect(option).toBeAttached()
  const stay = (await option.getAttribute('value'))!
  await page.goto(`${url}/patient/${stay}/waves`)
  await expect(told(page)).toHaveText(/\d+\/min by \d+ beats, RR \d+ to \d+ ms/)
  return stay
}

test('a moment on true paper: speed and gain, scrolled by keyboard, wheel and drag', async ({ page, gateway }) => {
  await openWaves(page, gateway.url, '4B-01')
  await expect(page.getByText('25 mm/s (scale not calibrated')).toBeVisible()
  await expect(page.getByRole('heading', { name: 'Waves · 4B-01' })).toBeVisible()
  await shot(page, 'waves')

  // The window is as long as its width says: 25 mm/s at CSS's millimetre, less the 16 mm of the margin.
  const span = async (): Promise<number> => {
    const [, first, last] = /(\d\d:\d\d:\d\d) to (\d\d:\d\d:\d\d)/.exec((await told(page).textContent())!)!
    return (Date.parse(`2026-01-01T${last}Z`) - Date.parse(`2026-01-01T${first}Z`)) / 1000
  }
  const width = (await canvas(page).boundingBox())!.width
  const seconds = (width / (96 / 25.4) - 16) / 25
  expect(Math.abs((await span()) - seconds)).toBeLessThanOrEqual(1)
  await page.getByRole('button', { name: '50', exact: true }).click()
  expect(Math.abs((await span()) - seconds / 2)).toBeLessThanOrEqual(1)
  await page.getByRole('button', { name: '20', exact: true }).click()
  await expect(page.getByText('II 20 mm/mV')).toBeVisible()
  await page.getByRole('button', { name: '25', exact: true }).click()

  const start = await from(page)
  await canvas(page).focus()
  await page.keyboard.press('ArrowLeft')
  await page.keyboard.press('Shift+ArrowLeft')
  await expect.poll(() => from(page)).toBeCloseTo(start - 6000, -1)
  // The address follows, and leads back to the moment.
  await expect(page).toHaveURL(/\/waves\?at=\d+$/)
  const box = (await canvas(page).boundingBox())!
  await page.mouse.move(box.x + 400, box.y + 150)
  await page.mouse.down()
  await page.mouse.move(box.x + 400 + (96 / 25.4) * 25, box.y + 150, { steps: 4 })
  await page.mouse.up()
  // A hand that pulled 25 mm to the right has gone one second back.
  await expect.poll(async () => Math.abs((await from(page)) - (start - 7000))).toBeLessThan(20)
  // It may lie before the gateway began: then it says so.
  await expect(told(page)).toHaveText(/\d+\/min by|NOTHING CAME/)
})

test('calipers by keyboard: time, rate and amplitude; beat to beat', async ({ page, gateway }) => {
  await openWaves(page, gateway.url, '4B-01')
  const said = async () =>
    /RR (\d+) to (\d+) ms/
      .exec((await told(page).textContent())!)!
      .slice(1)
      .map(Number)
  const before = await said()
  await page.getByRole('button', { name: 'Off', exact: true }).click()
  const words = page.locator('[data-calipers]')
  const read = async () => {
    const [, ms, rate, mV] = /^(\d+) ms · (\d+)\/min · ([+−][\d.]+) mV$/.exec((await words.textContent())!)!
    return { ms: Number(ms), rate: Number(rate), mV: Number(mV!.replace('−', '-')) }
  }
  const opened = await read()
  // They open on two beats: what they measure is one of the intervals that the marks say.
  // The minute that runs goes on: of what was said before and after.
  const all = [...before, ...(await said())]
  expect(opened.ms).toBeGreaterThanOrEqual(Math.min(...all) - 1)
  expect(opened.ms).toBeLessThanOrEqual(Math.max(...all) + 1)
  await page.getByRole('slider', { name: 'Caliper B' }).focus()
  for (let i = 0; i < 5; i++) await page.keyboard.press('ArrowRight')
  await page.keyboard.press('Shift+ArrowRight')
  for (let i = 0; i < 2; i++) await page.keyboard.press('Shift+ArrowUp')
  const moved = await read()
  // Five fine steps of 4 ms and a small box of 40 ms; two small boxes up are 0.2 mV.
  expect(moved.ms).toBe(opened.ms + 60)
  expect(moved.rate).toBe(Math.round(60_000 / moved.ms))
  expect(moved.mV).toBeCloseTo(opened.mV + 0.2, 2)
  await expect(page.getByRole('slider', { name: 'Caliper B' })).toHaveAttribute('aria-valuetext', new RegExp(`${moved.ms} ms`))
  await page.getByRole('button', { name: 'March out' }).click()
  await expect(page.locator('.caliper-march').first()).toBeAttached()
  await page.getByRole('button', { name: 'Pleth', exact: true }).click()
  await expect(words).toHaveText(/^\d+ ms · \d+\/min$/)
  await page.getByRole('button', { name: 'II', exact: true }).click()
  await shot(page, 'waves-calipers')
  for (const theme of ['dark', 'day'] as const) {
    await themed(page, theme)
    await expect(told(page)).toHaveText(/\d+\/min by/)
    await page.getByRole('button', { name: 'Off', exact: true }).click()
    await expect(words).toBeVisible()
    expect(await faults(page, theme), theme).toEqual([])
    await shot(page, `waves-${theme}`)
  }
})

test('an hour of one lead in rows; a row opens its moment; what was before this began is told as a gap', async ({ page, gateway }) => {
  await openWaves(page, gateway.url, '4B-01')
  const moment = await from(page)
  await page.getByRole('button', { name: 'Hour in rows' }).click()
  const rows = page.getByRole('listbox', { name: 'Minutes' })
  await expect(rows.getByRole('option')).toHaveCount(60)
  await expect(rows.getByRole('option', { selected: true })).toHaveAttribute('aria-label', /^\d\d:\d\d, \d+\/min by \d+ beats/)
  await expect(rows.getByRole('option').first()).toHaveAttribute('aria-label', /^\d\d:\d\d, nothing/)
  expect(await faults(page, 'dark')).toEqual([])
  await shot(page, 'waves-hour')
  await rows.focus()
  await page.keyboard.press('ArrowUp')
  await page.keyboard.press('Enter')
  await expect(canvas(page)).toBeVisible()
  const opened = await from(page)
  expect(opened).toBeLessThan(moment)
  expect(moment - opened).toBeLessThan(120_000)
})

test.describe('an alarm', () => {
  test.use({ args: ['--seed', '7', '--beds', '6', '--speed', '3'] })
  test('its strip, one click from it: 10 s before to 10 s after, printed at true 25 mm/s', async ({ page, gateway }) => {
    test.slow()
    await openWard(page, gateway.url, '4B')
    const line = page.locator('tr[data-line-priority="high"]', { hasText: '4B-06', has: page.locator('[data-open-strip]') }).first()
    await expect(async () => {
      await page.goto(`${gateway.url}/ward/4B/alarms`)
      await expect(line).toBeVisible({ timeout: 8000 })
    }).toPass({ timeout: 120_000 })
    await line.locator('[data-open-strip]').click()
    const strip = page.getByRole('dialog', { name: /^Strip: \*\*\* HEART RATE/ })
    const rows = strip.locator('[data-strip]')
    await expect(rows).toHaveCount(2)
    await expect(strip.locator('[data-strip-told]')).toHaveText(/25 mm\/s, ECG 10 mm\/mV\..* beats, RR/)
    await expect(strip.locator('[data-strip-mark]')).toHaveCount(1)
    await expect(strip.locator('[data-pulse]').first()).toBeAttached()
    await expect(strip.getByText('the rest of the strip follows')).toHaveCount(0, { timeout: 60_000 })
    expect(await faults(page, 'dark')).toEqual([])
    await shot(page, 'strip')
    const paper = await pages(page, 'strip')
    expect(paper.count).toBeLessThanOrEqual(2)
    expect(paper.text).toContain('HEART RATE')
    expect(paper.text).toContain('Secondary display')
    await page.emulateMedia({ media: 'print' })
    // 10 s at 25 mm/s, 16 mm beside the grid and 1 mm behind it.
    expect((await rows.first().boundingBox())!.width).toBeCloseTo((267 * 96) / 25.4, 0)
    await page.emulateMedia({ media: null })
    await page.keyboard.press('Escape')
    await expect(strip).toHaveCount(0)
    await expect(page.locator('dialog.sheet')).toBeVisible()
  })
})
