// The census on a hand-stepped clock: data at an empty bed, standby and its end, held values, second devices, what a restart keeps.
import { expect, test } from 'vitest'
import type { ActAsked } from '../../model/acts.ts'
import { devicesIn, edited, type KeptDevice, placeOf, type Section } from '../../model/book.ts'
import { BOOK } from '../../model/bookpolicy.ts'
import type { Census } from '../../model/census.ts'
import type { NoticeKey } from '../../model/facts.ts'
import { bedId, deviceId, stayId, wardId } from '../../model/ids.ts'
import { QUALITY } from '../../model/sample.ts'
import { after, at, ms } from '../../model/units.ts'
import { known, unknown } from '../../model/value.ts'
import { EMPTY_WARDS, NURSE, T0, type TestCensus, testCensus } from './censustest.ts'
import { loadBook } from './kept.ts'
import { listRow } from './list.ts'

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

/** Heart rates that a source knows of the past, told to a census that starts anew: Ada came to A-2 at second 100, when Ben had left it. */
const PASTS: readonly (readonly [words: string, device: string, second: number, whose: 'ada' | null, patient?: string | null])[] = [
  ['since she lies there', 'wall-2', 110, 'ada'],
  ['while Ben lay there', 'wall-2', 50, null],
  ['while nobody lay there', 'wall-2', 95, null],
  ['of the wall where she was, after she left', 'wall', 110, null],
  ['of what she wears', 'patch', 110, 'ada'],
  ['of what was taken off her', 'cuff', 130, null],
  ['of what was not taken off her yet', 'cuff', 115, 'ada'],
  ['of a device that is held', 'wall-2', 145, null],
  ['under another name', 'patch', 110, null, 'W-9'],
  ['of a device that was never heard', 'new', 110, 'ada'],
  ['of a device that was never heard, while Ben lay there', 'new', 50, null],
]
test.each(PASTS.map(([words, ...rest]) => [words, rest] as const))('the past: %s', (_, [device, second, whose, patient]) => {
  const own = testCensus()
  const [ada, ben] = [own.admit('A-1', 'Ada Lovage', 'W-1'), own.admit('A-2', 'Ben Borage', 'W-2')]
  const devices = ['patch', 'cuff'].map((id) => ({ id, name: id, kind: 'patch' as const, link: 'on' as const }))
  own.report({ bed: bedId('A-1'), samples: [], facts: { devices } })
  for (const [one, bed] of [
    ['wall', 'A-1'],
    ['patch', 'A-1'],
    ['cuff', 'A-1'],
    ['wall-2', 'A-2'],
  ] as const)
    beat(own, 1, one, bed)
  own.wait(86_000)
  own.act({ act: 'discharge', stay: ben, bed: 'A-2' })
  own.wait(10_000)
  own.act({ act: 'move', stay: ada, from: 'A-1', to: 'A-2' })
  own.wait(20_000)
  own.act({ act: 'unbind', device: 'cuff', bed: 'A-2' })
  own.hear('wall-2', 'A-2', { patient: 'W-1' })
  own.wait(20_000)
  own.hear('wall-2', 'A-2', { patient: 'W-9' })
  const again = testCensus(own.kept(), [EMPTY_WARDS], after(own.now, 60_000))
  const sample = {
    kind: 'number' as const,
    signal: 'hr' as const,
    value: known(70),
    at: at(T0 + second * 1000),
    received: own.now,
    source: deviceId(device),
    quality: 0,
    seq: 1,
  }
  const routed = again.census.past({ bed: bedId('A-2'), samples: [sample], ...(patient !== undefined && { patient }) })
  expect(routed.map(({ stay, bed }) => [stay, bed])).toEqual(whose ? [[ada, 'A-2']] : [])
})

test('a bed is not taken away while a device sends there or waits for an answer; a silent one is where it is heard next', () => {
  const own = testCensus()
  const remove = () => own.act({ act: 'remove-bed', ward: 'A', bed: 'A-1' })
  own.act({ act: 'discharge', stay: own.admit('A-1', 'Ada Lovage'), bed: 'A-1' })
  beat(own, 3)
  own.act({ act: 'discharge', stay: own.lying('A-1') ?? own.admit('A-1', 'Ben Borage'), bed: 'A-1' })
  expect(remove()).toMatchObject({ is: 'refused', code: 'bed-in-use', detail: 'A-1' })
  own.hear('wall', 'A-2')
  own.wait(60_000)
  expect(own.census.book().device.get(deviceId('wall'))?.hold).not.toBeNull()
  expect(remove()).toMatchObject({ is: 'refused', code: 'bed-in-use' })
  own.act({ act: 'confirm', device: 'wall', bed: 'A-1', answer: 'nobody' })
  own.wait(60_000)
  expect(remove()).toMatchObject({ is: 'done' })
  expect([own.census.book().bed.has(bedId('A-1')), own.census.book().device.size]).toEqual([false, 0])
  beat(own, 1, 'wall', 'A-3')
  expect(placeOf(own.census.book().device.get(deviceId('wall'))!)).toMatchObject({ bed: 'A-3', stay: own.lying('A-3') })
})

/** What a source brings of bed A-1, once Ada is moved and the bed is taken away, or she is discharged. */
const BROUGHT: Census = {
  ...EMPTY_WARDS,
  stays: [{ id: stayId('ada'), bed: bedId('A-1'), population: 'adult', age: 60, since: T0 }],
  people: [{ stay: stayId('ada'), name: 'Ada Lovage', sex: 'F', reason: '', teaches: null, record: 'W-1' }],
}
test.each([
  ['moved', { act: 'move', stay: 'ada', from: 'A-1', to: 'A-2' }, 'ada'],
  ['discharged', { act: 'discharge', stay: 'ada', bed: 'A-1' }, null],
] as const)('%s, and the bed taken away: a restart brings back neither bed nor stay', (_, asked, there) => {
  const own = testCensus(undefined, [BROUGHT])
  expect(own.act(asked).is).toBe('done')
  expect(own.act({ act: 'remove-bed', ward: 'A', bed: 'A-1' }).is).toBe('done')
  const again = testCensus(own.kept(), [BROUGHT], after(own.now, 1000))
  const bedsOf = (one: TestCensus) => one.census.register.wards.find(({ id }) => id === 'A')?.beds
  expect([bedsOf(again), again.lying('A-1'), again.lying('A-2')]).toEqual([['A-2', 'A-3'], null, there])
  expect(again.census.book().stay).toEqual(own.census.book().stay)
  // Added again it is the same bed, and nobody lies there, also after the next start.
  expect(again.act({ act: 'add-beds', ward: 'A', labels: ['A-1'] }).is).toBe('done')
  const third = testCensus(again.kept(), [BROUGHT], after(own.now, 2000))
  expect([bedsOf(third), third.lying('A-1'), third.lying('A-2')]).toEqual([['A-2', 'A-3', 'A-1'], null, there])
})

/** What was said of a device that sends without a pause, and what a restart makes of it. */
const RESTARTS: readonly (readonly [words: string, ask: 'unbind' | 'nobody' | 'discharge', down: number, on: number, free: boolean])[] = [
  ['taken off', 'unbind', 300, 90, false],
  ['nobody', 'nobody', 300, 90, false],
  ['discharged, a moment ago', 'discharge', 300, 50, false],
  ['discharged, and it insists', 'discharge', 300, 63, true],
]
test.each(RESTARTS)('%s: a restart is no pause of the signal', (_, ask, down, on, free) => {
  const own = testCensus()
  const id = ask === 'nobody' ? null : own.admit('A-1', 'Ada Lovage')
  beat(own, 90)
  if (ask === 'unbind') own.act({ act: 'unbind', device: 'wall', bed: 'A-1' })
  else own.act({ act: ask, stay: id ?? own.lying('A-1')!, bed: 'A-1' })
  beat(own, 5)
  const again = testCensus(own.kept(), [EMPTY_WARDS], after(own.now, down * 1000))
  again.census.tick()
  beat(again, on)
  const onWhom = () => placeOf(again.census.book().device.get(deviceId('wall'))!).stay
  expect(onWhom() !== null).toBe(free)
  // A pause that was heard is one.
  again.wait(61_000)
  beat(again, 2)
  expect(onWhom()).not.toBeNull()
})

test('"nobody": short pauses over a long time are no long one', () => {
  const own = testCensus()
  beat(own, 3)
  own.act({ act: 'nobody', stay: own.lying('A-1')!, bed: 'A-1' })
  for (let i = 0; i < 10; i++) {
    own.wait(15_000)
    beat(own, 20)
  }
  expect(own.lying('A-1')).toBeNull()
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

/** A patch that sends once a minute: seconds after "stand by" at which it did. */
const SELDOM: readonly (readonly [words: string, sent: readonly number[], away: boolean])[] = [
  ['one value just before, none after', [-5], true],
  ['one value after', [-5, 55], true],
  ['one value after two minutes', [-5, 200], true],
  ['two values after a pause', [-5, 200, 260], false],
  ['two values after a pause, close together', [-5, 200, 201], true],
  ['a value each minute', [-5, 55, 115, 175], false],
]
test.each(SELDOM)('standby, where values come seldom: %s', (_, sent, away) => {
  const own = testCensus()
  own.admit('A-1', 'Ada Lovage')
  const patch = { id: 'patch', name: 'patch', kind: 'patch' as const, link: 'on' as const, cadence: { hr: ms(60_000) } }
  own.report({ bed: bedId('A-1'), samples: [], facts: { devices: [patch] } })
  for (let second = -10; second < 300; second++) {
    if (second === 0) standby(own, 'A-1', 60)
    if (sent.includes(second)) own.hear('patch', 'A-1')
    own.wait(1000)
  }
  expect(factsOf(own, 'A-1').presence).toBe(away ? 'away' : 'occupied')
})

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

test('a restart in the middle of a standby is no pause of the signal', () => {
  const own = testCensus()
  own.admit('A-1', 'Ada Lovage')
  beat(own, 5)
  standby(own, 'A-1', 10)
  beat(own, 10)
  const again = testCensus(own.kept(), [EMPTY_WARDS], after(own.now, 5000))
  beat(again, 110)
  expect(factsOf(again, 'A-1').presence).toBe('away')
  beat(again, 15)
  expect(factsOf(again, 'A-1').presence).toBe('occupied')
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

/** Acts by which a device comes to be off its patient: whether what it brought is shown on as the patient's. */
const LEAVING: readonly (readonly [words: string, asked: (ada: string, ben: string) => ActAsked, left: readonly string[]])[] = [
  ['taken off', () => ({ act: 'unbind', device: 'wall', bed: 'A-1' }), ['wall A-1']],
  ['bound to another bed', () => ({ act: 'bind', device: 'wall', bed: 'A-2' }), ['wall A-1']],
  ['bound where it is', () => ({ act: 'bind', device: 'wall', bed: 'A-1' }), []],
  ['left behind', (ada) => ({ act: 'move', stay: ada, from: 'A-1', to: 'A-3' }), []],
  ['swapped', (ada, ben) => ({ act: 'swap', stay: ada, from: 'A-1', with: ben, to: 'A-2' }), []],
  ['discharged', (ada) => ({ act: 'discharge', stay: ada, bed: 'A-1' }), []],
]
test.each(LEAVING)('what a device brought, and it is %s', (_, asked, left) => {
  const own = testCensus()
  const [ada, ben] = [own.admit('A-1', 'Ada Lovage'), own.admit('A-2', 'Ben Borage')]
  beat(own, 2)
  expect(own.act(asked(ada, ben)).is).toBe('done')
  expect(own.changes.at(-1)!.effects.left.map(({ device, bed }) => `${device} ${bed}`)).toEqual(left)
})

test('a device whose stay is known no more is on nobody: the rest of its report is not lost, and who is admitted gets it', async () => {
  const own = testCensus()
  const ada = own.admit('A-1', 'Ada Lovage')
  beat(own, 2)
  const book = edited(own.kept(), [{ section: 'stay', id: ada, row: null }])
  const again = testCensus(book, [EMPTY_WARDS], own.now)
  again.wait(1000)
  const sample = { kind: 'number' as const, signal: 'hr' as const, received: again.now, at: again.now, quality: 0, seq: 1 }
  const routed = again.report({
    bed: bedId('A-1'),
    samples: [
      { ...sample, source: deviceId('wall'), value: unknown('lead-off') },
      { ...sample, source: deviceId('patch'), value: known(70) },
    ],
  })
  expect(routed.map(({ stay }) => stay)).toEqual([again.lying('A-1')])
  expect(again.counted.get('unrouted')).toBe(1)
  const rows = (section: Section) => [...book[section]].map(([id, content]) => ({ id, content, version: 1, changed: own.now }))
  const loaded = testCensus(await loadBook({ load: async (kind) => (kind in book ? rows(kind as Section) : []) }))
  const ben = loaded.admit('A-1', 'Ben Borage')
  expect(placeOf(loaded.census.book().device.get(deviceId('wall'))!).stay).toBe(ben)
})

/** A book that is full of devices in A-3: the first ones on nobody and long silent, the rest on a patient. */
test.each([
  ['the longest silent one is forgotten', 2, ['old-1', 'new'], 1],
  ['of none that may be forgotten the new one is refused', 0, [], null],
] as const)('too many devices: %s', (_, silent, there, routed) => {
  const before = testCensus()
  const ada = before.admit('A-3', 'Ada Lovage')
  const by = NURSE
  const rows = Array.from({ length: BOOK.devices }, (_, i): KeptDevice => {
    const on = i >= silent
    const place = { bed: bedId('A-3'), stay: on ? stayId(ada) : null, from: after(T0, i), to: null, by, confirmed: true }
    return { id: deviceId(on ? `on-${i}` : `old-${i}`), kind: 'wall', claims: bedId('A-3'), places: [place], hold: null, quiet: null }
  })
  const book = edited(
    before.kept(),
    rows.map((row) => ({ section: 'device', id: row.id, row })),
  )
  const own = testCensus(book, [EMPTY_WARDS], after(T0, 60_000))
  own.wait(1000)
  const got = own.hear('new', 'A-1')
  const found = [...own.census.book().device.keys()].filter((id) => !id.startsWith('on-'))
  expect([own.census.book().device.size, found, own.kept().device.size]).toEqual([BOOK.devices, there, BOOK.devices])
  expect([got.length, own.counted.get('too-many') ?? null]).toEqual(routed ? [1, null] : [0, 1])
})

test('where devices are is looked up once of each book', () => {
  const own = testCensus()
  own.admit('A-1', 'Ada Lovage')
  beat(own, 2)
  const book = own.census.book()
  expect(devicesIn(book, bedId('A-1'))).toBe(devicesIn(book, bedId('A-1')))
  expect(devicesIn(book, bedId('A-1')).map(({ id }) => id)).toEqual(['wall'])
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
  const correct = (over: object) =>
    own.act({ act: 'correct', stay: own.lying('A-1')!, bed: 'A-1', identity, population: 'adult', paced: 'yes', pregnant: 'no', ...over })
      .is
  // Limits that are not those of the age are said to be meant: that holds until the limits or the age are others.
  const born = new Date(own.now - 27 * 86_400_000).toISOString().slice(0, 10)
  const newborn = { ...identity, born }
  const rows: readonly (readonly [over: object, is: string])[] = [
    [{}, 'refused'],
    [{ meant: true }, 'done'],
    [{}, 'done'],
    [{ population: 'neonate' }, 'refused'],
    [{ identity: newborn }, 'refused'],
    [{ identity: newborn, population: 'neonate' }, 'done'],
  ]
  for (const [over, is] of rows) expect([over, correct(over), noticesOf(own, 'A-1')]).toEqual([over, is, []])
  expect(factsOf(own, 'A-1').marks).toEqual(['paced', 'name-alert'])
  own.now = at(own.now + 2 * 86_400_000)
  expect(noticesOf(own, 'A-1')).toContain('preset-differs')
})

test('names are compared anew only where one is another, or stands elsewhere', () => {
  const own = testCensus()
  const [ada, other] = [own.admit('A-1', 'Maria Linden', 'W-1'), own.admit('A-2', 'Marta Linden', 'W-2')]
  const like = () => own.census.register.alikeTo(ada as never)
  const before = like()
  expect(before).toEqual(['Marta Linden A-2'])
  beat(own, 3)
  beat(own, 3, 'patch', 'A-2')
  own.act({ act: 'unbind', device: 'patch', bed: 'A-2' })
  standby(own, 'A-1', 20)
  own.admit('B-1', 'Maria Lindén', 'W-3')
  expect(like()).toBe(before)
  own.act({ act: 'move', stay: other, from: 'A-2', to: 'A-3' })
  expect(like()).toEqual(['Marta Linden A-3'])
  own.act({ act: 'rename-bed', ward: 'A', bed: 'A-3', label: '3b' })
  expect(like()).toEqual(['Marta Linden 3b'])
  const identity = { name: 'Cleo Clover', born: null, sex: 'F' as const, record: 'W-2', reason: '' }
  own.act({ act: 'correct', stay: other, bed: 'A-3', identity, population: null, paced: 'no', pregnant: 'no' })
  expect(like()).toEqual([])
  own.act({ act: 'move', stay: own.lying('B-1')!, from: 'B-1', to: 'A-2' })
  expect(like()).toEqual(['Maria Lindén A-2'])
  own.act({ act: 'discharge', stay: own.lying('A-2')!, bed: 'A-2' })
  expect(like()).toEqual([])
})

test('beds are taken for a shift: they run out, and are shown to whom they belong', () => {
  const own = testCensus()
  const assign = (beds: string[], nurse: string | null, buddy: string | null = null) =>
    own.act({ act: 'assign', ward: 'A', beds, nurse, buddy, until: own.now + 3_600_000, seen: { 'A-2': 'wren' } })
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

test('a trial is labelled, ends by hand, or where a patient is admitted in its place', () => {
  const own = testCensus()
  own.act({ act: 'trial', bed: 'A-1', on: true })
  own.hear('trial-A-1', 'A-1', { patient: 'TRIAL' })
  expect(noticesOf(own, 'A-1')).toEqual(['trial'])
  expect(own.act({ act: 'trial', bed: 'A-1', on: false }).is).toBe('done')
  expect(own.lying('A-1')).toBeNull()
  own.act({ act: 'trial', bed: 'A-2', on: true })
  own.wait(1000)
  expect(own.hear('trial-A-2', 'A-2', { patient: 'TRIAL' })).toHaveLength(1)
  const ada = own.admit('A-2', 'Ada Lovage')
  own.wait(1000)
  expect(own.hear('trial-A-2', 'A-2', { patient: 'TRIAL' })).toEqual([])
  expect([own.lying('A-2'), noticesOf(own, 'A-2')]).toEqual([ada, []])
})

test('what leaves beside no name: an age as its words tell it, and where somebody is by a table', () => {
  const own = testCensus()
  const identity = { name: 'Ada Lovage', born: '1961-04-07', sex: 'F' as const, record: null, reason: '' }
  own.act({ act: 'admit', bed: 'A-1', stay: null, identity, population: null, paced: 'no', pregnant: 'no' })
  const id = own.lying('A-1')!
  expect([own.census.register.stayOf(bedId('A-1'))?.age, listRow(own.census, stay(own, id), own.now).age]).toEqual([65, 65])
  for (const [reason, told] of [
    ['CT', 'CT'],
    ['her sister Eve', 'elsewhere'],
  ] as const) {
    own.act({ act: 'standby', stay: id, bed: 'A-1', reason, back: own.now + 600_000 })
    expect([factsOf(own, 'A-1').away?.reason, listRow(own.census, stay(own, id), own.now).away?.reason]).toEqual([told, reason])
    own.act({ act: 'resume', stay: id, bed: 'A-1' })
  }
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
