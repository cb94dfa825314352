// Who sits here changes while the ward is watched, away, or asleep: names of the one before are gone at once, and what may go on goes on.
import { expect, test } from 'vitest'
import { NURSE, STATION, WALL, WHY_GONE } from './fakegateway.ts'
import { compare, createTrial, type Trial } from './faults.ts'

const named = ({ live }: Trial): number => [...(live.view()?.people.values() ?? [])].filter(({ name }) => name !== null).length
const told = ({ live }: Trial): number => live.view()?.people.size ?? 0
const patients = ({ tiles }: Trial): readonly string[] => [...new Set([...tiles.all.values()].map(({ patient }) => patient))]

test('a nurse is told names, a station initials, a wall display neither; and values go on through each change', () => {
  const trial = createTrial({ seed: 30 })
  trial.pass(3000)
  expect([named(trial), patients(trial)]).toEqual([4, ['<O 60 F · adult']])
  trial.gateway.authorise(STATION)
  trial.pass(500)
  expect([named(trial), told(trial), patients(trial)]).toEqual([0, 4, ['<O 60 · adult']])
  trial.gateway.authorise(NURSE)
  trial.pass(500)
  expect(named(trial)).toBe(4)
  trial.gateway.authorise(WALL)
  trial.pass(500)
  expect([told(trial), patients(trial)]).toEqual([0, ['60 · adult']])
  trial.pass(3000)
  expect(new Set(trial.links)).toEqual(new Set(['late', 'live']))
  expect(trial.live.counts()).toMatchObject({ dialled: 1, snapshots: 1 })
  expect(compare(trial)).toBe(0)
  expect(trial.errors).toEqual([])
})

test('names are gone in the moment in which the change is heard, before any new ones come', () => {
  const trial = createTrial({ seed: 31 })
  trial.pass(3000)
  trial.gateway.refuseRoster('too-many-asks')
  trial.gateway.authorise(STATION)
  for (let waited = 0; named(trial) > 0 && waited < 200; waited += 5) trial.pass(5)
  expect([named(trial), told(trial)]).toEqual([0, 0])
  // What is refused for a while is asked for again.
  trial.gateway.refuseRoster(null)
  trial.pass(6000)
  expect([named(trial), told(trial)]).toEqual([0, 4])
})

test('a word about authority that cannot be read makes names void like any other', () => {
  const trial = createTrial({ seed: 32 })
  trial.pass(3000)
  const before = trial.live.counts().malformed
  trial.gateway.refuseRoster('audit-down')
  for (const nonsense of [null, {}, { is: 'king' }, 'x']) trial.gateway.shout('authority', nonsense)
  trial.pass(500)
  expect(told(trial)).toBe(0)
  expect(trial.live.counts().malformed - before).toBe(4)
  expect(trial.live.link().link).toBe('live')
})

test.each(['reset', 'drop', 'stall'] as const)('revoked while the line is cut (%s): back as a station, no name after', (how) => {
  const trial = createTrial({ seed: 33 })
  trial.pass(3000)
  trial.line.cut(how)
  trial.pass(20_000)
  trial.gateway.authorise(STATION)
  trial.line.cut(null)
  trial.pass(10_000)
  expect([trial.live.link().link, named(trial), told(trial)]).toEqual(['live', 0, 4])
  expect(trial.errors).toEqual([])
})

test.each([
  ['hidden', (trial: Trial, asleep: boolean) => trial.live.hidden(asleep)],
  ['stopped', (trial: Trial, asleep: boolean) => trial.hold(asleep)],
])('revoked while the screen is %s: it wakes as a station, and no name stands on it when it is live', (_, sleep) => {
  const trial = createTrial({ seed: 34 })
  trial.pass(3000)
  sleep(trial, true)
  trial.pass(10_000)
  trial.gateway.authorise(STATION)
  trial.pass(50_000)
  sleep(trial, false)
  for (let waited = 0; waited < 5000; waited += 10) {
    trial.pass(10)
    if (trial.live.link().link === 'live' && named(trial) > 0) trial.complain('live with names')
  }
  expect([trial.live.link().link, named(trial), told(trial)]).toEqual(['live', 0, 4])
  expect(trial.errors).toEqual([])
})

test.each([
  ['while it is watched', false],
  ['while the line is cut', true],
])('where nobody is left, %s, the link ends for good and nothing of the ward is known', (_, away) => {
  const trial = createTrial({ seed: 35 })
  trial.pass(3000)
  if (away) trial.line.cut('reset')
  trial.gateway.authorise(null)
  trial.pass(3000)
  trial.line.cut(null)
  trial.pass(10_000)
  expect(trial.live.link()).toMatchObject({ link: 'ended', signedOut: true })
  expect(trial.live.link().reason).toBe(WHY_GONE.message)
  expect(trial.live.view()).toBeNull()
  const { dialled } = trial.live.counts()
  trial.live.watch('another')
  trial.pass(60_000)
  expect(trial.live.counts().dialled).toBe(dialled)
  expect(trial.live.link().link).toBe('ended')
  expect(trial.live.counts().listeners).toBe(1)

  // Somebody signs in: all is asked for anew.
  trial.gateway.authorise(NURSE)
  trial.live.watch('w')
  trial.live.renew()
  trial.pass(3000)
  expect(trial.live.link()).toMatchObject({ link: 'live', reason: null, signedOut: false })
  expect(named(trial)).toBe(4)
  compare(trial)
  // Connecting anew, it shows nothing, and is late as at the start.
  expect(trial.errors.filter((error) => !/left out|without news/.test(error))).toEqual([])
})

test('taking over dials beside the line that is up: frames go on, the names come, and one line is left', () => {
  const trial = createTrial({ seed: 36 })
  trial.gateway.authorise(STATION)
  trial.pass(3000)
  const { listeners } = trial.live.counts()
  trial.gateway.authorise(NURSE, false)
  trial.live.renew()
  let waited = 0
  for (; named(trial) === 0 && waited < 2000; waited += 10) trial.pass(10)
  expect(waited).toBeLessThan(1000)
  trial.pass(3000)
  expect(new Set(trial.links)).toEqual(new Set(['late', 'live']))
  expect(trial.live.counts()).toMatchObject({ dialled: 2, snapshots: 1, listeners })
  expect(compare(trial)).toBe(0)
  expect(trial.errors).toEqual([])
})

test('taking over while the line is cut, and over and over, ends live with one line', () => {
  const trial = createTrial({ seed: 37 })
  trial.pass(3000)
  const { listeners } = trial.live.counts()
  trial.line.cut('drop')
  trial.live.renew()
  trial.pass(3000)
  trial.live.renew()
  trial.line.cut(null)
  for (let times = 0; times < 10; times++) {
    trial.live.renew()
    trial.pass(7)
  }
  trial.pass(8000)
  expect(trial.live.link().link).toBe('live')
  expect(trial.live.counts().listeners).toBe(listeners)
  compare(trial)
  expect(trial.errors).toEqual([])
})

test('names that the page calls void are gone, and asked for again', () => {
  const trial = createTrial({ seed: 38 })
  trial.pass(3000)
  trial.line.cut('drop')
  trial.live.forget()
  expect(told(trial)).toBe(0)
  trial.pass(8000)
  trial.line.cut(null)
  trial.gateway.authorise(STATION, false)
  trial.pass(8000)
  expect([named(trial), told(trial)]).toEqual([0, 4])
  trial.live.forget()
  trial.pass(300)
  expect(told(trial)).toBe(4)
})

test('who is looked at is told: opened, closed, another bed, hidden, another person, a new line, a discharge', () => {
  const trial = createTrial({ seed: 39 })
  const { live, gateway } = trial
  const since = () => gateway.opened.slice(seen).join(' ')
  let seen = 0
  const step = (act: () => void): string => {
    seen = gateway.opened.length
    act()
    trial.pass(3000)
    return since()
  }
  expect(step(() => live.look('b1'))).toBe('+stay-1')
  expect(step(() => live.look('b2'))).toBe('-stay-1 +stay-2')
  expect(step(() => live.hidden(true))).toBe('-stay-2')
  expect(step(() => live.hidden(false))).toBe('+stay-2')
  expect(step(() => gateway.authorise(STATION))).toBe('+stay-2')
  expect(step(() => live.renew())).toBe('+stay-2')
  expect(step(() => gateway.discharge(2))).toBe('-stay-2')
  expect(step(() => live.look('b0'))).toBe('+stay-0')
  expect(step(() => live.watch(null))).toBe('-stay-0')
  expect(step(() => live.look(null))).toBe('')
})
