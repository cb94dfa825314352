// Unit and gateway tests: beside their files, seeded, without a browser.
import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['src/**/*.test.ts', 'src/**/*.test.tsx'],
    setupFiles: ['./vitest.setup.ts'],
    testTimeout: 20_000,
    maxWorkers: 2,
  },
})
