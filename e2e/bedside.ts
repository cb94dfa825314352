// What people do with patients and beds, in their own words.
import type { Locator, Page } from '@playwright/test'
import { expect, tile } from './story.ts'

export const dialogOf = (page: Page): Locator => page.getByRole('dialog')
/** The alarm line of a tile, as it is read. */
export const line = (page: Page, bed: string): Locator => tile(page, bed).locator('[data-cell="line"]')
export const patientCell = (page: Page, bed: string): Locator => tile(page, bed).locator('[data-cell="patient"]')
export const deedOf = (page: Page, deed: string): Locator => page.locator(`aside.detail [data-deed="${deed}"]`)
/** The button that commits. */
export const commit = (page: Page): Locator => dialogOf(page).locator('.act-foot .button-main')
export const said = (page: Page): Locator => page.locator('.deeds-said')

export async function openBed(page: Page, bed: string): Promise<void> {
  if ((await page.locator(`aside[data-detail="${bed}"]`).count()) === 0) await tile(page, bed).click()
  await expect(page.locator(`aside[data-detail="${bed}"]`)).toBeVisible()
}

/** Opens the dialog of an act at a bed. */
export async function begin(page: Page, bed: string, deed: string): Promise<Locator> {
  await openBed(page, bed)
  await deedOf(page, deed).click()
  await expect(dialogOf(page)).toBeVisible()
  return dialogOf(page)
}

export interface PatientTyped {
  readonly name: string
  readonly born?: string
  readonly record?: string
}

export async function fillPatient(dialog: Locator, { name, born, record }: PatientTyped): Promise<void> {
  await dialog.getByLabel('Name', { exact: true }).first().fill(name)
  if (born !== undefined) await dialog.getByLabel('Date of birth').fill(born)
  if (record !== undefined) await dialog.getByLabel('Record number').fill(record)
}

/** Commits, and reads that it was done. */
export async function done(page: Page, words: string | RegExp): Promise<void> {
  await commit(page).click()
  await expect(dialogOf(page)).toHaveCount(0)
  await expect(said(page)).toHaveText(words)
}
