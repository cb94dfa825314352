// A shift's pages: the handover on one screen and one sheet of paper, the meter, the history of alarms, the downtime sheet.
import { faults, themed } from './axe.ts'
import { openBed } from './bedside.ts'
import { pages } from './paper.ts'
import { shot } from './shot.ts'
import { expect, LINK_ERRORS, main, openWard, test } from './story.ts'

type Page = Parameters<typeof openWard>[0]
const THEMES = ['dark', 'day'] as const
const sheet = (page: Page) => page.locator('dialog.sheet')
const bed = (page: Page, label: string) => sheet(page).getByRole('region', { name: label, exact: true })

test('handover: each bed with its patient, score and devices; taken by name, from a colleague by a second touch; one A4', async ({
  page,
  gateway,
}) => {
  await openWard(page, gateway.url, '4B')
  await page.getByRole('link', { name: /^Shift/ }).click()
  await expect(page).toHaveURL(/\/ward\/4B\/handover$/)
  await expect(sheet(page).locator('.hand-bed')).toHaveCount(15)
  const one = bed(page, '4B-01')
  await expect(one).toContainText('Amara Thistle')
  await expect(one).toContainText('wall monitor')
  await expect(one).toContainText('✓ yours')
  await expect(main(page)).toHaveAttribute('data-link', 'live')
  await shot(page, 'handover')

  const other = bed(page, '4B-12')
  await expect(other).toContainText('P. Heron')
  await other.getByRole('button', { name: 'I take 4B-12' }).click()
  await other.getByRole('button', { name: /^Take 4B-12 over from P\. Heron until \d\d:00$/ }).click()
  await expect(other).toContainText('✓ yours')
  await expect(other).toContainText('R. Wren')

  const paper = await pages(page, 'handover')
  expect(paper.count).toBe(1)
  expect(paper.text).toContain('DEMO: every patient is invented.')
  expect(paper.text).toMatch(/4B.*Printed \d+ \w+ \d{4} \d\d:\d\d \(Europe\/London\) by R\. Wren\./)
  expect(paper.text).toContain('Secondary display: bedside alarms lead.')
  for (const label of ['4B-01', '4B-16']) expect(paper.text).toContain(label)
})

test('the meter: figures of the ward, none of a person', async ({ page, gateway }) => {
  await openWard(page, gateway.url, '4B')
  await page.goto(`${gateway.url}/ward/4B/quiet`)
  await expect(sheet(page).getByText('A bed and day')).toBeVisible()
  await expect(sheet(page)).toContainText('no figure here is of a person')
  const names = await sheet(page).locator('.quiet').textContent()
  for (const name of ['Wren', 'Heron', 'Kestrel', 'Thistle']) expect(names).not.toContain(name)
  await shot(page, 'quiet')
  await sheet(page).getByLabel('The last').selectOption('1 h')
  await expect(sheet(page).getByText('A bed and day')).toBeVisible()
})

test('the history of alarms: newest first, narrowed by bed, priority and alarm', async ({ page, gateway }) => {
  await openWard(page, gateway.url, '4B')
  await page.goto(`${gateway.url}/ward/4B/alarms`)
  const lines = sheet(page).locator('table[data-list="alarms"] tbody tr')
  await expect(async () => {
    await sheet(page).getByRole('button', { name: 'Ask again' }).click()
    await expect(lines.first()).toBeVisible({ timeout: 2000 })
  }).toPass()
  await shot(page, 'history')
  await expect(lines.filter({ hasText: '* BATTERY 18 %' })).toContainText('raised')
  const all = await lines.count()
  await sheet(page).getByLabel('Priority').selectOption('high')
  await expect(sheet(page).getByText(/newest first|Nothing in this time/)).toBeVisible()
  for (const row of await lines.all()) await expect(row).toHaveAttribute('data-line-priority', 'high')
  await sheet(page).getByLabel('Priority').selectOption('')
  await sheet(page).getByLabel('Bed').selectOption({ label: '4B-07' })
  await expect.poll(async () => lines.count()).toBeLessThan(all + 1)
  for (const row of await lines.all()) await expect(row.locator('th')).toHaveText('4B-07')
  // From a bed to its own history.
  await page.goto(`${gateway.url}/ward/4B/bed/4B-16`)
  await page.getByRole('link', { name: 'Alarm history', exact: true }).click()
  await expect(sheet(page).getByLabel('Bed')).toHaveValue(/./)
  await expect(lines.first()).toBeVisible()
  for (const row of await lines.all()) await expect(row.locator('th')).toHaveText('4B-16')
})

test.describe('while the line is lost', () => {
  test.use({ allowed: LINK_ERRORS })
  test('the downtime sheet prints what this screen was told last, each number with its time, on one A4', async ({ page, faulty }) => {
    const url = `http://127.0.0.1:${faulty.port}`
    await openWard(page, url, '4B')
    await page.goto(`${url}/ward/4B/downtime`)
    const row = sheet(page).locator('[data-downtime="4B-01"]')
    await expect(row).toContainText(/\d\d:\d\d/)
    await expect(row).toContainText('Amara Thistle')
    await shot(page, 'downtime')
    faulty.cut()
    await expect(sheet(page)).toContainText('The line is lost: nothing newer comes.')
    await expect(row).toContainText(/\d\d:\d\d/)
    const paper = await pages(page, 'downtime')
    expect(paper.count).toBe(1)
    expect(paper.text).toContain('Secondary display: bedside alarms lead.')
    expect(paper.text).toContain('4B-16')
  })
})

test('limits are proposed for a patient who is well, with what they would have missed; taken one number at a time, and handed over with the reason', async ({
  page,
  gateway,
}) => {
  await openWard(page, gateway.url, 'ICU')
  await openBed(page, 'ICU-8')
  await page.locator('[data-touch="limits"]').click()
  await page.getByRole('button', { name: 'Change the limits of heart rate' }).click()
  const offer = page.getByRole('region', { name: 'Proposed limits, heart rate' })
  await expect(offer).toContainText(/Proposed for HR about 10\d bpm: 8\d–1[23]\d, now 75–160\. Formula: MINDN\./)
  await expect(offer).toContainText(/now no alarm, then no alarm\. None of the present ones would have been missed\./)
  await shot(page, 'proposal')
  expect(await faults(page, 'dark')).toEqual([])
  await offer.getByRole('button', { name: /^Fill in / }).click()
  await expect(page.getByLabel(/^proposal MINDN at HR 10\d$/)).toBeChecked()
  // Other numbers than those proposed ask for a reason of their own.
  const high = page.locator('[data-side="high"]')
  const proposed = await high.inputValue()
  await high.fill('150')
  await expect(page.getByLabel(/^proposal MINDN/)).toHaveCount(0)
  await high.fill(proposed)
  await page.getByRole('button', { name: /^Set 8\d–1[23]\d bpm$/ }).click()
  await expect(page.getByRole('dialog', { name: 'Limits here: ICU-8' })).toContainText(/8\d–1[23]\d/)
  await page.goto(`${gateway.url}/ward/ICU/handover`)
  await expect(bed(page, 'ICU-8')).toContainText(/limits HR 8\d–1[23]\d bpm by R\. Wren \d\d:\d\d: proposal MINDN at HR 10\d/)
})

test('no limits are proposed while NEWS2 is 5 or more', async ({ page, gateway }) => {
  await openWard(page, gateway.url, '4B')
  await openBed(page, '4B-04')
  await page.locator('[data-touch="limits"]').click()
  await page.getByRole('button', { name: 'Change the limits of breathing rate' }).click()
  await expect(page.locator('[data-proposal="refused"]')).toHaveText(
    'No proposal for RR. NEWS2 is 5 or more: this patient’s own values are no measure now.',
  )
})

test('a locked station prints the downtime sheet by itself, with initials', async ({ page, gateway }) => {
  await openWard(page, gateway.url, '4B')
  await page.getByRole('button', { name: 'Lock' }).click()
  await page.getByRole('button', { name: 'Keys and help (?)' }).click()
  await page.getByRole('link', { name: 'Downtime sheet', exact: true }).click()
  await expect(sheet(page)).toContainText('Initials only: a person signs in to see names.')
  const row = sheet(page).locator('[data-downtime="4B-01"]')
  await expect(row).toContainText('AT')
  await expect(row).not.toContainText('Thistle')
})

test('axe finds nothing on the pages of a shift, in the dark and by day', async ({ page, gateway }) => {
  test.setTimeout(180_000)
  await openWard(page, gateway.url, '4B')
  for (const [name, shown] of [
    ['handover', '.hand-bed'],
    ['quiet', '.quiet-figure'],
    ['alarms', '.list-told'],
    ['downtime', '[data-downtime]'],
  ] as const) {
    await page.goto(`${gateway.url}/ward/4B/${name}`)
    for (const theme of THEMES) {
      await themed(page, theme)
      await expect(sheet(page).locator(shown).first()).toBeVisible()
      expect(await faults(page, theme), `${name} ${theme}`).toEqual([])
      await shot(page, `axe-${name}-${theme}`)
    }
  }
})
