// The technical rules: what is wrong with signals and devices, when that is said, how loud, and when it ends.
import { describe, expect, test } from 'vitest'
import type { DeviceFacts } from '../facts.ts'
import { deviceId } from '../ids.ts'
import type { RuleKey } from '../rules.ts'
import { QUALITY, type Sample } from '../sample.ts'
import type { Around } from './around.ts'
import { bedside, coded, FACTS, inSeconds, number, type Told, wave } from './harness.ts'

const wall = (over: Partial<DeviceFacts>): Partial<Around> => ({ facts: { ...FACTS, devices: [{ ...FACTS.devices[0]!, ...over }] } })
const WELL: Told = { hr: 80, pr: 80, spo2: 97, rr: 16 }
const none = (): Told => ({})

interface Row {
  readonly rule: RuleKey
  readonly what: string
  /** From 60 s to 300 s. */
  readonly wrong: (s: number) => Told | readonly Sample[]
  readonly raised: number
  readonly priority: string
  readonly ended: number
  readonly worse?: number
}
const ROWS: readonly Row[] = [
  { rule: 'no-data', what: 'nothing for 5 s', wrong: none, raised: 65, priority: 'medium', ended: 300 },
  {
    rule: 'leads',
    what: 'by the state of the leads',
    wrong: (s) => [number('hr', 'lead-off', s), coded('leads', 'off', s)],
    raised: 65,
    priority: 'medium',
    ended: 300,
  },
  { rule: 'leads', what: 'by the rate', wrong: () => ({ hr: 'lead-off' }), raised: 65, priority: 'medium', ended: 300 },
  {
    rule: 'leads',
    what: 'lead V',
    wrong: (s) => [number('hr', 80, s), coded('leads', 'v-off', s)],
    raised: 65,
    priority: 'low',
    ended: 300,
  },
  { rule: 'ecg-noise', what: '30 s', wrong: () => ({ hr: 'noise' }), raised: 90, priority: 'medium', ended: 300 },
  { rule: 'probe', what: '15 s', wrong: () => ({ ...WELL, spo2: 'probe-off' }), raised: 75, priority: 'low', ended: 300, worse: 180 },
  {
    rule: 'perf',
    what: 'weak pulse',
    wrong: (s) => [number('spo2', 95, s, { quality: QUALITY.weakPulse })],
    raised: 90,
    priority: 'low',
    ended: 300,
  },
  { rule: 'perf', what: 'no pulse at the probe', wrong: () => ({ spo2: 'no-pulse' }), raised: 90, priority: 'low', ended: 300 },
  { rule: 'ecg-noise', what: 'invalid', wrong: () => ({ hr: 'invalid' }), raised: 90, priority: 'medium', ended: 300 },
  { rule: 'perf', what: 'index', wrong: () => ({ spo2: 95, pi: 0.2 }), raised: 90, priority: 'low', ended: 300 },
  { rule: 'cuff-arm', what: 'explains for 90 s', wrong: () => ({ ...WELL, spo2: 'cuff-arm' }), raised: 60, priority: 'none', ended: 150 },
  {
    rule: 'probe',
    what: 'after the cuff',
    wrong: () => ({ ...WELL, spo2: 'cuff-arm' }),
    raised: 165,
    priority: 'low',
    ended: 300,
    worse: 270,
  },
  { rule: 'implausible', what: 'T 384.5', wrong: () => ({ ...WELL, temp: 'implausible' }), raised: 60, priority: 'low', ended: 300 },
  { rule: 'disagree', what: '30 s', wrong: () => ({ ...WELL, hr: 100, pr: 80 }), raised: 90, priority: 'low', ended: 310 },
  {
    rule: 'disagree',
    what: 'in fibrillation',
    wrong: (s) => [number('hr', 100, s), number('pr', 80, s), coded('rhythm', 'af', s)],
    raised: 90,
    priority: 'none',
    ended: 310,
  },
]

test.each(ROWS)('$rule, $what: at $raised s, $priority', ({ rule, wrong, raised, priority, ended, worse }) => {
  const bed = bedside()
  const well = (s: number): readonly Sample[] => [
    ...Object.entries({ ...WELL, pi: 2, temp: 37 }).map(([signal, value]) => number(signal as 'hr', Number(value) + (s % 2), s)),
    coded('leads', 'on', s),
  ]
  bed.pass(0, 60, well)
  bed.pass(60, 300, wrong)
  bed.pass(300, 330, well)
  const own = bed.happened.filter((one) => one.rule === rule)
  expect(own[0]?.alarm.priority).toBe(priority)
  expect(own.map(({ s, is }) => [is, s])).toEqual([
    ['raised', raised],
    ...(worse === undefined ? [] : [['worse', worse]]),
    ['ended', ended],
  ])
})

test('a probe that is off on oxygen is a medium alarm at once', () => {
  const bed = bedside()
  bed.hear([coded('o2-device', 'N', 0), number('o2-flow', 2, 0)], 0)
  bed.pass(0, 20, () => ({ spo2: 'probe-off' }))
  expect(bed.alarm('probe')).toMatchObject({ priority: 'medium' })
})

describe('no data', () => {
  const PATCH: Partial<Around> = wall({ kind: 'patch', cadence: { hr: 60_000, rr: 60_000 } })
  test('of a patch that brings one a minute: after two', () => {
    const bed = bedside(PATCH)
    bed.pass(0, 300, (s) => (s % 60 === 0 && s < 120 ? { hr: 80, rr: 16 } : {}))
    expect(bed.at('no-data')).toEqual([181])
  })
  test('of a monitor that was never heard, counted from the first look', () => {
    const bed = bedside()
    bed.pass(0, 20, none)
    expect(bed.at('no-data')).toEqual([6])
  })
  test('floors are real time: at speed 10 so much longer', () => {
    const bed = bedside({ speed: 10 })
    bed.pass(0, 60, (s) => (s === 0 ? WELL : {}))
    expect(bed.at('no-data')).toEqual([51])
  })
  test.each([
    ['off', wall({ link: 'off' })],
    ['held apart', wall({ on: 'held' })],
    ['read now and then', wall({ kind: 'spot' })],
  ])('none of a device that is %s', (_, around) => {
    const bed = bedside(around)
    bed.pass(0, 60, none)
    expect(bed.at('no-data')).toEqual([])
  })
  test('values that a person wrote down beside a device do not speak for it', () => {
    const bed = bedside()
    bed.pass(0, 30, (s) => (s < 5 ? WELL : [number('o2-flow', 2, s, { quality: QUALITY.manual })]))
    expect(bed.at('no-data')).toHaveLength(1)
  })
  test('one of two devices is named', () => {
    const facts = { ...FACTS, devices: [...FACTS.devices, { id: 'co2', name: 'CO₂ module', kind: 'co2' as const, link: 'on' as const }] }
    const bed = bedside({ facts })
    const source = deviceId('co2')
    bed.pass(0, 30, (s) => [number('hr', 80, s), ...(s < 10 ? [number('etco2', 38, s, { source })] : [])])
    expect(bed.alarm('no-data', 'co2')?.say.more).toBe(' (CO₂ module)')
    expect(bed.alarm('no-data')).toBeNull()
  })
  test('of both: one alarm of the bed, and none of a device any more', () => {
    const co2: DeviceFacts = { id: 'co2', name: 'CO₂ module', kind: 'co2', link: 'on' }
    const bed = bedside({ facts: { ...FACTS, devices: [...FACTS.devices, co2] } })
    const source = deviceId('co2')
    bed.pass(0, 60, (s) => [...(s < 40 ? [number('hr', 80, s)] : []), ...(s < 10 ? [number('etco2', 38, s, { source })] : [])])
    expect(bed.alarm('no-data')?.say.more).toBe('')
    expect(bed.alarm('no-data', 'co2')).toBeNull()
  })
  test.each([
    ['hr', 'medium', ' HR'],
    ['spo2', 'medium', ' SpO₂'],
    ['rr', 'low', ' RR'],
  ] as const)('of %s alone, while its device goes on: %s', (vital, priority, on) => {
    const bed = bedside()
    const told = (s: number): Told => ({ hr: 80 + (s % 2), spo2: 97, rr: 16 })
    bed.pass(0, 60, told)
    bed.pass(60, 120, (s) => Object.fromEntries(Object.entries(told(s)).filter(([signal]) => signal !== vital)))
    expect(bed.at('no-data')).toEqual([75])
    expect(bed.alarm('no-data', vital)).toMatchObject({ priority, say: { on } })
    bed.pass(120, 125, told)
    expect(bed.alarm('no-data', vital)).toBeNull()
  })
  test('is none of a signal that is not measured any more, by word of its device, or that hardly was there', () => {
    const bed = bedside()
    bed.pass(0, 60, (s) => ({ hr: 80 + (s % 2), spo2: 97, ...(s < 5 && { rr: 16 }) }))
    bed.pass(60, 61, () => ({ hr: 80, spo2: 'not-measured' }))
    bed.pass(61, 200, (s) => ({ hr: 80 + (s % 2) }))
    expect(bed.raised()).toEqual([])
  })
  test('of a device that left the bed is over with it, and so is its battery', () => {
    const low: DeviceFacts = { ...FACTS.devices[0]!, battery: 9, clockOffset: 900_000 }
    const bed = bedside({ facts: { ...FACTS, devices: [low] } })
    bed.pass(0, 40, () => ({ hr: 80 }))
    expect(bed.raised().sort()).toEqual(['battery', 'clock'])
    bed.set({ facts: { ...FACTS, devices: [{ ...FACTS.devices[0]!, id: 'other', kind: 'spot' }] } })
    bed.pass(40, 60, none)
    expect(bed.at('battery', 'ended')).toEqual([40])
    expect(bed.at('clock', 'ended')).toEqual([40])
  })
})

describe('cuff', () => {
  const cuff = (sys: number | 'motion', dia: number | 'motion', mean: number | 'motion', s: number): readonly Sample[] => [
    number('nibp-sys', sys, s),
    number('nibp-dia', dia, s),
    number('nibp-mean', mean, s),
  ]
  test('three numbers of one measurement are one alarm, and only a measurement inside ends it', () => {
    const bed = bedside()
    bed.hear(cuff(82, 40, 54, 0), 0)
    expect(bed.raised()).toEqual(['nibp'])
    expect(bed.alarm('nibp')).toMatchObject({ value: 54, limit: 60, say: { text: '82/40 (54)', which: 'S < 90, D < 50, M < 60' } })
    for (let s = 1; s < 900; s += 10) bed.tick(s)
    bed.hear(cuff(88, 52, 64, 900), 900)
    expect(bed.alarm('nibp')?.say.which).toBe('S < 90')
    bed.hear(cuff(90, 52, 65, 1800), 1800)
    expect(bed.at('nibp', 'ended')).toEqual([1800])
  })
  test('another limit is held against the last measurement at once', () => {
    const bed = bedside()
    bed.hear(cuff(98, 60, 72, 0), 0)
    bed.tick(1)
    expect(bed.raised()).toEqual([])
    bed.set({ overrides: [{ vital: 'nibp-sys', low: 100, high: 160 }] as never })
    bed.tick(2)
    expect(bed.at('nibp')).toEqual([2])
    bed.set({ overrides: [] })
    bed.tick(3)
    expect(bed.at('nibp', 'ended')).toEqual([3])
  })
  test('what was measured before a standby is not judged after it', () => {
    const bed = bedside()
    bed.hear(cuff(120, 70, 85, 0), 0)
    bed.set({ facts: { ...FACTS, presence: 'away' } })
    bed.hear(cuff(82, 40, 54, 100), 100)
    bed.judge.reset()
    bed.set({ facts: FACTS })
    bed.tick(200)
    expect(bed.raised()).toEqual([])
  })
  test('a measurement that fails ends nothing; two in a row are worse', () => {
    const bed = bedside()
    bed.hear(cuff(82, 40, 54, 0), 0)
    bed.hear(cuff('motion', 'motion', 'motion', 900), 900)
    bed.tick(900)
    expect(bed.alarm('nibp')?.lastKnown).not.toBeNull()
    expect(bed.alarm('nibp-failed')).toMatchObject({ priority: 'low', say: { more: ': motion, last good 82/40, 15 min' } })
    bed.hear(cuff('motion', 'motion', 'motion', 1800), 1800)
    bed.tick(1800)
    expect(bed.alarm('nibp-failed')).toMatchObject({ priority: 'medium' })
    bed.hear(cuff(120, 70, 85, 2000), 2000)
    bed.tick(2000)
    expect([bed.alarm('nibp'), bed.alarm('nibp-failed')]).toEqual([null, null])
  })
  test('is overdue ten minutes after its interval, where it is measured regularly', () => {
    const bed = bedside(wall({ cadence: { 'nibp-sys': 900_000, 'nibp-dia': 900_000, 'nibp-mean': 900_000 } }))
    bed.hear(cuff(120, 70, 85, 0), 0)
    for (let s = 0; s < 2000; s += 10) bed.tick(s)
    expect(bed.at('nibp-due')).toEqual([1510])
    expect(bed.alarm('nibp-due')).toMatchObject({ say: { every: '15' } })
    const byHand = bedside()
    byHand.hear(cuff(120, 70, 85, 0), 0)
    for (let s = 0; s < 9000; s += 10) byHand.tick(s)
    expect(byHand.raised()).not.toContain('nibp-due')
  })
})

test('glucose: an alarm at the reading, high below 3.0, and the next reading ends it', () => {
  const bed = bedside()
  bed.hear([number('glucose', 3.2, 0)], 0)
  expect(bed.alarm('glucose')).toMatchObject({ priority: 'medium', value: 3.2, limit: 3.9 })
  bed.hear([number('glucose', 2.4, 900)], 900)
  expect(bed.at('glucose', 'worse')).toEqual([900])
  bed.hear([number('glucose', 4.1, 1800)], 1800)
  expect(bed.at('glucose', 'ended')).toEqual([1800])
})

describe('values that do not change', () => {
  const frozen = (tell: (s: number) => readonly Sample[]) => {
    const bed = bedside()
    bed.pass(0, 700, tell)
    return bed.at('frozen')
  }
  test('the same numbers with new times, after ten minutes', () => {
    expect(frozen((s) => [number('hr', 76, s), number('rr', 14, s)])).toEqual([600])
  })
  test('not where a wave still moves, or one number does', () => {
    expect(frozen((s) => [number('hr', 76, s), wave('pleth', s)])).toEqual([])
    expect(frozen((s) => [number('hr', 76, s), number('rr', 14 + (s === 300 ? 1 : 0), s)])).toEqual([])
  })
  test('not of a number that may well stand still', () => {
    expect(frozen((s) => [number('temp', 37, s)])).toEqual([])
  })
  test('not of what is unknown', () => expect(frozen((s) => [number('hr', 'lead-off', s)])).toEqual([]))
})

describe('devices', () => {
  const battery = (percent: (s: number) => number, to: number) => {
    const bed = bedside(wall({ kind: 'patch' }))
    for (let s = 0; s < to; s += 10) {
      bed.set(wall({ kind: 'patch', battery: percent(s) }))
      bed.hear([number('hr', 70 + (s % 3), s)], s)
      bed.tick(s)
    }
    return bed
  }
  test('a battery is low at 20 %, with the time that is left by its slope, and worse under 15 min', () => {
    // 18 % that last for 45 min [WARD §2 bed 16].
    const bed = battery((s) => Math.ceil(18 * (1 - s / 2700)), 2400)
    expect(bed.at('battery')).toEqual([0])
    const [worse] = bed.at('battery', 'worse')
    expect(worse).toBeGreaterThan(1700)
    expect(worse).toBeLessThan(1900)
    const told = battery((s) => Math.ceil(18 * (1 - s / 2700)), 700)
    expect(told.alarm('battery', 'wall')?.say).toMatchObject({ text: '14 %', more: ', about 35 min' })
    expect(bed.alarm('battery', 'wall')?.say.text).toBe('EMPTY SOON')
  })
  test('a battery that is charged ends it', () => {
    expect(battery((s) => (s < 100 ? 20 : 80), 200).at('battery', 'ended')).toEqual([100])
  })
  test('a device that was on and is off', () => {
    const bed = bedside()
    bed.pass(0, 10, () => WELL)
    bed.set(wall({ link: 'off' }))
    bed.pass(10, 40, none)
    expect(bed.raised()).toEqual(['device-off'])
    bed.set(wall({ link: 'on' }))
    bed.pass(40, 50, () => WELL)
    expect(bed.at('device-off', 'ended')).toEqual([40])
  })
  test('a device that watches this patient and is off at the first look, as after a restart', () => {
    const bed = bedside()
    bed.set(wall({ link: 'off', on: 'confirmed' }))
    bed.pass(0, 10, none)
    expect(bed.raised()).toEqual(['device-off'])
    const other = bedside()
    other.set(wall({ link: 'off' }))
    other.pass(0, 10, none)
    expect(other.raised()).toEqual([])
  })
  test('a device that is put on again has its time to be heard', () => {
    const bed = bedside()
    bed.pass(0, 10, () => WELL)
    bed.set(wall({ link: 'off' }))
    bed.pass(10, 100, none)
    bed.set(wall({ link: 'on' }))
    bed.pass(100, 110, none)
    expect(bed.at('no-data')).toEqual([106])
  })
  test('one that was never on is not missed', () => {
    const bed = bedside(wall({ link: 'off' }))
    bed.pass(0, 40, none)
    expect(bed.raised()).toEqual([])
  })
  test.each([
    [120_000, []],
    [24 * 60_000, ['+24 min', '24 MIN AHEAD']],
    [-200 * 60_000, ['−3 h', '3 H BEHIND']],
  ] as const)('a clock that is off by %d ms', (clockOffset, words) => {
    const bed = bedside(wall({ clockOffset }))
    bed.pass(0, 3, () => WELL)
    expect(bed.happened.filter(({ rule }) => rule === 'clock').flatMap(({ alarm }) => [alarm.say.text, alarm.say.more])).toEqual(words)
  })
})

test('a monitor that names another patient, until somebody answers', () => {
  const bed = bedside({ facts: { ...FACTS, notices: [{ key: 'patient', since: inSeconds(-5) }] } })
  bed.tick(0)
  expect(bed.alarm('patient')).toMatchObject({ priority: 'medium', since: inSeconds(-5) })
  bed.set({ facts: FACTS })
  bed.tick(1)
  expect(bed.at('patient', 'ended')).toEqual([1])
})

describe('alarms that a device raised itself', () => {
  const alarm = (is: 'start' | 'end', code: string | null, s: number, id = '1') => ({
    is,
    device: deviceId('wall'),
    id,
    code,
    text: 'as <sent>',
    priority: 'high' as const,
    at: inSeconds(s),
  })
  test('without a row here stand as sent, at their own priority, each by itself', () => {
    const bed = bedside()
    bed.hear([], 0, [alarm('start', null, 0), alarm('start', 'no-such-code', 0, '2')])
    expect(bed.alarm('device-unknown', 'wall:1')).toMatchObject({ priority: 'high', say: { text: 'as <sent>' } })
    expect(bed.raised()).toEqual(['device-unknown', 'device-unknown'])
    bed.hear([], 1, [alarm('end', null, 1)])
    expect(bed.alarm('device-unknown', 'wall:1')).toBeNull()
    expect(bed.alarm('device-unknown', 'wall:2')).not.toBeNull()
  })
  test('of a rule of ours are one alarm with two sources', () => {
    const bed = bedside()
    bed.pass(0, 60, () => ({ hr: 80 }))
    bed.hear([], 60, [alarm('start', 'hr-high', 60)])
    bed.pass(60, 90, () => ({ hr: 130 }))
    expect(bed.raised()).toEqual(['hr-high'])
    expect(bed.alarm('hr-high')).toMatchObject({ priority: 'high', value: 130, limit: 120, say: { by: 'ECG', device: 'as <sent>' } })
    bed.hear([], 90, [alarm('end', 'hr-high', 90)])
    bed.pass(90, 120, () => ({ hr: 80 }))
    expect(bed.at('hr-high', 'ended')).toHaveLength(1)
  })
  test('of what is no rule of a stay are shown as sent', () => {
    const bed = bedside()
    bed.hear([], 0, [alarm('start', 'feed', 0), alarm('start', 'late', 0, '2'), alarm('start', 'constructor', 0, '3')])
    expect(bed.raised()).toEqual(['device-unknown', 'device-unknown', 'device-unknown'])
  })
  test('a call', () => {
    const bed = bedside()
    bed.hear([], 0, [alarm('start', 'call', 0)])
    expect(bed.raised()).toEqual(['call'])
    bed.hear([], 5, [alarm('end', 'call', 5)])
    expect(bed.at('call', 'ended')).toEqual([5])
  })
  test('of a device that is gone are known last', () => {
    const bed = bedside()
    bed.hear([], 0, [alarm('start', 'vf', 0)])
    bed.set(wall({ link: 'off' }))
    bed.tick(1)
    expect(bed.alarm('vf')?.lastKnown).not.toBeNull()
  })
})

test('nothing is judged of a bed that is away; what comes after is armed anew', () => {
  const bed = bedside()
  bed.pass(0, 60, () => ({ hr: 80 }))
  bed.set({ facts: { ...FACTS, presence: 'away' } })
  bed.pass(60, 120, () => ({ hr: 190 }))
  expect(bed.raised()).toEqual([])
  bed.set({ facts: FACTS })
  bed.judge.reset()
  bed.pass(120, 153, () => ({ hr: 190 }))
  expect(bed.raised()).toEqual([])
  expect(bed.judge.arming()).toEqual([])
  bed.pass(153, 170, () => ({ hr: 190 }))
  expect(bed.raised()).toEqual(['tachy-x', 'hr-high'])
})

test('what nothing watches is said', () => {
  const words = (tell: (s: number) => readonly Sample[], around: Partial<Around> = {}) => {
    const bed = bedside(around)
    bed.pass(0, 10, tell)
    return bed.judge.notWatched(bed.around(), inSeconds(10))
  }
  const all = (s: number) => [
    number('hr', 80, s),
    number('spo2', 97, s),
    number('rr', 16, s),
    coded('rhythm', 'sinus', s),
    coded('leads', 'on', s),
  ]
  expect(words(all)).toEqual([])
  expect(words((s) => [number('hr', 'lead-off', s), number('pr', 80, s), number('spo2', 97, s), coded('leads', 'off', s)])).toEqual([
    'rhythm',
    'asystole',
    'breathing',
  ])
  expect(
    words((s) => (s === 0 ? all(s).slice(0, 3) : []), wall({ kind: 'patch', cadence: { hr: 60_000, rr: 60_000, spo2: 60_000 } })),
  ).toEqual(['rhythm', 'asystole'])
  expect(words(() => [])).toEqual(['rhythm', 'asystole', 'heart rate', 'SpO₂', 'breathing'])
})
