// Early warning as the gateway holds it: what samples become, what a person charts, the notices and what is remembered over a restart.
import { expect, test } from 'vitest'
import { NURSE, OTHER } from '../../model/booktest.ts'
import { stayId } from '../../model/ids.ts'
import { setOf } from '../../model/observationstest.ts'
import { QUALITY, type Sample } from '../../model/sample.ts'
import { type At, after, minutes, ms } from '../../model/units.ts'
import { known, unknown } from '../../model/value.ts'
import type { VitalKey } from '../../model/vitals.ts'
import { START } from '../harness.ts'
import { createEarly, type EarlySetup, type PatientNow } from './early.ts'
import { type EarlyOfStay, type EarlyRow, NOTHING_YET, withRow } from './earlykept.ts'

const STAY = stayId('stay')
const ADULT: PatientNow = { age: 60, pregnant: 'no', since: after(START, -minutes(600)), zone: 'Europe/Berlin', here: true }

function house(over: Partial<EarlySetup> = {}, kept: ReadonlyMap<typeof STAY, EarlyOfStay> = new Map()) {
  let now: At = START
  let seq = 0
  const rows: EarlyRow[] = []
  const early = createEarly({
    now: () => now,
    patientOf: () => ADULT,
    cadence: () => ms(1000),
    kept,
    keep: async (more) => void rows.push(...more),
    failed: (_, error) => {
      throw error
    },
    ...over,
  })
  const number = (signal: VitalKey, value: number | null, quality = 0): Sample => ({
    kind: 'number',
    signal,
    value: value === null ? unknown('no-data') : known(value),
    at: now,
    received: now,
    source: 'wall' as never,
    quality,
    seq: seq++,
  })
  return {
    early,
    rows,
    number,
    now: () => now,
    wait: (minute: number) => {
      now = after(now, minutes(minute))
    },
    /** One a second for a minute. */
    minute(values: Partial<Record<VitalKey, number | null>>, quality = 0) {
      for (let second = 0; second < 60; second++) {
        now = after(now, 1000)
        early.take(
          STAY,
          Object.entries(values).map(([key, value]) => number(key as VitalKey, value, quality)),
        )
      }
    },
    chart: (set: Parameters<typeof setOf>[0] = {}, by = NURSE) => {
      const { by: _, ...asked } = setOf({ at: now, ...set })
      return early.act({ act: 'observe', stay: STAY, bed: 'bed', set: asked }, by)
    },
    says: () => early.look(STAY).facts.map(({ notice, say }) => `${notice}: ${say.text}`),
    /** The same after a restart, from the rows that were kept. */
    again() {
      const own = rows.reduce<EarlyOfStay>((all, row) => ({ ...withRow(all, row), n: Math.max(all.n, row.n + 1) }), NOTHING_YET)
      const next = house(over, new Map([[STAY, own]]))
      next.wait((now - START) / 60_000)
      return next
    },
  }
}
const WELL = { hr: 72, rr: 16, spo2: 97 }

test('medians of minutes and what was charted: one figure; what is doubted or led by another device is not scored', () => {
  const at = house()
  at.chart()
  at.minute(WELL)
  expect(at.early.look(STAY).score).toMatchObject({ charted: { total: 0 }, running: { low: 0, high: 0, narrow: null }, refused: null })
  at.minute({ hr: 140 }, QUALITY.questionable)
  at.minute({ hr: 140 }, QUALITY.second)
  expect(at.early.look(STAY).score?.running).toMatchObject({ low: 0, high: 0 })
  for (let more = 0; more < 4; more++) at.minute({ ...WELL, hr: 140 })
  expect(at.early.look(STAY).score?.running).toMatchObject({ low: 3, high: 8, narrow: 'consciousness' })
})

test('a gap and a zero are no values, and what stood before them holds for a quarter of an hour', () => {
  const at = house()
  at.chart()
  at.minute(WELL)
  for (let more = 0; more < 14; more++) at.minute({ hr: 0, rr: null, spo2: null })
  expect(at.early.look(STAY).score?.running).toMatchObject({ low: 0, high: 0 })
  at.minute({ hr: 0, rr: null, spo2: null })
  at.wait(1)
  expect(at.early.look(STAY).score?.running?.missing.map(({ part }) => part)).toEqual(['rr', 'spo2', 'pulse'])
})

test('the pulse is that of the ECG; the one by pleth where the ECG has gone', () => {
  const at = house()
  at.chart()
  at.minute({ ...WELL, pr: 120 })
  expect(at.early.look(STAY).score?.running?.low).toBe(0)
  for (let more = 0; more < 8; more++) at.minute({ rr: 16, spo2: 97, pr: 120 })
  expect(at.early.look(STAY).score?.running?.low).toBe(2)
})

test('shock index, mean and pulse pressure: of one measurement, the mean as the device has it', () => {
  const at = house()
  at.minute({ ...WELL, hr: 110 })
  at.early.take(STAY, [at.number('nibp-sys', 100), at.number('nibp-dia', 76)])
  expect(at.early.look(STAY).score).toMatchObject({ shockIndex: 1.1, map: { value: 84, estimated: true }, pulsePressure: 24 })
  expect(at.says()).toContain('shock-index: 24 (narrow)')
  at.wait(1)
  at.early.take(STAY, [at.number('nibp-sys', 100), at.number('nibp-dia', 76), at.number('nibp-mean', 82)])
  expect(at.early.look(STAY).score?.map).toEqual({ value: 82, estimated: false })
  at.wait(36)
  expect(at.early.look(STAY).score).toMatchObject({ shockIndex: null })
})

test.each<[string, Partial<Record<VitalKey, number | null>>, boolean]>([
  ['as before', {}, true],
  ['the line is not known', { 'art-sys': null, 'art-dia': null }, false],
  ['the line shows no pulse', { 'art-sys': 28, 'art-dia': 24 }, false],
  ['no pulse is known by any', { hr: null, pr: null }, false],
  ['the ECG is off, the probe has a pulse', { hr: null }, true],
])('what is computed of a line goes at once with it: %s', (_, change, stands) => {
  const at = house()
  const line = { ...WELL, pr: 72, 'art-sys': 110, 'art-dia': 70 }
  for (let more = 0; more < 3; more++) at.minute(line)
  at.wait(1 / 60)
  at.early.take(
    STAY,
    Object.entries({ ...line, ...change }).map(([key, value]) => at.number(key as VitalKey, value)),
  )
  const { score } = at.early.look(STAY)
  const { shockIndex, map, pulsePressure, pressureAt } = score!
  expect([shockIndex, map, pulsePressure, pressureAt].map((one) => one !== null)).toEqual([stands, stands, stands, stands])
  // The score holds on: it is of the last quarter of an hour.
  expect(score?.running).toMatchObject({ low: 1 })
})

test('what is computed of a cuff says of when it is', () => {
  const at = house()
  at.early.take(STAY, [at.number('nibp-sys', 100), at.number('nibp-dia', 76)])
  const taken = at.now()
  at.minute(WELL)
  expect(at.early.look(STAY).score).toMatchObject({ pressureAt: taken, map: { value: 84 } })
})

test('a full set of 5 calls for the medical team until somebody says who was told', () => {
  const at = house()
  at.chart({ consciousness: 'C', pulse: { value: 115, from: 'monitor' } })
  expect(at.says()).toEqual(['news2-5: 5 charted 16:13'])
  const answer = {
    act: 'answer',
    stay: STAY,
    bed: 'bed',
    notice: 'news2-5',
    told: 'Dr A. Rook',
    at: at.now(),
    plan: 'comes at 14:30',
  } as const
  expect(at.early.act({ ...answer, notice: 'news2-7' }, NURSE)).toMatchObject({ is: 'refused', code: 'no-notice' })
  expect(at.early.act(answer, NURSE)).toMatchObject({ is: 'done' })
  expect(at.says()).toEqual([])
  expect(at.early.act(answer, OTHER)).toMatchObject({ is: 'refused', code: 'no-notice' })
  expect(at.early.chart(STAY).answers).toMatchObject([{ notice: 'news2-5', by: 'R. Wren', told: 'Dr A. Rook', plan: 'comes at 14:30' }])
})

test('a running score asks for a full set, and says what was last seen when', () => {
  const at = house()
  at.chart()
  for (let more = 0; more < 3; more++) at.minute({ hr: 115, rr: 26, spo2: 97 })
  expect(at.says()).toEqual(['news2-5: 5–10 running'])
  at.chart({ pulse: { value: 115, from: 'monitor' }, rr: { value: 18, from: 'typed' } })
  expect(at.early.look(STAY).score?.charted?.total).toBe(2)
})

test('times of a set: not ahead, not from before the stay, not of yesterday', () => {
  const at = house()
  expect(at.chart({ at: after(START, minutes(2)) })).toMatchObject({ code: 'bad-time' })
  expect(at.chart({ at: after(START, -minutes(601)) })).toMatchObject({ code: 'bad-time' })
  expect(at.chart({ at: after(START, -minutes(60)) })).toMatchObject({ is: 'done' })
  const nothing = { consciousness: null, oxygen: null, rr: null, spo2: null, sys: null, pulse: null, temp: null }
  expect(at.chart(nothing)).toMatchObject({ code: 'bad-ask' })
})

test('scale 2 from its order until it is ended, each by a name', () => {
  const at = house()
  at.chart({ spo2: { value: 90, from: 'monitor' } })
  expect(at.early.look(STAY).score).toMatchObject({ scale: 1, charted: { total: 3 } })
  at.wait(1)
  at.early.act({ act: 'scale', stay: STAY, bed: 'bed', order: { scale: 2, target: { low: 88, high: 92 } } }, NURSE)
  at.chart({ spo2: { value: 90, from: 'monitor' } })
  expect(at.early.look(STAY).score).toMatchObject({ scale: 2, charted: { total: 0, scale: 2 } })
  at.wait(1)
  at.early.act({ act: 'scale', stay: STAY, bed: 'bed', order: { scale: 1, target: null } }, OTHER)
  expect(at.early.look(STAY).score?.scale).toBe(1)
  expect(at.early.chart(STAY).orders.map(({ scale, by }) => `${scale} ${by.name}`)).toEqual(['1 P. Heron', '2 R. Wren'])
})

test('over a restart: sets, orders, answers, and what was asked for anew because the band had risen', () => {
  const at = house()
  at.chart()
  for (let more = 0; more < 5; more++) at.minute({ hr: 115, rr: 26, spo2: 97 })
  const before = at.early.look(STAY)
  expect(before.score?.running?.missing.map(({ part }) => part)).toEqual(['oxygen', 'consciousness'])
  at.early.act(
    { act: 'answer', stay: STAY, bed: 'bed', notice: 'news2-5', told: 'charge nurse', at: at.now(), plan: 'full set now' },
    NURSE,
  )
  const next = at.again()
  for (let more = 0; more < 5; more++) next.minute(WELL)
  const { score, facts } = next.early.look(STAY)
  expect(facts).toEqual([])
  expect(score).toMatchObject({ charted: { total: 0 }, running: { low: 0, high: 5 } })
  expect(next.early.chart(STAY).answers).toHaveLength(1)
  next.chart()
  expect(new Set([...at.rows, ...next.rows].filter(({ kind }) => kind !== 'early').map(({ n }) => n)).size).toBe(3)
})

test('nobody is called to who is away, and nothing is scored where it may not be', () => {
  let patient: PatientNow | null = { ...ADULT, here: false }
  const at = house({ patientOf: () => patient })
  at.chart({ consciousness: 'U', pulse: { value: 115, from: 'monitor' } })
  expect([at.says(), at.early.look(STAY).score?.charted?.total]).toEqual([[], 5])
  patient = { ...ADULT, age: 9 }
  at.minute({ hr: 150 })
  at.early.take(STAY, [at.number('nibp-sys', 90)])
  expect(at.early.look(STAY)).toMatchObject({ score: { refused: 'under-16', running: null, charted: null, shockIndex: null }, facts: [] })
  patient = null
  expect(at.early.look(STAY)).toEqual({ score: null, facts: [] })
  expect(at.chart()).toMatchObject({ code: 'no-such-stay' })
})

test('what the monitor brings is offered while it is new: rounded as it is charted, the cuff for longer', () => {
  const at = house()
  at.minute({ ...WELL, hr: 71.5 })
  at.early.take(STAY, [at.number('nibp-sys', 124)])
  expect(at.early.chart(STAY).offered).toMatchObject({ pulse: { value: 72 }, rr: { value: 16 }, sys: { value: 124 } })
  at.wait(3)
  expect(Object.keys(at.early.chart(STAY).offered)).toEqual(['sys'])
})

test('an order that a source brings counts once, and only where nothing was kept', () => {
  const at = house()
  const order = { scale: 2, target: { low: 88, high: 92 }, by: NURSE, at: after(START, -minutes(60)) } as const
  at.early.begin(STAY, order)
  expect(at.early.look(STAY).score?.scale).toBe(2)
  at.wait(1)
  at.early.act({ act: 'scale', stay: STAY, bed: 'bed', order: { scale: 1, target: null } }, OTHER)
  at.early.begin(STAY, order)
  expect(at.early.look(STAY).score?.scale).toBe(1)
})
