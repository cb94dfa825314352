// Where events wait while the audit is down: bounded, room for emergencies, what is alike as one, and nothing that was not kept.
import { expect, test } from 'vitest'
import { START } from '../harness.ts'
import { createWaiting, WAITING } from './queue.ts'
import { event, memoryQueue } from './testaudit.ts'

function open(queue = memoryQueue()) {
  let next = 0
  return { queue, waiting: createWaiting(queue, () => `id-${next++}`) }
}
const emergency = (index: number) => event(index, { kind: 'names-read', purpose: 'emergency', ward: 'T', stays: [`s${index}`] })

test('whatever else fills it, a thousand emergencies have their place; then it is full, and says so', async () => {
  const { waiting } = open()
  for (let index = 0; index < WAITING.others; index++) await waiting.add(event(index, { kind: 'signed-in', why: `${index}` }))
  await expect(waiting.add(event(0, { kind: 'signed-in' }))).rejects.toMatchObject({ code: 'audit-down' })
  for (let index = 0; index < WAITING.all - WAITING.others; index++) await waiting.add(emergency(index))
  await expect(waiting.add(emergency(0))).rejects.toMatchObject({ code: 'audit-down' })
  expect(waiting.count()).toBe(WAITING.all)
})

test('a night of watching is one, of a guesser’s misses one with their number; what differs stays apart', async () => {
  const { queue, waiting } = open()
  const nurse = { ...event(0).actor, id: 'n' }
  for (let minute = 0; minute < 600; minute += 5)
    await waiting.add(event(minute * 60, { actor: nurse, ward: 'T', stays: ['a'], until: START + (minute + 5) * 60_000 }))
  await waiting.add(event(600 * 60, { actor: nurse, ward: 'T', stays: ['a', 'b'], until: START + 605 * 60_000 }))
  for (let miss = 0; miss < 500; miss++) await waiting.add(event(miss, { kind: 'sign-in-failed', outcome: 'failed', why: 'password' }))
  await waiting.add(event(1, { kind: 'sign-in-failed', outcome: 'failed', why: 'pin' }))
  expect([...queue.rows.values()].map(({ kind, at, until, why }) => [kind, at - START, until && until - START, why])).toEqual([
    ['watched', 0, 36_000_000, 'r0'],
    ['watched', 36_000_000, 36_300_000, 'r36000'],
    ['sign-in-failed', 0, 499_000, 'password (×500)'],
    ['sign-in-failed', 1000, null, 'pin'],
  ])
})

test('what could not be kept does not wait: it was answered as not recorded', async () => {
  let down = true
  const { queue, waiting } = open()
  const { keep } = queue
  queue.keep = (id, one) => (down ? Promise.reject(new Error('the store is down')) : keep(id, one))
  await expect(waiting.add(emergency(1))).rejects.toThrow('the store is down')
  expect([waiting.count(), queue.rows.size]).toEqual([0, 0])
  down = false
  await waiting.add(event(1, { outcome: 'failed', why: 'a' }))
  down = true
  await expect(waiting.add(event(2, { outcome: 'failed', why: 'a' }))).rejects.toThrow('the store is down')
  const written: (string | null)[] = []
  await waiting.drain(async ({ why }) => void written.push(why))
  expect(written).toEqual(['a'])
})

test('it is handed out in order, as late, until one cannot be written; what came meanwhile waits its turn', async () => {
  const { queue, waiting } = open()
  for (let index = 0; index < 3; index++) await waiting.add(emergency(index))
  const written: unknown[] = []
  await expect(
    waiting.drain(async (one) => {
      if (written.length === 1) throw new Error('down again')
      written.push([one.stays[0], one.late])
    }),
  ).rejects.toThrow('down again')
  expect([written, waiting.count(), queue.rows.size]).toEqual([[['s0', true]], 2, 2])
  await waiting.drain(async (one) => {
    if (written.length === 1) await waiting.add(emergency(9))
    written.push(one.stays[0])
  })
  expect(written.slice(1)).toEqual(['s1', 's2', 's9'])
  expect([waiting.count(), queue.rows.size]).toEqual([0, 0])
})

test('an event with words that are too long is kept in a form that is read again', async () => {
  const { queue, waiting } = open()
  await waiting.add(event(1, { kind: 'person-made', why: 'x'.repeat(3000) }))
  const again = open(queue).waiting
  await again.load()
  expect(again.count()).toBe(1)
})
