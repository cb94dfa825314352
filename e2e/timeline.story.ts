// The timeline of a stay: opened from its bed, read by lanes, brush, presets and cursor; its link brings another to the same place.
import { faults, smallOnes, themed } from './axe.ts'
import { shot } from './shot.ts'
import { expect, LINK_ERRORS, openWard, test } from './story.ts'

type Page = Parameters<typeof openWard>[0]
const lane = (page: Page, key: string) => page.locator(`[data-window="Window"] .lane[data-lane="${key}"]`)
const reading = (page: Page, key: string) => page.locator(`[data-window="Window"] [data-reading="${key}"]`)
const words = (page: Page) => page.locator('[data-window="Window"] [data-window-words]')

async function openTimeline(page: Page, url: string, bed: string): Promise<void> {
  await openWard(page, url, '4B')
  await page.goto(`${url}/ward/4B/bed/${bed}`)
  await page.getByRole('link', { name: 'Timeline', exact: true }).click()
  await expect(page).toHaveURL(/\/patient\//)
  await expect(page.locator('main.timeline')).toHaveAttribute('data-whole', 'true')
}

test('opened from a bed: lanes in their order with readings, presets, the live edge and the way home', async ({ page, gateway }) => {
  await openTimeline(page, gateway.url, '4B-05')
  const keys = await page.locator('.lane').evaluateAll((all) => all.map((one) => (one as HTMLElement).dataset.lane))
  expect(keys.slice(0, 7)).toEqual(['hr', 'spo2', 'oxygen', 'rr', 'pressure', 'temp', 'news2'])
  await expect(reading(page, 'hr').locator('b')).toHaveText(/^\d+$/)
  await expect(reading(page, 'hr')).toContainText('bpm')
  await expect(lane(page, 'hr').locator('.sr-only')).toHaveText(/lowest \d+, highest \d+, last \d+ bpm at .*(nothing missing|% missing)/)
  await expect(page.locator('.alarms')).toBeVisible()
  await shot(page, 'timeline-12h')
  for (const [key, length] of [
    ['1', '1 h'],
    ['2', '4 h'],
    ['5', '72 h'],
  ] as const) {
    await page.keyboard.press(key)
    await expect(words(page)).toContainText(`(${length}, follows)`)
  }
  await shot(page, 'timeline-72h')
  await page.keyboard.press('1')
  await page.keyboard.press('ArrowLeft')
  await expect(words(page)).toContainText('looking back')
  await page.getByRole('button', { name: 'Live ▸▸' }).click()
  await expect(words(page)).toContainText('follows')
  await page.keyboard.press('-')
  await expect(words(page)).toContainText('(2 h, follows)')
})

test('the cursor reads all lanes; the link brings window, lanes and cursor back; a second window has its own range', async ({
  page,
  gateway,
}) => {
  await openTimeline(page, gateway.url, '4B-05')
  await page.keyboard.press('1')
  await expect(words(page)).toContainText('(1 h, follows)')
  const plots = page.locator('[data-window="Window"] [data-plots]')
  const box = (await plots.boundingBox())!
  // Before this gateway ran nothing came: no value near by stands in for it. In the last seconds one is read.
  await page.mouse.move(box.x + 100, box.y + 60)
  await expect(reading(page, 'hr').locator('.lane-time')).toHaveText('')
  await page.mouse.click(box.x + box.width - 1, box.y + 60)
  await expect(page.locator('[data-window="Window"] [data-cursor]')).toBeVisible()
  await expect(reading(page, 'hr').locator('.lane-time')).toHaveText(/^\d\d:\d\d:\d\d$/)
  await page.getByRole('button', { name: /^RR, .*lane settings/ }).click()
  await page.getByRole('button', { name: 'Hide', exact: true }).click()
  await expect(lane(page, 'rr')).toHaveCount(0)
  await expect(page.getByRole('button', { name: '1 lane hidden' })).toBeVisible()
  await expect(page).toHaveURL(/window=1h/)
  await expect(page).toHaveURL(/cursor=/)
  await expect(page).toHaveURL(/lanes=hr,spo2,oxygen,pressure/)
  await page.keyboard.press('ArrowLeft')
  await expect(page).toHaveURL(/window=\d{4}-.*Z\.\.\d{4}-.*Z/)
  const before = await words(page).textContent()
  await page.reload()
  await expect(words(page)).toHaveText(before!)
  await expect(lane(page, 'rr')).toHaveCount(0)
  await page.getByRole('button', { name: 'Two windows' }).click()
  const second = page.locator('[data-window="Second window"]')
  await expect(second.locator('.lane[data-lane="hr"]')).toBeVisible()
  await second.getByRole('button', { name: '4 h', exact: true }).click()
  await expect(second.locator('[data-window-words]')).toContainText('(4 h')
  await expect(words(page)).toHaveText(before!)
  await expect(page).toHaveURL(/beside=/)
  await shot(page, 'timeline-two')
  await second.getByRole('button', { name: 'Close this window' }).click()
  await page.getByRole('button', { name: '1 lane hidden' }).click()
  await page.getByRole('button', { name: 'Show RR' }).click()
  await expect(lane(page, 'rr')).toBeVisible()
})

test('lanes as a person set them are there at another screen of theirs, and at nobody else’s', async ({ gateway, another }) => {
  const opened = async (as: 'physician' | 'nurse'): Promise<Page> => {
    const page = await another(as)
    await openTimeline(page, gateway.url, '4B-05')
    return page
  }
  const first = await opened('physician')
  const kept = first.waitForResponse((response) => response.url().endsWith('/api/account/lanes') && response.request().method() === 'POST')
  await first.getByRole('button', { name: /^RR, .*lane settings/ }).click()
  await first.getByRole('button', { name: 'Hide', exact: true }).click()
  expect((await kept).status()).toBe(200)
  const second = await opened('physician')
  await expect(second.getByRole('button', { name: '1 lane hidden' })).toBeVisible()
  await expect(lane(second, 'rr')).toHaveCount(0)
  await expect(lane(second, 'hr')).toBeVisible()
  const nurse = await opened('nurse')
  await expect(lane(nurse, 'rr')).toBeVisible()

  // A link shows the lanes of who sent it; one's own they are only once they are taken.
  await nurse.goto(second.url())
  await expect(lane(nurse, 'hr')).toBeVisible()
  await expect(lane(nurse, 'rr')).toHaveCount(0)
  await openTimeline(nurse, gateway.url, '4B-05')
  await expect(lane(nurse, 'rr')).toBeVisible()
  await nurse.goto(second.url())
  await nurse.getByRole('button', { name: '1 lane hidden' }).click()
  const taken = nurse.waitForResponse((response) => response.url().endsWith('/api/account/lanes') && response.request().method() === 'POST')
  await nurse.getByRole('button', { name: 'Keep these lanes as mine' }).click()
  expect((await taken).status()).toBe(200)
  await openTimeline(nurse, gateway.url, '4B-05')
  await expect(nurse.getByRole('button', { name: '1 lane hidden' })).toBeVisible()
  await expect(lane(nurse, 'rr')).toHaveCount(0)
})

test('wheel, drag and brush move the window', async ({ page, gateway }) => {
  await openTimeline(page, gateway.url, '4B-05')
  const box = (await page.locator('[data-window="Window"] [data-plots]').boundingBox())!
  const middle = [box.x + box.width / 2, box.y + 60] as const
  await page.mouse.move(...middle)
  await page.mouse.wheel(0, -600)
  await expect(words(page)).toContainText('looking back')
  const zoomed = (await words(page).textContent())!
  await page.mouse.down()
  await page.mouse.move(middle[0] + 200, middle[1], { steps: 5 })
  await page.mouse.up()
  await expect(words(page)).not.toHaveText(zoomed)
  const brush = page.getByRole('slider', { name: 'Window in the whole stay' }).first()
  await expect(brush).toHaveAttribute('aria-valuetext', / to /)
  const moved = (await words(page).textContent())!
  const place = (await brush.boundingBox())!
  await page.mouse.click(place.x + place.width * 0.3, place.y + 20)
  await expect(words(page)).not.toHaveText(moved)
  await brush.focus()
  await page.keyboard.press('End')
  await expect(words(page)).toContainText('follows')
})

test('axe finds nothing on the timeline, and nothing is too small for a finger', async ({ page, gateway }) => {
  await openTimeline(page, gateway.url, '4B-05')
  for (const theme of ['dark', 'dim', 'day'] as const) {
    await themed(page, theme)
    await expect(page.locator('main.timeline')).toHaveAttribute('data-whole', 'true')
    expect(await faults(page, theme)).toEqual([])
    if (theme === 'day') await shot(page, 'timeline-day')
  }
  expect(await smallOnes(page)).toEqual([])
})

test('alarms and marks as a list lead to their moment; R and the button replay the ward there', async ({ page, gateway }) => {
  await openTimeline(page, gateway.url, '4B-05')
  await page.keyboard.press('5')
  await page.getByRole('button', { name: 'Events', exact: true }).click()
  const events = page.getByRole('list', { name: 'Alarms and marks' })
  await expect(events.getByRole('listitem').first()).toBeVisible()
  await events
    .getByRole('button', { name: /observations/ })
    .first()
    .focus()
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/cursor=/)
  await expect(page.locator('[data-window="Window"] [data-cursor]')).toBeVisible()
  await shot(page, 'timeline-events')
  expect(await faults(page, 'dark')).toEqual([])
  await expect(page.getByRole('link', { name: /^Replay \d\d:\d\d:\d\d/ })).toHaveAttribute('href', /^\/ward\/4B\/replay\?at=\d+$/)
  await page.keyboard.press('r')
  await expect(page).toHaveURL(/\/ward\/4B\/replay\?at=\d+/)
})

test.describe('where the line fails', () => {
  test.use({ allowed: LINK_ERRORS })

  test('what came only after a cut of the line is marked as filled', async ({ page, faulty }) => {
    await openTimeline(page, `http://127.0.0.1:${faulty.port}`, '4B-05')
    await page.keyboard.press('1')
    const time = reading(page, 'hr').locator('.lane-time')
    await expect(time).toHaveText(/^\d\d:\d\d:\d\d$/)
    // The live edge was heard once.
    const first = (await time.textContent())!
    await expect(time).not.toHaveText(first, { timeout: 20_000 })
    const main = page.locator('main.timeline')
    await expect(main).toHaveAttribute('data-filled', '0')
    faulty.cut()
    const since = performance.now()
    await expect.poll(() => performance.now() - since, { timeout: 20_000 }).toBeGreaterThan(12_000)
    faulty.heal()
    await expect(main).toHaveAttribute('data-filled', '1', { timeout: 30_000 })
    await shot(page, 'timeline-filled')
  })
})
