// What people do at the screens of access, in their own words.
import type { Page } from '@playwright/test'
import { signIn } from './signin.ts'
import { expect } from './story.ts'

/** Sits down at the demo's way in. */
export async function continueAs(page: Page, url: string, as: string): Promise<void> {
  await page.goto(url)
  await page.locator(`[data-as="${as}"]`).click()
  // A page that is left at once takes the ask back with it.
  await expect(page.locator(`[data-as="${as}"]`)).toHaveCount(0)
}

/** Opens the row of a person in the list of people. */
export async function changePerson(page: Page, url: string, name: string): Promise<void> {
  await page.goto(`${url}/people`)
  await page.getByRole('button', { name: `Change ${name}` }).click()
  await expect(page.getByRole('region', { name: `Change ${name}` })).toBeVisible()
}

/** Presses what asks once more, and says yes. */
export async function surely(page: Page, act: string): Promise<void> {
  await page.getByRole('button', { name: `${act}…` }).click()
  const dialog = page.getByRole('dialog')
  await expect(dialog.getByRole('button', { name: 'No, leave it' })).toBeFocused()
  await dialog.getByRole('button', { name: act, exact: true }).click()
  await expect(dialog).toHaveCount(0)
}

/** Chooses a name in the dialog in which a station changes hands; the PIN is typed next. */
export async function chooseName(page: Page, name: string): Promise<void> {
  await page.keyboard.press('l')
  await page.locator(`[data-person="${name}"]`).click()
  await expect(page.getByLabel('PIN, at least 6 digits')).toBeFocused()
}

/** The PIN of this run's demo, as its dialog shows it. */
export const demoPin = async (page: Page): Promise<string> => String(await page.locator('[data-demo-pin]').getAttribute('data-demo-pin'))

/** Every name in the demo, as the privacy officer is told them. */
export async function namesOf(url: string): Promise<readonly string[]> {
  const { header } = await signIn(url, 'privacy-officer')
  const answer = await fetch(`${url}/api/audit/patients`, { headers: { cookie: header } })
  const { patients } = (await answer.json()) as { patients: { name: string | null }[] }
  return patients.flatMap(({ name }) => name ?? [])
}

/** Words of names that stand anywhere in the document: as text, label, title or attribute. */
export async function namesIn(page: Page, names: readonly string[]): Promise<readonly string[]> {
  const whole = await page.evaluate(() => document.title + document.documentElement.outerHTML)
  return names.flatMap((name) => name.split(' ')).filter((word) => word.length > 2 && whole.includes(word))
}
