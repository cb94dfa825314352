// Recordings in beds: played against a clock in the test's hand, with real files.
import { existsSync, mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { BedFacts } from '../../model/facts.ts'
import type { NumberSample, Report, WaveSample } from '../../model/sample.ts'
import { QUALITY } from '../../model/sample.ts'
import { type At, at, ms, seconds } from '../../model/units.ts'
import { NO_SAMPLE } from '../../model/waves.ts'
import type { Clock } from '../source.ts'
import { encode, FORMATS } from './formats.ts'
import { createReplay } from './replay.ts'
import { parseReplay } from './spec.ts'

const DATA = resolve(process.env.WARDLIGHT_DATA ?? resolve(import.meta.dirname, '../../../../shared/data'), 'wfdb')
const folder = mkdtempSync(join(tmpdir(), 'wardlight-replay-'))
afterAll(() => rmSync(folder, { recursive: true }))
const START = at(1_800_000_000_000)

/** Time that moves when told to, in ticks of 250 ms of real time. */
function byHand(speed = 1) {
  let now: number = START
  let act: (() => void) | null = null
  const clock: Clock = {
    now: () => now as At,
    real: () => now as At,
    speed,
    every(_, what) {
      act = what
      return () => {
        act = null
      }
    },
  }
  const run = (real: number): void => {
    for (let done = 0; done < real; done += 0.25) {
      now += 250 * speed
      act?.()
    }
  }
  return {
    clock,
    run,
    jump: (by: number) => {
      now += by
    },
  }
}

function playing(specs: readonly string[], speed = 1) {
  let ids = 0
  const log: string[] = []
  const source = createReplay(specs.map(parseReplay), { start: START, id: () => `stay-${ids++}`, log: (line) => log.push(line) })
  const hand = byHand(speed)
  const reports: Report[] = []
  const stop = source.start((report) => reports.push(report), hand.clock)
  const of = <T>(pick: (sample: Report['samples'][number]) => T | null, bed = 'replay-1'): T[] =>
    reports.filter((report) => report.bed === bed).flatMap(({ samples }) => samples.map(pick).filter((found) => found !== null))
  const waves = (key: string, bed?: string): WaveSample[] =>
    of((sample) => (sample.kind === 'wave' && sample.signal === key ? sample : null), bed)
  const numbers = (key: string, bed?: string): NumberSample[] =>
    of((sample) => (sample.kind === 'number' && sample.signal === key ? sample : null), bed)
  return { source, reports, stop, log, waves, numbers, ...hand }
}

/** A lead of 10 s at 100 Hz that counts up. */
function ramp(name: string, secs = 10): string {
  const samples = Array.from({ length: secs * 100 }, (_, index) => index)
  writeFileSync(join(folder, `${name}.dat`), encode(FORMATS.get(16)!, samples))
  writeFileSync(join(folder, `${name}.hea`), `${name} 1 100 ${samples.length} 10:00:00 01/02/1990\n${name}.dat 16 200/mV 12 0 0\n#age: 7\n`)
  return join(folder, name)
}

describe('what is asked for', () => {
  test('path and options', () => {
    expect(parseReplay('a/b.hea')).toEqual({ path: 'a/b', loop: false, endsNow: false })
    for (const text of ['b?loop&ends=now', 'b?loop?ends=now', 'b?ends=now?loop'])
      expect(parseReplay(text)).toEqual({ path: 'b', loop: true, endsNow: true })
  })
  test('what is unknown is refused by name', () => {
    expect(() => parseReplay('b?lop')).toThrow('--replay b?lop: unknown option "lop"; there are ?loop and ?ends=now')
    expect(() => parseReplay('?loop')).toThrow('the path of a recording is missing')
    expect(() => parseReplay('b?toString')).toThrow('unknown option')
  })
})

test('a signal nobody knows is named, not dropped in silence', () => {
  const { waves, run, source, stop } = playing([ramp('pace')])
  run(5)
  const chunks = waves('ecg-i').concat(waves('ecg-ii'))
  expect(chunks).toEqual([])
  expect([...source.census.facts.values()][0]?.notes).toEqual(['not shown: signal 1 (mV)'])
  stop()
})

/** The same as lead II, with its sum. */
function lead(name: string, secs = 10): string {
  const path = ramp(name, secs)
  const n = secs * 100
  const sum = (((n * (n - 1)) / 2) << 16) >> 16
  writeFileSync(`${path}.hea`, `${name} 1 100 ${n} 10:00:00 01/02/1990\n${name}.dat 16 200/mV 12 0 0 ${sum} 0 II\n#age: 7\n`)
  return path
}

describe('one pass', () => {
  test('waves arrive as time goes, without gap, each 250 ms', () => {
    const { waves, run, source, reports, stop } = playing([lead('one')])
    run(5)
    // Whose it is, is the ward book's affair: a recording names a bed and a device.
    for (const report of reports) expect(Object.keys(report).filter((key) => !['bed', 'samples', 'facts'].includes(key))).toEqual([])
    const chunks = waves('ecg-ii')
    expect(chunks.length).toBeGreaterThanOrEqual(20)
    expect(chunks.flatMap(({ data }) => [...data])).toEqual(Array.from({ length: 500 }, (_, index) => index))
    for (const { seq, at: when, data, received } of chunks) {
      expect(when).toBe(START + seq * 10)
      expect(received).toBeGreaterThanOrEqual(when + data.length * 10)
      expect(received - when).toBeLessThanOrEqual(1000)
    }
    const [facts] = source.census.facts.values()
    expect(BedFacts.parse(facts)).toMatchObject({ recording: { date: '01/02/1990 10:00:00', ended: false, length: 10_000 } })
    expect(source.census.stays[0]).toMatchObject({ age: 7, population: 'paediatric' })
    stop()
  })

  test('at the end the bed says so, once, and all its values are none', () => {
    const { reports, numbers, waves, run, stop } = playing([lead('end')])
    run(30)
    const ended = reports.filter(({ facts }) => facts?.recording?.ended)
    expect(ended.length).toBe(1)
    expect(reports.at(-1)).toBe(ended[0])
    expect(numbers('hr').at(-1)).toMatchObject({ value: { is: 'unknown', why: 'recording-ended' }, at: START + 10_000 })
    expect(waves('ecg-ii').at(-1)).toMatchObject({ why: 'recording-ended', seq: 1000 })
    expect(
      waves('ecg-ii')
        .at(-1)
        ?.data.every((value) => value === NO_SAMPLE),
    ).toBe(true)
    stop()
  })

  test('a flat or rising lead has no heart rate: unknown, never 0', () => {
    const { numbers, run, stop } = playing([lead('flat')])
    run(9.5)
    expect(numbers('hr').length).toBe(9)
    for (const { value } of numbers('hr')) expect(value.is).toBe('unknown')
    stop()
  })

  test('in a loop the numbers run on and the seam is a hole', () => {
    const { waves, run, reports, stop } = playing([`${lead('loop')}?loop`])
    run(35)
    const all = waves('ecg-ii')
    let next = 0
    for (const { seq, data, at: when } of all) {
      expect(seq).toBe(next)
      expect(when).toBe(START + seq * 10)
      next = seq + data.length
    }
    const values = all.flatMap(({ data }) => [...data])
    expect(values.slice(1000, 1100).every((value) => value === NO_SAMPLE)).toBe(true)
    expect([values[999], values[1100], values[2099], values[2200]]).toEqual([999, 0, 999, 0])
    expect(reports.some(({ facts }) => facts?.recording?.ended)).toBe(false)
    stop()
  })

  test('at more than 4 times no waves, numbers all the same', () => {
    const { waves, numbers, run, stop } = playing([lead('fast', 100)], 60)
    run(1.25)
    expect(waves('ecg-ii').length).toBe(0)
    expect(numbers('hr').length).toBe(75)
    stop()
  })

  test('after a long sleep it goes on at the present and leaves a hole', () => {
    const { waves, run, jump, stop } = playing([lead('sleep', 200)])
    run(2)
    jump(seconds(60))
    run(2)
    const seqs = waves('ecg-ii').map(({ seq }) => seq)
    expect(Math.max(...seqs.slice(1).map((seq, index) => seq - (seqs[index] ?? 0)))).toBeGreaterThan(5000)
    expect(seqs.length).toBeLessThan(40)
    stop()
  })

  test('a file that breaks while it plays ends its own bed only', () => {
    const [bad, good] = [lead('bad'), lead('good')]
    const { reports, waves, run, log, stop } = playing([bad, good])
    run(3)
    truncateSync(`${bad}.dat`, 700)
    run(3)
    const ended = reports.filter(({ facts }) => facts?.recording?.ended)
    expect(ended.map(({ bed }) => bed)).toEqual(['replay-1'])
    expect(ended[0]?.facts?.notes?.[0]).toMatch(/^recording stopped: bad\.hea line 2, field 1 \(file\): bad\.dat ends at byte 700/)
    expect(log.length).toBe(1)
    expect(waves('ecg-ii', 'replay-2').flatMap(({ data }) => [...data]).length).toBe(600)
    stop()
  })

  test('what went wrong comes before what is always said', () => {
    const path = ramp('torn')
    const { reports, run, stop } = playing([path])
    run(3)
    truncateSync(`${path}.dat`, 700)
    run(3)
    const notes = reports.find(({ facts }) => facts?.recording?.ended)?.facts?.notes
    expect(notes).toEqual([expect.stringMatching(/^recording stopped: torn\.hea/), 'not shown: signal 1 (mV)'])
    stop()
  })

  test('a damaged byte: its bed says where, shows nothing, and its neighbours play', () => {
    const [bad, good] = [lead('damaged'), lead('whole')]
    const data = readFileSync(`${bad}.dat`)
    data[1000] = data[1000]! ^ 4
    writeFileSync(`${bad}.dat`, data)
    const { reports, waves, run, log, stop } = playing([bad, `${good}?loop`])
    run(3)
    const said = reports.filter(({ bed }) => bed === 'replay-1')
    expect(said).toHaveLength(1)
    expect(said[0]?.facts?.notes?.[0]).toMatch(/^recording damaged: damaged\.hea line 2, field 7 \(checksum\): /)
    expect(said[0]?.samples.every((sample) => sample.kind === 'wave' || (sample.kind === 'number' && sample.value.is === 'unknown'))).toBe(
      true,
    )
    expect(waves('ecg-ii', 'replay-1').every(({ data: drawn }) => drawn.every((value) => value === NO_SAMPLE))).toBe(true)
    expect(log).toEqual([expect.stringMatching(/^R1: recording damaged: damaged\.hea line 2, field 7/)])
    expect(
      waves('ecg-ii', 'replay-2')
        .flatMap(({ data: drawn }) => [...drawn])
        .some((value) => value !== NO_SAMPLE),
    ).toBe(true)
    stop()
  })

  test('a recording that cannot be read stops the start, by name', () => {
    expect(() => playing([lead('ok'), join(folder, 'nobody')])).toThrow(/nobody\.hea: cannot read/)
  })

  test('stopped, it says nothing more', () => {
    const { reports, run, stop } = playing([lead('stop')])
    run(1)
    stop()
    const before = reports.length
    run(3)
    expect(reports.length).toBe(before)
  })
})

describe.skipIf(!existsSync(DATA))(`real recordings (skipped where ${DATA} is absent)`, () => {
  const NUMERICS = join(DATA, 's00001-2896-10-10-00-31n')

  test('numerics: one a minute, announced; 0 and invalid are unknown; the cuff only where it measured', () => {
    const { source, numbers, run, stop } = playing([NUMERICS], 600)
    const [facts] = source.census.facts.values()
    expect(BedFacts.parse(facts)).toMatchObject({
      recording: { date: '10/10/2896 00:31:25' },
      devices: [
        { cadence: { hr: 60_000, pr: 60_000, rr: 60_000, spo2: 60_000, 'art-sys': 60_000, 'art-dia': 60_000, 'art-mean': 60_000 } },
      ],
      notes: [],
    })
    expect(facts?.devices[0]?.cadence).not.toHaveProperty('nibp-sys')
    expect(source.census.stays[0]).toMatchObject({ age: 60, population: 'adult' })
    expect(source.census.people[0]).toMatchObject({ sex: 'F' })
    run(192.5)
    const hr = numbers('hr')
    expect(hr.length).toBe(1926)
    for (const [index, sample] of hr.entries()) expect(sample.at - START).toBeCloseTo(index * 60_000, 0)
    const every = [...hr, ...numbers('spo2'), ...numbers('art-sys'), ...numbers('rr'), ...numbers('pr')]
    expect(every.filter(({ value }) => value.is === 'known' && value.value === 0)).toEqual([])
    expect(every.some(({ value }) => value.is === 'unknown' && value.why === 'no-data')).toBe(true)
    expect(every.every(({ deviceTime, quality }) => deviceTime === undefined && quality === 0)).toBe(true)
    expect(numbers('nibp-sys').length).toBeGreaterThan(140)
    stop()
  })

  test('ends=now: all past; the last values, then ended', () => {
    const { source, reports, numbers, run, stop } = playing([`${NUMERICS}?ends=now`])
    run(1)
    expect(reports.at(-1)?.facts?.recording?.ended).toBe(true)
    const [last, end] = numbers('hr')
    expect(last?.at).toBeCloseTo(START - 60_000, 0)
    expect(end?.value).toEqual({ is: 'unknown', why: 'recording-ended' })
    expect(numbers('nibp-sys')[0]?.value.is).toBe('known')
    const past = [...(source.past?.(at(START - seconds(86_400)), START, ms(300_000)) ?? [])]
    const rates = past.flatMap(({ samples }) => samples).filter(({ signal }) => signal === 'hr')
    expect(rates.length).toBe(288)
    const times = past.map(({ samples }) => samples[0]?.at ?? 0)
    expect(times).toEqual(times.toSorted((a, b) => a - b))
    stop()
  })

  test('v102s: heart rate derived and marked, pulse rate beside it, beats', () => {
    const { source, numbers, reports, run, stop } = playing([join(DATA, 'v102s')])
    run(60)
    for (const facts of source.census.facts.values()) BedFacts.parse(facts)
    const [hr, pr] = [numbers('hr'), numbers('pr')]
    expect(hr.length).toBe(60)
    expect(hr.every(({ quality }) => quality === QUALITY.derived)).toBe(true)
    expect([hr.at(-1)?.value, pr.at(-1)?.value].map((value) => (value?.is === 'known' ? Math.round(value.value) : value))).toEqual([
      103, 103,
    ])
    const beats = reports.flatMap(({ samples }) => samples.filter(({ kind }) => kind === 'event'))
    expect(beats.length).toBeGreaterThan(94)
    expect(new Set(beats.map(({ seq }) => seq)).size).toBe(beats.length)
    stop()
  })

  test('ends=now of waves: the past is derived', () => {
    const { source, stop } = playing([`${join(DATA, '03700181')}?ends=now`])
    const past = [...(source.past?.(at(START - seconds(120)), START, seconds(10)) ?? [])].flatMap(({ samples }) => samples)
    const rates = past.filter(({ signal }) => signal === 'hr')
    expect(rates.length).toBe(12)
    for (const sample of rates)
      if (sample.kind === 'number' && sample.value.is === 'known') expect(Math.abs(sample.value.value - 122)).toBeLessThan(4)
    stop()
  })
})
