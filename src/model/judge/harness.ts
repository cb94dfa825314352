// For tests: a bedside told second by second, judged, and what becomes of its alarms.
import { type Alarm, type Life, newLife, step } from '../alarm.ts'
import type { CodedKey, EventKey, EventMark } from '../codes.ts'
import { type BedFacts, EMPTY_BED } from '../facts.ts'
import { deviceId } from '../ids.ts'
import type { RuleKey } from '../rules.ts'
import { type DeviceAlarm, type NumberSample, QUALITY, type Sample } from '../sample.ts'
import { type At, after, at, hz, seconds } from '../units.ts'
import { known, unknown, WHYS, type Why } from '../value.ts'
import type { VitalKey } from '../vitals.ts'
import type { WaveKey } from '../waves.ts'
import { type Around, createJudge, type Found } from './judge.ts'

export const START = at(1_790_000_000_000)
export const inSeconds = (s: number): At => after(START, seconds(s))
export const WALL = deviceId('wall')

export const FACTS: BedFacts = {
  ...EMPTY_BED,
  presence: 'occupied',
  devices: [{ id: 'wall', name: 'wall monitor', kind: 'wall', link: 'on' }],
}
export const AROUND: Around = {
  population: 'adult',
  overrides: [],
  target: null,
  paced: false,
  facts: FACTS,
  continuous: true,
  speed: 1,
}

const isWhy = (value: unknown): value is Why => WHYS.includes(value as Why)
let seqs = 0
export function number(signal: VitalKey, value: number | Why, s: number, over: Partial<NumberSample> = {}): NumberSample {
  const when = inSeconds(s)
  const told = isWhy(value) ? unknown(value) : known(value)
  return { kind: 'number', signal, value: told, at: when, received: when, source: WALL, quality: QUALITY.demo, seq: seqs++, ...over }
}
export function coded(signal: CodedKey, value: string, s: number): Sample {
  const when = inSeconds(s)
  const told = isWhy(value) ? unknown(value) : known(value as never)
  return { kind: 'coded', signal, value: told, at: when, received: when, source: WALL, quality: 0, seq: seqs++ }
}
export function event(signal: EventKey, s: number, mark: EventMark = 'normal'): Sample {
  const when = inSeconds(s)
  return { kind: 'event', signal, mark, at: when, received: when, source: WALL, quality: 0, seq: seqs++ }
}
/** A wave of so many seconds from `s` on; no two alike. */
export function wave(signal: WaveKey, s: number, length = 1): Sample {
  const rate = 50
  const data = Int16Array.from({ length: rate * length }, (_, i) => Math.round(1000 * Math.sin(i + s * 7.1)))
  const when = inSeconds(s)
  const end = inSeconds(s + length)
  return {
    kind: 'wave',
    signal,
    data,
    rate: hz(rate),
    gain: 200,
    baseline: 0,
    unit: 'mV',
    at: when,
    received: end,
    source: WALL,
    quality: 0,
    seq: seqs++,
  }
}

export type Told = Partial<Record<VitalKey, number | Why>>
export interface Happened {
  readonly s: number
  readonly rule: RuleKey
  readonly of: string
  readonly is: 'raised' | 'worse' | 'known-last' | 'known-again' | 'ended'
  readonly alarm: Alarm
}

export function bedside(around: Partial<Around> = {}) {
  let now: Around = { ...AROUND, ...around }
  const judge = createJudge()
  const lives = new Map<string, Life>()
  const happened: Happened[] = []
  const found: Found[] = []

  function live(all: readonly Found[], s: number): void {
    found.push(...all)
    for (const { rule, of, verdict } of all) {
      const key = `${rule} ${of}`
      const before = lives.get(key) ?? newLife(rule, of)
      const next = step(before, { is: 'judged', verdict }, inSeconds(s))
      const [was, is] = [before.alarm, next.alarm]
      const stood = was?.phase === 'active'
      const stands = is?.phase === 'active'
      const say = (what: Happened['is'], alarm: Alarm): void => void happened.push({ s, rule, of, is: what, alarm })
      if (stands && !stood) say('raised', is)
      else if (stood && !stands) say('ended', is ?? was)
      else if (stood && stands) {
        if (was.priority !== is.priority) say('worse', is)
        if (was.lastKnown === null && is.lastKnown !== null) say('known-last', is)
        if (was.lastKnown !== null && is.lastKnown === null) say('known-again', is)
      }
      // Somebody saw what ended.
      lives.set(key, stands ? next : { ...next, alarm: null })
    }
  }
  const bed = {
    judge,
    happened,
    found,
    set: (over: Partial<Around>) => {
      now = { ...now, ...over }
    },
    around: () => now,
    hear: (samples: readonly Sample[], s: number, alarms: readonly DeviceAlarm[] = []) =>
      live(judge.hear(samples, alarms, now, inSeconds(s)), s),
    tick: (s: number) => live(judge.tick(now, inSeconds(s)), s),
    /** From second `from` on, each second what `tell` says of it. */
    pass(from: number, to: number, tell: (s: number) => Told | readonly Sample[]) {
      for (let s = from; s < to; s++) {
        const told = tell(s)
        const samples = Array.isArray(told)
          ? (told as readonly Sample[])
          : Object.entries(told as Told).map(([signal, value]) => number(signal as VitalKey, value, s))
        bed.hear(samples, s)
        bed.tick(s)
      }
    },
    alarm: (rule: RuleKey, of = ''): Alarm | null => {
      const life = lives.get(`${rule} ${of}`)
      return life?.alarm?.phase === 'active' ? life.alarm : null
    },
    /** Seconds at which this happened. */
    at: (rule: RuleKey, is: Happened['is'] = 'raised'): number[] =>
      happened.filter((one) => one.rule === rule && one.is === is).map(({ s }) => s),
    raised: (): RuleKey[] => happened.filter(({ is }) => is === 'raised').map(({ rule }) => rule),
  }
  return bed
}
