// What a tile says of who lies there, what waits for an answer, who cares, in which units: a row each.
import { expect, test } from 'vitest'
import { type BedFacts, EMPTY_BED, NOTICES, type NoticeKey } from '../../model/facts.ts'
import { type DisplayUnits, UNITS_OF_TABLE } from '../../model/shownunits.ts'
import { at } from '../../model/units.ts'
import { unknown } from '../../model/value.ts'
import type { DutyRow } from '../../model/wire.ts'
import { type TileContext, tileDue, tileView } from '../tile.ts'
import { cellsOf } from './mirror.ts'
import { NOTICE_LINES } from './notices.ts'
import { bedOf, CONTEXT, type Given, HOUR, MINUTE, NOW, PERSON, SECOND, said, tile, WALL, wardOf } from './testbed.ts'
import { createTiles } from './tiles.ts'

const noticed = (facts: BedFacts, ...keys: NoticeKey[]): BedFacts => ({ ...facts, notices: keys.map((key) => ({ key, since: NOW })) })
const AWAY: BedFacts = {
  ...EMPTY_BED,
  presence: 'away',
  away: { reason: 'CT', with: 'nurse', since: NOW, back: Date.UTC(2026, 10, 22, 10, 42) },
}
const AHEAD: BedFacts = { ...WALL, devices: WALL.devices.map((device) => ({ ...device, clockOffset: 24 * MINUTE })) }
const FRESH: Given[] = [['hr', 72]]

test.each<[string, BedFacts, Given[], Partial<TileContext>, string]>([
  ['somebody else’s values', noticed(WALL, 'patient'), FRESH, {}, 'medium ** PATIENT?'],
  ['before no values', noticed(WALL, 'patient'), [['hr', 72, 20 * SECOND]], {}, 'medium ** PATIENT?'],
  ['also over an empty bed', noticed(EMPTY_BED, 'still-sending', 'patient'), [], {}, 'medium ** PATIENT?'],
  ['the link first', noticed(WALL, 'patient'), FRESH, { link: 'lost', silentFor: 8000 }, 'technical LINK LOST 0:08'],
  ['one device on two beds', noticed(WALL, 'not-admitted', 'two-beds'), FRESH, {}, 'technical DEVICE ON TWO BEDS'],
  ['no values before nobody admitted', noticed(WALL, 'not-admitted'), [['hr', 72, 14 * SECOND]], {}, 'technical NO DATA 0:14'],
  ['nobody admitted, and by whose limits', noticed(WALL, 'not-admitted'), FRESH, {}, 'notice NOT ADMITTED · adult limits'],
  [
    'before an order',
    noticed({ ...WALL, marks: ['alarms-off-by-order'] }, 'not-admitted'),
    FRESH,
    {},
    'notice NOT ADMITTED · adult limits',
  ],
  [
    'nobody admitted before limits of another age',
    noticed(WALL, 'not-admitted', 'preset-differs'),
    FRESH,
    {},
    'notice NOT ADMITTED · adult limits',
  ],
  ['limits of another age', noticed(WALL, 'preset-differs'), FRESH, {}, 'notice LIMITS NOT FOR AGE: adult limits, 67 y'],
  ['but not before a clock', noticed(AHEAD, 'preset-differs'), FRESH, {}, 'notice DEVICE CLOCK +24 min'],
  ['nor before an order', noticed({ ...WALL, marks: ['alarms-off-by-order'] }, 'preset-differs'), FRESH, {}, 'notice ALARMS OFF BY ORDER'],
  ['an age is the patient’s', noticed(WALL, 'preset-differs'), FRESH, { privacy: true }, 'notice LIMITS NOT FOR AGE'],
  ['invented', noticed(WALL, 'preset-differs', 'trial'), FRESH, {}, 'notice TRIAL FEED: invented'],
  ['away for too long', noticed(AWAY, 'standby-over'), [], {}, 'notice AWAY LONGER THAN PLANNED: CT, back 10:42'],
  ['why is the patient’s', noticed(AWAY, 'standby-over'), [], { privacy: true }, 'notice AWAY LONGER THAN PLANNED, back 10:42'],
  ['an empty bed that sends', noticed(EMPTY_BED, 'still-sending'), [], {}, 'notice empty · monitor still sends'],
])('the line of a notice: %s', (_, facts, given, context, expected) => {
  const { line, lineKind } = tile(bedOf(facts, given), context)
  expect(`${lineKind} ${line}`).toBe(expected)
})
test('limits of another age hide no lead that is off', () => {
  expect(tile(bedOf(noticed(WALL, 'preset-differs'), FRESH, { leads: 'v-off' })).line).toBe('LEAD V OFF')
})

test('no notice is red, yellow or cyan but the one that is an alarm, and each has its place in the order', () => {
  expect(Object.keys(NOTICE_LINES).toSorted()).toEqual([...NOTICES].toSorted())
  expect(NOTICES.filter((key) => NOTICE_LINES[key].kind === 'medium')).toEqual(['patient'])
  expect(NOTICES.filter((key) => NOTICE_LINES[key].kind === 'technical')).toEqual(['two-beds'])
})

test('all that stand are told with the tile, the worst first, and so is that nothing comes, whatever the line says', () => {
  const view = tile(bedOf(noticed(WALL, 'not-admitted', 'preset-differs', 'patient'), [['hr', 72, 20 * SECOND]]))
  expect(view.notices).toEqual(['patient', 'preset-differs', 'not-admitted'])
  expect(cellsOf(view).get('notices')).toEqual(['patient preset-differs not-admitted', null])
  expect(view.silent).toBe(true)
  expect(tile(bedOf(WALL, FRESH)).silent).toBe(false)
})

test('a number that is held apart says so for as long as nobody answers', () => {
  const held = bedOf(noticed(WALL, 'patient'), [['hr', unknown('held'), 3 * HOUR]])
  expect(said(tile(held), 'hr')).toBe('HR -- PATIENT?')
})

test.each<[string, number | null, Partial<typeof PERSON>, BedFacts, string, string]>([
  ['an adult', 67.9, {}, WALL, 'AT 67 F · adult', 'AT 67 F'],
  ['a child', 9.4, { sex: 'M' }, WALL, 'AT 9 y M · child', 'AT 9 y M'],
  ['an infant', 0.4, {}, WALL, 'AT 4 mo F · infant', 'AT 4 mo F'],
  ['a newborn', 12 / 365.25, {}, WALL, 'AT 12 d F · newborn', 'AT 12 d F'],
  ['unknown', null, {}, WALL, 'AT F · age unknown', 'AT age? F'],
  ['no number of years', Number.NaN, {}, WALL, 'AT F · age unknown', 'AT age? F'],
  ['initials from right to left', 67, { initials: 'מל' }, WALL, 'מל\u200e 67 F · adult', 'מל\u200e 67 F'],
  ['a trial', null, {}, noticed(WALL, 'trial'), 'trial, invented', 'trial'],
])('age and class: %s', (_, age, person, facts, whole, short) => {
  const row = { ...bedOf(facts, FRESH), stay: { id: 's', population: 'adult' as const, age, since: NOW } }
  const { patient, patientShort } = tile(row, {}, wardOf(row, { people: new Map([['s', { ...PERSON, ...person }]]) }))
  expect([patient, patientShort]).toEqual([whole, short])
})

test('pregnant and trial are marks', () => {
  expect(tile(bedOf({ ...noticed(WALL, 'trial'), marks: ['paced', 'pregnant'] }, FRESH)).marks.map(({ mark }) => mark)).toEqual([
    'paced',
    'pregnant',
    'trial',
  ])
})

const duty = (bed: string, until: number): DutyRow => ({
  bed,
  nurse: { id: 'n', initials: 'RW', name: 'R. Wren' },
  buddy: null,
  until,
  own: true,
})
test('the nurse of a bed; a dash where only others have theirs; nothing where no shift is told, or it is over', () => {
  const bed = bedOf(WALL, FRESH)
  const nurse = (duties: DutyRow[], row = bed): string | null =>
    tile(row, { privacy: true }, wardOf(row, { duties: new Map(duties.map((one) => [one.bed, one])) })).nurse
  expect(nurse([duty('b', NOW + HOUR)])).toBe('RW')
  expect(nurse([duty('other', NOW + HOUR)])).toBe('–')
  expect(nurse([duty('b', NOW), duty('other', NOW + HOUR)])).toBe('–')
  expect(nurse([duty('b', NOW)])).toBeNull()
  expect(nurse([])).toBeNull()
  expect(nurse([duty('other', NOW + HOUR)], bedOf(EMPTY_BED, []))).toBeNull()
  expect(nurse([duty('other', NOW + HOUR)], bedOf(AWAY, []))).toBe('–')
})

test('a shift ends by the clock, without news of the bed', () => {
  const bed = bedOf(AWAY, [])
  const ward = wardOf(bed, { duties: new Map([['b', duty('b', NOW + MINUTE)]]) })
  const tiles = createTiles()
  tiles.update(ward, at(NOW), CONTEXT)
  expect(tileDue(bed, ward, at(NOW), CONTEXT)).toBeLessThan(NOW + MINUTE)
  tiles.update(ward, at(NOW + MINUTE), CONTEXT)
  expect(tiles.all.get('b')?.nurse).toBeNull()
})

const KPA: DisplayUnits = { pressure: 'kPa', temperature: '°F', glucose: 'mg/dL' }
test('a ward’s own units: numbers and labels follow, what is known is not changed', () => {
  const given: Given[] = [
    ['art-sys', 162],
    ['art-dia', 94],
    ['art-mean', 120],
    ['temp', 38.5],
    ['glucose', 7],
    ['etco2', 38],
    ['cvp', -2],
    ['spo2', 97],
  ]
  const bed = bedOf(WALL, given)
  const { ward } = wardOf(bed)
  const told = (units: DisplayUnits) => tileView(bed, wardOf(bed, { ward: { ...ward, units } }), at(NOW), CONTEXT)
  const read = (units: DisplayUnits) =>
    [...told(units).slots, ...told(units).others]
      .filter(({ why }) => why === null)
      .map(({ label, cells, unit }) => `${label} ${cells.map(({ text }) => text).join('/')} ${unit}`)
  expect(read(KPA)).toEqual(['SpO₂ 97 %', 'ART 21.6/12.5/16.0 kPa', 'T 101.3 °F', 'GLU 126 mg/dL', 'EtCO₂ 5.1 kPa', 'CVP −0.3 kPa'])
  expect(read(UNITS_OF_TABLE)).toContain('ART 162/94/120 mmHg')
  expect(told(KPA).units).toEqual(KPA)
})
