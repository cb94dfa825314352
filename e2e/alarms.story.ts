// Alarms as a nurse meets them: seen from afar and without colour, taken by one touch and known at once on every screen, never moved under a finger.
import type { Locator, Page } from '@playwright/test'
import { faults, smallOnes } from './axe.ts'
import { shot } from './shot.ts'
import { expect, LINK_ERRORS, main, openWard, pause, test, tile } from './story.ts'

const PRIORITIES = ['high', 'medium', 'low'] as const
const row = (page: Page, rule: string): Locator => page.locator(`.alarms .alarm-row[data-alarm="${rule}"]`)
const act = (page: Page, rule: string): Locator => row(page, rule).locator('.alarm-act')

/** Colours of points in screenshots, read by a page of its own. */
async function createEye(page: Page) {
  const reader = await page.context().newPage()
  return {
    /** [r, g, b] of each point of the page now, CSS px. */
    async look(points: readonly { readonly x: number; readonly y: number }[]): Promise<readonly (readonly number[])[]> {
      const png = (await page.screenshot()).toString('base64')
      return reader.evaluate(
        async ([data, at]) => {
          const bytes = Uint8Array.from(atob(data), (one) => one.charCodeAt(0))
          const image = await createImageBitmap(new Blob([bytes], { type: 'image/png' }))
          const canvas = new OffscreenCanvas(image.width, image.height)
          const ctx = canvas.getContext('2d')!
          ctx.drawImage(image, 0, 0)
          return at.map(({ x, y }) => [...ctx.getImageData(Math.round(x), Math.round(y), 1, 1).data.slice(0, 3)])
        },
        [png, points] as const,
      )
    },
    close: () => reader.close(),
  }
}

test('64 alarms at once: no more than three flashes a second anywhere on the page, and every number read in both halves', async ({
  page,
  gateway,
}) => {
  test.setTimeout(120_000)
  await page.setViewportSize({ width: 1920, height: 1080 })
  await page.goto(`${gateway.url}/gallery?scenes=flood&layout=S`)
  const tiles = page.locator('article[data-bed]')
  await expect(tiles).toHaveCount(64)
  await expect(page.locator('[data-more]')).toHaveAttribute('data-more', '61')
  // Inside the box of the alarm's line, left of its symbol, of every tile on the screen; and in each row of the banner.
  const boxes = await Promise.all((await tiles.all()).map((one) => one.boundingBox()))
  const tilePoints = boxes.flatMap((box) => (box && box.y + box.height < 1080 ? [{ x: box.x + box.width - 8, y: box.y + 11 }] : []))
  const rows = await Promise.all((await page.locator('.alarms .alarm-row').all()).map((one) => one.boundingBox()))
  const points = [...tilePoints, ...rows.map((box) => ({ x: box!.x + 6, y: box!.y + 8 }))]
  expect(points.length).toBeGreaterThan(45)
  const eye = await createEye(page)
  const samples: { readonly at: number; readonly seen: readonly string[] }[] = []
  const began = Date.now()
  while (Date.now() - began < 12_000) {
    const at = Date.now() - began
    samples.push({ at, seen: (await eye.look(points)).map((rgb) => rgb.join(' ')) })
  }
  await eye.close()
  const looks = points.map((_, index) => new Set(samples.map(({ seen }) => seen[index])))
  // They do flash: in both halves of the clock, and nothing between.
  expect(looks.filter((one) => one.size === 2).length).toBeGreaterThan(points.length * 0.9)
  expect(Math.max(...looks.map((one) => one.size))).toBeLessThanOrEqual(2)
  // A flash is a pair of changes. Of one point, and of whatever changes anywhere, as far as screenshots come often enough to tell.
  const seconds = samples.at(-1)!.at / 1000
  expect(samples.length / seconds).toBeGreaterThan(3)
  for (const [index] of points.entries()) {
    const changes = samples.filter(({ seen }, at) => at > 0 && seen[index] !== samples[at - 1]!.seen[index]).length
    expect(changes / 2 / seconds).toBeLessThanOrEqual(3)
  }
  const anywhere = samples.filter(({ seen }, at) => at > 0 && seen.some((look, index) => look !== samples[at - 1]!.seen[index])).length
  expect(anywhere / 2 / seconds).toBeLessThanOrEqual(3)
})

test('three priorities are told apart by shape, for eyes of every kind; who asks for less motion gets a steady one', async ({
  page,
  gateway,
}) => {
  await page.goto(`${gateway.url}/gallery?scenes=alarms`)
  for (const priority of PRIORITIES) await expect(page.locator(`article [data-priority="${priority}"]`).first()).toBeAttached()
  const shapes = await page
    .locator('.alarm-more [data-shape]')
    .evaluateAll((all) => all.map((one) => one.querySelector('path')!.getAttribute('d')))
  expect(new Set(shapes).size).toBe(shapes.length)
  await page.setViewportSize({ width: 1920, height: 1080 })
  const client = await page.context().newCDPSession(page)
  for (const type of ['deuteranopia', 'protanopia', 'achromatopsia'] as const) {
    await client.send('Emulation.setEmulatedVisionDeficiency', { type })
    await pause(300)
    if (process.env.WARDLIGHT_SHOTS !== undefined) await page.screenshot({ path: `${process.env.WARDLIGHT_SHOTS}/alarms-${type}.png` })
  }
  await client.send('Emulation.setEmulatedVisionDeficiency', { type: 'none' })
  await page.emulateMedia({ reducedMotion: 'reduce' })
  await page.reload()
  const first = page.locator('article[data-bed="alarm-high"]')
  await expect(first).toBeAttached()
  const box = (await first.boundingBox())!
  const eye = await createEye(page)
  const inLine = { x: box.x + box.width - 9, y: box.y + 16 }
  const seen = new Set<string>()
  await pause(500)
  for (let look = 0; look < 8; look++) seen.add((await eye.look([inLine])).join(' '))
  await eye.close()
  expect([...seen]).toHaveLength(1)
  await expect(page.locator('.alarms')).toHaveAttribute('data-high', 'on')
})

test('every alarm of the gallery is an element with its rule, priority, state and silence; axe finds nothing', async ({
  page,
  gateway,
}) => {
  await page.goto(`${gateway.url}/gallery?scenes=alarms`)
  const of = (scene: string) => page.locator(`article[data-bed="${scene}"] [data-alarm]`)
  await expect(of('alarm-three')).toHaveCount(3)
  const expected: readonly [scene: string, rule: string, state: string, silence: string][] = [
    ['alarm-high', 'tachy-x', 'active', 'none'],
    ['alarm-claimed', 'tachy-x', 'active', 'acknowledged'],
    ['alarm-silenced', 'spo2-low', 'active', 'audio-paused'],
    ['alarm-paused', 'spo2-low', 'active', 'alarm-paused'],
    ['alarm-latched', 'vf', 'latched', 'none'],
    ['alarm-unseen', 'spo2-low', 'ended', 'none'],
  ]
  for (const [scene, rule, state, silence] of expected) {
    await expect(of(scene).first()).toHaveAttribute('data-alarm', rule)
    await expect(of(scene).first()).toHaveAttribute('data-state', state)
    await expect(of(scene).first()).toHaveAttribute('data-silence', silence)
  }
  await expect(of('alarm-claimed').first()).toHaveText('*** EXTREME TACHY 148 · RW has it')
  for (const theme of ['dark', 'dim', 'day'] as const) {
    await page.getByRole('button', { name: theme, exact: true }).click()
    expect(await faults(page, theme)).toEqual([])
    await page.locator('.alarm-more').click()
    await expect(page.getByRole('dialog')).toBeVisible()
    expect(await faults(page, theme)).toEqual([])
    await page.keyboard.press('Escape')
  }
})

test.describe('on the demo ward', () => {
  // The rhythm changes at minute 1:30; at this speed that is 18 s.
  test.use({ args: ['--seed', '7', '--speed', '5', '--no-staff'], allowed: new RegExp(`${LINK_ERRORS.source}|409`) })

  test('EXTREME TACHY on 4B-06: taken by keyboard on one screen, known on the other within a second; then all that may be done', async ({
    page,
    gateway,
    another,
  }) => {
    test.setTimeout(240_000)
    await page.setViewportSize({ width: 1920, height: 1080 })
    await openWard(page, gateway.url, '4B')
    const other = await another('charge-nurse')
    await openWard(other, gateway.url, '4B')
    await expect(row(page, 'tachy-x')).toBeVisible({ timeout: 90_000 })
    await expect(row(page, 'tachy-x')).toContainText('4B-06')
    await expect(row(page, 'tachy-x')).toContainText(/HEART RATE \d+ > 140 extreme/)
    // One event, one alarm: the limit and the rhythm stand beneath it.
    await expect(tile(page, '4B-06').locator('[data-priority="high"]')).toHaveCount(1)
    await expect(tile(page, '4B-06').locator('[data-alarm="hr-high"], [data-alarm="af"]')).toHaveCount(0)
    await expect(page.locator('[data-announced]')).toContainText(/4B-/)
    await shot(page, 'alarm-4b-06')

    // By the key of the alarms, to the worst first.
    await page.keyboard.press('a')
    await expect(act(page, 'tachy-x')).toBeFocused()
    await page.keyboard.press('Enter')
    const pressed = Date.now()
    await expect(row(other, 'tachy-x')).toHaveAttribute('data-claimed', 'true', { timeout: 1000 })
    expect(Date.now() - pressed).toBeLessThanOrEqual(1000)
    await expect(row(other, 'tachy-x')).toContainText(/R\. Wren has it, \d:\d\d left/)
    await expect(tile(other, '4B-06').locator('[data-alarm="tachy-x"]')).toHaveAttribute('data-who', 'RW')
    await expect(tile(other, '4B-06').locator('[data-alarm="tachy-x"]')).toHaveAttribute('data-silence', 'acknowledged')

    // At the bed: whose it is stands in every dialog, and that nothing reaches the bedside.
    await page.goto(`${gateway.url}/ward/4B/bed/4B-06`)
    const panel = page.locator('[data-bed-alarms="4B-06"]')
    await expect(panel).toContainText('does not reach the bedside monitor')
    expect(await smallOnes(page)).toEqual([])
    expect(await faults(page, 'dark')).toEqual([])
    await shot(page, 'alarm-panel')
    await panel.locator('[data-touch="silence"]').click()
    await expect(panel.locator('[data-standing="silence"]')).toContainText(/Silenced by R\. Wren, \d:\d\d left/)
    await expect(other.locator('article[data-bed="4B-06"]')).toBeAttached()
    await panel.locator('[data-touch="limits"]').click()
    const dialog = page.getByRole('dialog')
    await expect(dialog).toContainText('Kenji Saltmarsh')
    expect(await faults(page, 'dark')).toEqual([])
    await dialog.getByRole('button', { name: 'Change the limits of heart rate' }).click()
    await dialog.locator('[data-side="high"]').fill('40')
    await expect(dialog.getByRole('alert')).toHaveText(/The low limit must be below the high one/)
    await expect(dialog.locator('.button-main')).toBeDisabled()
    await dialog.locator('[data-side="high"]').fill('165')
    await dialog.getByText('as this patient usually is').click()
    await shot(page, 'alarm-limits')
    await dialog.getByRole('button', { name: 'Set 50–165 bpm' }).click()
    await expect(dialog.locator('tr[data-limit="hr"]')).toContainText('50–165 · extreme')
    await page.keyboard.press('Escape')
    await expect(panel.locator('[data-standing="limits"]')).toContainText('HR 50–165 (extreme)')
    // 148 is inside now.
    await expect(row(other, 'tachy-x')).toHaveCount(0, { timeout: 20_000 })
    await panel.locator('[data-touch="help"]').click()
    await expect(other.locator('.alarm-row[data-row="help"]')).toContainText('HELP CALLED by R. Wren', { timeout: 1000 })
  })

  test('two nurses at once: one has it, the other is told who', async ({ page, gateway, another }) => {
    test.setTimeout(180_000)
    await openWard(page, gateway.url, '4B')
    const other = await another('charge-nurse')
    await openWard(other, gateway.url, '4B')
    for (const one of [page, other]) await expect(act(one, 'tachy-x')).toBeVisible({ timeout: 90_000 })
    await Promise.all([page, other].map((one) => act(one, 'tachy-x').evaluate((button: HTMLElement) => button.click())))
    for (const one of [page, other]) await expect(row(one, 'tachy-x')).toHaveAttribute('data-claimed', 'true')
    const told = async (one: Page): Promise<string> => (await one.locator('[data-alarm-said="alarm-taken"]').allTextContents()).join('')
    await expect.poll(async () => [await told(page), await told(other)].filter(Boolean)).toHaveLength(1)
    const words = [await told(page), await told(other)].join('')
    expect(words).toMatch(/Somebody has this alarm already\. \((R\. Wren|L\. Kestrel)\)/)
  })

  test('the banner goes with every page; a screen that is not in sync changes nothing', async ({ page, faulty }) => {
    test.setTimeout(180_000)
    const at = `http://127.0.0.1:${faulty.port}`
    await openWard(page, at, '4B')
    await expect(row(page, 'tachy-x')).toBeVisible({ timeout: 90_000 })
    for (const path of ['/ward/4B/list', '/account', '/?list']) {
      await page.goto(at + path)
      await expect(page.locator('.alarm-row[data-alarm="tachy-x"]').last()).toBeVisible()
    }
    await shot(page, 'alarm-home')
    await page.goto(`${at}/ward/4B`)
    await expect(act(page, 'tachy-x')).toBeVisible()
    faulty.blackHole()
    await expect(main(page)).toHaveAttribute('data-link', 'lost')
    await act(page, 'tachy-x').click()
    await expect(page.locator('[data-alarm-said="not-in-sync"]')).toContainText('This screen is not in sync')
    faulty.heal()
    await expect(main(page)).toHaveAttribute('data-link', 'live')
    await expect(row(page, 'tachy-x')).toBeVisible()
  })
})
