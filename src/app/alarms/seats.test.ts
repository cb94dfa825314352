// The places of the banner: this ward's worst always has one, other wards and waiting notices one each, and no row is lost or told twice.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { alarm } from '../gallery/makealarm.ts'
import type { AlarmRow } from './rows.ts'
import { seated } from './seats.ts'

const row = (key: string, kind: AlarmRow['kind'], own: AlarmRow['alarm'], priority: AlarmRow['priority']): AlarmRow => ({
  ...{ key, kind, priority, alarm: own, label: key, bed: null, stay: null, elsewhere: null, text: key, more: [] },
  ...{ since: 0, claim: null, flashes: false, signals: true },
})
/** TABLE: o of this ward, n a notice that waits, h a call elsewhere, e elsewhere, x elsewhere and ended. */
const MADE: Readonly<Record<string, (key: string) => AlarmRow>> = {
  o: (key) => row(key, 'bed', alarm('hr-high'), 'medium'),
  n: (key) => row(key, 'bed', alarm('news2-7'), 'notice'),
  h: (key) => row(key, 'elsewhere', null, 'high'),
  e: (key) => row(key, 'elsewhere', alarm('hr-high'), 'medium'),
  x: (key) => row(key, 'elsewhere', alarm('vf', { phase: 'latched' }), 'high'),
}
const made = (keys: string): readonly AlarmRow[] => keys.split(' ').map((key) => MADE[key[0]!]!(key))

test.each([
  ['h1 h2 x1 o1 o2 n1', 2, 'h1 o1'],
  ['h1 h2 x1 o1 o2 n1', 3, 'h1 o1 n1'],
  ['o1 e1 e2 n1', 2, 'o1 n1'],
  ['x1 x2 x3 o1 o2', 3, 'x1 o1 o2'],
  ['x1 x2 x3 o1 o2 o3', 2, 'o1 o2'],
  ['o1 o2 o3 o4 n1 n2', 3, 'o1 o2 n1'],
  ['o1 o2 o3', 3, 'o1 o2 o3'],
  ['e1 n1', 2, 'e1 n1'],
  ['h1 o1', 1, 'h1'],
])('%s in %d places: %s', (keys, places, expected) => {
  const shown = seated(made(keys), places)
    .slice(0, places)
    .map(({ key }) => key)
  expect(shown.toSorted()).toEqual(expected.split(' ').toSorted())
})

test('who has a place speaks for the rest of its kind', () => {
  const shown = seated(made('h1 h2 e1 o1 n1 n2'), 3)
  expect(shown.slice(0, 3).map(({ key, more }) => [key, ...more])).toEqual([
    ['h1', '+2 of other wards'],
    ['o1'],
    ['n1', '2 wait for an answer'],
  ])
})

test('no row is lost or stands twice, and the worst of this ward is always seen', () => {
  const kinds = fc.array(fc.constantFrom(...Object.keys(MADE)), { minLength: 1, maxLength: 12 })
  fc.assert(
    fc.property(kinds, fc.integer({ min: 2, max: 3 }), (all, places) => {
      const rows = all.map((kind, index) => MADE[kind]!(`${kind}${index}`))
      const after = seated(rows, places)
      expect(after.map(({ key }) => key).toSorted()).toEqual(rows.map(({ key }) => key).toSorted())
      const own = rows.find(({ kind, priority }) => kind === 'bed' && priority !== 'notice')
      if (own) expect(after.slice(0, places)).toContainEqual(own)
    }),
  )
})
