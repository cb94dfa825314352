// A ward's flood: begins with what is much there, ends when it ebbs; notices are none of it.
import { expect, test } from 'vitest'
import { wardId } from '../../model/ids.ts'
import { at, hours, minutes, seconds } from '../../model/units.ts'
import { createFloods } from './floods.ts'

const [A, B] = [wardId('a'), wardId('b')]

test('twelve alarms in two minutes are a flood of their ward alone; it ends by itself', () => {
  let now = at(hours(1000))
  const floods = createFloods(() => now)
  const pass = (by: number): void => {
    now = at(now + by)
  }
  for (let i = 0; i < 12; i++) {
    pass(seconds(10))
    floods.raised(A, 'notice')
    floods.raised(A, 'none')
  }
  expect(floods.of(A)).toBeNull()
  for (let i = 0; i < 12; i++) {
    pass(seconds(10))
    floods.raised(A, i % 2 ? 'medium' : 'low')
  }
  pass(seconds(1))
  expect(floods.of(A)).toEqual({ count: 12, usual: null })
  expect(floods.of(B)).toBeNull()
  pass(minutes(11))
  expect(floods.of(A)).toBeNull()
})

test('what is usual on a loud ward is no flood there', () => {
  let now = at(hours(1000))
  const floods = createFloods(() => now)
  for (let i = 0; i < 6 * 60 * 4; i++) {
    now = at(now + seconds(15))
    floods.raised(A, 'medium')
  }
  expect(floods.of(A)).toBeNull()
  for (let i = 0; i < 60; i++) {
    now = at(now + seconds(5))
    floods.raised(A, 'medium')
  }
  now = at(now + seconds(1))
  expect(floods.of(A)).toMatchObject({ count: expect.any(Number), usual: expect.closeTo(40, 0) })
})
