import fc from 'fast-check'
import { expect, test } from 'vitest'
import { QUALITY } from '../../model/sample.ts'
import { type At, after, at } from '../../model/units.ts'
import type { VitalKey } from '../../model/vitals.ts'
import { NO_SAMPLE, WAVE_KEYS, type WaveKey } from '../../model/waves.ts'
import { BODY_SCALES, type Body, createBody } from './body.ts'
import { ARTEFACTS, type Artefact, type ArtefactKind, type Rhythm, type Truth } from './truth.ts'

const EPOCH = at(Date.UTC(2026, 0, 5, 7))
const CALM: Truth = {
  rhythm: 'sinus',
  hr: 74,
  pr: 74,
  rr: 15,
  spo2: 97,
  sys: 124,
  dia: 72,
  mean: 89,
  temp: 37,
  etco2: 38,
  pi: 2,
  cvp: 8,
  papSys: 25,
  papDia: 10,
  icp: 10,
  stI: 0,
  stII: 0,
  stV: 0,
  glucose: 6,
  o2Flow: 0,
  o2Device: 'A',
  consciousness: 'A',
  ventilated: false,
  sloping: false,
}
const bodyOf = (truth: Partial<Truth> = {}, artefacts: readonly Artefact[] = [], seed = 1): Body =>
  createBody({ seed, epoch: EPOCH, course: () => ({ ...CALM, ...truth }), artefacts })
const t = (second: number): At => after(EPOCH, second * 1000)
const drawn = (body: Body, key: WaveKey, from: number, to: number): number[] => {
  const { rate, gain, baseline } = BODY_SCALES[key]
  return [...body.wave(key, Math.round(from * rate), Math.round((to - from) * rate)).data].map((y) => (y - baseline) / gain)
}
const value = (body: Body, key: VitalKey, second: number): number | string => {
  const found = body.number(key, t(second)).value
  return found.is === 'known' ? found.value : found.why
}
const mean = (list: readonly number[]): number => list.reduce((sum, x) => sum + x, 0) / list.length
const top = (list: readonly number[]): number => list.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY)
const low = (list: readonly number[]): number => list.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY)
const beatsOf = (body: Body, from: number, to: number) => body.beats(t(from), t(to)).filter(({ mark }) => mark !== 'spike')

/** R waves of lead II by threshold and refractory time, seconds: knows nothing of the beats. */
function peaksOf(ecg: readonly number[], threshold: number, refractory = 0.25, rate = 250): number[] {
  const found: number[] = []
  for (let n = 1; n < ecg.length - 1; n++) {
    const y = ecg[n]!
    if (y < threshold || y < ecg[n - 1]! || y < ecg[n + 1]!) continue
    if (found.length && n / rate - found.at(-1)! < refractory) continue
    found.push(n / rate)
  }
  return found
}

test('a wave cut anywhere is the same wave, also before the epoch and through artefacts', () => {
  const artefacts = ARTEFACTS.map((kind, i): Artefact => ({ kind, from: t(-20 + 2 * i), to: t(-19 + 2 * i) }))
  const rhythms: readonly Rhythm[] = ['sinus', 'af', 'block', 'paced', 'vf', 'bigeminy']
  fc.assert(
    fc.property(
      fc.constantFrom(...WAVE_KEYS),
      fc.constantFrom(...rhythms),
      fc.integer({ min: -8000, max: 33_000 }),
      fc.array(fc.integer({ min: 1, max: 400 }), { minLength: 2, maxLength: 6 }),
      (key, rhythm, first, parts) => {
        const truth = rhythm === 'vf' ? { rhythm, hr: 0, pr: 0 } : { rhythm, stII: 0.2 }
        const whole = bodyOf(truth, artefacts).wave(
          key,
          first,
          parts.reduce((a, b) => a + b, 0),
        ).data
        const body = bodyOf(truth, artefacts)
        const cuts = parts.map((count, i) => [first + parts.slice(0, i).reduce((a, b) => a + b, 0), count] as const)
        const back = cuts.toReversed().map(([from, count]) => [...body.wave(key, from, count).data])
        expect(back.toReversed().flat()).toEqual([...whole])
      },
    ),
    { seed: 7, numRuns: 60 },
  )
})

test('numbers do not depend on what was asked before; another seed is another patient', () => {
  const seconds = Array.from({ length: 60 }, (_, i) => -3600 + 131 * i)
  const keys: VitalKey[] = ['hr', 'pr', 'spo2', 'rr', 'art-sys', 'etco2', 'temp']
  const ask = (body: Body, order: readonly number[]) => new Map(order.map((s) => [s, keys.map((key) => value(body, key, s))]))
  const forth = ask(bodyOf(), seconds)
  const back = ask(bodyOf(), seconds.toReversed())
  for (const s of seconds) expect(back.get(s)).toEqual(forth.get(s))
  expect([...ask(bodyOf({}, [], 2), seconds).values()]).not.toEqual([...forth.values()])
})

test('R-R intervals do not jump where two blocks of time meet, nor do breaths', () => {
  const body = bodyOf({ hr: 73.4, pr: 73.4, rr: 15.3 })
  for (let border = -3600; border < 3600; border += 120) {
    for (const { rr } of beatsOf(body, border - 3, border + 3)) expect(Math.abs(60_000 / rr - 73.4)).toBeLessThan(14)
    const starts = body.breaths(t(border - 14), t(border + 14)).map((breath) => breath.at)
    for (let i = 1; i < starts.length; i++) expect(Math.abs(60_000 / (starts[i]! - starts[i - 1]!) - 15.3)).toBeLessThan(5)
  }
})

test.each([46, 60, 74, 110, 136])('HR shown at %i is the rate of R waves counted on the drawn ECG', (hr) => {
  const body = bodyOf({ hr, pr: hr })
  const r = peaksOf(drawn(body, 'ecg-ii', 0, 300), 0.6)
  for (let s = 20; s < 300; s += 10) {
    const seen = r.filter((at) => at <= s && at > s - 8)
    const counted = (60 * (seen.length - 1)) / (seen.at(-1)! - seen[0]!)
    expect(Math.abs(counted - (value(body, 'hr', s) as number))).toBeLessThanOrEqual(2)
    expect(Math.abs((value(body, 'hr', s) as number) - hr)).toBeLessThanOrEqual(6)
  }
})

test('the normal beat: P before R, T after it, QRS about 0.1 s wide', () => {
  const body = bodyOf({ hr: 60, pr: 60, rhythm: 'sinus' })
  const r = beatsOf(body, 10, 70).map((beat) => (beat.at - EPOCH) / 1000)
  const ecg = drawn(body, 'ecg-ii', 0, 80)
  const around = (from: number, to: number): number[] => {
    const span = Math.round((to - from) * 250)
    return Array.from({ length: span }, (_, i) => mean(r.map((at) => ecg[Math.round((at + from) * 250) + i]!)))
  }
  expect(top(around(-0.2, -0.12))).toBeGreaterThan(0.11)
  expect(top(around(-0.02, 0.02))).toBeGreaterThan(0.85)
  expect(low(around(0.015, 0.05))).toBeLessThan(-0.12)
  expect(top(around(0.25, 0.36))).toBeGreaterThan(0.25)
  const qrs = around(-0.09, 0.12).filter((y) => Math.abs(y) > 0.06).length / 250
  expect(qrs).toBeGreaterThan(0.06)
  expect(qrs).toBeLessThan(0.12)
})

test('limb leads hold to Einthoven, sample by sample', () => {
  const body = bodyOf({ rhythm: 'pvc', stI: -0.06, stII: 0.28 })
  const lead = (key: WaveKey) => body.wave(key, 1000, 2500).data
  const [i, ii, iii, avr, avl, avf] = (['ecg-i', 'ecg-ii', 'ecg-iii', 'ecg-avr', 'ecg-avl', 'ecg-avf'] as const).map(lead)
  for (let n = 0; n < 2500; n++) {
    expect(iii![n]).toBe(ii![n]! - i![n]!)
    expect(Math.abs(avr![n]! + (i![n]! + ii![n]!) / 2)).toBeLessThanOrEqual(0.5)
    expect(Math.abs(avl![n]! - i![n]! + ii![n]! / 2)).toBeLessThanOrEqual(0.5)
    expect(Math.abs(avf![n]! - ii![n]! + i![n]! / 2)).toBeLessThanOrEqual(0.5)
  }
})

test('ST is raised in the drawn leads as in the numbers, and III follows', () => {
  const body = bodyOf({ hr: 60, pr: 60, stI: -0.06, stII: 0.28, stV: 0.1 })
  const flat = bodyOf({ hr: 60, pr: 60 })
  const [up, rest] = [drawn(body, 'ecg-ii', 0, 60), drawn(flat, 'ecg-ii', 0, 60)]
  const r = beatsOf(body, 2, 58).map((beat) => Math.round(((beat.at - EPOCH) / 1000 + 0.1) * 250))
  expect(mean(r.map((n) => up[n]! - rest[n]!))).toBeCloseTo(0.28, 2)
  expect(value(body, 'st-iii', 30) as number).toBeCloseTo(0.34, 1)
})

test('each pulse follows its R wave: artery after 0.16-0.20 s, finger after 0.20-0.30 s', () => {
  for (const seed of [1, 2, 3]) {
    const body = bodyOf({}, [], seed)
    const [art, pleth] = [drawn(body, 'art', 0, 60), drawn(body, 'pleth', 0, 60)]
    for (const beat of beatsOf(body, 5, 55)) {
      const r = (beat.at - EPOCH) / 1000
      /** Where the line through the steepest rise meets the level before it. */
      const footOf = (wave: readonly number[]): number => {
        const from = Math.round((r + 0.1) * 125)
        const slope = (n: number): number => wave[n + 1]! - wave[n - 1]!
        let steepest = from
        for (let n = from; n < from + 45; n++) if (slope(n) > slope(steepest)) steepest = n
        const level = low(wave.slice(from, steepest + 1))
        return steepest / 125 - ((wave[steepest]! - level) / slope(steepest)) * (2 / 125) - r
      }
      expect(footOf(art)).toBeGreaterThan(0.15)
      expect(footOf(art)).toBeLessThan(0.27)
      expect(footOf(pleth)).toBeGreaterThan(footOf(art))
      expect(footOf(pleth)).toBeLessThan(0.42)
    }
  }
})

test('arterial numbers are those of the drawn wave, the mean too', () => {
  for (const truth of [{}, { hr: 136, pr: 136, sys: 82, dia: 40, mean: 54 }, { hr: 39, pr: 39, sys: 82, dia: 48, mean: 59 }]) {
    const body = bodyOf(truth)
    const wave = drawn(body, 'art', 0, 60)
    expect(Math.abs(mean(wave) - (value(body, 'art-mean', 60) as number))).toBeLessThan(3)
    const numbers = Array.from({ length: 50 }, (_, i) => value(body, 'art-sys', 10 + i) as number)
    expect(Math.abs(mean(numbers) - (truth.sys ?? 124))).toBeLessThan(2.5)
    expect(Math.abs(top(wave) - mean(numbers))).toBeLessThan(9)
    expect(Math.abs(low(wave) - (value(body, 'art-dia', 30) as number))).toBeLessThan(7)
  }
})

test('AF: irregular by 0.20-0.25, no P wave, and a pulse deficit', () => {
  const body = bodyOf({ rhythm: 'af', hr: 148, pr: 126 })
  const list = beatsOf(body, 0, 1200)
  const rr = list.map((beat) => beat.rr)
  const cv = Math.sqrt(mean(rr.map((x) => (x - mean(rr)) ** 2))) / mean(rr)
  expect(cv).toBeGreaterThan(0.19)
  expect(cv).toBeLessThan(0.26)
  expect(list.filter(({ perfused }) => perfused).length / 20).toBeCloseTo(126, -0.7)
  const ask = (key: VitalKey) => mean(Array.from({ length: 200 }, (_, i) => value(body, key, 20 + 5 * i) as number))
  expect(Math.abs(ask('hr') - 148)).toBeLessThan(2)
  expect(Math.abs(ask('pr') - 126)).toBeLessThan(3)
})

test('2:1 block: two P waves to each QRS', () => {
  const body = bodyOf({ rhythm: 'block', hr: 40, pr: 40 })
  const ecg = drawn(body, 'ecg-ii', 0, 70)
  const list = beatsOf(body, 5, 60)
  const height = (second: number): number => mean(Array.from({ length: 5 }, (_, i) => ecg[Math.round(second * 250) - 2 + i]!))
  for (let i = 0; i + 1 < list.length; i++) {
    const r = (list[i]!.at - EPOCH) / 1000
    const next = (list[i + 1]!.at - EPOCH) / 1000
    const lead = 0.16 * Math.sqrt(1.2)
    expect(height(r - lead)).toBeGreaterThan(0.07)
    expect(height((r + next) / 2 - lead)).toBeGreaterThan(0.07)
  }
  expect(value(body, 'hr', 60)).toBeCloseTo(40, -0.5)
})

test('paced: a spike of one sample before each wide beat, never counted', () => {
  const body = bodyOf({ rhythm: 'paced', hr: 60, pr: 60 })
  const all = body.beats(t(0), t(60))
  const spikes = all.filter(({ mark }) => mark === 'spike')
  expect(all.filter(({ mark }) => mark === 'paced')).toHaveLength(60)
  expect(Math.abs(spikes.length - 60)).toBeLessThanOrEqual(1)
  expect(value(body, 'hr', 60)).toBe(60)
  const n = Math.floor(((spikes[10]!.at - EPOCH) * 250) / 1000)
  const ecg = body.wave('ecg-ii', n - 1, 3).data
  expect(ecg[1]! - Math.max(ecg[0]!, ecg[2]!)).toBeGreaterThan(1000)
})

test('not capturing: spikes go on, only the escape beats count', () => {
  const body = bodyOf({ rhythm: 'not-capturing', hr: 30, pr: 30 })
  expect(body.beats(t(60), t(120)).filter(({ mark }) => mark === 'spike')).toHaveLength(60)
  expect(beatsOf(body, 60, 120)).toHaveLength(30)
  expect(value(body, 'hr', 100)).toBeCloseTo(30, -0.5)
})

test('premature beats: early, wide, weak, then a pause; bigeminy each second one', () => {
  const list = beatsOf(bodyOf({ rhythm: 'bigeminy' }), 10, 110)
  for (let i = 1; i < list.length; i++) expect(list[i]!.mark === 'ventricular').toBe(list[i - 1]!.mark === 'normal')
  const some = beatsOf(bodyOf({ rhythm: 'pvc' }), 0, 600)
  const share = some.filter(({ mark }) => mark === 'ventricular').length / some.length
  expect(share).toBeGreaterThan(0.03)
  expect(share).toBeLessThan(0.12)
  const i = some.findIndex(({ mark }) => mark === 'ventricular')
  expect(some[i]!.rr / some[i + 1]!.rr).toBeLessThan(0.6)
  expect(bodyOf({ rhythm: 'pvc' }).rhythm(t(5))).toEqual({ is: 'known', value: 'sinus' })
})

test.each(['vf', 'asystole'] as const)('%s: no beat, no pulse, no rate, and never 0 in their place', (rhythm) => {
  const body = bodyOf({ rhythm, hr: 0, pr: 0, spo2: 0, sys: 25, dia: 25, mean: 25, rr: 0 })
  expect(body.beats(t(0), t(60))).toEqual([])
  expect(['hr', 'pr', 'spo2', 'art-sys', 'nibp-sys'].map((key) => value(body, key as VitalKey, 60))).toEqual([
    'no-beat',
    'no-pulse',
    'no-pulse',
    'no-pulse',
    'no-pulse',
  ])
  const art = drawn(body, 'art', 20, 30)
  expect(top(art) - low(art)).toBeLessThan(3)
  const ecg = drawn(body, 'ecg-ii', 0, 10)
  if (rhythm === 'vf') expect(top(ecg) - low(ecg)).toBeGreaterThan(0.25)
  else expect(top(ecg) - low(ecg)).toBeLessThan(0.15)
})

test('each rhythm paints its own picture', () => {
  const rhythms: readonly Rhythm[] = ['sinus', 'af', 'block', 'paced', 'not-capturing', 'bigeminy', 'vt', 'vf', 'asystole']
  const pictures = rhythms.map((rhythm) => {
    const none = rhythm === 'vf' || rhythm === 'asystole'
    return drawn(bodyOf({ rhythm, hr: none ? 0 : 90, pr: none ? 0 : 90 }), 'ecg-ii', 0, 20)
  })
  pictures.forEach((one, i) => {
    for (const other of pictures.slice(0, i)) expect(Math.sqrt(mean(one.map((y, n) => (y - other[n]!) ** 2)))).toBeGreaterThan(0.04)
  })
  for (const one of pictures) expect(top(one) - low(one)).toBeGreaterThan(0.04)
})

test('breathing: the rate shown, the chest drawn and the capnogram come from the same breaths', () => {
  const body = bodyOf({ rr: 12, ventilated: true })
  expect(body.breaths(t(0), t(120))).toHaveLength(24)
  expect(value(body, 'rr', 110)).toBeCloseTo(12, 0)
  const co2 = drawn(body, 'co2', 30, 60)
  expect(Math.abs(top(co2) - (value(body, 'etco2', 60) as number))).toBeLessThan(3.5)
  expect(low(co2)).toBeLessThan(1)
  const sloping = drawn(bodyOf({ rr: 12, ventilated: true, sloping: true }), 'co2', 30, 60)
  expect(mean(sloping.filter((y) => y > 5))).toBeLessThan(mean(co2.filter((y) => y > 5)) - 2)
  expect(value(bodyOf({ rr: 0 }), 'rr', 100)).toBe(0)
})

const FROM = 300
const during = (kind: ArtefactKind, lasts = 30): Body => bodyOf({}, [{ kind, from: t(FROM), to: t(FROM + lasts) }])
const plain = bodyOf()
/** One row an artefact: what must be seen `while` it lasts. */
const ROWS: Record<ArtefactKind, () => void> = {
  motion() {
    const body = during('motion')
    const { value: spo2, quality } = body.number('spo2', t(FROM + 25))
    expect(quality).toBe(QUALITY.questionable | QUALITY.motion)
    for (const key of ['pr', 'pi'] as const) expect(body.number(key, t(FROM + 25)).quality).toBe(quality)
    expect(spo2.is === 'known' && spo2.value >= 84 && spo2.value <= 91).toBe(true)
    expect([...body.wave('ecg-ii', FROM * 250, 5000).data]).toEqual([...plain.wave('ecg-ii', FROM * 250, 5000).data])
    expect(top(drawn(body, 'pleth', FROM, FROM + 20))).toBeGreaterThan(1.3 * top(drawn(plain, 'pleth', FROM, FROM + 20)))
  },
  'low-perfusion'() {
    const body = during('low-perfusion')
    expect(value(body, 'pi', FROM + 10)).toBeLessThan(0.3)
    expect(top(drawn(body, 'pleth', FROM + 2, FROM + 20))).toBeLessThan(0.2)
    for (const key of ['spo2', 'pr', 'pi'] as const)
      expect(body.number(key, t(FROM + 10)).quality).toBe(QUALITY.questionable | QUALITY.weakPulse)
  },
  'probe-off'() {
    const body = during('probe-off')
    for (const key of ['spo2', 'pr', 'pi'] as const) expect(value(body, key, FROM + 5)).toBe('probe-off')
    const { data, why } = body.wave('pleth', FROM * 125, 100)
    expect(why).toBe('probe-off')
    expect(data.every((y) => y === NO_SAMPLE)).toBe(true)
    expect(value(body, 'spo2', FROM + 31)).toBe('arming')
    expect(value(body, 'hr', FROM + 5)).toBe(value(plain, 'hr', FROM + 5))
  },
  'cuff-arm'() {
    const body = during('cuff-arm')
    expect(value(body, 'spo2', FROM + 5)).toBe('cuff-arm')
    expect(top(drawn(body, 'pleth', FROM, FROM + 20))).toBeLessThan(0.05)
  },
  'lead-v-off'() {
    const body = during('lead-v-off')
    expect(body.leads(t(FROM + 5))).toBe('v-off')
    expect(value(body, 'st-v', FROM + 5)).toBe('lead-off')
    expect(value(body, 'hr', FROM + 5)).toBe(value(plain, 'hr', FROM + 5))
    expect(body.wave('ecg-v', (FROM + 5) * 250, 10)).toMatchObject({ why: 'lead-off' })
    expect(body.wave('ecg-ii', (FROM + 5) * 250, 10).why).toBeUndefined()
  },
  'leads-off'() {
    const body = during('leads-off')
    expect(body.leads(t(FROM + 5))).toBe('off')
    expect(body.rhythm(t(FROM + 5))).toEqual({ is: 'unknown', why: 'lead-off' })
    expect(value(body, 'hr', FROM + 5)).toBe('lead-off')
    expect(value(body, 'pr', FROM + 5)).toBe(value(plain, 'pr', FROM + 5))
    const rail = body.wave('ecg-ii', FROM * 250, 100)
    expect(rail.why).toBeUndefined()
    expect(new Set(rail.data).size).toBe(1)
    expect(body.wave('ecg-ii', (FROM + 3) * 250, 10)).toMatchObject({ why: 'lead-off' })
    expect(value(body, 'hr', FROM + 40)).toBe(value(plain, 'hr', FROM + 40))
  },
  muscle() {
    expect(during('muscle').number('hr', t(FROM + 10)).quality).toBe(QUALITY.questionable)
    expect(roughness('muscle')).toBeGreaterThan(3 * roughness(null))
  },
  mains() {
    expect(roughness('mains')).toBeGreaterThan(2 * roughness(null))
  },
  wander() {
    const off = drawn(during('wander'), 'ecg-ii', FROM, FROM + 20).map((y, n) => y - drawnPlain[n]!)
    expect(top(off) - low(off)).toBeGreaterThan(0.3)
  },
  't-double'() {
    expect(value(during('t-double'), 'hr', FROM + 10)).toBeCloseTo(2 * (value(plain, 'pr', FROM + 10) as number), -1)
    const ecg = drawn(during('t-double'), 'ecg-ii', FROM, FROM + 20)
    expect(peaksOf(ecg, 0.7).length).toBeGreaterThan(1.7 * peaksOf(drawnPlain, 0.7).length)
  },
  'art-damped'() {
    const truth = { sys: 118, dia: 62, mean: 80 }
    const body = bodyOf(truth, [{ kind: 'art-damped', from: t(FROM), to: t(FROM + 60) }])
    const [sys, dia, middle] = (['art-sys', 'art-dia', 'art-mean'] as const).map((key) => value(body, key, FROM + 30) as number)
    expect(Math.abs(sys! - 104)).toBeLessThanOrEqual(4)
    expect(Math.abs(dia! - 70)).toBeLessThanOrEqual(4)
    expect(Math.abs(middle! - 80)).toBeLessThanOrEqual(3)
  },
  'art-underdamped'() {
    const body = during('art-underdamped')
    expect(value(body, 'art-sys', FROM + 20) as number).toBeGreaterThan((value(plain, 'art-sys', FROM + 20) as number) + 10)
    expect(value(body, 'art-mean', FROM + 20)).toBe(value(plain, 'art-mean', FROM + 20))
  },
  'art-flush'() {
    const body = during('art-flush')
    expect(mean(drawn(body, 'art', FROM, FROM + 1))).toBeCloseTo(300, 0)
    expect(mean(drawn(body, 'art', FROM + 5, FROM + 20))).toBeCloseTo(0, 0)
    for (const key of ['art-sys', 'art-dia', 'art-mean'] as const) expect(value(body, key, FROM + 10)).toBe('flush')
  },
  'art-sample'() {
    const body = during('art-sample')
    expect(top(drawn(body, 'art', FROM, FROM + 20))).toBeLessThan(2)
    expect(value(body, 'art-mean', FROM + 10)).toBe('flush')
  },
  'resp-cardiac'() {
    expect(value(during('resp-cardiac'), 'rr', FROM + 10)).toBe(value(plain, 'hr', FROM + 10))
  },
  'temp-out'() {
    const body = during('temp-out', 180)
    expect(Math.abs((value(body, 'temp', FROM + 179) as number) - (24 + 13 / Math.E))).toBeLessThan(0.3)
  },
  'co2-water'() {
    const body = during('co2-water')
    expect(value(body, 'etco2', FROM + 10)).toBe(0)
    expect(value(body, 'rr', FROM + 10)).toBe(value(plain, 'rr', FROM + 10))
    expect(top(drawn(body, 'co2', FROM, FROM + 20))).toBeLessThan(1)
  },
  'device-vt'() {
    const body = during('device-vt')
    expect(body.rhythm(t(FROM + 10))).toEqual({ is: 'known', value: 'vt' })
    expect(beatsOf(body, FROM, FROM + 20).every(({ mark }) => mark === 'ventricular')).toBe(true)
    expect(value(body, 'hr', FROM + 10) as number).toBeGreaterThan(120)
    expect(value(body, 'pr', FROM + 10)).toBe(value(plain, 'pr', FROM + 10))
  },
  'spikes-only'() {
    const paced = { rhythm: 'paced', hr: 60, pr: 60 } as const
    const body = bodyOf(paced, [{ kind: 'spikes-only', from: t(FROM + 0.3), to: t(FROM + 3.4) }])
    const seen = body.beats(t(FROM + 0.31), t(FROM + 3.39))
    expect(seen.map(({ mark }) => mark)).toEqual(['spike', 'spike', 'spike'])
    expect(Math.max(...beatsOf(body, FROM, FROM + 10).map(({ rr }) => rr))).toBe(3100)
  },
  pause() {
    const body = during('pause', 4.6)
    expect(beatsOf(body, FROM + 0.001, FROM + 4.599)).toEqual([])
    expect(Math.max(...beatsOf(body, FROM, FROM + 10).map(({ rr }) => rr))).toBe(4600)
  },
}
const drawnPlain = drawn(plain, 'ecg-ii', FROM, FROM + 20)
/** Mean step between samples, mV. */
function roughness(kind: ArtefactKind | null): number {
  const ecg = kind ? drawn(during(kind), 'ecg-ii', FROM, FROM + 20) : drawnPlain
  return mean(ecg.slice(1).map((y, n) => Math.abs(y - ecg[n]!)))
}
test.each(ARTEFACTS)('artefact %s changes waves and numbers as the table says', (kind) => ROWS[kind]())
