// The demo's first minutes through the real engine, with its staff [WARD §1–3, §5].
import { expect, test } from 'vitest'
import { at } from '../../model/units.ts'
import { type Line, played } from '../simulate/played.ts'

const start = at(Date.UTC(2026, 10, 22, 14, 0))
const second = ({ minute }: Line): number => Math.round(minute * 60)

test('ICU-1 stands taken at the start, its arrest breaks through and is nobody’s; 4B-06 is taken after 45 s, and its limit fitted', {
  timeout: 300_000,
}, async () => {
  const { lines, most } = await played({ seed: 1, start }, { beds: ['ICU-1', '4B-06'], to: 12.5, staff: true })
  const of = (bed: string, what: Line['what'], rule: Line['rule']) =>
    lines.filter((line) => line.bed === bed && line.what === what && line.rule === rule)
  const one = (bed: string, what: Line['what'], rule: Line['rule']): Line => {
    const [found] = of(bed, what, rule)
    if (!found) throw new Error(`${bed}: ${rule} was not ${what}`)
    return found
  }
  // It stood before the start, and somebody has it.
  expect(second(one('ICU-1', 'raised', 'brady-x'))).toBeLessThan(0)
  expect(one('ICU-1', 'claimed', 'brady-x')).toMatchObject({ by: 'P. Heron (demo staff)' })
  expect(second(one('ICU-1', 'claimed', 'brady-x'))).toBeLessThanOrEqual(2)

  const tachy = one('4B-06', 'raised', 'tachy-x')
  expect(second(tachy)).toBeGreaterThan(2 * 60 + 10)
  expect(second(tachy)).toBeLessThan(2 * 60 + 50)
  const taken = one('4B-06', 'claimed', 'tachy-x')
  expect(taken.by).toBe('R. Wren (demo staff)')
  expect(second(taken) - second(tachy)).toBeGreaterThanOrEqual(44)
  expect(second(taken) - second(tachy)).toBeLessThanOrEqual(48)

  const vf = one('ICU-1', 'raised', 'vf')
  expect(Math.abs(second(vf) - 8 * 60)).toBeLessThanOrEqual(3)
  expect(of('ICU-1', 'claimed', 'vf')).toEqual([])
  expect(Math.abs(second(one('ICU-1', 'help', null)) - second(vf) - 45)).toBeLessThanOrEqual(3)
  expect(Math.abs(second(one('ICU-1', 'silenced', null)) - second(vf) - 45)).toBeLessThanOrEqual(3)
  // Shocked at 11: it stays, ended and not seen.
  expect(Math.abs(second(one('ICU-1', 'ended', 'vf')) - 11 * 60)).toBeLessThanOrEqual(5)
  expect(of('ICU-1', 'seen', 'vf')).toEqual([])

  const fitted = one('4B-06', 'limits', null)
  expect([second(fitted), fitted.by]).toEqual([12 * 60, 'Dr A. Rook (demo staff)'])
  expect(second(one('4B-06', 'over', 'tachy-x'))).toBeLessThan(12 * 60 + 20)
  // Calm by default: what a visitor who does nothing sees untaken at once.
  expect(most.medium).toBeLessThanOrEqual(3)
})
