// Stories in a real browser. Each story starts the gateway it needs on a free port; nothing leaves this machine.
import { defineConfig } from '@playwright/test'
import { CHROMIUM_FLAGS, chromiumPath } from './e2e/chromium.ts'

const executablePath = await chromiumPath()

/** TABLE: stories that judge how soon something is seen or heard have the machine to themselves; all others run two by two. */
const ALONE = ['alarms', 'clock', 'gallery', 'layouts', 'link', 'sleep', 'slow', 'sound', 'ward']
const files = ALONE.map((name) => `${name}.story.ts`)

export default defineConfig({
  testDir: 'e2e',
  timeout: 90_000,
  expect: { timeout: 15_000 },
  workers: 1,
  outputDir: 'test-results',
  // One more try, in a machine that others share; `npm test` names what needed it.
  retries: process.env.CI ? 1 : 0,
  use: {
    viewport: { width: 1920, height: 1080 },
    launchOptions: { args: CHROMIUM_FLAGS, ...(executablePath && { executablePath }) },
  },
  projects: [
    { name: 'beside', testMatch: '*.story.ts', testIgnore: files },
    { name: 'alone', testMatch: files },
  ],
})
