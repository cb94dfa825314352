// What a tile says in each state: a row each. The same description fills canvas and mirror.
import { expect, test } from 'vitest'
import type { CodedKey } from '../model/codes.ts'
import { type BedFacts, EMPTY_BED } from '../model/facts.ts'
import type { CodedEntry } from '../model/half.ts'
import { QUALITY } from '../model/sample.ts'
import { at } from '../model/units.ts'
import { known, unknown, type Value } from '../model/value.ts'
import { createRing } from './core/ring.ts'
import { bedOf, CONTEXT, type Given, HOUR, MINUTE, NOW, PATCH, PERSON, SECOND, said, tile, WALL, wardOf } from './core/testbed.ts'
import { createTiles } from './core/tiles.ts'
import type { BedState, WardState } from './core/ward.ts'
import { type TileContext, type TileView, tileDue, tileView } from './tile.ts'

const cuff = (age: number): Given[] => [
  ['nibp-sys', 124, age],
  ['nibp-dia', 72, age],
  ['nibp-mean', 89, age],
]

test.each<[string, string, BedFacts, Given[], string]>([
  ['a fresh rate', 'hr', WALL, [['hr', 72]], 'HR 72 live'],
  ['late is dimmed', 'hr', WALL, [['hr', 72, 3.1 * SECOND]], 'HR 72~ late'],
  ['stale is struck', 'hr', WALL, [['hr', 72, 5.1 * SECOND]], 'HR 72# stale'],
  ['none keeps its place', 'hr', WALL, [['hr', 72, 15.1 * SECOND]], 'HR -- NO DATA'],
  ['never seen', 'spo2', WALL, [['hr', 72]], 'SpO₂ -- NOT MEASURED'],
  ['unknown says why', 'spo2', WALL, [['spo2', unknown('probe-off')]], 'SpO₂ -- PROBE OFF'],
  ['an old reason is no data', 'spo2', WALL, [['spo2', unknown('probe-off'), 20 * SECOND]], 'SpO₂ -- NO DATA'],
  ['a lasting reason stays', 'hr', WALL, [['hr', unknown('device-off'), HOUR]], 'HR -- DEVICE OFF'],
  [
    'rate by pleth, labelled',
    'hr',
    WALL,
    [
      ['hr', unknown('lead-off')],
      ['pr', 81],
    ],
    'PR 81 live',
  ],
  [
    'both unknown: the ECG says why',
    'hr',
    WALL,
    [
      ['hr', unknown('lead-off')],
      ['pr', unknown('probe-off')],
    ],
    'HR -- LEADS OFF',
  ],
  ['only an oximeter', 'hr', WALL, [['pr', unknown('no-pulse')]], 'PR -- NO PULSE'],
  ['a patch says its pace', 'hr', PATCH, [['hr', 76, 100 * SECOND]], 'HR 76 live (1/min)'],
  ['a patch is late by its own pace', 'hr', PATCH, [['hr', 76, 121 * SECOND]], 'HR 76~ late (1/min)'],
  [
    'doubt and origin',
    'spo2',
    WALL,
    [['spo2', 86, 0, { quality: QUALITY.questionable | QUALITY.motion | QUALITY.derived }]],
    'SpO₂ 86? live (motion · derived)',
  ],
  [
    'oxygen by flow',
    'spo2',
    WALL,
    [
      ['spo2', 96],
      ['o2-flow', 2, HOUR],
    ],
    'SpO₂ 96 live (on 2 L)',
  ],
  [
    'oxygen by share',
    'spo2',
    WALL,
    [
      ['spo2', 96],
      ['fio2', 40, HOUR],
    ],
    'SpO₂ 96 live (on 40 %)',
  ],
  ['a cuff shows time and age', 'pressure', WALL, cuff(12 * MINUTE), 'NIBP 124/72/89 live (14:05 · 12 min)'],
  ['overdue by ten minutes is dimmed', 'pressure', WALL, cuff(41 * MINUTE), 'NIBP 124~/72~/89~ late (13:36 · 41 min)'],
  ['after twice its interval it is struck', 'pressure', WALL, cuff(61 * MINUTE), 'NIBP 124#/72#/89# stale (13:16 · 61 min)'],
  ['before 4 h it is not blank', 'pressure', WALL, cuff(239 * MINUTE), 'NIBP 124#/72#/89# stale (10:18 · 3 h 59)'],
  ['after 4 h it is', 'pressure', WALL, cuff(241 * MINUTE), 'NIBP --/--/-- NO DATA'],
  [
    'an arterial line goes first',
    'pressure',
    WALL,
    [...cuff(MINUTE), ['art-sys', 98], ['art-dia', 58], ['art-mean', 71]],
    'ART 98/58/71 live',
  ],
  [
    'an arterial line flushed',
    'pressure',
    WALL,
    [
      ['art-sys', unknown('flush')],
      ['art-dia', unknown('flush')],
      ['art-mean', unknown('flush')],
    ],
    'ART --/--/-- ART FLUSH',
  ],
  [
    'a reading that arrived late says both times',
    'spo2',
    { ...WALL, devices: [{ id: 'h', name: 'oximeter', kind: 'home', link: 'on', cadence: { spo2: 8 * HOUR } }] },
    [['spo2', 84, 8 * HOUR, { received: at(NOW - 6 * HOUR) }]],
    'SpO₂ 84 live (06:17, received 08:17 · 8 h)',
  ],
  ['a temperature by hand', 'temp', WALL, [['temp', 36.9, 5 * MINUTE, { quality: QUALITY.manual }]], 'T 36.9 live (14:12 · 5 min)'],
  ['on request', 'hr', { ...WALL, valuesOnRequest: true }, [['hr', 72]], 'HR -- ON REQUEST'],
  [
    'a recording that ended',
    'hr',
    { ...WALL, recording: { name: 'v102s', date: null, length: 1, ended: true, loop: false } },
    [['hr', 72]],
    'HR -- ENDED',
  ],
])('a place: %s', (_, slot, facts, given, expected) => {
  expect(said(tile(bedOf(facts, given)), slot)).toBe(expected)
})

const AWAY: BedFacts = {
  ...EMPTY_BED,
  presence: 'away',
  away: { reason: 'CT', with: 'P. Heron', since: NOW, back: Date.UTC(2026, 10, 22, 10, 42) },
}

test.each<[string, BedFacts, Given[], Partial<TileContext>, string | null, TileView['lineKind']]>([
  ['all is well', WALL, [['hr', 72]], {}, null, 'quiet'],
  ['away', AWAY, [], {}, 'away: CT, with P. Heron, back 10:42', 'quiet'],
  ['empty', EMPTY_BED, [], {}, 'empty', 'quiet'],
  ['nothing for 14 s', WALL, [['hr', 72, 14 * SECOND]], {}, 'NO DATA 0:14', 'technical'],
  ['nothing for 4 s', WALL, [['hr', 72, 4 * SECOND]], {}, null, 'quiet'],
  ['a patch may be silent for 2 min', PATCH, [['hr', 72, 110 * SECOND]], {}, null, 'quiet'],
  ['and no longer', PATCH, [['hr', 72, 130 * SECOND]], {}, 'NO DATA 2:10', 'technical'],
  ['nothing ever came of a monitor', WALL, [], {}, 'NO DATA', 'technical'],
  ['readings now and then are not missed', WALL, [...cuff(3 * HOUR), ['hr', 72]], {}, null, 'quiet'],
  ['the link is lost', WALL, [['hr', 72]], { link: 'lost', silentFor: 8400 }, 'LINK LOST 0:08', 'technical'],
  ['also for an away bed', AWAY, [], { link: 'lost', silentFor: 4100 }, 'LINK LOST 0:04', 'technical'],
  ['the screen slept', WALL, [['hr', 72]], { link: 'asleep' }, 'SCREEN SLEPT', 'technical'],
  ['sent away', WALL, [['hr', 72]], { link: 'ended' }, 'LINK ENDED', 'technical'],
  ['late is no reason to shout', WALL, [['hr', 72]], { link: 'late', silentFor: 1500 }, null, 'quiet'],
  [
    'a device clock ahead',
    { ...WALL, devices: [{ ...WALL.devices[0]!, clockOffset: 24 * MINUTE }] },
    [['hr', 72]],
    {},
    'DEVICE CLOCK +24 min',
    'notice',
  ],
  ['behind', { ...WALL, devices: [{ ...WALL.devices[0]!, clockOffset: -3 * MINUTE }] }, [['hr', 72]], {}, 'DEVICE CLOCK −3 min', 'notice'],
  ['never set', { ...WALL, devices: [{ ...WALL.devices[0]!, clockOffset: -NOW }] }, [['hr', 72]], {}, 'DEVICE CLOCK NOT SET', 'notice'],
  ['two minutes are let pass', { ...WALL, devices: [{ ...WALL.devices[0]!, clockOffset: 2 * MINUTE }] }, [['hr', 72]], {}, null, 'quiet'],
  ['alarms off by order', { ...WALL, marks: ['alarms-off-by-order'] }, [['hr', 72]], {}, 'ALARMS OFF BY ORDER', 'notice'],
  ['a note', { ...WALL, notes: ['NEWS2 not for under 16'] }, [['hr', 72]], {}, 'NEWS2 not for under 16', 'quiet'],
  [
    'a recording that ended',
    { ...WALL, recording: { name: 'v102s', date: null, length: 1, ended: true, loop: false } },
    [['hr', 72, HOUR]],
    {},
    'recording ended',
    'quiet',
  ],
  [
    'a recording says its own date',
    { ...WALL, recording: { name: 's00001', date: '10/10/2896 00:31:25', length: 1, ended: false, loop: false } },
    [['hr', 72]],
    {},
    's00001 · 10/10/2896 00:31:25',
    'quiet',
  ],
])('the line: %s', (_, facts, given, context, line, lineKind) => {
  const view = tile(bedOf(facts, given), context)
  expect({ line: view.line, lineKind: view.lineKind }).toEqual({ line, lineKind })
  expect(view.veiled).toBe(context.link !== undefined && context.link !== 'late')
  if (facts.presence !== 'occupied') expect([view.slots, view.others, view.waves, view.marks]).toEqual([[], [], [], []])
})

test('waves keep a bed from having no data, and vanish with the right to see values', () => {
  const channel = { ch: 3, signal: 'pleth', rate: 125, gain: 1, baseline: 0, unit: 'NU', source: 'm' }
  const bed = bedOf({ ...WALL, channels: [{ ...channel, ch: 1, signal: 'resp' }, channel] }, [['hr', 72, 20 * SECOND]])
  expect(tile(bed).line).toBe('NO DATA 0:20')
  const ring = createRing(channel)
  ring.append({ at: at(NOW - 1000), first: 0, data: new Int16Array(100) })
  const drawn = { ...bed, rings: new Map([[3, ring]]) }
  expect(tile(drawn).line).toBeNull()
  expect(tile(drawn).waves.map(({ signal }) => signal)).toEqual(['pleth', 'resp'])
  expect(tile({ ...drawn, facts: { ...drawn.facts, valuesOnRequest: true } }).waves).toEqual([])
})

test.each<[string, Partial<BedState>, Partial<WardState>, Partial<TileContext>, string]>([
  ['all known', {}, {}, {}, 'AT 67 F · adult'],
  ['before names came, and at a wall display', {}, { people: new Map() }, {}, '67 · adult'],
  [
    'a station knows initials only',
    {},
    { people: new Map([['s', { ...PERSON, name: null, sex: null, born: null, record: null, reason: null }]]) },
    {},
    'AT 67 · adult',
  ],
  ['age unknown', { stay: { id: 's', population: 'unknown', age: null, since: NOW } }, {}, {}, 'AT F · age unknown'],
  ['a baby', { stay: { id: 's', population: 'neonate', age: 0.1, since: NOW } }, {}, {}, 'AT 1 mo F · infant'],
  ['not admitted', { stay: null }, {}, {}, 'not admitted'],
  ['privacy', {}, {}, { privacy: true }, ''],
  [
    'a hostile name is only letters',
    {},
    { people: new Map([['s', { ...PERSON, initials: '<O', name: '<img src=x onerror=alert(1)>', sex: 'unknown' }]]) },
    {},
    '<O 67 · adult',
  ],
])('the patient: %s', (_, bed, ward, context, expected) => {
  const row = { ...bedOf(WALL, [['hr', 72]]), ...bed }
  expect(tile(row, context, wardOf(row, ward)).patient).toBe(expected)
})

test('marks stand in the order of the table, all of them', () => {
  const devices: BedFacts['devices'] = [{ ...WALL.devices[0]!, battery: 18.7, link: 'off' }]
  const bed = bedOf({ ...WALL, devices, marks: ['not-admitted', 'paced', 'limit-changed', 'name-alert'] }, [['hr', 1, 0, { quality: 1 }]], {
    leads: 'off',
  })
  expect(tile(bed).marks.map(({ mark, text }) => (text ? `${mark} ${text}` : mark))).toEqual([
    'limit-changed',
    'paced',
    'rhythm-not-watched',
    'battery 18 %',
    'link',
    'name-alert',
    'not-admitted',
    'derived',
  ])
  const demo = bedOf(WALL, [['hr', 72, 0, { quality: QUALITY.demo | QUALITY.derived }]], { paced: 'yes' })
  expect(tile(demo).marks.map(({ mark }) => mark)).toEqual(['paced', 'derived', 'demo'])
  expect(tile(bedOf({ ...WALL, devices: [{ ...WALL.devices[0]!, battery: 20 }] }, [['hr', 72]])).marks).toEqual([])
  // A device that lies at the bed on nobody says nothing of who is there now.
  const left = { ...WALL.devices[0]!, battery: 2, link: 'off', on: 'off' } as const
  expect(tile(bedOf({ ...WALL, devices: [WALL.devices[0]!, left] }, [['hr', 72]])).marks).toEqual([])
})

test.each(['lost', 'asleep', 'ended'] as const)('while the link is %s no number is vouched for, however long its interval', (link) => {
  const bed = bedOf(PATCH, [['hr', 72, 20_000], ['temp', 37, 2000], ...cuff(MINUTE)])
  const freshnessOf = (view: TileView): Set<string> =>
    new Set([...view.slots, ...view.others].flatMap(({ cells }) => cells.map((cell) => cell.freshness)))
  expect(freshnessOf(tile(bed))).toContain('live')
  expect(freshnessOf(tile(bed, { link }))).toEqual(new Set(['stale', 'none']))
})

test('where gateway time is not known nothing looks fresh', () => {
  const bed = bedOf(WALL, [['hr', 72], ...cuff(MINUTE)])
  const view = tileView(bed, wardOf(bed), null, CONTEXT)
  for (const { cells } of view.slots) for (const { freshness } of cells) expect(freshness).toBe('none')
})

test('between two due times a tile says the same, and the tiles made only when due say what tileView says', () => {
  const bed = bedOf(WALL, [['hr', 72], ['temp', 37.1, 3 * SECOND], ...cuff(29.5 * MINUTE)])
  const ward = wardOf(bed)
  const tiles = createTiles()
  let made = 0
  for (let now = NOW; now < NOW + 6 * HOUR; now += now < NOW + 5 * MINUTE ? 250 : 30_000) {
    made += tiles.update(ward, at(now), CONTEXT).length
    expect(tiles.all.get('b')).toEqual(tileView(bed, ward, at(now), CONTEXT))
  }
  expect(made).toBeLessThan(1200)
  expect(tileDue(bed, ward, at(NOW), CONTEXT)).toBeGreaterThan(NOW)
})

const HOME: BedFacts = { ...WALL, devices: [{ id: 'h', name: 'oximeter', kind: 'home', link: 'on', cadence: { spo2: 8 * HOUR } }] }
const HELD_BED = (held: BedState['held'], facts: BedFacts, given: readonly Given[]): BedState => ({ ...bedOf(facts, given), held })

test('what the gateway holds back is never called missing', () => {
  const channels: BedFacts['channels'] = [{ ch: 0, signal: 'ecg-ii', rate: 250, gain: 200, baseline: 0, unit: 'mV', source: 'm' }]
  const state = tile(HELD_BED('state', WALL, [['hr', 72, 20 * SECOND]]))
  expect([state.line, state.lineKind, said(state, 'hr')]).toEqual(['HELD: SLOW LINE', 'technical', 'HR -- HELD'])
  // Values still age by their own clock.
  expect(said(tile(HELD_BED('state', WALL, [['hr', 72, 6 * SECOND]])), 'hr')).toBe('HR 72# stale')
  expect(tile(HELD_BED('waves', { ...WALL, channels }, [['hr', 72]])).line).toBeNull()
  expect(tile(HELD_BED('waves', { ...WALL, channels }, [])).line).toBe('HELD: SLOW LINE')
  // Held waves keep no bed alive whose numbers stopped.
  expect(tile(HELD_BED('waves', { ...WALL, channels }, [['hr', 72, 14 * SECOND]])).line).toBe('NO DATA 0:14')
})

test.each<[string, BedFacts, Given[], Partial<Record<CodedKey, string>>, string]>([
  ['weak pulse', WALL, [['spo2', 91, 0, { quality: QUALITY.questionable | QUALITY.weakPulse }]], {}, 'SpO₂ 91? live (weak pulse)'],
  ['late and in doubt', WALL, [['spo2', 91, 4 * SECOND, { quality: QUALITY.questionable }]], {}, 'SpO₂ 91~? late (doubtful)'],
  [
    'the most dangerous first, oxygen last',
    HOME,
    [
      ['spo2', 84, 8 * HOUR, { received: at(NOW - 6 * HOUR), quality: QUALITY.motion | QUALITY.derived }],
      ['o2-flow', 1, HOUR],
    ],
    {},
    'SpO₂ 84? live (06:17, received 08:17 · 8 h · motion · derived · on 1 L)',
  ],
  ['air', WALL, [['spo2', 97]], { 'o2-device': 'A' }, 'SpO₂ 97 live (on air)'],
  [
    'air, and then a flow',
    WALL,
    [
      ['spo2', 97],
      ['o2-flow', 2, -SECOND],
    ],
    { 'o2-device': 'A' },
    'SpO₂ 97 live (O₂?)',
  ],
  [
    'oxygen charted long ago',
    WALL,
    [
      ['spo2', 97],
      ['o2-flow', 2, 30 * HOUR],
    ],
    {},
    'SpO₂ 97 live (on 2 L · 30 h 00)',
  ],
])('notes: %s', (_, facts, given, coded, expected) => {
  expect(said(tile(bedOf(facts, given, coded)), 'spo2')).toBe(expected)
})

test('of a pressure what is known is said, and why the rest is not', () => {
  const art = (sys: Value<number>, dia: Value<number>, mean: Value<number>): Given[] => [
    ['art-sys', sys],
    ['art-dia', dia],
    ['art-mean', mean],
  ]
  const gone = unknown('no-pulse')
  expect(said(tile(bedOf(WALL, art(gone, gone, known(25)))), 'pressure')).toBe('ART --/--/25 none (NO PULSE)')
  expect(said(tile(bedOf(WALL, art(known(98), known(58), unknown('implausible')))), 'pressure')).toBe('ART 98/58/-- live (IMPLAUSIBLE)')
  // A cuff that never tells a mean lacks nothing.
  expect(said(tile(bedOf(WALL, cuff(12 * MINUTE).slice(0, 2))), 'pressure')).toBe('NIBP 124/72/-- live (14:05 · 12 min)')
})

test('a place that no device fills is told from one that is not measured yet', () => {
  const absent = (bed: BedState) => tile(bed).slots.find(({ slot }) => slot === 'spo2')!.absent
  expect(absent(bedOf(WALL, [['hr', 72]]))).toBe(true)
  expect(absent(bedOf(WALL, [['spo2', unknown('not-measured')]]))).toBe(false)
  expect(absent(bedOf(HOME, []))).toBe(false)
})

test('others: what is needed first first; a pulse rate only where it tells more than the heart rate', () => {
  const labels = (given: readonly Given[]) => tile(bedOf(WALL, given)).others.map(({ label }) => label)
  const all: Given[] = [
    ['hr', 80],
    ['pr', 84],
    ['pi', 1],
    ['weight', 70],
    ['cvp', 8],
    ['icp', 11],
    ['etco2', 38],
    ['glucose', 5],
    ['art-sys', 98],
    ...cuff(MINUTE),
  ]
  expect(labels(all)).toEqual(['GLU', 'EtCO₂', 'ICP', 'CVP', 'NIBP', 'WT', 'PI', 'PR'])
  expect(
    labels([
      ['hr', 80],
      ['pr', 83],
    ]),
  ).toEqual([])
  const glucose = tile(bedOf(WALL, [['glucose', 7.2, 26 * MINUTE]])).others[0]!
  expect([glucose.unit, glucose.notes[0]?.text]).toEqual(['mmol/L', '13:51 · 26 min'])
})

test('that nobody watches the rhythm is said of every ECG that does not tell it now', () => {
  const marked = (coded: Partial<Record<CodedKey, string>>, change?: (entry: CodedEntry) => CodedEntry) => {
    const bed = bedOf(WALL, [['hr', 72]], coded)
    if (change) for (const [key, entry] of bed.coded) bed.coded.set(key, change(entry))
    return tile(bed).marks.some(({ mark }) => mark === 'rhythm-not-watched')
  }
  const aged = (age: number) => (entry: CodedEntry) => ({ ...entry, at: at(NOW - age) })
  expect(marked({ rhythm: 'sinus', leads: 'on' })).toBe(false)
  expect(marked({ rhythm: 'sinus', leads: 'v-off' })).toBe(false)
  expect(marked({ rhythm: 'sinus', leads: 'on' }, aged(4 * SECOND))).toBe(false)
  expect(marked({ rhythm: 'sinus', leads: 'on' }, aged(6 * SECOND))).toBe(true)
  expect(marked({ rhythm: 'sinus', leads: 'off' })).toBe(true)
  expect(marked({ rhythm: 'sinus' }, (entry) => ({ ...entry, value: unknown('noise') }))).toBe(true)
  expect(marked({ leads: 'on' })).toBe(true)
  expect(marked({})).toBe(false)
  // It comes by itself, without news of the bed.
  const bed = bedOf(WALL, [], { rhythm: 'sinus', leads: 'on' })
  expect(tileDue(bed, wardOf(bed), at(NOW), CONTEXT)).toBeLessThanOrEqual(NOW + 3001)
})

test.each<[string, BedFacts, Partial<Record<CodedKey, string>>, Partial<TileContext>, string | null]>([
  ['one lead off', WALL, { leads: 'v-off' }, {}, 'LEAD V OFF'],
  ['all leads off', WALL, { leads: 'off' }, {}, 'ECG LEADS OFF'],
  ['notes are clinical', { ...WALL, notes: ['EtCO₂ high 60 by order'] }, {}, { privacy: true }, null],
  ['an order is a mark, too', { ...WALL, marks: ['alarms-off-by-order'] }, {}, { privacy: true }, 'ALARMS OFF BY ORDER'],
  ['where somebody went is theirs', AWAY, {}, { privacy: true }, 'away, back 10:42'],
  [
    'a recording before what its player notes',
    {
      ...WALL,
      notes: ['not shown: RESP (pm)'],
      recording: { name: 's00001', date: '10/10/2896', length: 1, ended: false, loop: false },
    },
    {},
    {},
    's00001 · 10/10/2896',
  ],
  [
    'why a recording ended',
    {
      ...WALL,
      notes: ['not shown: RESP (pm)', 's00001.dat: checksum of signal 2'],
      recording: { name: 's00001', date: null, length: 1, ended: true, loop: false },
    },
    {},
    {},
    'recording ended: s00001.dat: checksum of signal 2',
  ],
])('more lines: %s', (_, facts, coded, context, line) => {
  expect(tile(bedOf(facts, [['hr', 72]], coded), context).line).toBe(line)
})

test('values on request are nowhere: no place, wave or other tells them', () => {
  const channel = { ch: 0, signal: 'ecg-ii', rate: 250, gain: 200, baseline: 0, unit: 'mV', source: 'm' }
  const facts: BedFacts = { ...WALL, valuesOnRequest: true, channels: [channel] }
  const view = tile(bedOf(facts, [['hr', 4711], ['glucose', 4711], ['spo2', 4711], ...cuff(MINUTE)], { 'o2-device': 'A' }))
  expect(JSON.stringify(view)).not.toMatch(/4711|124|air|14:16/)
  expect([view.waves, view.others, view.onRequest]).toEqual([[], [], true])
})
