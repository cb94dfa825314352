import { expect, test } from 'vitest'
import { at } from '../../../model/units.ts'
import { intervalsOf, rhythmOf, rhythmWords } from './beats.ts'

const beat = (time: number, mark: 'normal' | 'ventricular' | 'spike' = 'normal') => ({ at: at(time), mark })
const whole = { from: 0, to: 10_000 }

test('intervals in ms with their rate; a pacing spike is no beat', () => {
  const found = intervalsOf([beat(0), beat(800), beat(1390, 'spike'), beat(1400, 'ventricular')], [], whole)
  expect(found.map(({ rr, rate, mark }) => [rr, rate, mark])).toEqual([
    [800, 75, 'normal'],
    [600, 100, 'ventricular'],
  ])
  expect(rhythmWords(rhythmOf(found))).toBe('86/min by 3 beats, RR 600 to 800 ms')
})

test('no interval across a hole, and a pause without one stands', () => {
  const beats = [beat(0), beat(1000), beat(5200)]
  expect(intervalsOf(beats, [{ from: 1500, to: 4000 }], whole).map(({ rr }) => rr)).toEqual([1000])
  expect(intervalsOf(beats, [], whole).map(({ rr }) => rr)).toEqual([1000, 4200])
})

test('what reaches into the window is there, what lies beside it is not; no beats are said', () => {
  const beats = [beat(0), beat(1000), beat(2000), beat(3000)]
  expect(intervalsOf(beats, [], { from: 1500, to: 1900 }).map(({ from }) => from)).toEqual([1000])
  expect(rhythmOf(intervalsOf([beat(1600)], [], whole))).toBeNull()
  expect(rhythmWords(null)).toBe('no beats marked here')
})
