// Watching, as it is written down: as it begins, each interval, as it ends; each stay for as long as it lay there, no longer and no shorter.
import { expect, test } from 'vitest'
import type { AuditEvent } from '../../model/audit.ts'
import { POLICY } from '../../model/me.ts'
import { fakeClock, START } from '../harness.ts'
import { createWatching, type Watched } from './watching.ts'

function begin(over: Partial<Watched> = {}) {
  const clock = fakeClock()
  const events: AuditEvent[] = []
  const lying = { now: ['a', 'b'] }
  const watching = createWatching({ write: (event) => void events.push(event), real: clock.real, every: clock.every })
  const watched: Watched = {
    actor: { is: 'person', id: 'n', name: 'R. Wren', roles: ['nurse'], station: null, address: null },
    ward: 'T',
    names: true,
    purpose: 'treatment',
    stays: () => lying.now,
    ...over,
  }
  const stop = watching.start()
  /** What was written since the last look: from, until (s after the start) and whose. */
  const said = () => events.splice(0).map(({ at, until, stays }) => [(at - START) / 1000, (until! - START) / 1000, stays.join(' ')])
  return { clock, lying, watching, watched, stop, said }
}

test('it is written as it begins, each interval, and as it ends; two sockets of one person are one', () => {
  const { clock, watching, watched, said } = begin()
  const first = watching.begin(watched)
  expect(said()).toEqual([[0, 0, 'a b']])
  const second = watching.begin(watched)
  clock.pass(POLICY.watched)
  expect(said()).toEqual([[0, 300, 'a b']])
  first()
  clock.pass(10_000)
  second()
  expect(said()).toEqual([[300, 310, 'a b']])
})

test('who came and who went within the interval was seen for a part of it', () => {
  const { clock, lying, watching, watched, said } = begin()
  watching.begin(watched)
  said()
  clock.pass(100_000)
  lying.now = ['b', 'c']
  clock.pass(50_000)
  lying.now = ['b']
  clock.pass(150_000)
  expect(said()).toEqual([
    [0, 300, 'b'],
    [0, 100, 'a'],
    [101, 150, 'c'],
  ])
  clock.pass(POLICY.watched)
  expect(said()).toEqual([[300, 600, 'b']])
})

test('an emergency is written each minute, an empty ward too, and more stays than a record holds in several', () => {
  const { clock, lying, watching, watched, said } = begin({ purpose: 'emergency' })
  lying.now = []
  watching.begin(watched)
  lying.now = Array.from({ length: 300 }, (_, index) => `s${index}`)
  expect(said()).toEqual([[0, 0, '']])
  clock.pass(POLICY.watchedEmergency)
  expect(said().map(([from, until, stays]) => [from, until, String(stays).split(' ').filter(Boolean).length])).toEqual([
    [0, 60, 0],
    [1, 60, 256],
    [1, 60, 44],
  ])
})

test('as the gateway ends, what is left is written', () => {
  const { clock, watching, watched, stop, said } = begin()
  watching.begin(watched)
  clock.pass(7000)
  stop()
  expect(said()).toEqual([
    [0, 0, 'a b'],
    [0, 7, 'a b'],
  ])
})
