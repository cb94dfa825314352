// Break-glass and what comes after it: the mark on the screen, the notice, the review, the audit, and the answer to a patient who asks.
import type { Page } from '@playwright/test'
import { changePerson, namesIn } from './desk.ts'
import { expect, LINK_ERRORS, main, openWard, test, value } from './story.ts'

const REASON = 'Called to the arrest in bed 4, their nurse is with bed 2'
const FOUND = 'Asked the ward: R. Wren was called to help.'
test.use({ allowed: LINK_ERRORS })

/** Chooses in the list of the ward bar, where other wards are found. */
async function otherWards(page: Page): Promise<void> {
  await page.getByRole('combobox', { name: 'Ward' }).selectOption({ label: 'All wards…' })
  await expect(page.getByRole('heading', { name: 'Other wards' })).toBeVisible()
}

test('a nurse opens another ward in an emergency; the privacy officer is told, reviews, verifies, and answers the patient', async ({
  page,
  gateway,
  another,
}) => {
  test.setTimeout(120_000)
  // This nurse is on 4B and at Home, and on the ICU no more.
  const admin = await another('administrator')
  await changePerson(admin, gateway.url, 'R. Wren')
  await admin.getByRole('button', { name: 'Take away: nurse on ICU' }).click()
  await expect(admin.getByText('Not kept yet.')).toBeVisible()
  await admin.getByRole('button', { name: 'Keep these grants' }).click()
  await expect(admin.locator('tr[data-person="wren"]')).toContainText('nurse on 4B, Home')

  await openWard(page, gateway.url, '4B')
  await otherWards(page)
  await page.locator('[data-other="ICU"]').click()
  const reason = page.getByLabel('Reason, in a sentence')
  await expect(reason).toBeFocused()
  await page.keyboard.type('because')
  await page.getByRole('button', { name: 'Open the ward' }).click()
  // Too short to be read by anybody: the field says so, and nothing was asked.
  expect(await reason.evaluate((field: HTMLTextAreaElement) => field.validity.tooShort)).toBe(true)
  await reason.fill(REASON)
  await page.getByRole('button', { name: 'Open the ward' }).click()
  await expect(page).toHaveURL(/\/ward\/ICU$/)
  const mark = page.locator('[data-banner="emergency"]')
  await expect(mark).toContainText('EMERGENCY ACCESS')
  await expect(mark).toContainText(REASON)
  await expect(main(page)).toHaveAttribute('data-link', 'live')
  await page.goto(`${gateway.url}/ward/ICU/bed/ICU-4`)
  await expect(value(page, 'ICU-4', 'hr')).toHaveAttribute('data-freshness', 'live')
  await expect(page.locator('[data-patient-name]')).toHaveText('Suri')
  await expect(mark).toBeVisible()
  // Over when it is no longer needed.
  await mark.getByRole('button', { name: 'End' }).click()
  await expect(mark).toHaveCount(0)
  // What is left is what this station shows to anybody: values, and initials.
  await expect(page.locator('[data-patient-name]')).toHaveText('initials only: this ward is not one of yours')
  expect(await namesIn(page, ['Suri'])).toEqual([])

  const officer = await another('privacy-officer')
  await officer.goto(gateway.url)
  await expect(officer).toHaveURL(/\/audit$/)
  await expect(officer.getByRole('link', { name: 'Audit (1 to review)' })).toBeVisible()
  const notice = officer.locator('[data-emergency="open"]')
  await expect(notice).toContainText('R. Wren opened ward ICU')
  await expect(notice).toContainText(REASON)
  await notice.getByLabel('What you found').fill(FOUND)
  await notice.getByRole('button', { name: 'Reviewed' }).click()
  await expect(officer.locator('[data-emergency="reviewed"]').first()).toContainText(FOUND)
  await expect(officer.getByRole('link', { name: 'Audit', exact: true })).toBeVisible()

  const [rows, what] = [officer.locator('tr[data-kind]'), officer.getByRole('combobox', { name: 'What' })]
  await what.selectOption({ label: 'broke the glass' })
  await expect(rows).toHaveCount(1)
  await expect(rows).toContainText('R. Wren')
  await expect(rows).toContainText('EMERGENCY')
  await expect(rows).toContainText(REASON)
  await what.selectOption({ label: 'everything' })
  await officer.getByLabel('emergencies only').check()
  await expect(rows.first()).toContainText('EMERGENCY')
  await officer.getByRole('combobox', { name: 'Ward' }).selectOption({ label: 'Home' })
  await expect(rows).toHaveCount(0)
  await expect(officer.getByText('Nothing was written that fits.')).toBeVisible()
  await officer.getByRole('combobox', { name: 'Ward' }).selectOption({ label: 'every ward' })
  await officer.getByLabel('emergencies only').uncheck()
  await expect(rows.filter({ hasText: 'grants changed: R. Wren' })).toContainText('S. Plover')

  await officer.getByRole('button', { name: 'Verify now' }).click()
  await expect(officer.locator('[data-verdict]')).toHaveAttribute('data-verdict', 'whole')
  await expect(officer.locator('[data-verdict]')).toContainText(/● Whole: \d+ records under \d+ signed heads/)
  const saved = officer.waitForEvent('download')
  await officer.getByRole('button', { name: 'Export as FHIR' }).click()
  expect((await saved).suggestedFilename()).toBe('audit.fhir.json')

  await officer.getByRole('link', { name: 'Who looked at a patient' }).click()
  await officer.getByLabel('Bed, ward or name').fill('icu-4')
  await officer.locator('[data-patient]').click()
  const report = officer.locator('[data-report]')
  const look = report.locator('tr', { hasText: 'opened this patient’s values, with the name' })
  await expect(look).toContainText('R. Wren')
  await expect(look).toContainText(`emergency access: ${REASON}`)
  await officer.emulateMedia({ media: 'print' })
  await expect(officer.getByRole('heading', { name: 'Who looked at this patient' })).toBeVisible()
  await expect(officer.getByText('It lists everyone who was shown this patient’s data')).toBeVisible()
  await expect(officer.getByRole('button')).toHaveCount(0)
  await expect(officer.getByRole('navigation')).toHaveCount(0)
  const [background, colour] = await report.evaluate((table) => [
    getComputedStyle(document.body).backgroundColor,
    getComputedStyle(table.querySelector('td')!).color,
  ])
  expect([background, colour]).toEqual(['rgb(255, 255, 255)', 'rgb(0, 0, 0)'])
  // No code stands where words should.
  expect(await report.textContent()).not.toMatch(/[a-z]-[a-z]+ed\b|undefined|null|NaN/)
})
