// Each state of the link at its silence, and tries that are spread.
import { expect, test } from 'vitest'
import { backoff, type Heard, linkOf, patience } from './link.ts'

const HEARD: Heard = { last: 0, lag: 0, asleep: null, ended: null }

test.each([
  ['a frame just came', {}, 0, 'live'],
  ['within a second', {}, 1000, 'live'],
  ['over a second', {}, 1001, 'late'],
  ['four seconds', {}, 4000, 'late'],
  ['over four seconds', {}, 4001, 'lost'],
  ['frames come, but seconds old', { lag: 3000 }, 100, 'late'],
  ['hidden', { asleep: 'hidden' }, 0, 'asleep'],
  ['hidden for long', { asleep: 'hidden' }, 60_000, 'asleep'],
  ['awake, nothing new yet', { asleep: 'waking' }, 1500, 'asleep'],
  ['awake, and nothing comes', { asleep: 'waking' }, 4500, 'lost'],
  ['sent away', { ended: 'protocol', asleep: 'hidden' }, 60_000, 'ended'],
] as const)('%s', (_, heard, mono, link) => {
  expect(linkOf({ ...HEARD, ...heard }, mono)).toBe(link)
})

test('tries wait 0.2 to 2 s, the first ones less', () => {
  for (const tries of [0, 1, 2, 3, 50]) {
    expect(backoff(tries, 0)).toBe(200)
    expect(backoff(tries, 0.999)).toBeLessThan(2000)
  }
  expect(backoff(0, 0.999)).toBeLessThan(400)
  expect(backoff(3, 0.999)).toBeGreaterThan(1900)
})

test('a far gateway gets the time it once needed', () => {
  expect([patience(0, null), patience(1, null), patience(5, 20), patience(5, 1500), patience(5, 9000)]).toEqual([
    2000, 6000, 2000, 4500, 6000,
  ])
})
