// The ways in without a demo for eyes and hands of every kind: set-up, second factor, sign-in, a password of one's own, signed out.
import { faults, inEachTheme, smallOnes } from './axe.ts'
import { surely } from './desk.ts'
import { codeOf, setUpCode, test } from './real.ts'
import { expect } from './story.ts'

const PASSWORD = 'violet harbour ladder'

test('axe finds nothing on the ways in, everything is large enough, and the keyboard does it all', async ({ browser, real, quiet }) => {
  test.setTimeout(180_000)
  const page = await (await browser.newContext()).newPage()
  quiet.hear(page)
  const fits = async (heading: string, on = page): Promise<void> => {
    const there = () => expect(on.getByRole('heading', { name: heading })).toBeVisible()
    // Before it is loaded anew in each theme: what was sent has been answered.
    await there()
    await inEachTheme(on, async (theme) => {
      await there()
      expect([await faults(on, theme), await smallOnes(on)]).toEqual([[], []])
    })
  }
  await page.goto(real.url)
  await fits('The first account')
  await expect(page.getByLabel('Code from the console')).toBeFocused()
  for (const text of [setUpCode(real), 'A. Teal', 'teal', PASSWORD]) {
    await page.keyboard.type(text)
    await page.keyboard.press('Tab')
  }
  await page.keyboard.press('Enter')
  await fits('Second factor')
  const secret = String(await page.locator('.secret').textContent()).replaceAll(' ', '')
  await page.getByLabel('Code that the authenticator shows now').fill(codeOf(secret, 0))
  await page.keyboard.press('Enter')
  // Where there is no ward yet an administrator is led through the first steps.
  await fits('Begin: five steps to the first wave')
  await page.getByRole('link', { name: 'People' }).click()
  await page.getByLabel('Name, as on a badge').fill('N. Reed')
  await page.getByLabel('Login').fill('reed')
  await page.getByRole('button', { name: 'Add', exact: true }).click()
  const once = String(await page.locator('.secret').textContent())
  expect([await faults(page, 'dark'), await smallOnes(page)]).toEqual([[], []])

  const nurse = await (await browser.newContext()).newPage()
  quiet.hear(nurse)
  await nurse.goto(real.url)
  await fits('Sign in', nurse)
  await expect(nurse.getByLabel('Login')).toBeFocused()
  await nurse.keyboard.type('reed')
  await nurse.keyboard.press('Tab')
  await nurse.keyboard.type(once)
  await nurse.keyboard.press('Enter')
  await fits('A password of your own', nurse)
  await expect(nurse.getByLabel('Password you were given')).toBeFocused()
  await nurse.keyboard.type(once)
  await nurse.keyboard.press('Tab')
  await nurse.keyboard.type('otter lamp quarry')
  await nurse.keyboard.press('Enter')
  await fits('Wards', nurse)
  await page.getByRole('button', { name: 'Change N. Reed' }).click()
  await surely(page, 'Disable the account')
  await expect(nurse.getByRole('alert')).toHaveText(/Signed out: this screen is not monitoring/)
  expect([await faults(nurse, 'dark'), await smallOnes(nurse)]).toEqual([[], []])
  // The sign-in says it too, for who comes later.
  await nurse.getByRole('link', { name: 'Sign in' }).click()
  await fits('Sign in', nurse)
  await expect(nurse.locator('[data-why]')).toContainText('N. Reed was signed out: an administrator disabled the account.')

  await page.getByRole('button', { name: 'Sign out' }).click()
  await page.getByRole('link', { name: 'Sign in' }).click()
  await page.getByLabel('Login').fill('teal')
  await page.getByLabel('Password').fill(PASSWORD)
  await page.keyboard.press('Enter')
  await fits('Second factor')
  await page.getByLabel('Code of your authenticator').fill(codeOf(secret, 1))
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { name: 'Begin: five steps to the first wave' })).toBeVisible()
  await page.context().close()
  await nurse.context().close()
})
