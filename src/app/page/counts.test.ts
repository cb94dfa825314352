import { expect, test } from 'vitest'
import type { TileFacts } from '../stores/ward.ts'
import { countsOf, restOf } from './counts.ts'

type Facts = Pick<TileFacts, 'presence' | 'silent' | 'marks' | 'notices'>
const row = (presence: Facts['presence'], silent = false, marks: Facts['marks'] = [], notices: Facts['notices'] = []): Facts => ({
  presence,
  silent,
  marks,
  notices,
})
const ward = (...rows: readonly (Facts | null)[]) => ({
  beds: rows.map((_, at) => ({ id: `B${at}` })),
  tiles: new Map(rows.flatMap((facts, at) => (facts ? [[`B${at}`, facts] as const] : []))),
})
const words = (...rows: readonly (Facts | null)[]) => {
  const { beds, tiles } = ward(...rows)
  const counts = countsOf(beds, tiles, true)
  const kinds = ['patient', 'noData', 'notAdmitted', 'notWatched', 'trial', 'away', 'empty'] as const
  return [`${counts.watched} watched`, ...restOf(counts, kinds).map((one) => one.words)].join(' · ')
}

test('only an occupied bed with values coming is watched, and the rest is named', () => {
  const notice = row('occupied', false, [{ mark: 'battery', text: '18 %' }])
  expect(words(row('occupied'), notice, row('occupied', true), row('away'), row('empty'))).toBe('2 watched · 1 no data · 1 away · 1 empty')
})

test('a recording is not watched, nor is a bed of which nothing is known', () => {
  expect(words(row('occupied', false, [{ mark: 'recording', text: null }]), null)).toBe('0 watched · 1 no data · 1 not watched')
})

test('a ward that is not continuous watches nobody', () => {
  const { beds, tiles } = ward(row('occupied'), row('occupied', true), row('empty'))
  expect(countsOf(beds, tiles, false)).toMatchObject({ watched: 0, notWatched: 2, noData: 0, away: 0, empty: 1 })
})

test('each bed is counted once: somebody else’s values before anything, no values before nobody’s name', () => {
  const noticed = (presence: Facts['presence'], silent: boolean, ...notices: Facts['notices']) => row(presence, silent, [], notices)
  expect(
    words(
      row('occupied'),
      noticed('occupied', true, 'patient', 'not-admitted'),
      noticed('empty', false, 'patient', 'still-sending'),
      noticed('occupied', true, 'not-admitted'),
      noticed('occupied', false, 'not-admitted', 'preset-differs'),
      noticed('occupied', false, 'trial'),
      noticed('away', false, 'standby-over'),
      noticed('empty', false, 'still-sending'),
    ),
  ).toBe('1 watched · 2 patient? · 1 no data · 1 not admitted · 1 trial · 1 away · 1 empty')
})
