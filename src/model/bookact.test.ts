// Acts on the ward book: what each does, and how it fails; two people at once; nothing goes to the next patient.
import { expect, test } from 'vitest'
import { type ActAsked, IdentityAsked } from './acts.ts'
import { bedOf, placeOf } from './book.ts'
import { belongs } from './bookhear.ts'
import { NURSE, OTHER, T0, testBook } from './booktest.ts'
import { bedId, deviceId, stayId } from './ids.ts'
import { at } from './units.ts'

const device = (own: ReturnType<typeof testBook>, id: string) => own.book().device.get(deviceId(id))
const stay = (own: ReturnType<typeof testBook>, id: string | null) => own.book().stay.get(stayId(id ?? ''))!
const ADA: IdentityAsked = { name: 'Ada Lovage', born: '1961-04-07', sex: 'F', record: 'W-1', reason: '' }
const admitting = (bed: string, identity: Partial<IdentityAsked>, stay: string | null = null): ActAsked => ({
  act: 'admit',
  bed,
  stay,
  identity: { ...ADA, ...identity },
  population: null,
  paced: 'unknown',
  pregnant: 'unknown',
})

test('admitted to an empty bed: who, when and by whom; devices at the bed are on the patient from then on', () => {
  const own = testBook()
  own.hear('wall', 'A-1', { valid: false })
  expect(own.lying('A-1')).toBeNull()
  own.wait(1000)
  const id = own.admit('A-1', 'Ada Lovage', 'W-1', { born: '2020-01-01' })
  expect(stay(own, id)).toMatchObject({
    identity: { name: 'Ada Lovage', record: 'W-1' },
    admitted: { at: T0 + 1000, by: NURSE },
    beds: [{ ward: 'A', bed: 'A-1', from: T0 + 1000, to: null, by: NURSE }],
    population: 'paediatric',
    paced: 'unknown',
  })
  expect(placeOf(device(own, 'wall')!)).toMatchObject({ bed: 'A-1', stay: id, from: T0 + 1000, confirmed: true, by: NURSE })
  expect([belongs(device(own, 'wall'), at(T0 + 999)), belongs(device(own, 'wall'), at(T0 + 1000))]).toEqual([null, id])
})

test('what the patient before wore is not put on the next one by admitting: its signal, or a person, does that', () => {
  const own = testBook()
  const ada = own.admit('A-1', 'Ada Lovage')
  own.hear('patch', 'A-1', { kind: 'patch' })
  own.hear('wall', 'A-1')
  expect(placeOf(device(own, 'patch')!).stay).toBe(ada)
  own.wait(1000)
  own.act({ act: 'discharge', stay: ada, bed: 'A-1' })
  const ben = own.admit('A-1', 'Ben Borage')
  expect([placeOf(device(own, 'patch')!).stay, placeOf(device(own, 'wall')!).stay]).toEqual([null, ben])
  expect(own.act({ act: 'bind', device: 'patch', bed: 'A-1' }).is).toBe('done')
  expect(placeOf(device(own, 'patch')!)).toMatchObject({ stay: ben, confirmed: true })
  // Said to be nobody, and then somebody after all: that is who wears it.
  const next = testBook()
  next.hear('patch', 'A-1', { kind: 'patch' })
  next.wait(1000)
  next.act({ act: 'nobody', stay: next.lying('A-1')!, bed: 'A-1' })
  const cleo = next.admit('A-1', 'Cleo Tansy')
  expect(placeOf(device(next, 'patch')!).stay).toBeNull()
  expect(next.lying('A-1')).toBe(cleo)
})

const REFUSED: readonly (readonly [words: string, asked: ActAsked, code: string, detail?: string])[] = [
  ['an unknown bed', admitting('A-9', {}), 'no-such-bed'],
  ['an occupied bed', admitting('A-2', { record: 'W-9', name: 'Other Name' }), 'changed-meanwhile', 'admitted here by R. Wren'],
  ['the same record twice', admitting('A-1', { record: 'w 0002', name: 'Other Name' }), 'admitted-already', '2'],
  ['the same name, no record', admitting('A-1', { name: 'BEN  bórage', record: null, born: '1950-01-01' }), 'like-person', '2'],
  ['one identifier', admitting('A-1', { born: null, record: null }), 'two-identifiers'],
  ['born tomorrow', admitting('A-1', { born: '2027-01-01' }), 'bad-birth', '2027-01-01'],
  ['no day', admitting('A-1', { born: '1961-02-30' }), 'bad-birth', '1961-02-30'],
  ['a move onto an occupied bed', { act: 'move', stay: 'id-1', from: 'A-2', to: 'B-1' }, 'bed-occupied', '1'],
  [
    'a move from where the patient is not',
    { act: 'move', stay: 'id-1', from: 'A-1', to: 'A-3' },
    'changed-meanwhile',
    'moved to 2 in Ward A by R. Wren',
  ],
  ['a move of nobody', { act: 'move', stay: 'x', from: 'A-1', to: 'A-3' }, 'no-such-stay'],
  ['a swap with oneself', { act: 'swap', stay: 'id-1', from: 'A-2', with: 'id-1', to: 'A-2' }, 'no-such-stay'],
  ['"nobody" of somebody admitted', { act: 'nobody', stay: 'id-1', bed: 'A-2' }, 'changed-meanwhile', 'admitted by R. Wren'],
  ['back before now', { act: 'standby', stay: 'id-1', bed: 'A-2', reason: 'CT', back: T0 - 1 }, 'bad-time'],
  ['back in two days', { act: 'standby', stay: 'id-1', bed: 'A-2', reason: 'CT', back: T0 + 48 * 3_600_000 }, 'bad-time'],
  ['a resume of who is here', { act: 'resume', stay: 'id-1', bed: 'A-2' }, 'changed-meanwhile', 'no longer away'],
  ['an answer where nothing is held', { act: 'confirm', device: 'none', bed: 'A-2', answer: 'same' }, 'no-such-device'],
  ['a bed with somebody in it taken away', { act: 'remove-bed', ward: 'A', bed: 'A-2' }, 'bed-not-empty', '2'],
  ['a bed twice', { act: 'add-beds', ward: 'A', labels: ['9', '1'] }, 'ward-taken'],
  [
    'beds to a stranger',
    { act: 'assign', ward: 'A', beds: ['A-1'], nurse: 'nobody', buddy: null, until: T0 + 1000, seen: {} },
    'no-such-person',
  ],
  [
    'beds of another ward',
    { act: 'assign', ward: 'A', beds: ['B-1'], nurse: 'wren', buddy: null, until: T0 + 1000, seen: {} },
    'no-such-bed',
  ],
  [
    'beds for a week',
    { act: 'assign', ward: 'A', beds: ['A-1'], nurse: 'wren', buddy: null, until: T0 + 7 * 86_400_000, seen: {} },
    'bad-time',
  ],
  ['a trial where somebody lies', { act: 'trial', bed: 'A-2', on: true }, 'bed-occupied', '2'],
]
test.each(REFUSED)('%s is refused, and nothing changes', (_, asked, code, detail) => {
  const own = testBook()
  own.admit('A-2', 'Ben Borage', 'W-2')
  own.admit('B-1', 'Cleo Clover', 'W-3')
  const before = own.book()
  expect(own.act(asked as ActAsked)).toEqual({ is: 'refused', code, ...(detail !== undefined && { detail }) })
  expect(own.book()).toBe(before)
})

test('of two at once one wins, and the other is told by whom', () => {
  const own = testBook()
  const id = own.admit('A-1', 'Ada Lovage')
  expect(own.act({ act: 'move', stay: id, from: 'A-1', to: 'A-2' }, OTHER).is).toBe('done')
  expect(own.act({ act: 'move', stay: id, from: 'A-1', to: 'A-3' })).toMatchObject({ detail: 'moved to 2 in Ward A by P. Heron' })
  expect(own.act({ act: 'discharge', stay: id, bed: 'A-2' }, OTHER).is).toBe('done')
  expect(own.act({ act: 'standby', stay: id, bed: 'A-2', reason: 'CT', back: own.now + 1000 })).toMatchObject({
    detail: 'discharged by P. Heron',
  })
  own.hear('wall', 'A-3')
  const connected = own.lying('A-3')!
  own.act(admitting('A-3', {}, connected), OTHER)
  expect(own.act(admitting('A-3', { record: 'W-5', name: 'Eve' }, connected))).toMatchObject({
    code: 'changed-meanwhile',
    detail: 'admitted here by P. Heron',
  })
})

test('a move keeps the stay; what hangs on the wall stays, what is worn goes along', () => {
  const own = testBook()
  const id = own.admit('A-1', 'Ada Lovage')
  own.hear('wall-1', 'A-1')
  own.hear('patch', 'A-1', { kind: 'patch' })
  own.hear('wall-b', 'B-1', { valid: false })
  own.wait(5000)
  own.act({ act: 'move', stay: id, from: 'A-1', to: 'B-1' })
  expect(own.lying('B-1')).toBe(id)
  expect(stay(own, id).beds).toMatchObject([
    { bed: 'A-1', to: T0 + 5000 },
    { bed: 'B-1', ward: 'B', from: T0 + 5000, to: null },
  ])
  expect(['wall-1', 'patch', 'wall-b'].map((one) => [placeOf(device(own, one)!).bed, placeOf(device(own, one)!).stay])).toEqual([
    ['A-1', null],
    ['B-1', id],
    ['B-1', id],
  ])
  // What the old wall still sends is nobody's, and the patch is heard under its old bed without a contradiction.
  own.wait(1000)
  own.hear('wall-1', 'A-1')
  own.hear('patch', 'A-1', { kind: 'patch' })
  expect([own.lying('A-1'), device(own, 'patch')!.hold]).toEqual([null, null])
  expect([belongs(device(own, 'wall-1'), at(T0 + 4999)), belongs(device(own, 'wall-1'), own.now)]).toEqual([id, null])
})

test('swapped: both at once, each with its own', () => {
  const own = testBook()
  const [ada, ben] = [own.admit('A-1', 'Ada Lovage'), own.admit('B-1', 'Ben Borage')]
  own.hear('wall-a', 'A-1')
  own.hear('wall-b', 'B-1')
  own.hear('patch', 'B-1', { kind: 'patch' })
  own.wait(1000)
  expect(own.act({ act: 'swap', stay: ada, from: 'A-1', with: ben, to: 'B-1' })).toMatchObject({ stays: [ada, ben] })
  expect([own.lying('A-1'), own.lying('B-1')]).toEqual([ben, ada])
  expect(['wall-a', 'wall-b', 'patch'].map((one) => placeOf(device(own, one)!).stay)).toEqual([ben, ada, ben])
  expect(placeOf(device(own, 'patch')!).bed).toBe('A-1')
})

test('discharged: devices are let go, and the next patient inherits nothing', () => {
  const own = testBook()
  const ada = own.admit('A-1', 'Ada Lovage', 'W-1')
  own.hear('wall', 'A-1')
  own.wait(1000)
  own.act({ act: 'discharge', stay: ada, bed: 'A-1' })
  expect(stay(own, ada)).toMatchObject({ ended: { at: T0 + 1000, how: 'discharged', by: NURSE }, beds: [{ to: T0 + 1000 }] })
  expect(device(own, 'wall')).toMatchObject({ quiet: { how: 'discharged', since: T0 + 1000 } })
  own.wait(1000)
  const ben = own.admit('A-1', 'Ben Borage', 'W-2')
  expect(stay(own, ben)).toMatchObject({ population: 'adult', marks: [], notes: [], paced: 'unknown', says: {} })
  expect([1999, 2000].map((ms) => belongs(device(own, 'wall'), at(T0 + ms)))).toEqual([null, ben])
  // A person's stays are linked, by record.
  own.act({ act: 'discharge', stay: ben, bed: 'A-1' })
  const again = own.admit('A-2', 'Ada Lovage', 'w1')
  expect(stay(own, again).patient).toBe(stay(own, ada).patient)
  expect(stay(own, ben).patient).not.toBe(stay(own, ada).patient)
})

test('a monitor that names another patient: its values are held, and go to the right stay or to none', () => {
  const own = testBook()
  const ada = own.admit('A-1', 'Ada Lovage', 'W-1')
  own.hear('wall', 'A-1', { patient: 'W-1' })
  own.wait(1000)
  own.hear('wall', 'A-1', { patient: 'w-0001' })
  expect(device(own, 'wall')!.hold).toBeNull()
  own.hear('wall', 'A-1', { patient: 'W-2' })
  expect(device(own, 'wall')!.hold).toMatchObject({ why: 'identity', says: 'W-2', since: T0 + 1000 })
  expect([999, 1000].map((ms) => belongs(device(own, 'wall'), at(T0 + ms)))).toEqual([ada, 'held'])
  // It stands until a person answers, whatever the monitor says next.
  own.hear('wall', 'A-1', { patient: 'W-1' })
  own.wait(4000)
  expect(belongs(device(own, 'wall'), own.now)).toBe('held')

  const same = structuredClone(own.book())
  expect(own.act({ act: 'confirm', device: 'wall', bed: 'A-1', answer: 'other' })).toMatchObject({ is: 'done' })
  const next = own.lying('A-1')!
  expect(stay(own, ada).ended).toMatchObject({ at: T0 + 1000, how: 'discharged' })
  expect(stay(own, next)).toMatchObject({ identity: null, since: T0 + 1000, says: { wall: 'W-2' } })
  expect([999, 1000, 5000].map((ms) => belongs(device(own, 'wall'), at(T0 + ms)))).toEqual([ada, next, next])
  expect(same.stay.get(stayId(ada))?.ended).toBeNull()
})

test('a record corrected is another person’s no more, nor is the stay linked to theirs', () => {
  const own = testBook()
  const correct = (id: string, record: string | null) =>
    own.act({ ...(admitting('A-2', { record }) as Extract<ActAsked, { act: 'admit' }>), act: 'correct', stay: id } as never)
  const before = own.admit('A-1', 'Eve Elder', 'W71')
  own.act({ act: 'discharge', stay: before, bed: 'A-1' })
  const earlier = own.admit('A-1', 'Ada Lovage', 'W17')
  own.act({ act: 'discharge', stay: earlier, bed: 'A-1' })
  const id = own.admit('A-2', 'Ada Lovage', 'W71')
  const patient = (one: string) => stay(own, one).patient
  expect(patient(id)).toBe(patient(before))
  const to: readonly (readonly [record: string | null, as: string | null])[] = [
    ['W17', earlier],
    ['w 017', earlier],
    ['W18', null],
    ['W71', before],
    [null, null],
  ]
  for (const [record, as] of to) {
    expect(correct(id, record).is).toBe('done')
    expect([before, earlier].map((one) => patient(one) === patient(id))).toEqual([before, earlier].map((one) => one === as))
  }
  // Linked to nobody, it stays who it is.
  const alone = patient(id)
  correct(id, 'W19')
  expect(patient(id)).toBe(alone)
})

test('admitted where a trial feed plays: it ends as nobody’s, its feed goes to nobody, the monitor beside it to the patient', () => {
  const own = testBook()
  own.act({ act: 'trial', bed: 'A-1', on: true })
  const trial = own.lying('A-1')!
  own.hear('trial-A-1', 'A-1', { patient: 'TRIAL' })
  // It measures nothing yet: nobody is on it.
  own.hear('wall', 'A-1', { valid: false })
  own.wait(1000)
  const id = own.admit('A-1', 'Ada Lovage', 'W-1')
  expect([id === trial, own.lying('A-1'), stay(own, trial).ended]).toEqual([false, id, { at: own.now, by: NURSE, how: 'nobody' }])
  expect(stay(own, id)).toMatchObject({ since: own.now, trial: false, says: {} })
  own.wait(1000)
  own.hear('trial-A-1', 'A-1', { patient: 'TRIAL' })
  own.hear('wall', 'A-1')
  expect(['trial-A-1', 'wall'].map((one) => [T0, own.now].map((when) => belongs(device(own, one), when)))).toEqual([
    [null, null],
    [null, id],
  ])
  expect(own.act(admitting('A-1', {}, trial))).toMatchObject({ code: 'changed-meanwhile' })
})

test('the old label of a renamed bed can be used again: another bed, with an id of its own', () => {
  const own = testBook()
  const id = own.admit('A-1', 'Ada Lovage')
  own.act({ act: 'rename-bed', ward: 'A', bed: 'A-1', label: '1b' })
  expect(own.act({ act: 'add-beds', ward: 'A', labels: ['1'] }).is).toBe('done')
  own.act({ act: 'rename-bed', ward: 'A', bed: 'A-1.2', label: '1c' })
  expect(own.act({ act: 'add-beds', ward: 'A', labels: ['1'] }).is).toBe('done')
  expect([...own.book().bed].filter(([, { label }]) => label.startsWith('1')).map(([bed, { label }]) => [bed, label])).toEqual([
    ['A-1', '1b'],
    ['A-1.2', '1c'],
    ['A-1.3', '1'],
    ['B-1', '1'],
  ])
  expect([own.lying('A-1'), own.lying('A-1.3')]).toEqual([id, null])
  // Nor has a new one the id of one that was taken away under another label.
  own.act({ act: 'rename-bed', ward: 'A', bed: 'A-3', label: '3b' })
  own.act({ act: 'remove-bed', ward: 'A', bed: 'A-3' })
  own.act({ act: 'add-beds', ward: 'A', labels: ['3', '3b'] })
  expect(['A-3', 'A-3.2'].map((bed) => own.book().bed.get(bedId(bed))?.label)).toEqual(['3b', '3'])
})

const TAKEN: readonly (readonly [words: string, over: { nurse?: string | null; seen: string | null; sure?: boolean }, became: string])[] = [
  ['seen free', { seen: null }, 'changed-meanwhile P. Heron has 1'],
  ['seen free, given back', { nurse: null, seen: null }, 'changed-meanwhile P. Heron has 1'],
  ['seen with somebody else', { seen: 'wren', sure: true }, 'changed-meanwhile P. Heron has 1'],
  ['seen, without a word', { seen: 'heron' }, 'bed-taken P. Heron has 1'],
  ['seen, and meant', { seen: 'heron', sure: true }, 'done'],
  ['seen, given back', { nurse: null, seen: 'heron' }, 'done'],
  ['left with who has it', { nurse: 'heron', seen: null }, 'done'],
]
test.each(TAKEN)('a bed that a colleague has, %s: %o → %s', (_, { nurse = 'wren', seen, sure }, became) => {
  const own = testBook()
  const until = T0 + 3_600_000
  const take = (by: typeof NURSE, over: object) =>
    own.act({ act: 'assign', ward: 'A', beds: ['A-2', 'A-1'], buddy: null, nurse: by.id, until, seen: {}, ...over }, by)
  expect(take(OTHER, { beds: ['A-1'] }).is).toBe('done')
  const before = own.book()
  const outcome = take(NURSE, { nurse, seen: { 'A-1': seen }, ...(sure && { sure }) })
  expect(outcome.is === 'done' ? 'done' : `${outcome.code} ${outcome.detail}`).toBe(became)
  if (outcome.is !== 'done') expect(own.book()).toBe(before)
  // A shift that is over is nobody's.
  own.now = at(until)
  expect(take(NURSE, { until: until + 1000 }).is).toBe('done')
})

test('held values: the same patient, nobody, or the one who is moved there', () => {
  const held = () => {
    const own = testBook()
    const [ada, ben] = [own.admit('A-1', 'Ada Lovage', 'W-1'), own.admit('A-2', 'Ben Borage', 'W-2')]
    own.hear('wall', 'A-1', { patient: 'W-1' })
    own.wait(1000)
    own.hear('wall', 'A-1', { patient: 'W-2' })
    own.wait(1000)
    return { own, ada, ben, at2: () => [999, 1000, 3000].map((ms) => belongs(device(own, 'wall'), at(T0 + ms))) }
  }
  const one = held()
  one.own.act({ act: 'confirm', device: 'wall', bed: 'A-1', answer: 'same' })
  expect(one.at2()).toEqual([one.ada, one.ada, one.ada])
  one.own.hear('wall', 'A-1', { patient: 'W-2' })
  expect(device(one.own, 'wall')!.hold).toBeNull()

  const two = held()
  two.own.act({ act: 'confirm', device: 'wall', bed: 'A-1', answer: 'nobody' })
  expect(two.at2()).toEqual([two.ada, null, null])
  expect(two.own.lying('A-1')).toBe(two.ada)

  // The nurse swaps the beds, as was done at the bedside: what was held is Ben's from when it was held.
  const three = held()
  three.own.act({ act: 'swap', stay: three.ada, from: 'A-1', with: three.ben, to: 'A-2' })
  expect([three.own.lying('A-1'), device(three.own, 'wall')!.hold]).toEqual([three.ben, null])
  expect(three.at2()).toEqual([three.ada, three.ben, three.ben])
})

test('a device that its source names at another bed is held, and goes where a person says', () => {
  const own = testBook()
  const [ada, ben] = [own.admit('A-1', 'Ada Lovage'), own.admit('A-2', 'Ben Borage')]
  own.hear('patch', 'A-1', { kind: 'patch' })
  own.wait(1000)
  own.hear('patch', 'A-2', { kind: 'patch' })
  expect(device(own, 'patch')!.hold).toMatchObject({ why: 'bed', bed: 'A-2', since: T0 + 1000 })
  own.act({ act: 'confirm', device: 'patch', bed: 'A-2', answer: 'other' })
  expect([placeOf(device(own, 'patch')!).bed, belongs(device(own, 'patch'), own.now), belongs(device(own, 'patch'), T0)]).toEqual([
    'A-2',
    ben,
    ada,
  ])
  own.hear('patch', 'A-2', { kind: 'patch' })
  expect(device(own, 'patch')!.hold).toBeNull()
})

const NAMES: readonly (readonly [given: string, kept: string | null])[] = [
  ['  Amara   Thistle ', 'Amara Thistle'],
  [
    'Wilhelmina Featherstonehaugh-Goldenrod-Meadowsweet-Honeysuckle-of-Loch',
    'Wilhelmina Featherstonehaugh-Goldenrod-Meadowsweet-Honeysuckle-of-Loch',
  ],
  ['Zoe\u0308 A\u030akermarble', 'Zoë Åkermarble'],
  ['מרים שושן', 'מרים שושן'],
  ['Ada\u202eegasseM', 'Ada egasseM'],
  ['A\u0000\u0007da', 'A da'],
  ['क्षेम', 'क्षेम'],
  ['', null],
  [' \u200b\u2060 ', null],
  ['x'.repeat(201), null],
]
test.each(NAMES)('a name as typed: %j', (given, kept) => {
  const parsed = IdentityAsked.safeParse({ name: given, born: null, sex: 'F', record: 'W-1', reason: '' })
  expect(parsed.success ? parsed.data.name : null).toBe(kept)
})

test('a bed keeps its stays apart in time, also where two are admitted in one millisecond', () => {
  const own = testBook()
  const first = own.admit('A-1', 'Ada Lovage')
  own.hear('wall', 'A-1')
  own.act({ act: 'discharge', stay: first, bed: 'A-1' })
  const second = own.admit('A-1', 'Ben Borage')
  expect(belongs(device(own, 'wall'), own.now)).toBe(second)
  expect(device(own, 'wall')!.places.every(({ from, to }) => to === null || to > from)).toBe(true)
  expect(bedOf(stay(own, second))).toBe('A-1')
})

test('limits that are not those of the age need a word that they are meant, to admit and to correct', () => {
  const own = testBook()
  const asked = { ...(admitting('A-1', { born: '2020-01-01' }) as Extract<ActAsked, { act: 'admit' }>), population: 'adult' as const }
  expect(own.act(asked)).toMatchObject({ is: 'refused', code: 'preset-not-of-age' })
  expect(own.lying('A-1')).toBeNull()
  expect(own.act({ ...asked, meant: true }).is).toBe('done')
  const { sure: _, ...who } = { ...asked, act: 'correct' as const, stay: own.lying('A-1')!, sure: undefined }
  // Said once for these limits and this age; not for others.
  expect(own.act(who).is).toBe('done')
  expect(own.act({ ...who, population: 'neonate' })).toMatchObject({ is: 'refused', code: 'preset-not-of-age' })
  expect(own.act({ ...who, population: 'paediatric' }).is).toBe('done')
})
