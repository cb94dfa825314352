// The screens of access for eyes and hands of every kind: axe in three themes, everything by keyboard, nothing too small for a glove.
import type { Page } from '@playwright/test'
import { faults, inEachTheme, smallOnes } from './axe.ts'
import { changePerson, continueAs, demoPin } from './desk.ts'
import { expect, LINK_ERRORS, main, openWard, test } from './story.ts'

test.use({ allowed: LINK_ERRORS })

/** In each theme, and large enough in one. */
async function fits(page: Page, ready: () => Promise<unknown>): Promise<void> {
  await inEachTheme(page, async (theme) => {
    await ready()
    expect(await faults(page, theme)).toEqual([])
    if (theme === 'dark') expect(await smallOnes(page)).toEqual([])
  })
}

test('the demo’s way in, the own account, the wards and the dialogs of a station', async ({ gateway, another }) => {
  test.setTimeout(180_000)
  const page = await another(null)
  await page.goto(gateway.url)
  await fits(page, () => expect(page.locator('[data-as="nurse"]')).toBeVisible())
  await continueAs(page, gateway.url, 'nurse')
  await expect(main(page)).toHaveAttribute('data-link', 'live')
  await page.goto(`${gateway.url}/account`)
  await fits(page, () => expect(page.getByRole('cell', { name: /\(here\)/ })).toBeVisible())
  await page.getByRole('button', { name: 'Turn it on' }).click()
  await expect(page.locator('.qr')).toBeVisible()
  expect([await faults(page, 'dark'), await smallOnes(page)]).toEqual([[], []])
  await openWard(page, gateway.url, '4B')
  await fits(page, async () => {
    await expect(page.locator('[data-seat="person"]')).toBeVisible()
    await page.keyboard.press('l')
    await expect(page.locator('[data-person="P. Heron"]')).toBeVisible()
  })
  await page.locator('[data-person="P. Heron"]').click()
  expect([await faults(page, 'dark'), await smallOnes(page)]).toEqual([[], []])
  await page.getByRole('dialog').getByRole('button', { name: 'With a password' }).click()
  expect([await faults(page, 'dark'), await smallOnes(page)]).toEqual([[], []])
})

test('people, stations, an emergency', async ({ gateway, another }) => {
  test.setTimeout(180_000)
  const admin = await another('administrator')
  await admin.goto(`${gateway.url}/stations`)
  await fits(admin, () => expect(admin.getByRole('cell', { name: /this browser/ })).toBeVisible())
  await admin.goto(`${gateway.url}/people`)
  await fits(admin, () => expect(admin.locator('tr[data-person="wren"]')).toBeVisible())
  await changePerson(admin, gateway.url, 'R. Wren')
  expect([await faults(admin, 'dark'), await smallOnes(admin)]).toEqual([[], []])
  await admin.getByRole('button', { name: 'Reset the PIN…' }).click()
  expect([await faults(admin, 'dark'), await smallOnes(admin)]).toEqual([[], []])
  await admin.keyboard.press('Escape')
  // The focus is where it was.
  await expect(admin.getByRole('button', { name: 'Reset the PIN…' })).toBeFocused()
  await admin.getByRole('button', { name: 'Take away: nurse on ICU' }).click()
  await admin.getByRole('button', { name: 'Keep these grants' }).click()
  await expect(admin.locator('tr[data-person="wren"]')).toContainText('nurse on 4B, Home')

  const nurse = await another('nurse')
  await nurse.goto(`${gateway.url}/?list`)
  await fits(nurse, () => expect(nurse.locator('[data-other="ICU"]')).toBeVisible())
  await nurse.locator('[data-other="ICU"]').click()
  await expect(nurse.getByLabel('Reason, in a sentence')).toBeFocused()
  expect([await faults(nurse, 'dark'), await smallOnes(nurse)]).toEqual([[], []])
  await nurse.keyboard.type('Called to the arrest in bed 4')
  await nurse.keyboard.press('Tab')
  await nurse.keyboard.press('Enter')
  await expect(nurse.locator('[data-banner="emergency"]')).toBeVisible()
  await fits(nurse, () => expect(nurse.locator('[data-banner="emergency"]')).toBeVisible())
})

test('the audit, and who looked at a patient', async ({ gateway, another }) => {
  test.setTimeout(180_000)
  const officer = await another('privacy-officer')
  await officer.goto(`${gateway.url}/audit`)
  await fits(officer, () => expect(officer.locator('tr[data-kind]').first()).toBeVisible())
  await officer.goto(`${gateway.url}/audit/patient`)
  await fits(officer, () => expect(officer.locator('[data-patient]').first()).toBeVisible())
  await officer.locator('[data-patient]').first().click()
  await expect(officer.locator('[data-report]')).toBeVisible()
  expect([await faults(officer, 'dark'), await smallOnes(officer)]).toEqual([[], []])
})

test('by keyboard alone: in, hand over, lock, and the focus is always seen', async ({ gateway, another }) => {
  const page = await another(null)
  await page.goto(gateway.url)
  await expect(page.locator('[data-as="nurse"]')).toBeVisible()
  const seen = (): Promise<boolean> =>
    page.evaluate(() => {
      const { outlineStyle, outlineWidth } = getComputedStyle(document.activeElement!)
      return outlineStyle !== 'none' && outlineWidth !== '0px'
    })
  await page.keyboard.press('Tab')
  await expect(page.locator('[data-as="nurse"]')).toBeFocused()
  expect(await seen()).toBe(true)
  await page.keyboard.press('Enter')
  await expect(main(page)).toHaveAttribute('data-link', 'live')

  await page.keyboard.press('l')
  // Alphabetical, the first in hand.
  await expect(page.locator('[data-person="Dr A. Rook"]')).toBeFocused()
  expect(await seen()).toBe(true)
  await page.keyboard.press('Tab')
  await page.keyboard.press('Tab')
  await expect(page.locator('[data-person="P. Heron"]')).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(page.getByLabel('PIN, at least 6 digits')).toBeFocused()
  expect(await seen()).toBe(true)
  await page.keyboard.type(await demoPin(page))
  await page.keyboard.press('Enter')
  await expect(page.locator('[data-seat="person"]')).toContainText('P. Heron')
  await expect(page.getByRole('dialog')).toHaveCount(0)

  for (
    let presses = 0;
    presses < 12 && !(await page.locator('[data-act="lock"]').evaluate((one) => one === document.activeElement));
    presses++
  )
    await page.keyboard.press('Tab')
  await expect(page.locator('[data-act="lock"]')).toBeFocused()
  expect(await seen()).toBe(true)
  await page.keyboard.press('Enter')
  await expect(page.locator('[data-seat="station"]')).toContainText('locked, initials only')
})
