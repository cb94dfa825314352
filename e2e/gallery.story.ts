// The gallery hangs every state of a tile, with no gateway to ask.
import { expect, test } from './story.ts'

test('every state of a tile is shown with no gateway behind it, in three layouts and three themes', async ({ page, gateway }, info) => {
  const sockets: string[] = []
  page.on('websocket', (socket) => sockets.push(socket.url()))
  await page.route('**/socket.io/**', (route) => {
    sockets.push(route.request().url())
    return route.abort()
  })
  await page.goto(`${gateway.url}/gallery`)
  const tiles = page.locator('article[data-bed]')
  await expect(tiles.first()).toBeAttached()
  const count = await tiles.count()
  expect(count).toBeGreaterThan(20)
  await expect(page.locator('.gallery-caption')).toHaveCount(count)
  for (const freshness of ['live', 'late', 'stale', 'none'])
    await expect(page.locator(`[data-vital][data-freshness="${freshness}"]`).first()).toBeAttached()
  for (const words of ['PROBE OFF', 'LEADS OFF', 'LINK LOST 0:08', 'SCREEN SLEPT', 'empty', 'recording ended'])
    await expect(page.locator('article', { hasText: words }).first()).toBeAttached()
  for (const layout of ['L', 'M', 'S']) {
    await page.getByRole('button', { name: layout, exact: true }).click()
    for (const theme of ['dark', 'dim', 'day']) {
      await page.getByRole('button', { name: theme, exact: true }).click()
      await expect(page.locator('html')).toHaveAttribute('data-theme', theme)
      await expect(tiles).toHaveCount(count)
      await page.screenshot({ path: info.outputPath(`gallery-${layout}-${theme}.png`) })
    }
  }
  // Painted, and moving.
  await page.getByRole('button', { name: 'L', exact: true }).click()
  const canvas = page.locator('.gallery-host canvas')
  const clip = (await tiles.first().boundingBox())!
  const before = await page.screenshot({ clip })
  await expect.poll(async () => (await page.screenshot({ clip })).equals(before)).toBe(false)
  await expect(canvas).toHaveCount(1)
  expect(sockets).toEqual([])
})
