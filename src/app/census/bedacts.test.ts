// What is offered at a bed, row by row: by what stands there, and by who sits at the screen.
import { describe, expect, test } from 'vitest'
import type { Role } from '../../model/may.ts'
import { type BedNow, mayDeed, offersAt } from './bedacts.ts'
import { rightTo } from './rights.ts'

const EMPTY: BedNow = {
  stay: false,
  admitted: false,
  trial: false,
  away: false,
  held: false,
  devices: false,
  calls: false,
  free: 3,
  taken: 4,
  elsewhere: false,
}
const LYING: BedNow = { ...EMPTY, stay: true, admitted: true, devices: true }
const as = (...roles: Role[]) => ({ is: 'person' as const, roles })
const words = (bed: BedNow, who: Parameters<typeof offersAt>[1] = as('nurse')) => offersAt(bed, who).map((offer) => offer.words)

describe('by what stands there', () => {
  test.each([
    ['empty', EMPTY, ['Admit']],
    ['empty with a monitor on the wall', { ...EMPTY, devices: true }, ['Admit', 'Beds and devices']],
    [
      'NOT ADMITTED',
      { ...LYING, admitted: false },
      ['Admit', 'Nobody is here', 'Observations…', 'Stand by…', 'Move', 'Swap beds', 'Discharge', 'Beds and devices'],
    ],
    ['admitted', LYING, ['Observations…', 'Stand by…', 'Move', 'Swap beds', 'Discharge', 'Correct', 'Beds and devices']],
    ['away', { ...LYING, away: true }, ['Resume', 'Move', 'Swap beds', 'Discharge', 'Correct', 'Beds and devices']],
    [
      'values held',
      { ...LYING, held: true },
      ['Whose values are these?', 'Observations…', 'Stand by…', 'Move', 'Swap beds', 'Discharge', 'Correct', 'Beds and devices'],
    ],
    ['the only bed', { ...LYING, free: 0, taken: 0 }, ['Observations…', 'Stand by…', 'Discharge', 'Correct', 'Beds and devices']],
    [
      'a full ward, and another',
      { ...LYING, free: 0, taken: 0, elsewhere: true },
      ['Observations…', 'Stand by…', 'Move', 'Discharge', 'Correct', 'Beds and devices'],
    ],
    [
      'a notice',
      { ...LYING, calls: true, free: 0, taken: 0 },
      ['Answer the notice…', 'Observations…', 'Stand by…', 'Discharge', 'Correct', 'Beds and devices'],
    ],
    ['a trial feed', { ...LYING, admitted: false, trial: true }, ['Admit', 'Beds and devices']],
  ] as const)('%s', (_, bed, expected) => expect(words(bed)).toEqual(expected))

  test('what the bed waits for stands out, and nothing else', () => {
    const main = (bed: BedNow) => offersAt(bed, as('nurse')).flatMap((offer) => (offer.main ? [offer.deed] : []))
    expect(main(LYING)).toEqual([])
    expect(main({ ...LYING, away: true })).toEqual(['resume'])
    expect(main({ ...LYING, admitted: false, held: true })).toEqual(['confirm', 'admit'])
  })
})

describe('by who sits there', () => {
  test.each([
    ['a physician', as('physician'), ['Observations…', 'Stand by…', 'NEWS2 scale…', 'Beds and devices']],
    ['an administrator', as('administrator'), []],
    ['a privacy officer', as('privacy-officer'), []],
    ['a wall display', { is: 'wall-display' as const, roles: ['wall-display' as const] }, []],
    ['nobody', { is: 'nobody' as const, roles: [] }, []],
    ['not told yet', null, []],
  ])('%s', (_, who, expected) => expect(words(LYING, who)).toEqual(expected))

  test('a locked station offers all, to be proven', () => {
    const station = { is: 'station' as const, roles: ['station' as const] }
    expect(words(LYING, station)).toEqual(words(LYING, as('charge-nurse', 'physician')))
    expect(rightTo(station, 'assign')).toBe('by-pin')
    // Who took it over may turn out to be one who may not.
    expect([station, as('nurse'), as('physician')].map((who) => mayDeed('discharge', who))).toEqual([true, true, false])
  })
  test('every role of a person counts', () => {
    expect(rightTo(as('administrator', 'charge-nurse'), 'assign-others')).toBe('yes')
    expect(rightTo(as('nurse'), 'assign-others')).toBe('no')
    // Asked of nobody by role: not for these buttons to decide.
    expect(rightTo(as('nurse'), 'sign-in')).toBe('no')
  })
})
