// What the product starts: nothing of it can be reckoned from its seed.
import { expect, test } from 'vitest'
import { at } from '../model/units.ts'
import { SOURCES } from './sources.ts'

test('the demo’s stay ids are random, though its seed is the same', () => {
  const ids = () => SOURCES.mock({ seed: 1, start: at(1_790_000_000_000), beds: 4, replay: [] }).census.stays.map(({ id }) => id)
  const [one, two] = [ids(), ids()]
  expect(one).toHaveLength(two.length)
  expect(new Set([...one, ...two]).size).toBe(one.length + two.length)
  for (const id of one) expect(id).toMatch(/^[0-9a-f]{32}$/)
})
