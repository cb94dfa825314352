// The census on a hand-stepped clock: data at an empty bed, standby and its end, held values, second devices, what a restart keeps.
import { expect, test } from 'vitest'
import { placeOf } from '../../model/book.ts'
import type { NoticeKey } from '../../model/facts.ts'
import { bedId, deviceId, wardId } from '../../model/ids.ts'
import { QUALITY } from '../../model/sample.ts'
import { after, at } from '../../model/units.ts'
import { known, unknown } from '../../model/value.ts'
import { EMPTY_WARDS, NURSE, T0, type TestCensus, testCensus } from './censustest.ts'

const factsOf = ({ census }: TestCensus, bed: string) => census.factsOf(bedId(bed))
const noticesOf = (own: TestCensus, bed: string): NoticeKey[] => factsOf(own, bed).notices.map(({ key }) => key)
const stay = ({ census }: TestCensus, id: string | null) => census.book().stay.get(id as never)!
/** A heart rate each second, for so many seconds. */
function beat(own: TestCensus, seconds: number, device = 'wall', bed = 'A-1', over: Parameters<TestCensus['hear']>[2] = {}): void {
  for (let second = 0; second < seconds; second++) {
    own.wait(1000)
    own.hear(device, bed, over)
  }
}
const standby = (own: TestCensus, bed: string, minutes: number, reason = 'CT') =>
  own.act({ act: 'standby', bed, stay: own.lying(bed)!, reason, back: own.now + minutes * 60_000 })

test('data at an empty bed open a stay NOT ADMITTED, with the preset of the ward, and are kept as its own', () => {
  const own = testCensus()
  expect(own.hear('wall', 'A-1', { value: unknown('lead-off') })).toEqual([])
  expect(own.lying('A-1')).toBeNull()
  own.now = at(own.now + 1)
  const [routed] = own.hear('wall', 'A-1')
  const id = own.lying('A-1')!
  expect(routed).toMatchObject({ stay: id, bed: 'A-1' })
  expect(stay(own, id)).toMatchObject({ identity: null, admitted: null, population: 'adult', since: T0 + 1 })
  expect(factsOf(own, 'A-1')).toMatchObject({
    presence: 'occupied',
    marks: ['not-admitted'],
    notices: [{ key: 'not-admitted', since: T0 + 1 }],
  })
  // A second device joins.
  own.hear('patch', 'A-1')
  expect(placeOf(own.census.book().device.get(deviceId('patch'))!).stay).toBe(id)
  expect(own.admit('A-1', 'Ada Lovage')).toBe(id)
  expect(factsOf(own, 'A-1')).toMatchObject({
    marks: [],
    notices: [],
    devices: [
      { id: 'wall', on: 'confirmed' },
      { id: 'patch', on: 'confirmed' },
    ],
  })
  expect(own.changes.flatMap(({ events }) => events)).toEqual([{ kind: 'connected', stay: id, ward: 'A', why: null }])
})

test('"nobody": what goes on coming is nobody’s until it paused for a minute', () => {
  const own = testCensus()
  beat(own, 3)
  const id = own.lying('A-1')!
  expect(own.act({ act: 'nobody', stay: id, bed: 'A-1' }).is).toBe('done')
  expect(stay(own, id).ended).toMatchObject({ how: 'nobody' })
  beat(own, 600)
  expect([own.lying('A-1'), noticesOf(own, 'A-1')]).toEqual([null, ['still-sending']])
  own.wait(58_000)
  beat(own, 1)
  expect(own.lying('A-1')).toBeNull()
  own.wait(61_000)
  beat(own, 1)
  expect(own.lying('A-1')).not.toBeNull()
})

test('after a discharge what still comes is nobody’s; if it insists for a minute somebody lies there', () => {
  const own = testCensus()
  const ada = own.admit('A-1', 'Ada Lovage')
  beat(own, 5)
  own.act({ act: 'discharge', stay: ada, bed: 'A-1' })
  beat(own, 59)
  expect([own.lying('A-1'), factsOf(own, 'A-1').presence, noticesOf(own, 'A-1')]).toEqual([null, 'empty', ['still-sending']])
  beat(own, 3)
  const next = own.lying('A-1')!
  expect(stay(own, next)).toMatchObject({ admitted: null, identity: null })
  expect(next).not.toBe(ada)
  // A bed that was cleared is anybody's at once.
  const other = testCensus()
  other.admit('A-1', 'Ada Lovage')
  beat(other, 5)
  other.act({ act: 'discharge', stay: other.lying('A-1')!, bed: 'A-1' })
  other.wait(31_000)
  beat(other, 1)
  expect(other.lying('A-1')).not.toBeNull()
})

/** Seconds without a signal, and with it, one after the other. */
const RETURNS: readonly (readonly [words: string, run: readonly number[], away: boolean, over?: Parameters<TestCensus['hear']>[2]])[] = [
  ['gone, and not back', [300, 0], true],
  ['back, and not settled', [60, 29], true],
  ['back and settled', [60, 32], false],
  ['back for moments only', [60, 20, 15, 20], true],
  ['never gone, for two minutes', [0, 119], true],
  ['never gone, for longer', [0, 122], false],
  ['unknown values only', [60, 200], true, { value: unknown('lead-off') }],
  ['late values only', [60, 200], true, { quality: QUALITY.late }],
]
test.each(RETURNS.map(([words, run, away, over = {}]) => [words, { run, away, over }] as const))(
  'standby: %s',
  (_, { run, away, over }) => {
    const own = testCensus()
    const ada = own.admit('A-1', 'Ada Lovage')
    beat(own, 5)
    expect(standby(own, 'A-1', 20).is).toBe('done')
    expect(factsOf(own, 'A-1')).toMatchObject({ presence: 'away', away: { reason: 'CT' } })
    for (let i = 0; i < run.length; i += 2) {
      own.wait((run[i] ?? 0) * 1000)
      beat(own, run[i + 1] ?? 0, 'wall', 'A-1', over)
    }
    expect(factsOf(own, 'A-1').presence).toBe(away ? 'away' : 'occupied')
    expect(own.changes.flatMap(({ events }) => events.map(({ kind, stay }) => [kind, stay]))).toEqual(away ? [] : [['resumed', ada]])
  },
)

test('who is late is called for; resume by hand; the wall goes back, the stay goes on', () => {
  const own = testCensus()
  const ada = own.admit('A-1', 'Ada Lovage')
  standby(own, 'A-1', 10)
  own.wait(600_000)
  expect(noticesOf(own, 'A-1')).toEqual([])
  own.wait(1000)
  expect(factsOf(own, 'A-1').notices).toEqual([{ key: 'standby-over', since: T0 + 600_000 }])
  expect(own.act({ act: 'resume', stay: ada, bed: 'A-1' }).is).toBe('done')
  expect(factsOf(own, 'A-1')).toMatchObject({ presence: 'occupied', notices: [] })
})

test('a standby stands over a restart, and ends by itself after it', () => {
  const own = testCensus()
  const ada = own.admit('A-1', 'Ada Lovage')
  beat(own, 5)
  standby(own, 'A-1', 10, 'theatre')
  const again = testCensus(own.kept(), [EMPTY_WARDS], after(own.now, 300_000))
  expect(again.census.book()).toEqual(own.census.book())
  expect(factsOf(again, 'A-1')).toMatchObject({ presence: 'away', away: { reason: 'theatre' } })
  again.wait(400_000)
  expect(noticesOf(again, 'A-1')).toEqual(['standby-over'])
  beat(again, 32)
  expect([factsOf(again, 'A-1').presence, again.lying('A-1')]).toEqual(['occupied', ada])
})

test('identity changes in the middle of a burst: what came before stays, what comes after is held, in the order it came', () => {
  const own = testCensus()
  const ada = own.admit('A-1', 'Ada Lovage', 'W-1')
  const before = Array.from({ length: 5 }, () => {
    own.wait(1000)
    return own.hear('wall', 'A-1', { patient: 'W-1' })
  })
  expect(before.flat().map(({ stay }) => stay)).toEqual(Array(5).fill(ada))
  const burst = Array.from({ length: 5 }, () => own.hear('wall', 'A-1', { patient: 'W-2' }))
  expect(burst.flat()).toEqual([])
  expect([noticesOf(own, 'A-1'), own.census.heldOf('wall'), factsOf(own, 'A-1').devices[0]?.on]).toEqual([['patient'], 5, 'held'])
  // A late one under the name before is that patient's; under the name in question it is held.
  const [late] = own.hear('wall', 'A-1', { patient: 'W-1', at: at(own.now - 2000) })
  expect(late?.stay).toBe(ada)
  expect(own.hear('wall', 'A-1', { patient: 'W-2', at: at(own.now - 2000) })).toEqual([])
  own.act({ act: 'confirm', device: 'wall', bed: 'A-1', answer: 'other' })
  const next = own.lying('A-1')!
  expect(own.released.map(({ stay, samples }) => [stay, samples.length])).toEqual([[next, 6]])
  expect(own.released[0]!.samples.map(({ seq }) => seq)).toEqual([6, 7, 8, 9, 10, 12])
  expect([own.census.heldOf('wall'), noticesOf(own, 'A-1')]).toEqual([0, ['not-admitted']])
})

test('held values are bounded: the oldest go, and are counted', () => {
  const own = testCensus()
  own.admit('A-1', 'Ada Lovage', 'W-1')
  own.hear('wall', 'A-1', { patient: 'W-1' })
  const wave = (seq: number) => ({
    bed: bedId('A-1'),
    patient: 'W-2',
    samples: [
      {
        kind: 'wave' as const,
        signal: 'ecg-ii' as const,
        rate: 250 as never,
        gain: 200,
        baseline: 0,
        unit: 'mV',
        data: new Int16Array(30_000),
        at: own.now,
        received: own.now,
        source: deviceId('wall'),
        quality: 0,
        seq,
      },
    ],
  })
  for (let i = 0; i < 100; i++) own.report(wave(i))
  expect(own.counted.get('held')).toBe(100)
  expect([own.counted.get('held-dropped'), own.census.heldOf('wall')]).toEqual([31, 69])
})

test('two devices, one signal: one leads by the table as long as it is fresh, the other is second', () => {
  const own = testCensus()
  own.admit('A-1', 'Ada Lovage')
  own.report({
    bed: bedId('A-1'),
    samples: [],
    facts: {
      devices: [
        { id: 'patch', name: 'patch', kind: 'patch', link: 'on' },
        { id: 'wall', name: 'wall monitor', kind: 'wall', link: 'on' },
      ],
    },
  })
  const second = (device: string) =>
    own.hear(device, 'A-1', { value: known(70) })[0]!.samples.map(({ quality }) => quality & QUALITY.second)
  expect(second('patch')).toEqual([0])
  own.wait(500)
  expect([second('wall'), second('patch')]).toEqual([[0], [QUALITY.second]])
  own.wait(20_000)
  expect(second('patch')).toEqual([0])
  expect([second('wall'), second('patch')]).toEqual([[0], [QUALITY.second]])
})

test('names that are alike on a ward, and ages that do not fit the preset', () => {
  const own = testCensus()
  own.admit('A-1', 'Maria Linden', 'W-1')
  own.admit('A-2', 'Marta Linden', 'W-2')
  own.admit('B-1', 'Maria Lindén', 'W-3')
  const { register } = own.census
  expect(['A-1', 'A-2', 'B-1'].map((bed) => factsOf(own, bed).marks)).toEqual([['name-alert'], ['name-alert'], []])
  expect(register.peopleOf(wardId('A')).map(({ alike }) => alike)).toEqual([['Marta Linden A-2'], ['Maria Linden A-1']])
  const identity = { name: 'Maria Linden', born: '2017-05-01', sex: 'F' as const, record: 'W-1', reason: '' }
  own.act({ act: 'correct', stay: own.lying('A-1')!, bed: 'A-1', identity, population: 'adult', paced: 'yes', pregnant: 'no' })
  expect([noticesOf(own, 'A-1'), factsOf(own, 'A-1').marks]).toEqual([['preset-differs'], ['paced', 'name-alert']])
})

test('beds are taken for a shift: they run out, and are shown to whom they belong', () => {
  const own = testCensus()
  const assign = (beds: string[], nurse: string | null, buddy: string | null = null) =>
    own.act({ act: 'assign', ward: 'A', beds, nurse, buddy, until: own.now + 3_600_000 })
  expect(assign(['A-1', 'A-2'], 'wren', 'heron').is).toBe('done')
  const duties = () => own.census.register.dutiesOf(wardId('A')).map(({ bed, nurse, buddy }) => [bed, nurse.id, buddy?.id])
  expect(duties()).toEqual([
    ['A-1', 'wren', 'heron'],
    ['A-2', 'wren', 'heron'],
  ])
  assign(['A-2'], null)
  expect(duties()).toHaveLength(1)
  own.act({ act: 'charge', ward: 'A', nurse: 'kestrel', until: own.now + 3_600_000 })
  expect(own.census.register.chargeOf(wardId('A'))?.nurse.id).toBe('kestrel')
  own.wait(3_600_001)
  expect([duties(), own.census.register.chargeOf(wardId('A'))]).toEqual([[], null])
})

test('a trial is labelled, is never admitted, and ends by hand', () => {
  const own = testCensus()
  own.act({ act: 'trial', bed: 'A-1', on: true })
  own.hear('trial-A-1', 'A-1', { patient: 'TRIAL' })
  expect(noticesOf(own, 'A-1')).toEqual(['trial'])
  expect(() => own.admit('A-1', 'Ada Lovage')).toThrow('bed-occupied')
  expect(own.act({ act: 'trial', bed: 'A-1', on: false }).is).toBe('done')
  expect(own.lying('A-1')).toBeNull()
})

test('a monitor that is off sends nothing any more, whenever it sent last', () => {
  const own = testCensus()
  const ada = own.admit('A-1', 'Ada Lovage')
  const said = (link: 'on' | 'off') =>
    own.report({ bed: bedId('A-1'), samples: [], facts: { devices: [{ id: 'wall', name: 'wall monitor', kind: 'wall', link }] } })
  said('on')
  beat(own, 3)
  own.act({ act: 'discharge', stay: ada, bed: 'A-1' })
  beat(own, 1)
  expect(noticesOf(own, 'A-1')).toEqual(['still-sending'])
  said('off')
  expect(noticesOf(own, 'A-1')).toEqual([])
})

test('a book from a clock that was ahead: acts still stand in order, and nobody lies before who lay there', () => {
  const ahead = testCensus(undefined, undefined, after(T0, 86_400_000))
  const ada = ahead.admit('A-1', 'Ada Lovage')
  beat(ahead, 3)
  const own = testCensus(ahead.kept())
  expect(own.act({ act: 'move', stay: ada, from: 'A-1', to: 'A-2' }).is).toBe('done')
  const { beds } = stay(own, ada)
  expect(beds.every(({ from, to }) => to === null || to >= from)).toBe(true)
  expect(own.act({ act: 'discharge', stay: ada, bed: 'A-2' }).is).toBe('done')
  const next = own.admit('A-2', 'Ben Borage')
  expect(stay(own, next).beds[0]!.from).toBeGreaterThanOrEqual(stay(own, ada).beds.at(-1)!.to!)
  expect(stay(own, next).beds[0]!.by).toEqual(NURSE)
})
