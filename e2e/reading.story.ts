// What is read beside the lanes: figures, the table, and notes, of a stay whose past is there.
import { faults } from './axe.ts'
import { shot } from './shot.ts'
import { expect, openWard, test } from './story.ts'

type Page = Parameters<typeof openWard>[0]
const words = (page: Page) => page.locator('[data-window="Window"] [data-window-words]')
const panel = (page: Page, name: string) => page.getByRole('region', { name, exact: true })

/** The timeline's last hours of a bed, with one panel open beside it. */
async function open(page: Page, url: string, bed: string, name: string): Promise<void> {
  await openWard(page, url, '4B')
  await page.goto(`${url}/ward/4B/bed/${bed}`)
  await page.getByRole('link', { name: 'Timeline', exact: true }).click()
  await expect(page.locator('main.timeline')).toHaveAttribute('data-whole', 'true')
  await page.getByRole('button', { name, exact: true }).click()
  await expect(panel(page, name)).toBeVisible()
}

test.describe('with the past', () => {
  test.use({ args: ['--seed', '7', '--beds', '6', '--past'] })

  test('figures name their window and what is missing, follow a past that is being made, and lead to their moments', async ({
    page,
    gateway,
  }) => {
    await open(page, gateway.url, '4B-05', 'Figures')
    const figures = panel(page, 'Figures')
    const hr = figures.locator('[data-figures="hr"]')
    await expect(hr.locator('tr')).toHaveCount(1)
    await expect(figures).toContainText(/Window .* to .* \(12 h 00\)/)
    // Opened while the past is made: what comes of it is read, without a touch.
    const missing = hr.getByRole('cell').nth(5)
    await expect(missing).toHaveText(/^(none|\d %)$/, { timeout: 60_000 })
    await expect(hr.getByRole('cell').nth(1)).toHaveText(/^\d+$/)
    // No slope before somebody asks for one, and then with its uncertainty and its method.
    await expect(hr.locator('.slope')).toHaveCount(0)
    await hr.getByRole('button', { name: 'Slope' }).click()
    await expect(hr.locator('.slope')).toHaveText(/an hour \(95 % interval .* to .*\)\. Theil–Sen|Too little is known/)
    await shot(page, 'reading-figures')
    // Beside any second window; each row says whose it is.
    await figures.getByLabel('Compare with').selectOption({ label: '24 h before' })
    await expect(hr.locator('tr')).toHaveCount(2)
    await expect(hr.getByRole('rowheader')).toHaveText([/HR/, 'this window', '24 h before'])
    await page.getByRole('button', { name: 'Two windows' }).click()
    await figures.getByLabel('Compare with').selectOption({ label: 'the second window on the screen' })
    await expect(hr.getByRole('rowheader')).toHaveText([/HR/, 'this window', 'second window'])
    await shot(page, 'reading-figures-two')
    expect(await faults(page, 'dark')).toEqual([])
    await hr
      .getByRole('button', { name: /go there/ })
      .first()
      .click()
    await expect(page).toHaveURL(/cursor=/)
    await expect(page.locator('[data-window="Window"] [data-cursor]')).toBeVisible()
  })
})

test.describe('with the past, ten times as fast', () => {
  test.use({ args: ['--seed', '7', '--beds', '6', '--past', '--speed', '10'] })

  test('the table: interval and statistic by choice, what was beyond its limit by arrow and word, pages back, and what was charted', async ({
    page,
    gateway,
  }) => {
    test.slow()
    // Here the heart runs away a minute and a half after the start.
    await open(page, gateway.url, '4B-06', 'Table')
    const table = panel(page, 'Table')
    const rows = table.locator('tbody tr')
    await expect(table).toContainText('median of each 15 min')
    await expect(rows.nth(20)).toBeVisible({ timeout: 60_000 })
    await table.getByLabel('Shows').selectOption({ label: 'lowest–highest' })
    await table.getByLabel('Interval').selectOption({ label: '1 min' })
    await expect(table).toContainText('lowest–highest of each 1 min')
    await expect(table.locator('[data-breach]').first()).toHaveText(/[↑↕] .*above/, { timeout: 60_000 })
    await shot(page, 'reading-table')
    expect(await faults(page, 'dark')).toEqual([])
    await table.getByRole('button', { name: 'Older' }).click()
    await expect(table.getByRole('button', { name: 'Newer' })).toBeEnabled()
    await expect(table.locator('[data-breach]')).toHaveCount(0)
    await table.getByLabel('Interval').selectOption({ label: 'observations' })
    await expect(table).toContainText('as charted')
    await expect(rows.first()).toContainText('NEWS2')
    await shot(page, 'reading-observations')
  })
})

test('a note is text, has an author and a time, and is corrected by a new entry that keeps the old; a value by hand is a point of its lane', async ({
  page,
  gateway,
}) => {
  const markup = '<img src=x onerror="document.title=1"> & <b>calm</b>'
  await open(page, gateway.url, '4B-05', 'Notes')
  const notes = panel(page, 'Notes')
  await notes.getByLabel('Text').fill(markup)
  await notes.getByRole('button', { name: 'Write', exact: true }).click()
  const entries = notes.locator('[data-note="note"]', { hasText: 'calm' })
  await expect(entries).toHaveCount(1)
  await expect(entries.locator('.note-text')).toHaveText(markup)
  await expect(entries.locator('.note-text img, .note-text b')).toHaveCount(0)
  await expect(entries).toContainText(/\d\d:\d\d/)
  await entries.getByRole('button', { name: 'Correct…' }).click()
  await notes.getByLabel('Corrected text').fill('Was restless, calm now')
  await notes.getByRole('button', { name: 'Write the correction' }).click()
  await expect(entries).toHaveCount(2)
  await expect(notes.locator('[data-corrected="true"]')).toContainText(markup)
  await expect(notes.locator('[data-corrected="true"]')).toContainText(/corrected .*, see there/)
  await notes.getByLabel('Lactate').check()
  await notes.getByRole('textbox').fill('2,4')
  await notes.getByRole('button', { name: 'Write', exact: true }).click()
  await expect(notes.locator('[data-note="lactate"]')).toContainText('2.4 mmol/L')
  await page.keyboard.press('1')
  await expect(words(page)).toContainText('(1 h')
  await shot(page, 'reading-notes')
  expect(await faults(page, 'dark')).toEqual([])
  // Another physician reads both, the old one as corrected.
  await page.reload()
  await page.getByRole('button', { name: 'Notes', exact: true }).click()
  await expect(notes.locator('[data-corrected="true"]')).toContainText(markup)
  await expect(page).not.toHaveTitle('1')
})
