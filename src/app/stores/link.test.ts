import { expect, test } from 'vitest'
import { FRESHNESS } from '../../model/freshness.ts'
import { LINKS } from '../core/view.ts'
import { seenAs, vouches } from './link.ts'

test('only live and late vouch for what is shown, and nothing does under a veil', () => {
  expect(LINKS.filter((link) => vouches({ link, veiled: false }))).toEqual(['live', 'late'])
  expect(LINKS.filter((link) => vouches({ link, veiled: true }))).toEqual([])
})

test('what nobody vouches for is struck at best, however long its cadence', () => {
  expect(FRESHNESS.map((fresh) => seenAs(fresh, true))).toEqual(['live', 'late', 'stale', 'none'])
  expect(FRESHNESS.map((fresh) => seenAs(fresh, false))).toEqual(['stale', 'stale', 'stale', 'none'])
})
