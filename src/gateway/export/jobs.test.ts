// An export under way: made no faster than it is taken, ended by whoever may end it, and never whole where it was not.
import { buffer } from 'node:stream/consumers'
import { expect, test } from 'vitest'
import type { Encoder, Exporting } from './exporting.ts'
import { createJobs, type Job } from './jobs.ts'

const OF = {} as Exporting
const KB = 1024
/** So many pieces of 64 kB; says how many were made. */
function pieces(count: number, at: (made: number) => void = () => {}): { readonly encoder: Encoder; readonly made: () => number } {
  let made = 0
  return {
    made: () => made,
    async *encoder() {
      for (; made < count; ) {
        made++
        at(made)
        yield { bytes: new Uint8Array(64 * KB).fill(made), done: made / count }
      }
    },
  }
}
function jobs() {
  const over: string[] = []
  const failures: unknown[] = []
  const all = createJobs({
    real: () => 0,
    over: ({ id, state }: Job) => void over.push(`${id} ${state}`),
    failed: (error) => void failures.push(error),
  })
  const job = all.open({ id: 'a', session: 's', what: 'csv', name: 'x.csv' })
  return { all, job, over, failures }
}

test('what is fetched is whole, and says so', async () => {
  const { all, job, over } = jobs()
  const bytes = await buffer(all.take(job, pieces(20).encoder, OF, () => true))
  expect(bytes.length).toBe(20 * 64 * KB)
  expect(job).toMatchObject({ state: 'done', done: 1, bytes: bytes.length })
  expect(over).toEqual([])
})

test('nothing is made ahead of who reads: a piece or so beyond what waits', async () => {
  const { all, job } = jobs()
  const { encoder, made } = pieces(1000)
  const stream = all.take(job, encoder, OF, () => true)
  stream.once('readable', () => {})
  for (let turn = 0; turn < 100; turn++) await new Promise((go) => setImmediate(go))
  expect(made()).toBeGreaterThan(0)
  expect(made()).toBeLessThan(8)
  stream.destroy()
})

test('the loop turns between any two pieces', async () => {
  const { all, job } = jobs()
  let turns = 0
  const seen: number[] = []
  const timer = (): void => {
    turns++
    if (job.state === 'waiting' || job.state === 'running') setImmediate(timer)
  }
  const stream = all.take(job, pieces(30, () => seen.push(turns)).encoder, OF, () => true)
  setImmediate(timer)
  await buffer(stream)
  expect(seen).toHaveLength(30)
  expect(new Set(seen.slice(1)).size).toBe(29)
})

test.each([
  [
    'the permission ends',
    'ended',
    (_: ReturnType<typeof jobs>, may: { yes: boolean }) => {
      may.yes = false
    },
  ],
  ['somebody cancels', 'cancelled', ({ all, job }: ReturnType<typeof jobs>) => void all.cancel(job)],
] as const)('%s: the answer breaks off, nothing more is made', async (_, state, act) => {
  const own = jobs()
  const may = { yes: true }
  const { encoder, made } = pieces(100, (count) => {
    if (count === 5) act(own, may)
  })
  await expect(buffer(own.all.take(own.job, encoder, OF, () => may.yes))).rejects.toThrow()
  expect(own.job.state).toBe(state)
  expect(made()).toBe(5)
  expect(own.over).toEqual([`a ${state}`])
  expect(own.failures).toEqual([])
})

test('the browser goes away: cancelled. What breaks: failed, and told to the log', async () => {
  const gone = jobs()
  const stream = gone.all.take(gone.job, pieces(100).encoder, OF, () => true)
  for await (const _ of stream) break
  await expect.poll(() => gone.over).toEqual(['a cancelled'])
  const broken = jobs()
  const { encoder } = pieces(100, (count) => {
    if (count === 3) throw new Error('disk')
  })
  await expect(buffer(broken.all.take(broken.job, encoder, OF, () => true))).rejects.toThrow('disk')
  expect([broken.job.state, broken.over, broken.failures.length]).toEqual(['failed', ['a failed'], 1])
})

test('a file is taken once', async () => {
  const { all, job } = jobs()
  await buffer(all.take(job, pieces(1).encoder, OF, () => true))
  expect(() => all.take(job, pieces(1).encoder, OF, () => true)).toThrow('no such export')
})
