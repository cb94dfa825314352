// The list of a ward and the beds of a shift: sorted, narrowed, printed; a view of one's own that hides no bed that must be seen.
import { faults, themed } from './axe.ts'
import { begin, commit, deedOf, dialogOf, line, openBed, patientCell } from './bedside.ts'
import { shot } from './shot.ts'
import { expect, main, openWard, test, tile } from './story.ts'

const THEMES = ['dark', 'day'] as const
type Page = Parameters<typeof openBed>[0]

const rows = (page: Page) => page.locator('table.list tbody tr')
const beds = (page: Page): Promise<string[]> => rows(page).locator('th').allTextContents()

test('the list of a ward: every stay, sorted and narrowed; printed as a table that says DEMO', async ({ page, gateway }) => {
  await openWard(page, gateway.url, '4B')
  await page.getByRole('link', { name: 'List of the patients of this ward' }).click()
  await expect(page).toHaveURL(/\/ward\/4B\/list$/)
  const sheet = page.getByRole('dialog', { name: /^Ward list: 4B/ })
  await expect(rows(page)).toHaveCount(15)
  await expect(sheet.getByText(/^15 stays, as it was at \d\d:\d\d:\d\d\./)).toBeVisible()
  // Watching goes on behind it.
  await expect(main(page)).toHaveAttribute('data-link', 'live')
  const first = rows(page).first()
  await expect(first).toContainText('Amara Thistle')
  await expect(first).toContainText('R. Wren, with P. Heron')
  await expect(rows(page).filter({ hasText: 'Maria Linden' })).toContainText('NAME ALERT')
  await shot(page, 'list')

  const name = sheet.getByRole('columnheader', { name: 'Name' })
  await name.getByRole('button').click()
  await expect(name).toHaveAttribute('aria-sort', 'ascending')
  await expect(first).toContainText('Amara Thistle')
  await name.getByRole('button').click()
  await expect(name).toHaveAttribute('aria-sort', 'descending')
  await expect(first).toContainText('Zoë Åkermarble')

  // Letters as they are on the keyboard find letters with marks.
  await sheet.getByLabel('Find').fill('linden')
  await expect(rows(page)).toHaveCount(2)
  await sheet.getByLabel('Find').fill('akermarble')
  await expect(rows(page)).toHaveCount(1)
  await sheet.getByLabel('Find').fill('nobody of this name')
  await expect(sheet.getByText('None fits.')).toBeVisible()
  await sheet.getByLabel('Find').fill('')
  await sheet.getByLabel('State').selectOption('away')
  await expect.poll(() => beds(page)).toEqual(['4B-13'])
  await expect(first).toContainText(/away: CT, back \d\d:\d\d/)
  await sheet.getByLabel('State').selectOption('all')
  // Ended stays are not for a nurse.
  await expect(sheet.getByLabel('Ended stays')).toHaveCount(0)

  await page.emulateMedia({ media: 'print' })
  await expect(page.locator('table.list')).toBeVisible()
  await expect(page.getByText('DEMO: every patient is invented.')).toBeVisible()
  await expect(page.getByText(/^.*Printed .* by R\. Wren\./)).toBeVisible()
  await expect(page.locator('.ward')).toBeHidden()
  await expect(sheet.getByRole('button', { name: 'Print' })).toBeHidden()
  await shot(page, 'list-print')
  const [left, right] = await page
    .locator('table.list')
    .evaluate((table) => [getComputedStyle(table).color, getComputedStyle(table.closest('dialog')!).backgroundColor])
  expect([left, right]).toEqual(['rgb(0, 0, 0)', 'rgb(255, 255, 255)'])
  await page.emulateMedia({ media: 'screen' })
  await page.keyboard.press('Escape')
  await expect(page).toHaveURL(/\/ward\/4B$/)
})

test('who has left is listed for the charge nurse, with how and by whom', async ({ gateway, another }) => {
  const page = await another('charge-nurse')
  await openWard(page, gateway.url, '4B')
  await begin(page, '4B-07', 'discharge')
  await commit(page).click()
  await expect(line(page, '4B-07')).toHaveText(/^empty/)
  await page.goto(`${gateway.url}/ward/4B/list`)
  await expect(rows(page)).toHaveCount(14)
  await page.getByLabel('Ended stays').check()
  await expect(rows(page)).toHaveCount(1)
  await expect(rows(page)).toContainText('Noor Basalt')
  await expect(rows(page)).toContainText('discharged, by L. Kestrel')
  await shot(page, 'list-ended')
})

test('my beds: taken until the end of the shift, seen on the tile, a view of one’s own that hides nothing that must be seen; given back', async ({
  page,
  gateway,
  another,
}) => {
  await openWard(page, gateway.url, '4B')
  const nurse = (bed: string) => tile(page, bed).locator('[data-cell="nurse"]')
  await expect(nurse('4B-01')).toHaveText(/RW/)
  await expect(nurse('4B-12')).toHaveText(/PH/)
  await page.goto(`${gateway.url}/ward/4B/beds`)
  const sheet = page.getByRole('dialog', { name: /^My beds: 4B/ })
  await expect(sheet.locator('[data-pick="4B-12"]')).toContainText('P. Heron, with me')
  await sheet.locator('[data-pick="4B-12"]').click()
  await expect(sheet.getByText('This takes over from P. Heron: 4B-12')).toBeVisible()
  await shot(page, 'my-beds')
  await sheet.getByRole('button', { name: /^Take these beds: 4B-12, until \d\d:\d\d$/ }).click()
  // A colleague's bed is taken by a second touch only.
  await sheet.getByRole('button', { name: /^Yes, take over from P\. Heron: 4B-12\. Take these beds: 4B-12, until \d\d:\d\d$/ }).click()
  await expect(sheet.getByText(/^✓ Yours until \d\d:\d\d: 4B-12\.$/)).toBeVisible()
  await expect(sheet.locator('[data-pick="4B-12"]')).toContainText('mine')
  await page.keyboard.press('Escape')
  await expect(nurse('4B-12')).toHaveText(/RW/)

  // Her buddy's beds are hers for breaks too: she gives up being it, so that some are not hers.
  const charge = await another('charge-nurse')
  await charge.goto(`${gateway.url}/ward/4B/beds`)
  const all = charge.getByRole('dialog', { name: /^My beds: 4B/ })
  for (const bed of ['4B-09', '4B-10', '4B-11', '4B-13', '4B-15', '4B-16']) await all.locator(`[data-pick="${bed}"]`).click()
  await all.locator('label.field', { hasText: /^For/ }).locator('select').selectOption({ label: 'P. Heron' })
  await shot(charge, 'give-beds')
  await all.getByRole('button', { name: /^Give these beds to P\. Heron/ }).click()
  await expect(all.getByText(/^✓ With P\. Heron until/)).toBeVisible()

  await page.getByRole('combobox', { name: 'Show' }).selectOption('mine')
  await expect(tile(page, '4B-01')).toBeVisible()
  await expect(tile(page, '4B-12')).toBeVisible()
  await expect(tile(page, '4B-10')).toHaveCount(0)
  await expect(page.locator('[data-banner="hidden"]')).toContainText(/\d beds hidden/)
  // Alarms off by order, and a quiet tile is none: it stays in sight.
  await expect(tile(page, '4B-15')).toBeVisible()
  await shot(page, 'view-mine')
  // A monitor that still sends after a discharge must be seen, whosever the bed is.
  await charge.keyboard.press('Escape')
  await begin(charge, '4B-09', 'discharge')
  await commit(charge).click()
  await expect(line(page, '4B-09')).toHaveText('empty · monitor still sends')
  await page.getByRole('combobox', { name: 'Show' }).selectOption('all')
  await expect(tile(page, '4B-10')).toBeVisible()

  await page.goto(`${gateway.url}/ward/4B/beds`)
  await sheet.locator('[data-pick="4B-12"]').click()
  await sheet.getByRole('button', { name: 'Give back: 4B-12' }).click()
  await expect(sheet.getByText('✓ Given back: 4B-12.')).toBeVisible()
  await expect(sheet.locator('[data-pick="4B-12"]')).toContainText('nobody has it')
  await page.keyboard.press('Escape')
  await expect(nurse('4B-12')).toHaveText('–')
})

test('axe finds nothing on the dialogs and pages of the ward book, in the dark and by day', async ({ page, gateway, another }) => {
  test.setTimeout(240_000)
  await openWard(page, gateway.url, '4B')
  const admin = await another('administrator')
  for (const theme of THEMES) {
    await page.goto(`${gateway.url}/ward/4B/bed/4B-01`)
    await themed(page, theme)
    for (const deed of ['standby', 'move', 'swap', 'discharge', 'correct', 'gear']) {
      await deedOf(page, deed).click()
      await expect(dialogOf(page)).toBeVisible()
      if (deed === 'correct') await expect(dialogOf(page).getByLabel('Date of birth')).toBeVisible()
      expect(await faults(page, theme), deed).toEqual([])
      await shot(page, `axe-${deed}-${theme}`)
      await page.keyboard.press('Escape')
      await expect(dialogOf(page)).toHaveCount(0)
    }
    await openBed(page, '4B-14')
    await deedOf(page, 'admit').click()
    expect(await faults(page, theme), 'admit').toEqual([])
    await shot(page, `axe-admit-${theme}`)
    await page.keyboard.press('Escape')
    for (const sheet of ['list', 'beds', 'devices']) {
      await page.goto(`${gateway.url}/ward/4B/${sheet}`)
      await expect(dialogOf(page).locator('tbody tr, .bed-pick').first()).toBeVisible()
      expect(await faults(page, theme), sheet).toEqual([])
      await shot(page, `axe-${sheet}-${theme}`)
    }
    await admin.goto(`${gateway.url}/wards`)
    await themed(admin, theme)
    for (const room of ['wards', 'begin']) {
      await admin.goto(`${gateway.url}/${room}`)
      await expect(admin.getByRole('heading', { level: 2 }).first()).toBeVisible()
      expect(await faults(admin, theme), room).toEqual([])
      await shot(admin, `axe-${room}-${theme}`)
    }
  }
  await expect(patientCell(page, '4B-01')).toBeAttached()
})
