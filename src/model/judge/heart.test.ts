// Beats and breaths that do not come, rhythms by the device's word, lines without a pulse, and what another signal says beside.
import { describe, expect, test } from 'vitest'
import { ruleOf } from '../rules.ts'
import type { Sample } from '../sample.ts'
import type { Around } from './around.ts'
import { bedside, coded, event, FACTS, number, type Told, wave } from './harness.ts'

interface Heart {
  /** Seconds of beats. */
  readonly beats: (s: number) => readonly number[]
  readonly spikes?: (s: number) => readonly number[]
  readonly rhythm?: (s: number) => string
  readonly leads?: (s: number) => string
  readonly hr?: (s: number) => Told['hr']
  readonly more?: (s: number) => readonly Sample[]
  /** No data at all. */
  readonly gap?: (s: number) => boolean
}
/** One second of a monitor with ECG: its numbers, then the second's events and its wave. */
const monitor =
  ({ beats, spikes, rhythm = () => 'sinus', leads = () => 'on', hr = () => 75, more = () => [], gap = () => false }: Heart) =>
  (s: number): readonly Sample[] => {
    if (gap(s)) return []
    const on = leads(s) === 'on'
    return [
      number('hr', hr(s) ?? 75, s),
      coded('rhythm', rhythm(s), s),
      coded('leads', leads(s), s),
      ...(on ? beats(s).map((beat) => event('beat', beat)) : []),
      ...(on && spikes ? spikes(s).map((beat) => event('beat', beat, 'spike')) : []),
      ...(on ? [wave('ecg-ii', s)] : []),
      ...more(s),
    ]
  }
/** Beats each `every` seconds but in the pauses. */
const regular =
  (every: number, ...pauses: readonly (readonly [from: number, to: number])[]) =>
  (s: number): readonly number[] => {
    const out: number[] = []
    for (let k = Math.ceil(s / every - 1e-9); k * every < s + 1 - 1e-9; k++)
      if (!pauses.some(([from, to]) => k * every > from && k * every < to)) out.push(k * every)
    return out
  }
const play = (heart: Heart, to: number, around: Partial<Around> = {}) => {
  const bed = bedside(around)
  bed.pass(0, to, monitor(heart))
  return bed
}

describe('asystole [FACTS §2.7 CINC15: no beat for 4 s]', () => {
  test('is raised at 4 s, and ends with the fifth beat', () => {
    const bed = play({ beats: regular(1, [20, 40]) }, 60)
    expect(bed.at('asystole')).toEqual([23])
    expect(bed.at('asystole', 'ended')).toEqual([44])
    expect(bed.happened.find(({ rule }) => rule === 'asystole')?.alarm).toMatchObject({ value: 4, limit: 4 })
  })
  test('is armed at once: beats were seen for a second only', () => {
    expect(play({ beats: (s) => (s < 2 ? [s] : []) }, 12).at('asystole')).toEqual([4])
  })
  test('is none in a gap of the data, with the leads off, on an unreadable ECG, in fibrillation', () => {
    const silent = regular(1, [20, 40])
    expect(play({ beats: silent, gap: (s) => s > 19 && s < 41 }, 60).at('asystole')).toEqual([])
    expect(play({ beats: silent, leads: (s) => (s > 19 && s < 41 ? 'off' : 'on') }, 60).at('asystole')).toEqual([])
    expect(play({ beats: silent, hr: (s) => (s > 19 && s < 41 ? 'noise' : 75) }, 60).at('asystole')).toEqual([])
    expect(play({ beats: silent, rhythm: (s) => (s > 19 && s < 41 ? 'vf' : 'sinus') }, 60).at('asystole')).toEqual([])
  })
  test('stands as last known while the leads are off', () => {
    const bed = play({ beats: regular(1, [20, 40]), leads: (s) => (s > 28 && s < 33 ? 'off' : 'on') }, 33)
    expect(bed.alarm('asystole')?.lastKnown).not.toBeNull()
  })
  test('spikes are no beats', () => {
    expect(play({ beats: regular(1, [20, 40]), spikes: regular(1) }, 60, { paced: true }).at('asystole')).toEqual([23])
  })
  test('is seen on the wave though the rate is missing since before', () => {
    const bed = bedside()
    bed.pass(0, 120, (s) => [
      ...(s < 60 ? [number('hr', 80, s)] : []),
      number('spo2', 97, s),
      wave('ecg-ii', s),
      ...(s < 67 ? [event('beat', s)] : []),
    ])
    expect(bed.at('asystole')).toEqual([69])
    expect(bed.judge.notWatched(bed.around(), bed.found.at(-1)!.verdict.at)).not.toContain('asystole')
  })
  test('by the word of a device whose wave comes with holes, and ends with its beats', () => {
    const bed = bedside()
    bed.pass(0, 120, (s) => {
      const flat = s >= 60 && s < 90
      return [
        number('hr', flat ? 'no-beat' : 80, s),
        coded('rhythm', flat ? 'asystole' : 'sinus', s),
        ...(s % 3 === 0 ? [] : [wave('ecg-ii', s)]),
        ...(flat ? [] : [event('beat', s)]),
      ]
    })
    expect(bed.at('asystole')).toEqual([63])
    expect(bed.at('asystole', 'ended').map((s) => s >= 90 && s <= 100)).toEqual([true])
  })
  test('by the word of a device that sends numbers alone', () => {
    const bed = bedside()
    bed.pass(0, 40, (s) => ({ hr: s < 20 ? 75 : 'no-beat' }))
    expect(bed.at('asystole')).toEqual([20])
    bed.pass(40, 50, () => ({ hr: 60 }))
    expect(bed.at('asystole', 'ended')).toEqual([40])
  })
  test.each([
    ['pulse 72 by pleth: check leads', { pr: 72 }],
    ['pulse by ART: check leads', { pr: 'probe-off', 'art-sys': 118, 'art-dia': 62, 'art-mean': 80 }],
    ['pulse 72 by pleth and ART: check leads', { pr: 72, 'art-sys': 118, 'art-dia': 62, 'art-mean': 80 }],
    ['pulse absent', { pr: 'no-pulse' }],
    [null, { pr: 'probe-off' }],
  ] as const)('beside it stands: %s', (words, told) => {
    const more = (s: number) => Object.entries(told).map(([signal, value]) => number(signal as 'pr', value, s))
    const bed = play({ beats: regular(1, [20, 60]), more }, 40)
    expect(bed.alarm('asystole')?.evidence).toBe(words)
  })
  test('a rate averaged over the beats of before is no evidence', () => {
    const bed = play({ beats: regular(1, [20, 60]), more: (s) => [number('pr', 72, s)] }, 25)
    expect(bed.alarm('asystole')).toMatchObject({ evidence: null })
  })
})

describe('pause [WARD §8.2: 3 s and less than 4]', () => {
  test('is raised, also where it began and ended between two looks, and has ended a beat later', () => {
    for (const end of [23.1, 23.6, 23.9]) {
      const beats = (s: number) => [...regular(1, [20, end + 0.5])(s), ...(Math.floor(end) === s ? [end] : [])]
      const bed = play({ beats }, 40)
      expect(bed.raised(), `${end}`).toEqual(['pause'])
      expect(bed.at('pause', 'ended')).toHaveLength(1)
    }
  })
  test('of a paced heart tells of its spikes', () => {
    const beats = (s: number) => [...regular(1, [20, 23.5])(s), ...(s === 23 ? [23.1] : [])]
    const bed = play({ beats, spikes: regular(1, [0, 20.5], [23.5, 99]) }, 40, { paced: true })
    expect(bed.raised()).toEqual(['pause'])
    expect(bed.happened[0]?.alarm.say.more).toBe(', paced: spikes without beats')
  })
})

describe('a pacemaker that does not capture', () => {
  const lost: Heart = { beats: regular(0.9, [20, 30]), spikes: regular(0.5, [0, 20.2], [22.2, 99]) }
  test('three spikes without a beat', () => {
    const bed = play(lost, 60, { paced: true })
    expect(bed.at('pacer')).toHaveLength(1)
    expect(bed.at('pacer', 'ended')).toHaveLength(1)
    expect(bed.happened.find(({ rule }) => rule === 'pacer')?.alarm.value).toBeGreaterThanOrEqual(3)
  })
  test('only with the paced mark', () => expect(play(lost, 60).at('pacer')).toEqual([]))
})

describe('rhythm by the device', () => {
  test.each([
    ['vf', 0],
    ['vt', 0],
    ['af', 60],
  ] as const)('%s after %d s, until the device says another', (code, delay) => {
    const bed = play({ beats: regular(0.8), rhythm: (s) => (s >= 20 && s < 200 ? code : 'sinus') }, 220)
    expect(bed.at(code)).toEqual([20 + delay])
    expect(bed.at(code, 'ended')).toEqual([200])
  })
  test('is not known where it is not watched: what stood stands as last known', () => {
    const bed = play({ beats: regular(0.8), rhythm: (s) => (s < 20 ? 'vt' : 'lead-off'), leads: (s) => (s < 20 ? 'on' : 'off') }, 40)
    expect(bed.alarm('vt')?.lastKnown).not.toBeNull()
  })
  test('a false VT is told with its evidence, and not hidden', () => {
    const bed = play({ beats: regular(0.4), hr: () => 160, rhythm: () => 'vt', more: (s) => [number('pr', 78, s)] }, 20)
    expect(bed.alarm('vt')).toMatchObject({ value: 160, priority: 'high', evidence: 'pulse 78 by pleth: check leads' })
  })
})

test('no claim of rhythm, beat or breath is made of a recording, and that is said', () => {
  const facts = { ...FACTS, devices: [{ ...FACTS.devices[0]!, kind: 'recording' as const }] }
  const bed = play({ beats: regular(1, [20, 60]), rhythm: () => 'vt', hr: (s) => (s > 20 ? 'no-beat' : 75) }, 60, { facts })
  bed.pass(60, 120, () => ({ rr: 0 }))
  expect(bed.raised().filter((rule) => ruleOf(rule).kind === 'physiological')).toEqual(['rr-low'])
  expect(bed.judge.notWatched(bed.around(), bed.found.at(-1)!.verdict.at)).toEqual(
    expect.arrayContaining(['rhythm', 'asystole', 'breathing']),
  )
})

describe('a derived rate', () => {
  const derived = 1
  test('is not believed to be extreme where the pulse says another', () => {
    const bed = bedside()
    bed.pass(0, 100, (s) => [number('hr', 190, s, { quality: derived }), number('pr', 95, s, { quality: derived })])
    expect(bed.raised()).not.toContain('tachy-x')
    bed.pass(100, 200, (s) => [number('hr', 190, s, { quality: derived }), number('pr', 188, s, { quality: derived })])
    expect(bed.raised()).toContain('tachy-x')
  })
})

describe('apnoea [TM80: 20 s]', () => {
  const chest =
    (breaths: (s: number) => readonly number[], told: (s: number) => Told = () => ({ rr: 15 })) =>
    (s: number): readonly Sample[] => [
      ...Object.entries(told(s)).map(([signal, value]) => number(signal as 'rr', value, s)),
      ...breaths(s).map((breath) => event('breath', breath, 'insp')),
      wave('resp', s),
    ]
  test('is raised after 20 s without a breath, and ends with the third', () => {
    const bed = bedside()
    bed.pass(0, 120, chest(regular(4, [40, 80])))
    expect(bed.at('apnoea')).toEqual([59])
    expect(bed.at('apnoea', 'ended')).toEqual([88])
    expect(bed.happened.find(({ rule }) => rule === 'apnoea')?.alarm).toMatchObject({ value: 20, say: { by: 'chest' } })
  })
  test('is armed by three breaths in a minute', () => {
    const two = bedside()
    two.pass(
      0,
      60,
      chest((s) => (s === 0 || s === 4 ? [s] : [])),
    )
    expect(two.at('apnoea')).toEqual([])
    const three = bedside()
    three.pass(
      0,
      60,
      chest((s) => (s <= 8 && s % 4 === 0 ? [s] : [])),
    )
    expect(three.at('apnoea')).toHaveLength(1)
  })
  test('is told though its wave had a hole, or one rate could not be told', () => {
    const hole = bedside()
    hole.pass(0, 130, (s) => [
      number('rr', 15, s),
      ...(s === 85 ? [] : [wave('resp', s)]),
      ...(s < 80 && s % 4 === 0 ? [event('breath', s)] : []),
    ])
    expect(hole.at('apnoea')).toEqual([105])
    const motion = bedside()
    motion.pass(0, 140, (s) => ({ rr: s < 100 ? 14 : s === 100 ? 'motion' : 0 }))
    expect(motion.at('apnoea')).toHaveLength(1)
  })
  test.each(['no-data', 'invalid'] as const)('is seen on the wave though the rate is %s since its last breath', (why) => {
    const bed = bedside()
    bed.pass(0, 140, (s) => [
      wave('resp', s),
      ...(s < 82 ? [number('rr', 15, s)] : why === 'invalid' ? [number('rr', why, s)] : []),
      ...(s < 80 && s % 4 === 0 ? [event('breath', s)] : []),
    ])
    expect(bed.at('apnoea')).toEqual([95])
  })
  test('is armed anew where the electrodes were off', () => {
    const bed = bedside()
    bed.pass(
      0,
      140,
      chest(
        (s) => (s < 60 && s % 4 === 0 ? [s] : []),
        (s) => ({ rr: s >= 60 && s < 70 ? 'lead-off' : 15 }),
      ),
    )
    expect(bed.at('apnoea')).toEqual([])
  })
  test('is none where the rate cannot be told', () => {
    const bed = bedside()
    bed.pass(
      0,
      120,
      chest(regular(4, [40, 80]), (s) => ({ rr: s > 38 && s < 82 ? 'lead-off' : 15 })),
    )
    expect(bed.at('apnoea')).toEqual([])
  })
  test('by a rate alone: 0 means none for as long as the device waits', () => {
    const bed = bedside()
    bed.pass(0, 90, () => ({ rr: 15 }))
    bed.pass(90, 110, () => ({ rr: 0 }))
    expect(bed.at('apnoea')).toEqual([90])
  })
  test('water in the CO₂ line is told as that: the chest moves', () => {
    const bed = bedside()
    bed.pass(
      0,
      120,
      chest(regular(4), (s) => ({ rr: 15, etco2: s >= 60 && s < 110 ? 0 : 38 })),
    )
    expect(bed.raised()).toEqual(['co2-line'])
    expect(bed.at('co2-line')).toEqual([80])
    expect(bed.at('co2-line', 'ended')).toEqual([110])
  })
  test('CO₂ beside it', () => {
    const bed = bedside()
    bed.pass(
      0,
      75,
      chest(regular(4, [40, 90]), (s) => ({ rr: 15, etco2: s < 65 ? 38 : 0 })),
    )
    expect(bed.alarm('apnoea')?.evidence).toBe('no CO₂ either')
  })
})

describe('arterial line', () => {
  const art = (sys: number, dia: number, mean: number): Told => ({ 'art-sys': sys, 'art-dia': dia, 'art-mean': mean })
  const flat = (mean: number): Told => ({ 'art-sys': 'no-pulse', 'art-dia': 'no-pulse', 'art-mean': mean })
  const flush: Told = { 'art-sys': 'flush', 'art-dia': 'flush', 'art-mean': 'flush' }
  test('without a pulse for 10 s: no pulse, until it pulses for 5 s', () => {
    const bed = bedside()
    bed.pass(0, 60, () => art(118, 62, 80))
    bed.pass(60, 90, () => flat(24))
    expect(bed.at('art-lost')).toEqual([70])
    bed.pass(90, 120, () => art(110, 60, 76))
    expect(bed.at('art-lost', 'ended')).toEqual([95])
  })
  test('that is being zeroed is not armed', () => {
    const bed = bedside()
    bed.pass(0, 120, () => flat(0))
    expect(bed.raised()).toEqual([])
    expect(bed.judge.arming()).toContain('art-lost')
  })
  test('that never pulsed since it is heard, and stands above zero, is told of', () => {
    const bed = bedside()
    bed.pass(0, 60, () => ({ hr: 80, ...art(22, 19, 20) }))
    expect(bed.at('art-lost')).toEqual([40])
  })
  test('that is flushed or sampled raises nothing, and arms anew', () => {
    const bed = bedside()
    bed.pass(0, 60, () => art(118, 62, 80))
    bed.pass(60, 100, () => flush)
    expect(bed.raised()).toEqual(['art-flush'])
    bed.pass(100, 129, () => art(80, 40, 50))
    expect(bed.raised()).toEqual(['art-flush'])
    bed.pass(129, 140, () => art(80, 40, 50))
    expect(bed.raised()).toEqual(['art-flush', 'art-low'])
  })
  test('by its pressure: 300, then flat', () => {
    const bed = bedside()
    bed.pass(0, 60, () => art(118, 62, 80))
    bed.pass(60, 63, () => art(300, 298, 299))
    bed.pass(63, 100, () => flat(4))
    bed.pass(100, 110, () => art(118, 62, 80))
    expect(bed.raised()).toEqual(['art-flush'])
  })
  test('a flush of more than 90 s is none', () => {
    const bed = bedside()
    bed.pass(0, 60, () => art(118, 62, 80))
    bed.pass(60, 63, () => art(300, 298, 299))
    bed.pass(63, 170, () => flat(4))
    expect(bed.at('art-flush', 'ended')).toEqual([151])
    expect(bed.at('art-lost')).toEqual([161])
  })
  test('left in flush is told of aloud after 90 s, until it is none', () => {
    const bed = bedside()
    bed.pass(0, 60, () => art(118, 62, 80))
    bed.pass(60, 400, () => art(300, 300, 300))
    expect(bed.at('art-flush')).toEqual([60])
    expect(bed.at('art-flush', 'worse')).toEqual([151])
    expect(bed.alarm('art-flush')?.priority).toBe('medium')
    bed.pass(400, 410, () => art(118, 62, 80))
    expect(bed.at('art-flush', 'ended')).toEqual([400])
  })
  test('one alarm a line, with all that is outside', () => {
    const bed = bedside()
    bed.pass(0, 60, () => art(118, 62, 80))
    bed.pass(60, 70, () => art(84, 44, 57))
    expect(bed.raised()).toEqual(['art-low'])
    expect(bed.alarm('art-low')?.say).toMatchObject({ text: '84/44 (57)', which: 'S < 90, D < 50, M < 60' })
  })
  test('rounded at once while the mean stays: damped, and its sharp wave ends it', () => {
    const bed = bedside()
    bed.pass(0, 200, () => art(118, 62, 80))
    bed.pass(200, 300, () => art(104, 70, 80))
    expect(bed.at('art-damped')).toEqual([260])
    bed.pass(300, 310, () => art(118, 62, 80))
    expect(bed.at('art-damped', 'ended')).toEqual([300])
  })
  test('that narrows as the pressure falls is not damped', () => {
    const bed = bedside()
    bed.pass(0, 300, (s) => art(Math.round(118 - s / 12), Math.round(62 + s / 60), Math.round(80 - s / 40)))
    expect(bed.at('art-damped')).toEqual([])
  })
})
