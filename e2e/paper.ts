// A page as it is printed: how many sheets of paper, and what they say.
import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import type { Page } from '@playwright/test'

/** `name`: of the file that is written where WARDLIGHT_SHOTS names a folder. `text`: of the page as it is laid out for print. */
export async function pages(page: Page, name: string): Promise<{ readonly count: number; readonly text: string }> {
  const pdf = await page.pdf({ preferCSSPageSize: true, printBackground: true })
  const folder = process.env.WARDLIGHT_SHOTS
  if (folder !== undefined) await writeFile(path.join(folder, `${name}.pdf`), pdf)
  await page.emulateMedia({ media: 'print' })
  // biome-ignore lint/performance/useDomNodeTextContent: only what is seen is printed
  const text = await page.locator('body').innerText()
  await page.emulateMedia({ media: null })
  return { count: pdf.toString('latin1').match(/\/Type\s*\/Page\b/g)?.length ?? 0, text: text.replace(/\s+/g, ' ') }
}
