// The machine's clock is set back by hours, between two starts and while the gateway runs: nothing runs a second time, and nobody is locked out for a day.
import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { TOTP } from 'otpauth'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { POLICY } from '../model/me.ts'
import { at, ms } from '../model/units.ts'
import { systemClock } from './clock.ts'
import { type FakeClock, fakeClock, START } from './harness.ts'
import { type Browser, type RealHouse, startHouse } from './realhouse.ts'

const MINUTE = 60_000
const BACK = 180 * MINUTE
const DAY = 1440 * MINUTE
let real: RealHouse
let folder: string
let keys: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'wardlight-setback-'))
  keys = randomBytes(32).toString('hex')
})
afterEach(async () => {
  await real.close()
  rmSync(folder, { recursive: true, force: true })
})

/** A gateway's clock that starts so far from START; its wall clock can be set. Stepped by hand as in other tests. */
function startingAt(off: number): FakeClock & { set(milliseconds: number): void; notBefore(to: number): void } {
  const hand = fakeClock()
  let wall = off
  const system = systemClock({ hands: { wall: () => hand.real() + wall, mono: () => hand.real() - START } })
  return {
    ...hand,
    now: () => at(hand.now() + off),
    real: system.real,
    ahead: () => ms(system.ahead?.() ?? 0),
    notBefore: system.notBefore,
    set(milliseconds) {
      wall += milliseconds
    },
  }
}
async function start(clock: FakeClock & { notBefore(to: number): void }, demo = true, notBefore: number | null = null): Promise<void> {
  real = await startHouse({
    deaf: true,
    folder,
    keys,
    demo,
    clock,
    ...(notBefore !== null && { notBefore: () => clock.notBefore(notBefore) }),
  })
}
const is = async (browser: Browser): Promise<string> =>
  ((await browser.get('/api/me')).body.authority as { is: string } | undefined)?.is ?? 'refused'
const running = (): number => real.house.access.emergencies.running(real.house.access.people.byLogin('wren')!.id).length
const count = async (kind: 'clock-stepped' | 'session-ended' | 'emergency-ended'): Promise<number> =>
  (await real.house.audit.query({ limit: 1000, kinds: [kind] })).length

/** A nurse who opened a ward in an emergency. */
async function opened(): Promise<Browser> {
  const nurse = real.browser()
  await nurse.demo('nurse')
  expect((await nurse.post('/api/emergency', { ward: 'T', reason: 'arrest on the corridor' })).status).toBe(200)
  expect(running()).toBe(1)
  return nurse
}
/** Through the hour for which it was opened, once more. */
async function notAgain(): Promise<void> {
  for (let passed = 0; passed < POLICY.emergency + 10 * MINUTE; passed += 5 * MINUTE) {
    expect([passed, running()]).toEqual([passed, 0])
    real.clock.pass(5 * MINUTE)
  }
  expect(await real.house.audit.verify()).toMatchObject({ is: 'whole' })
}

test.each([
  ['the book tells of nothing later', null],
  ['gateway time goes on from the book', START + 20 * MINUTE],
])('between two starts, %s: what ran is over, stays so when its hour comes, and is written down once', async (_, newest) => {
  await start(startingAt(0))
  const nurse = await opened()
  real.clock.pass(25 * MINUTE)
  await real.close()
  const clock = startingAt(25 * MINUTE - BACK)
  await start(clock, true, newest)
  expect([await is(real.browser(nurse.cookies)), running()]).toEqual(['station', 0])
  clock.pass(1000)
  const written = async () => [await count('clock-stepped'), await count('session-ended'), await count('emergency-ended')]
  expect(await written()).toEqual([1, 1, 1])
  if (newest === null) clock.pass(BACK - 30 * MINUTE)
  await notAgain()
  expect(await written()).toEqual([1, 1, 1])
})

test('what ended by itself before does not run again, and is not written down twice', async () => {
  await start(startingAt(0))
  await opened()
  real.clock.pass(POLICY.emergency + MINUTE)
  expect(running()).toBe(0)
  await expect.poll(() => count('emergency-ended')).toBe(1)
  await real.close()
  const clock = startingAt(-BACK)
  await start(clock)
  clock.pass(BACK - 5 * MINUTE)
  await notAgain()
  expect(await count('emergency-ended')).toBe(1)
})

test('set back by less than is noticed, what ended stays over', async () => {
  await start(startingAt(0))
  await opened()
  real.clock.pass(POLICY.emergency + 1000)
  expect(running()).toBe(0)
  await real.close()
  await start(startingAt(POLICY.emergency - 30_000))
  expect([running(), await count('clock-stepped')]).toEqual([0, 0])
})

test('with the clock as it was, sessions and emergencies outlive a start', async () => {
  await start(startingAt(0))
  const nurse = await opened()
  await real.close()
  await start(startingAt(MINUTE))
  expect([await is(real.browser(nurse.cookies)), running()]).toEqual(['person', 1])
})

const password = 'violet harbour ladder'
/** An administrator with a second factor, whose authenticator goes by a clock of its own. */
async function administrator(): Promise<(time: number) => string> {
  const browser = real.browser()
  await browser.post('/api/set-up', { code: real.house.setUpCode, name: 'A. Teal', login: 'teal', password })
  const { secret } = (await browser.post('/api/account/second-factor/begin')).body as { secret: string }
  const code = (time: number): string => new TOTP({ secret, digits: 6, period: 30 }).generate({ timestamp: time })
  expect((await browser.post('/api/account/second-factor/confirm', { code: code(real.clock.real()) })).status).toBe(200)
  return code
}
async function signingIn(): Promise<(code: string) => Promise<unknown>> {
  const browser = real.browser()
  expect((await browser.post('/api/sign-in', { login: 'teal', password })).body.next).toBe('second-factor')
  return async (code) => {
    const { body } = await browser.post('/api/second-factor', { code })
    return body.code ?? body.next
  }
}

test('between two starts: an administrator signs in with the code of now, though codes of tomorrow were used', async () => {
  await start(startingAt(0), false)
  const code = await administrator()
  await real.close()
  await start(startingAt(-DAY), false)
  const tries = await signingIn()
  // What may have been seen a moment ago is not good again; what comes next is.
  expect(await tries(code(real.clock.real()))).toBe('wrong-code')
  real.clock.pass(65_000)
  expect(await tries(code(real.clock.real()))).toBe(null)
})

test('while it runs: likewise, by the clock that was set back and by gateway time, and no code is good a second time', async () => {
  const clock = startingAt(0)
  await start(clock, false)
  const code = await administrator()
  const used = code(clock.real())
  clock.set(-DAY)
  clock.pass(1000)
  const wall = () => clock.real() - (clock.ahead?.() ?? 0)
  const first = await signingIn()
  expect(await first(used)).toBe('wrong-code')
  expect(await first(code(wall()))).toBe('wrong-code')
  clock.pass(65_000)
  expect(await first(code(wall()))).toBe(null)
  clock.pass(60_000)
  const second = await signingIn()
  expect(await second(used)).toBe('wrong-code')
  expect(await second(code(clock.real()))).toBe(null)
})
