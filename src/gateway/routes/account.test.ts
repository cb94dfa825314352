// One's own account: what opens it is changed only by who has proved who they are, just now or by the password once more.
import { TOTP } from 'otpauth'
import { beforeEach, expect, test } from 'vitest'
import { BODIES } from '../../model/access.ts'
import type { Next, SignedInBy } from '../access/parts.ts'
import { type BareHouse, bareHouse, hashed, NOWHERE, withSecret } from '../barehouse.ts'
import { inWard } from '../harness.ts'

let house: BareHouse
beforeEach(async () => {
  house = await bareHouse()
})
const code = (error: { code?: string }) => error.code
const HOUSE = [{ ...inWard('administrator'), place: { of: 'house' } as const }]
const codeOf = (secret: string): string => new TOTP({ secret, digits: 6, period: 30 }).generate({ timestamp: house.clock.real() })

async function signedIn(by: SignedInBy, over: { password?: string | null; next?: Next; login?: string } = {}) {
  const person = await house.person(over.login ?? 'teal', [...HOUSE, inWard('nurse')], {
    password: over.password === null ? null : hashed('password'),
    ...(over.password === null && { external: { issuer: 'https://id.example', subject: over.login ?? 'teal' } }),
  })
  const own = withSecret(house, await house.signIn.begin(person, by, NOWHERE, { next: over.next ?? null }))
  return { person, own, now: () => house.access.people.get(person.id)! }
}
const begin = (own: typeof NOWHERE, password?: string) =>
  house
    .ask('POST /api/account/second-factor/begin', password === undefined ? {} : { password }, own)
    .then(({ said }) => (said as { secret: string }).secret)

test('a PIN alone makes no administrator', async () => {
  const { person, now } = await signedIn('password')
  const { station } = await house.access.stations.enrol({ name: 'Desk', kind: 'ward-station', wards: ['T'], by: 'test' })
  const desk = { ...NOWHERE, station: station.id }
  const own = withSecret(house, await house.signIn.pin(person.id, '274916', desk), desk)
  expect(await begin(own).catch(code)).toBe('password-needed')
  expect(await begin(own, 'password').catch(code)).toBe('password-needed')
  expect(now().totp).toBe(null)
})

test('a second factor asks for the password once more', async () => {
  const { own, now } = await signedIn('password')
  expect(await begin(own).catch(code)).toBe('password-needed')
  expect(await begin(own, 'wrong').catch(code)).toBe('wrong-credentials')
  const secret = await begin(own, 'password')
  const { cookies } = await house.ask('POST /api/account/second-factor/confirm', { code: codeOf(secret) }, own)
  expect(now().totp).toMatchObject({ secret, confirmed: true })
  expect(house.access.who(withSecret(house, cookies.get('session')!)).strong).toBe(true)
})

test('who was let in a moment ago to enrol goes on without it; minutes later it is asked for', async () => {
  const { own } = await signedIn('set-up', { next: 'enrol-second-factor' })
  expect(await begin(own)).toHaveLength(32)
  // Touched, so that it lasts.
  for (let minute = 0; minute < 6; minute++) {
    house.clock.pass(60_000)
    await house.ask('POST /api/active', {}, own)
  }
  expect(await begin(own).catch(code)).toBe('password-needed')
  expect(await begin(own, 'password')).toHaveLength(32)
})

test('one that is in use stays in use until another was shown to work', async () => {
  const { own, person, now } = await signedIn('password')
  const first = await begin(own, 'password')
  const { cookies } = await house.ask('POST /api/account/second-factor/confirm', { code: codeOf(first) }, own)
  const strong = withSecret(house, cookies.get('session')!)
  house.clock.pass(60_000)
  const second = await begin(strong, 'password')
  expect(now().totp).toMatchObject({ secret: first, confirmed: true })
  const other = withSecret(house, await house.signIn.password('teal', 'password', NOWHERE))
  expect(house.access.sessionOf(other)?.next).toBe('second-factor')
  expect(await house.signIn.secondFactor(codeOf(second), other).catch(code)).toBe('wrong-code')
  await house.ask('POST /api/account/second-factor/confirm', { code: codeOf(second) }, strong)
  expect(now().totp).toMatchObject({ secret: second, confirmed: true })
  // Its other sessions stood on the one before.
  expect(house.access.authority(other).ended?.code).toBe('factor-changed')
  expect(house.access.sessions.of(person.id)).toHaveLength(1)
})

test('a code that was begun in another session confirms nothing here', async () => {
  const { own } = await signedIn('password')
  const secret = await begin(own, 'password')
  const other = withSecret(house, await house.signIn.password('teal', 'password', NOWHERE))
  expect(await house.ask('POST /api/account/second-factor/confirm', { code: codeOf(secret) }, other).catch(code)).toBe('wrong-code')
})

test('a code counts only where a password has asked for it, and only of a factor that was shown to work', async () => {
  const { own, person } = await signedIn('password')
  await house.access.people.change(person.id, { totp: { secret: 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP', confirmed: true, step: 0 } })
  expect(await house.signIn.secondFactor(codeOf('JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP'), own).catch(code)).toBe('password-needed')
  const asked = withSecret(house, await house.signIn.password('teal', 'password', NOWHERE))
  await house.access.people.change(person.id, { totp: { secret: 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP', confirmed: false, step: 0 } })
  expect(await house.signIn.secondFactor(codeOf('JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP'), asked).catch(code)).toBe('password-needed')
})

test('a PIN of who has no password is set only by a sign-in just now at the provider', async () => {
  const keep = (own: typeof NOWHERE) => house.ask('POST /api/account/pin', { password: '', pin: '583920' }, own).catch(code)
  const { own, person, now } = await signedIn('single-sign-on', { password: null })
  expect(await keep(own)).toMatchObject({ said: { account: { pin: true } } })
  expect(now().pin).toBe(hashed('583920'))
  for (let minute = 0; minute < 5; minute++) {
    house.clock.pass(60_000)
    await house.ask('POST /api/active', {}, own)
  }
  expect(await keep(own)).toBe('sign-in-again')
  const { station } = await house.access.stations.enrol({ name: 'Desk', kind: 'ward-station', wards: ['T'], by: 'test' })
  const desk = { ...NOWHERE, station: station.id }
  expect(await keep(withSecret(house, await house.signIn.pin(person.id, '583920', desk), desk))).toBe('password-needed')
})

const LANES = { order: ['temp', 'hr'], hidden: ['rr'], auto: [], heights: { hr: 120 } }

test('lanes are kept for the person, at every screen of theirs, and for nobody else', async () => {
  const { own, person } = await signedIn('password')
  const { own: another } = await signedIn('password', { login: 'heron' })
  const lanes = async (credentials: typeof NOWHERE) => (await house.get('GET /api/account/lanes', credentials)).said
  expect(await lanes(own)).toEqual({ lanes: null })
  await house.ask('POST /api/account/lanes', { lanes: LANES }, own)
  const elsewhere = withSecret(house, await house.signIn.begin(person, 'password', NOWHERE, { next: null }))
  for (const screen of [own, elsewhere]) expect(await lanes(screen)).toEqual({ lanes: LANES })
  expect(await lanes(another)).toEqual({ lanes: null })
  // A station is nobody's: whoever takes it over sees their own.
  const { station } = await house.access.stations.enrol({ name: 'Desk', kind: 'ward-station', wards: ['T'], by: 'test' })
  const desk = { ...NOWHERE, station: station.id }
  expect(await lanes(desk).catch(code)).toBe('not-signed-in')
  expect(await house.ask('POST /api/account/lanes', { lanes: LANES }, desk).catch(code)).toBe('not-signed-in')
  expect(await lanes(withSecret(house, await house.signIn.pin(person.id, '274916', desk), desk))).toEqual({ lanes: LANES })
})

test('lanes are keys and numbers, and few; what was kept and does not fit is as if nothing was', async () => {
  const { own, person } = await signedIn('password')
  const refused = [
    { ...LANES, order: ['Amara Thistle'] },
    { ...LANES, order: Array.from({ length: 65 }, (_, i) => `lane-${i}`) },
    { ...LANES, heights: Object.fromEntries(Array.from({ length: 65 }, (_, i) => [`lane-${i}`, 100])) },
    { ...LANES, heights: { hr: 1e9 } },
    { ...LANES, note: 'x' },
  ]
  for (const lanes of refused) expect(BODIES['POST /api/account/lanes'].safeParse({ lanes }).success).toBe(false)
  expect(BODIES['POST /api/account/lanes'].safeParse({ lanes: LANES }).success).toBe(true)
  await house.access.lanes.set({ id: person.id, lanes: { ...LANES, order: 'all' } as never })
  expect((await house.get('GET /api/account/lanes', own)).said).toEqual({ lanes: null })
})
