// Stories in a real browser. Each story starts the gateway it needs on a free port; nothing leaves this machine.
import { defineConfig } from '@playwright/test'
import { CHROMIUM_FLAGS, chromiumPath } from './e2e/chromium.ts'

const executablePath = await chromiumPath()

export default defineConfig({
  testDir: 'e2e',
  testMatch: '*.story.ts',
  workers: 1,
  timeout: 90_000,
  expect: { timeout: 15_000 },
  outputDir: 'test-results',
  use: {
    viewport: { width: 1920, height: 1080 },
    launchOptions: { args: CHROMIUM_FLAGS, ...(executablePath && { executablePath }) },
  },
})
