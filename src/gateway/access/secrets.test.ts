// Hashes of passwords and PINs; throttle; common ones; one-time codes; the set-up code.
import { randomBytes } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { getPriority } from 'node:os'
import { TOTP } from 'otpauth'
import { expect, test } from 'vitest'
import { after, at, ms } from '../../model/units.ts'
import { isCommon, isCommonPin } from './common.ts'
import { createHasher } from './secrets.ts'
import { createSetUp } from './setup.ts'
import { createThrottle, THROTTLE } from './throttle.ts'
import { newTotp, stepBy, totpStep, totpUri } from './totp.ts'

const NOW = at(1_790_000_000_000)

test('argon2id: right, wrong, nobody’s, another Unicode form, 200 characters; never twice the same', async () => {
  const hasher = createHasher()
  const hash = await hasher.hash('café au lait, later')
  expect(hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
  expect(hash).not.toBe(await hasher.hash('café au lait, later'))
  expect(await hasher.verify(hash, 'cafe\u0301 au lait, later')).toBe(true)
  expect(await hasher.verify(hash, 'Café au lait, later')).toBe(false)
  expect(await hasher.verify(null, 'café au lait, later')).toBe(false)
  expect(await hasher.verify('$2b$10$nonsense', 'x')).toBe(false)
  const long = 'ü'.repeat(100) + 'x'.repeat(100)
  expect(await hasher.verify(await hasher.hash(long), long)).toBe(true)
  expect(await hasher.verify(await hasher.hash(long), long.slice(0, -1))).toBe(false)
  // Hashes give way to everything else that the machine does.
}, 120_000)

/** Niceness of each thread of this process. */
const niceness = (): number[] =>
  readdirSync('/proc/self/task').map((task) => {
    const stat = readFileSync(`/proc/self/task/${task}/stat`, 'utf8')
    return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[16])
  })
test.skipIf(process.platform !== 'linux')('one thread hashes, and it alone yields to all others', async () => {
  const before = niceness().filter((nice) => nice === 19).length
  const hasher = createHasher()
  await Promise.all([1, 2, 3].map(() => hasher.verify(null, 'x')))
  const after = niceness()
  expect(after.filter((nice) => nice === 19)).toHaveLength(before + 1)
  expect(getPriority()).toBeLessThan(19)
})

test('a hash of costs that are none fails by itself, and the next one is made', async () => {
  const hasher = createHasher()
  await expect(hasher.verify('$argon2id$v=19$m=1,t=0,p=1$AAAA$AAAA', 'x')).rejects.toThrow()
  expect(await hasher.verify(await hasher.hash('violet harbour'), 'violet harbour')).toBe(true)
})

test('a flood waits in a short queue, and what is too much is refused without a hash', async () => {
  const hasher = createHasher()
  const done = await Promise.allSettled(Array.from({ length: 40 }, () => hasher.verify(null, 'x')))
  expect(done.filter(({ status }) => status === 'fulfilled')).toHaveLength(16)
  expect(done.find(({ status }) => status === 'rejected')).toMatchObject({ reason: { code: 'too-many-tries' } })
})

const from = (address: string, station: string | null = null) => ({ address, station })
test('five free tries, then waits that grow; another address is slowed by the account later; a right one forgets', () => {
  const throttle = createThrottle()
  const tries = (count: number, address: string, when = NOW) =>
    Array.from({ length: count }, () => throttle.take('login wren', from(address), when)).filter(Boolean).length
  expect(tries(10, '10.0.0.1')).toBe(THROTTLE.both.free)
  expect(throttle.take('login wren', from('10.0.0.1'), after(NOW, THROTTLE.both.first - 1))).toBe(false)
  expect(throttle.take('login wren', from('10.0.0.1'), after(NOW, THROTTLE.both.first))).toBe(true)
  expect(throttle.take('login wren', from('10.0.0.1'), after(NOW, 2 * THROTTLE.both.first))).toBe(false)
  expect(tries(3, '10.0.0.2')).toBe(3)
  throttle.won('login wren', from('10.0.0.1'))
  expect(tries(10, '10.0.0.1')).toBe(THROTTLE.both.free)
  expect(throttle.take('login heron', from('10.0.0.1'), NOW)).toBe(true)
})

test('a stranger who guesses from many addresses locks out neither where the owner signed in before nor an enrolled station', () => {
  const throttle = createThrottle()
  throttle.take('login wren', from('10.0.0.1'), NOW)
  throttle.won('login wren', from('10.0.0.1'))
  let taken = 0
  for (let index = 0; index < 200; index++) if (throttle.take('login wren', from(`192.0.2.${index}`), NOW)) taken++
  expect(taken).toBe(THROTTLE.account.free)
  expect(throttle.take('login wren', from('10.0.0.9'), NOW)).toBe(false)
  expect(throttle.take('login wren', from('10.0.0.1'), NOW)).toBe(true)
  expect(throttle.take('login wren', from('192.0.2.1', 'desk'), NOW)).toBe(true)
  // Signing in there forgives the stranger nothing.
  throttle.won('login wren', from('10.0.0.1'))
  expect(throttle.take('login wren', from('10.0.0.9'), NOW)).toBe(false)
  // A guesser at a place that is known has no more tries than any other.
  const there = Array.from({ length: 20 }, () => throttle.take('login wren', from('192.0.2.1', 'desk'), NOW)).filter(Boolean)
  expect(there).toHaveLength(THROTTLE.both.free - 1)
})

test.each([
  ['password1234', true],
  ['Wardlight2026!', true],
  ['qwertyuiop12', true],
  ['aaaaaaaaaaaa', true],
  ['123456789012', true],
  ['abcabcabcabc', true],
  ['R.Wren.R.Wren.1', true],
  ['Nurse-Nurse-99', true],
  ['P@ssw0rdP@ssw0rd', true],
  ['violet harbour ladder', false],
  ['correct horse battery', false],
  ['Ölmühle am Bach 7', false],
  ['k3v9-x1pz-tq7m', false],
])('%s is common: %s', (password, expected) => {
  expect(isCommon(password, ['R. Wren', 'wren'])).toBe(expected)
})
test.each([
  ['123456', true],
  ['654321', true],
  ['111111', true],
  ['121212', true],
  ['123123', true],
  ['198207', true],
  ['112211', true],
  ['274916', false],
  ['80351947', false],
])('PIN %s is common: %s', (pin, expected) => {
  expect(isCommonPin(pin)).toBe(expected)
})

test('one-time codes: this step and one either way, each step once, no other', () => {
  const secret = newTotp(new Uint8Array(randomBytes(20)))
  expect(secret).toMatch(/^[A-Z2-7]{32}$/)
  expect(totpUri(secret, 'teal')).toMatch(/^otpauth:\/\/totp\/Wardlight:teal\?issuer=Wardlight&secret=/)
  const code = (ahead: number): string => new TOTP({ secret, digits: 6, period: 30 }).generate({ timestamp: NOW + ahead })
  const step = Math.floor(NOW / 30_000)
  expect(totpStep(secret, code(0), 0, NOW)).toBe(step)
  expect(totpStep(secret, ` ${code(0).slice(0, 3)} ${code(0).slice(3)}`, 0, NOW)).toBe(step)
  expect(totpStep(secret, code(-30_000), 0, NOW)).toBe(step - 1)
  expect(totpStep(secret, code(30_000), 0, NOW)).toBe(step + 1)
  expect(totpStep(secret, code(-90_000), 0, NOW)).toBe(null)
  expect(totpStep(secret, code(0), step, NOW)).toBe(null)
  expect(totpStep(secret, code(-30_000), step, NOW)).toBe(null)
  for (const nonsense of ['', '12345', '1234567', 'abcdef']) expect(totpStep(secret, nonsense, 0, NOW)).toBe(null)
})

test('a one-time code is right by real time, and by a machine’s clock that was put back; each step once by either', () => {
  const secret = newTotp(new Uint8Array(randomBytes(20)))
  const code = (of: number): string => new TOTP({ secret, digits: 6, period: 30 }).generate({ timestamp: of })
  const day = 86_400_000
  const clock = { real: () => NOW, ahead: () => ms(day) }
  expect(stepBy(clock, secret, code(NOW), 0)).toBe(Math.floor(NOW / 30_000))
  const wall = Math.floor((NOW - day) / 30_000)
  expect(stepBy(clock, secret, code(NOW - day), 0)).toBe(wall)
  expect(stepBy(clock, secret, code(NOW - day), wall)).toBe(null)
  expect(stepBy({ real: () => NOW }, secret, code(NOW - day), 0)).toBe(null)
})

test('the set-up code is right in any case and spacing, and never after it was used', () => {
  const setUp = createSetUp((bytes) => new Uint8Array(randomBytes(bytes)), true)
  const code = setUp.code ?? ''
  expect(code).toMatch(/^([A-Z2-9]{4}-){3}[A-Z2-9]{4}$/)
  expect([setUp.right(code), setUp.right(code.toLowerCase().replaceAll('-', ' ')), setUp.right(code.slice(1)), setUp.right('')]).toEqual([
    true,
    true,
    false,
    false,
  ])
  setUp.used()
  expect(setUp.right(code)).toBe(false)
  expect(createSetUp((bytes) => new Uint8Array(bytes), false)).toMatchObject({ code: null })
  expect(createSetUp((bytes) => new Uint8Array(bytes), false).right('')).toBe(false)
})
