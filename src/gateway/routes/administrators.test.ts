// Two administrators who remove each other at the same moment, over HTTP, by every pair of ways: exactly one of them remains.
import { afterEach, expect, test } from 'vitest'
import { seeded } from '../harness.ts'
import { type Browser, cookieNamed, type RealHouse, startHouse } from '../realhouse.ts'

const ROUNDS = process.env.WARDLIGHT_SOAK ? 500 : 50
let real: RealHouse
afterEach(() => real.close())

const WAYS = {
  disable: (by: Browser, id: string) => by.post('/api/people/disable', { id, disabled: true }),
  'take the grant': (by: Browser, id: string) => by.post('/api/people/grants', { id, grants: [] }),
  'let the grant end': (by: Browser, id: string) =>
    by.post('/api/people/grants', { id, grants: [{ role: 'administrator', ward: null, until: real.clock.real() + 1000 }] }),
} as const

test(`removed by each other at once ${ROUNDS} times: one is refused, and one administrator remains who can still act (soak)`, {
  timeout: 300_000,
}, async () => {
  real = await startHouse()
  const { people, sessions } = real.house.access
  const first = real.browser()
  await first.demo('administrator')
  const name = cookieNamed(first, 'session')!
  const plover = people.byLogin('plover')!
  const rail = await people.make({ ...plover, name: 'B. Rail', login: 'rail' })
  const both = [plover, rail] as const
  const signedIn = async (person: string): Promise<Browser> => {
    const { secret } = await sessions.begin({ person, by: 'demo', next: null, strong: true, station: null, address: '127.0.0.1' })
    return real.browser(new Map([[name, secret]]))
  }
  const random = seeded(5)
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)]!
  const survived = new Set<string>()
  for (let round = 0; round < ROUNDS; round++) {
    const browsers = [await signedIn(plover.id), await signedIn(rail.id)] as const
    const ways = [pick(Object.keys(WAYS)), pick(Object.keys(WAYS))] as (keyof typeof WAYS)[]
    const acts = [() => WAYS[ways[0]!](browsers[0], rail.id), () => WAYS[ways[1]!](browsers[1], plover.id)]
    if (random() < 0.5) acts.reverse()
    const answers = await Promise.all(acts.map((act) => act()))
    const words = JSON.stringify([round, ways, answers.map(({ body }) => body.code ?? 'done')])
    expect(
      answers.filter(({ status }) => status === 200),
      words,
    ).toHaveLength(1)
    for (const { status, body } of answers)
      if (status !== 200) expect(['last-administrator', 'not-signed-in', 'not-allowed'], words).toContain(body.code)
    // Also once a grant that was let end is over.
    real.clock.pass(10_000)
    const left = people
      .all()
      .filter(({ disabled, grants }) => !disabled && grants.some(({ role, until }) => role === 'administrator' && until === null))
    expect(left, words).toHaveLength(1)
    survived.add(left[0]!.login)
    const last = browsers[both.findIndex(({ id }) => id === left[0]!.id)]!
    expect((await last.get('/api/people')).status, words).toBe(200)
    for (const { id, grants } of both) await people.change(id, { disabled: false, grants })
    for (const { id } of both) await sessions.endAll(id, 'signed-out')
  }
  expect(survived.size).toBe(2)
})
