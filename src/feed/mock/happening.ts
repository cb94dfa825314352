// When a row's happenings happen: instants and windows of one bed, at any time, asked in any order.
import { type At, after, at, minutes, seconds } from '../../model/units.ts'
import { type Hour, latest } from '../../model/zone.ts'
import type { BedRow, Happening, When } from './bedrow.ts'
import { lengthOf, RECOVERY } from './course.ts'
import { chance } from './seed.ts'
import type { Artefact } from './truth.ts'

/** What the whole demo shares. */
export interface Setting {
  readonly seed: number
  readonly start: At
  /** IANA zone of the wards' clock. */
  readonly zone: string
  /** False: the stories go on, but nothing of the rows' minutes happens. */
  readonly script: boolean
  /** A new id for a stay; by seed and bed where not handed in. */
  readonly id?: (() => string) | undefined
}
export interface Window {
  readonly from: At
  readonly to: At
}

/** Seconds the cuff takes from the first pump to the reading, and the pleth beyond it is gone [WARD §5: 40 s]. */
export const CUFF_CYCLE = seconds(40)
const CUFF_EVERY = 30

/** The bed's own number, so that two beds with the same row differ. */
export const seedOf = (row: BedRow, setting: Setting): number => Math.floor(chance(setting.seed, row.bed) * 2 ** 32)

/** Instants that leave `phase` when minutes after the start are divided by `every`, in [from, to). */
export function each(every: number, phase: number, from: At, to: At, start: At): At[] {
  const found: At[] = []
  for (let k = Math.ceil((from - start - minutes(phase)) / minutes(every)); ; k++) {
    const t = after(start, minutes(phase + k * every))
    if (t >= to) return found
    found.push(t)
  }
}

/** Instants of a cuff reading in [from, to); none where pressure is taken by hand. */
export function cuffTimes(row: BedRow, setting: Setting, from: At, to: At): At[] {
  if (row.cuff === null) return []
  const [every, phase = Math.floor(chance(setting.seed, `${row.bed}/cuff`) * every)] = row.cuff ?? [CUFF_EVERY]
  return each(every, phase, from, to, setting.start)
}
/** Minutes between two cuff readings, null where pressure is taken by hand. */
export const cuffEvery = (row: BedRow): number | null => (row.cuff === null ? null : (row.cuff?.[0] ?? CUFF_EVERY))

/** The hour of the calendar day before the start's. */
export const yesterday = (hour: Hour, { zone, start }: Pick<Setting, 'zone' | 'start'>): At =>
  latest(zone, hour, after(latest(zone, '00:00', start), -1))

/** The latest fitting instant: an hour of the clock is one at which the whole of `lasts` was over before the start. */
export function resolve(when: When, setting: Setting, lasts = 0): At {
  if (typeof when === 'number') return after(setting.start, minutes(when))
  return latest(setting.zone, when, after(setting.start, -lasts))
}

export type Of<K extends Happening['is']> = Extract<Happening, { is: K }>
/** The happenings of one sort; those at a minute only where the script is played. */
export const happenings = <K extends Happening['is']>(row: BedRow, setting: Setting, is: K): Of<K>[] =>
  (row.happens ?? []).filter((one): one is Of<K> => one.is === is && (setting.script || typeof one.at === 'string'))

function longest(one: Happening): number {
  if (one.is === 'story') return lengthOf(one.story) + RECOVERY
  if (!('seconds' in one)) return 0
  return seconds(typeof one.seconds === 'number' ? one.seconds : one.seconds[1])
}

/** The windows of a happening that touch [from, to): one now and then, or a series. */
export function windowsOf(one: Happening, row: BedRow, setting: Setting): (from: At, to: At) => Window[] {
  const lasts = longest(one)
  const every = minutes(one.each ?? 0)
  const count = one.each === undefined ? 1 : (one.times ?? Number.POSITIVE_INFINITY)
  const first = resolve(one.at, setting, one.times === undefined ? lasts : every * (one.times - 1) + lasts)
  const lengthOf = (k: number): number => {
    if (!('seconds' in one) || typeof one.seconds === 'number') return lasts
    const [low, high] = one.seconds
    return Math.round(seconds(low + (high - low) * chance(setting.seed, `${row.bed}/${one.is}/${one.at}/${k}`)))
  }
  return (from, to) => {
    const found: Window[] = []
    for (let k = every > 0 ? Math.max(0, Math.floor((from - first - lasts) / every)) : 0; k < count; k++) {
      const begin = at(Math.round(first + k * every))
      if (begin >= to) break
      const end = after(begin, lengthOf(k))
      if (end > from) found.push({ from: begin, to: end })
    }
    return found
  }
}

/** The artefacts of a bed that touch [from, to). */
export function artefactsOf(row: BedRow, setting: Setting): (from: At, to: At) => Artefact[] {
  const own = happenings(row, setting, 'artefact').map((one) => ({ kind: one.artefact, windows: windowsOf(one, row, setting) }))
  return (from, to) => {
    const found = own.flatMap(({ kind, windows }) => windows(from, to).map((w) => ({ kind, ...w })))
    if (!row.cuffOnProbeArm) return found
    const cuffs = cuffTimes(row, setting, after(from, 1), after(to, CUFF_CYCLE))
    return [...found, ...cuffs.map((t) => ({ kind: 'cuff-arm' as const, from: after(t, -CUFF_CYCLE), to: t }))]
  }
}
