// Unit and gateway tests: beside their files, seeded, without a browser.
import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    setupFiles: ['./vitest.setup.ts'],
    testTimeout: 20_000,
    maxWorkers: 2,
    projects: [
      // Nothing in these rooms keeps a state of its own: their files share a process, which saves a start for each.
      { extends: true, test: { name: 'pure', include: ['src/{model,feed}/**/*.test.{ts,tsx}'], isolate: false } },
      { extends: true, test: { name: 'rest', include: ['src/**/*.test.{ts,tsx}'], exclude: ['src/{model,feed}/**'] } },
    ],
  },
})
