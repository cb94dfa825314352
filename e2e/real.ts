// A gateway without a demo, in a folder of its own, and the codes of an authenticator.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { TOTP } from 'otpauth'
import { type RunningGateway, startGateway } from './gateway.ts'
import { test as base } from './story.ts'

export const test = base.extend<{ real: RunningGateway }>({
  // biome-ignore lint/correctness/noEmptyPattern: a fixture names what it takes
  real: async ({}, use) => {
    const folder = mkdtempSync(path.join(tmpdir(), 'wardlight-real-'))
    const gateway = await startGateway('--no-demo', '--data', path.join(folder, 'data'), '--keys', path.join(folder, 'key'))
    await use(gateway)
    await gateway.stop()
    rmSync(folder, { recursive: true })
  },
  // What is refused on purpose is logged by the browser itself.
  allowed: /Failed to load resource: the server responded with a status of 4/,
})

/** The code with which the first administrator is made, from the console. */
export const setUpCode = ({ output }: RunningGateway): string => /good until this process ends: (\S+)/.exec(output())![1]!

/** Each time step's code is good once: `steps` ahead, of which one is right already. */
export const codeOf = (secret: string, steps: 0 | 1): string =>
  new TOTP({ secret, digits: 6, period: 30 }).generate({ timestamp: Date.now() + steps * 30_000 })
