// Technical alarms and their claims over a restart: what nobody knows yet ends none of them.
import { expect, test } from 'vitest'
import { START } from '../harness.ts'
import { createDisk } from '../simulate/core.ts'
import { device, type Open, openCore } from './coretest.ts'
import { openKept } from './kept.ts'

const heart = (own: Open, bed: number, second: number) => ({ [bed]: [own.number(`m${bed + 1}`, 'hr', 80 + (second % 3))] })
const both = (own: Open) => (second: number) => ({ ...heart(own, 0, second), ...heart(own, 1, second) })
const rules = (own: Open): readonly string[] => own.shown().map(({ rule }) => rule)
async function opened(): Promise<Open> {
  const own = await openCore()
  own.announce(0, [device('m1')])
  own.announce(1, [device('m2')])
  own.pass(30, both(own))
  return own
}

test('DEVICE OFFLINE stands until the device is on again', async () => {
  const one = await opened()
  const off = [device('m1'), device('c1', { kind: 'co2', link: 'off', cadence: { etco2: 1000 } as never })]
  one.announce(0, [device('m1'), device('c1', { kind: 'co2', cadence: { etco2: 1000 } as never })])
  const co2 = (own: Open) => (second: number) => ({
    ...both(own)(second),
    0: [...heart(own, 0, second)[0]!, own.number('c1', 'etco2', 36 + (second % 4))],
  })
  one.pass(20, co2(one))
  one.announce(0, off)
  one.pass(10, both(one))
  expect(rules(one)).toEqual(['device-off'])
  const two = await one.again()
  two.pass(3, both(two))
  two.announce(0, off)
  two.pass(60, both(two))
  expect(rules(two)).toEqual(['device-off'])
  two.announce(0, [device('m1'), device('c1', { kind: 'co2', cadence: { etco2: 1000 } as never })])
  two.pass(3, co2(two))
  expect(rules(two)).toEqual([])
})

test('NO DATA that somebody has stays hers, without a moment of nothing; and ends with the first data', async () => {
  const one = await opened()
  one.pass(10, (second) => heart(one, 1, second))
  const alarm = one.shown().find(({ rule }) => rule === 'no-data')!
  one.act({ act: 'claim', stay: 'one', bed: 'S-1', alarm: alarm.id, priority: alarm.priority })
  const two = await one.again()
  for (let second = 0; second < 40; second++) {
    two.pass(1, () => heart(two, 1, second))
    expect(two.shown()).toMatchObject([{ id: alarm.id, claim: { by: 'wren' }, sounds: false }])
  }
  two.pass(3, both(two))
  expect(rules(two)).toEqual([])
})

test('FEED STOPPED stands with its claim until the source is heard, and its beds say nothing of their own', async () => {
  const one = await opened()
  const feed = (own: Open) => own.ward()!.alarms.filter(({ rule }) => rule === 'feed')
  one.pass(10)
  expect(feed(one)).toMatchObject([{ value: 2 }])
  one.act({ act: 'claim-ward', ward: 'S', alarm: feed(one)[0]!.id, priority: 'high' })
  const two = await one.again()
  for (let second = 0; second < 40; second++) {
    two.pass(1)
    expect(feed(two)).toMatchObject([{ claim: { by: 'wren' }, sounds: false }])
    expect(rules(two)).toEqual([])
  }
  two.pass(2, both(two))
  expect(feed(two)).toEqual([])
})

test('that the path of alarms is not proven is not healed by a restart', async () => {
  const one = await opened()
  one.act({ act: 'prove', ward: 'S' })
  one.pass(15, both(one))
  const missed = (own: Open) => own.ward()!.alarms.filter(({ rule }) => rule === 'canary')
  expect(missed(one)).toHaveLength(1)
  const two = await one.again()
  two.pass(20, both(two))
  expect(missed(two)).toMatchObject([{ id: missed(one)[0]!.id }])
})

test('a row that cannot be read ends no other: it is told where it belongs, once, and the rest stands', async () => {
  const one = await opened()
  one.announce(0, [device('m1', { battery: 5 })])
  one.announce(1, [device('m2', { battery: 5 })])
  one.pass(5, both(one))
  expect(rules(one)).toEqual(['battery'])
  one.disk.spoil('alarm', (id) => id.startsWith('stay one'))
  one.disk.spoil('watch', (id) => id.startsWith('ward'))
  const two = await one.again()
  two.announce(1, [device('m2', { battery: 5 })])
  two.pass(3, both(two))
  const [check] = two.shown()
  expect(check).toMatchObject({
    rule: 'device-unknown',
    priority: 'high',
    sounds: true,
    say: { text: expect.stringMatching(/not readable/) },
  })
  expect(two.shown('two')).toMatchObject([{ rule: 'battery' }])
  two.pass(60, both(two))
  expect(two.shown()[0]?.id).toBe(check?.id)
  two.act({ act: 'seen', stay: 'one', bed: 'S-1', alarm: check!.id, priority: 'high' })
  expect(two.shown()).toEqual([])
  const three = await two.again()
  expect(three.shown()).toEqual([])
})

test('a store that takes nothing at the start is no reason not to watch', async () => {
  const disk = createDisk()
  const taken: string[] = []
  const kept = await openKept(
    { ...disk, write: (changes) => Promise.reject(new Error(String(taken.push(...changes.map(({ id }) => id))))) },
    () => START,
  )
  expect(kept.first).toBeGreaterThan(0)
  const later = await openKept(disk, () => START)
  expect((await openKept(disk, () => START)).first).toBeGreaterThan(later.first)
})
