// What is remembered of stays: bounded, the longest ago first, and of one stay forgotten in one go.
import { expect, test } from 'vitest'
import { remembered } from './remembered.ts'
import { OTHER, STAY } from './testhistory.ts'

test('the oldest is dropped where there are too many; of a stay all is forgotten, of others nothing', () => {
  const known = remembered<number>(3)
  const all = () => [known.get(STAY, 'a'), known.get(STAY, 'b'), known.get(OTHER, 'a'), known.get(OTHER, 'b')]
  known.set(STAY, 'a', 1)
  known.set(STAY, 'b', 2)
  known.set(OTHER, 'a', 3)
  known.set(STAY, 'a', 4)
  known.set(OTHER, 'b', 5)
  expect(all()).toEqual([4, undefined, 3, 5])
  known.forget(STAY)
  expect(all()).toEqual([undefined, undefined, 3, 5])
  known.drop(OTHER, 'a')
  expect(all()).toEqual([undefined, undefined, undefined, 5])
})
