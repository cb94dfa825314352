import { expect, test } from 'vitest'
import { at, hours } from '../../model/units.ts'
import { percentOf, progressWords, sizeWords, windowsOf } from './exportwords.ts'

const to = at(Date.UTC(2026, 10, 25, 6))

test('the window on the screen is offered first, and no other that is the same', () => {
  const windows = windowsOf({ from: at(to - hours(12)), to })
  expect(windows.map(({ key }) => key)).toEqual(['shown', '1', '4', '24', '72'])
  expect(windows[1]!.window).toEqual({ from: to - hours(1), to })
})

test.each([
  [0, '0 bytes'],
  [999, '999 bytes'],
  [3400, '3.4 kB'],
  [34_000_000, '34 MB'],
  [2_500_000_000, '2.5 GB'],
])('%i bytes: %s', (bytes, words) => {
  expect(sizeWords(bytes)).toBe(words)
})

test('100 % is said of what is whole, and of nothing else', () => {
  const job = { id: 'a', name: 'x.csv', done: 1, bytes: 1000 }
  expect([percentOf({ ...job, state: 'running' }), percentOf({ ...job, state: 'done' })]).toEqual([99, 100])
  expect(progressWords({ ...job, state: 'running', done: 0.426 })).toBe('42 %, 1.0 kB')
  expect(progressWords({ ...job, state: 'done' })).toBe('Done: 1.0 kB.')
  expect(progressWords({ ...job, state: 'failed' })).toMatch(/^Failed: .*not whole/)
})
