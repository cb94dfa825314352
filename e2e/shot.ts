// Pictures of states, for eyes: only where WARDLIGHT_SHOTS names a folder for them.
import path from 'node:path'
import type { Page } from '@playwright/test'

const SIZES = [
  { width: 1920, height: 1080 },
  { width: 1280, height: 720 },
] as const

/** The page as it stands now, in a large and in a small window. */
export async function shot(page: Page, name: string): Promise<void> {
  const folder = process.env.WARDLIGHT_SHOTS
  if (folder === undefined) return
  const before = page.viewportSize()
  for (const size of SIZES) {
    await page.setViewportSize(size)
    // Two paints, so that the worker's canvas has the new size as well.
    await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))))
    await page.screenshot({ path: path.join(folder, `${name}-${size.width}.png`) })
  }
  if (before) await page.setViewportSize(before)
}
