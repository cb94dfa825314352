// For eyes, hands and ears of every kind: no rule of WCAG broken that a machine can find, everything by keyboard, calm motion.
import { faults, inEachTheme, smallOnes } from './axe.ts'
import { expect, main, openWard, test, tile, value } from './story.ts'

test('axe finds nothing on the ward, the detail and the dialogs, in three themes', async ({ page, gateway }) => {
  test.setTimeout(180_000)
  await openWard(page, gateway.url, '4B')
  await page.goto(`${gateway.url}/ward/4B/bed/4B-03`)
  await inEachTheme(page, async (theme) => {
    await expect(value(page, '4B-01', 'hr')).toHaveAttribute('data-freshness', 'live')
    await expect(page.locator('.detail [data-vital="hr"]')).toHaveAttribute('data-freshness', 'live')
    expect(await faults(page, theme)).toEqual([])
    for (const key of ['?', 's']) {
      await page.keyboard.press(key)
      await expect(page.getByRole('dialog')).toBeVisible()
      expect(await faults(page, theme)).toEqual([])
      await page.keyboard.press('Escape')
      await expect(page.getByRole('dialog')).toHaveCount(0)
    }
  })
})

test('axe finds nothing in the gallery, in three themes', async ({ page, gateway }) => {
  await page.goto(`${gateway.url}/gallery`)
  await inEachTheme(page, async (theme) => {
    await expect(page.locator('article').first()).toBeAttached()
    expect(await faults(page, theme)).toEqual([])
  })
})

test('everything is reached and worked by keyboard, and the focus is always seen', async ({ page, gateway }) => {
  await openWard(page, gateway.url, '4B')
  await expect(page.locator('article[data-bed]')).toHaveCount(16)
  const names: string[] = []
  for (let presses = 0; presses < 60 && names.filter((name) => name.startsWith('4B-')).length < 16; presses++) {
    await page.keyboard.press('Tab')
    names.push(
      await page.evaluate(() => {
        const at = document.activeElement as HTMLElement
        const { outlineStyle, outlineWidth } = getComputedStyle(at)
        const name =
          at.dataset.bed ?? at.getAttribute('aria-label') ?? at.closest('label')?.querySelector('span')?.textContent ?? at.tagName
        return outlineStyle === 'none' || outlineWidth === '0px' ? `unseen: ${name}` : name
      }),
    )
  }
  expect(names.filter((name) => name.startsWith('unseen'))).toEqual([])
  for (const wanted of ['Ward', 'Order', 'Show', 'Full screen (F)', 'Settings of this screen (S)', 'Keys and help (?)', '4B-01', '4B-16'])
    expect(names).toContain(wanted)

  await tile(page, '4B-01').focus()
  for (const [key, bed] of [
    ['ArrowRight', '4B-02'],
    ['ArrowDown', '4B-06'],
    ['ArrowLeft', '4B-05'],
    ['ArrowUp', '4B-01'],
  ] as const) {
    await page.keyboard.press(key)
    await expect(tile(page, bed)).toBeFocused()
  }
  await page.keyboard.press('w')
  await expect(page.getByRole('combobox', { name: 'Ward' })).toBeFocused()
  // A dialog gives the focus back to where it was.
  await tile(page, '4B-05').focus()
  await page.keyboard.press('s')
  const dialog = page.getByRole('dialog')
  await expect(dialog).toBeVisible()
  await dialog.getByRole('radio', { name: '50 mm/s' }).focus()
  await page.keyboard.press('Space')
  await expect(dialog).toContainText('50 mm/s (screen not calibrated)')
  await page.keyboard.press('Escape')
  await expect(tile(page, '4B-05')).toBeFocused()
})

test('controls are large enough for a gloved finger', async ({ page, gateway }) => {
  await openWard(page, gateway.url, '4B')
  await page.goto(`${gateway.url}/ward/4B/bed/4B-01`)
  await expect(page.locator('aside.detail h2')).toBeVisible()
  expect(await smallOnes(page)).toEqual([])
})

test('who asks for less motion gets it, and loses nothing', async ({ page, gateway }) => {
  await page.emulateMedia({ reducedMotion: 'reduce' })
  await openWard(page, gateway.url, '4B')
  await expect(main(page)).toHaveAttribute('data-link', 'live')
  await expect(value(page, '4B-01', 'hr')).toHaveAttribute('data-freshness', 'live')
  const moving = await page.evaluate(() => document.getAnimations().filter(({ playState }) => playState === 'running').length)
  expect(moving).toBe(0)
})
