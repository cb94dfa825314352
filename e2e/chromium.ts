// The browser of the tests: CHROME=path where given, else the Chromium that comes inside an npm package (Linux x64), else Playwright's own.
import { existsSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'

/** Flags under which a headless Chromium runs on a closed machine, as root, without a GPU. */
export const CHROMIUM_FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

/** Path of the browser; undefined lets Playwright take its own. Unpacks once: call it before workers start. */
export async function chromiumPath(): Promise<string | undefined> {
  if (process.env.CHROME) return process.env.CHROME
  if (process.platform !== 'linux' || process.arch !== 'x64') return undefined
  const { default: chromium } = await import('@sparticuz/chromium')
  const unpacked = path.join(tmpdir(), 'chromium')
  // A file left half-written by a killed run does not start: a whole one is over 100 MB.
  if (existsSync(unpacked) && statSync(unpacked).size < 100_000_000) rmSync(unpacked)
  return chromium.executablePath()
}
