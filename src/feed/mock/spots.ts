// What a bed brings now and then: cuff pressures, readings at home and by hand, and what is charted (oxygen, pacemaker).
import type { NumberSample, Sample } from '../../model/sample.ts'
import { plausible, QUALITY } from '../../model/sample.ts'
import { type At, after, at, hours, type Ms, minutes, seconds } from '../../model/units.ts'
import { known, type Value } from '../../model/value.ts'
import { VITALS, type VitalKey } from '../../model/vitals.ts'
import { daily, latest } from '../../model/zone.ts'
import type { Readings } from './bedrow.ts'
import type { Body, Measured } from './body.ts'
import type { DeviceKey } from './devices.ts'
import type { Due } from './failures.ts'
import { cuffEvery, cuffTimes, each, type Setting } from './happening.ts'
import type { Plan } from './plan.ts'
import { chance } from './seed.ts'
import { phaseOf } from './stream.ts'

export interface Spots {
  /** With `received` in [from, to). */
  readings(from: At, to: At): Due[]
  /** The last of each kind before `t`. */
  standing(t: At): Due[]
}

/** One kind of reading: what of it was received in [from, to), and how far back the last one may lie. */
interface Spot {
  readonly lookback: Ms
  readonly between: (from: At, to: At) => Due[]
}

/** By phone from home, by the meter's cradle [design]. */
const HOME_DELAY = seconds(20)
const CHARTED_EACH = hours(12)
const LOOKBACK = [hours(1), hours(6), hours(26), hours(24 * 9)]
/** Scatter of home readings from one to the next [NIBP: FACTS §7.3; else design]. */
const SCATTER: Partial<Record<VitalKey, number>> = { weight: 0.15, spo2: 0.6, pr: 2, 'nibp-sys': 4, 'nibp-dia': 3 }
const SECOND = 1000

/** Running number of a spot reading: seconds, for no device reads twice within one. */
const seqOf = (t: At): number => Math.floor(t / SECOND)

type Taken = readonly (readonly [signal: VitalKey, measured: Measured])[]

interface Beside {
  readonly late?: boolean
  /** Said in the place of the bed's note from this reading on. */
  readonly note?: string | null
}

function report(
  plan: Plan,
  key: DeviceKey,
  setting: Setting,
  t: At,
  received: At,
  taken: Taken,
  { late = false, note }: Beside = {},
): Due[] {
  if (!plan.connected(t) || !plan.sends(key, t)) return []
  const { ahead } = phaseOf(plan, key, setting)
  const samples = taken.map(
    ([signal, { value, quality }]): NumberSample => ({
      kind: 'number',
      signal,
      value: plausible(signal, value),
      at: t,
      received,
      source: plan.device(key),
      seq: seqOf(t),
      quality: quality | QUALITY.demo | (late ? QUALITY.late : 0),
      ...(ahead === null ? {} : { deviceTime: t + ahead }),
    }),
  )
  const facts = note ? { facts: { notes: [note] } } : {}
  return [{ received, report: { bed: plan.bed, patient: plan.person?.record ?? null, samples, ...facts } }]
}

function cuffSpot(plan: Plan, body: Body, setting: Setting): Spot[] {
  const unit = plan.units.find((one) => one.cuff)
  if (!unit) return []
  const { latency } = phaseOf(plan, unit.device, setting)
  const signals = ['nibp-sys', 'nibp-dia', 'nibp-mean'] as const
  const between = (from: At, to: At): Due[] =>
    cuffTimes(plan.row, setting, after(from, -latency), after(to, -latency)).flatMap((t) =>
      report(
        plan,
        unit.device,
        setting,
        t,
        after(t, latency),
        signals.map((signal) => [signal, body.number(signal, t)] as const),
      ),
    )
  return [{ lookback: minutes(2 * (cuffEvery(plan.row) ?? 0)), between }]
}

/** Readings every so many minutes, by the course. */
function regular(plan: Plan, body: Body, setting: Setting, row: Readings, every: number): Spot {
  const { start } = setting
  const [from, to] = row.silent ?? [0, 0]
  const silent = (t: At): boolean => t >= after(start, minutes(from)) && t < after(start, minutes(to))
  const lastRead = each(every, row.phase ?? 0, after(start, minutes(from - every)), after(start, minutes(from)), start)[0] ?? start
  const measure = (signal: VitalKey, t: At): Measured => {
    if (signal !== 'glucose') return body.number(signal, t)
    const value = plan.course(t).glucose + (row.sway ?? 0) * Math.sin((t - lastRead) / minutes(45))
    return { value: known(Math.round(value * 10) / 10), quality: 0 }
  }
  return {
    lookback: minutes(every - Math.min(0, from)),
    between: (a, b) =>
      each(every, row.phase ?? 0, after(a, -HOME_DELAY), after(b, -HOME_DELAY), start)
        .filter((t) => !silent(t))
        .flatMap((t) =>
          report(
            plan,
            row.device,
            setting,
            t,
            after(t, HOME_DELAY),
            row.signals.map((signal) => [signal, measure(signal, t)] as const),
          ),
        ),
  }
}

/** Readings at hours of the clock: those the row knows, and after the start more like the last. */
function byHours(plan: Plan, setting: Setting, row: Readings): Spot {
  const { start, zone, seed } = setting
  const { unit, factor, digits } = row.read ?? { unit: null, factor: 1, digits: 2 }
  const rounded = (value: number, to: number): number => Math.round(value * 10 ** to) / 10 ** to
  /** What the device shows, in its own unit, and what it is in ours. */
  const measured = (values: readonly number[], scatter: (signal: VitalKey) => number): { taken: Taken; note: string | null } => {
    const read = row.signals.map((signal, index) => rounded((values[index] ?? Number.NaN) + scatter(signal) / factor, digits))
    return {
      taken: row.signals.map((signal, index) => [signal, { value: known(rounded(read[index]! * factor, 2)), quality: 0 }]),
      note: unit && `read as ${read.map((value) => value.toFixed(digits)).join('/')} ${unit}, shown in ${VITALS[row.signals[0]!].unit}`,
    }
  }
  let before = after(start, -HOME_DELAY - 1)
  const old = (row.known ?? []).flatMap(({ taken, received, values }) => {
    const arrived = received === undefined ? null : latest(zone, received, before)
    const t = latest(zone, taken, arrived ?? before)
    before = after(t, -1)
    const { taken: read, note } = measured(values, () => 0)
    return report(plan, row.device, setting, t, arrived ?? after(t, HOME_DELAY), read, { late: arrived !== null, note })
  })
  const base = row.known?.[0]?.values ?? []
  const scatterAt = (t: At) => (signal: VitalKey) =>
    (SCATTER[signal] ?? 0) * 2 * (chance(seed, `${plan.bed}/${signal}/${t}/a`) - chance(seed, `${plan.bed}/${signal}/${t}/b`))
  return {
    lookback: hours(24 * 9),
    between(from, to) {
      const late = at(Math.max(from - HOME_DELAY, start))
      const fresh = (row.hours ?? [])
        .flatMap((hour) => (to - HOME_DELAY > late ? daily(zone, hour, late, after(to, -HOME_DELAY)) : []))
        .flatMap((t) => {
          const { taken, note } = measured(base, scatterAt(t))
          return report(plan, row.device, setting, t, after(t, HOME_DELAY), taken, { note })
        })
      return [...old.filter((due) => due.received >= from && due.received < to), ...fresh]
    },
  }
}

/** Oxygen and pacemaker as a person writes them down: when they change, and each half day. */
function charted(plan: Plan, setting: Setting): Spot[] {
  const { row, person } = plan
  const device = plan.facts(setting.start).devices[0]
  const air = 'stable' in row.course && !row.course.stable.o2Flow
  if (!person || !device || (plan.units.length === 0 && air)) return []
  const first = Math.floor(chance(setting.seed, `${row.bed}/charted`) * 720)
  const samplesAt = (t: At, all: boolean): Sample[] => {
    const { o2Flow, o2Device } = plan.course(t)
    const common = {
      at: t,
      received: t,
      source: plan.device(plan.units[0]?.device ?? row.readings![0]!.device),
      seq: seqOf(t),
      quality: QUALITY.manual | QUALITY.demo,
    }
    const samples: Sample[] = [
      { kind: 'number', signal: 'o2-flow', value: known(o2Flow), ...common },
      { kind: 'coded', signal: 'o2-device', value: known(o2Device), ...common },
    ]
    if (all && row.fio2 !== undefined) samples.push({ kind: 'number', signal: 'fio2', value: known(row.fio2), ...common })
    const paced: Value<'no' | 'yes' | 'back-up'> | null = row.paced === undefined ? null : known(row.paced)
    if (all && paced) samples.push({ kind: 'coded', signal: 'paced', value: paced, ...common })
    return samples
  }
  const between = (from: At, to: At): Due[] =>
    each(1, 0, from, to, setting.start).flatMap((t) => {
      const minute = Math.round((t - setting.start) / 60_000)
      const due = (minute - first) % (CHARTED_EACH / 60_000) === 0
      const now = plan.course(t)
      const was = plan.course(after(t, -60_000))
      if (!due && now.o2Flow === was.o2Flow && now.o2Device === was.o2Device) return []
      return plan.connected(t) ? [{ received: t, report: { bed: plan.bed, samples: samplesAt(t, due) } }] : []
    })
  return [{ lookback: CHARTED_EACH, between }]
}

/** All that one bed brings now and then. */
export function spotsOf(plan: Plan, body: Body, setting: Setting): Spots {
  const rows = plan.row.readings ?? []
  const spots = [
    ...cuffSpot(plan, body, setting),
    ...rows.map((row) => (row.every === undefined ? byHours(plan, setting, row) : regular(plan, body, setting, row, row.every))),
    ...charted(plan, setting),
  ]
  const last = (spot: Spot, t: At): Due[] => {
    const limit = LOOKBACK.find((span) => span >= spot.lookback) ?? spot.lookback
    const seen = new Set<string>()
    return spot
      .between(after(t, -limit - 1), t)
      .sort((a, b) => b.received - a.received)
      .flatMap((due) => {
        const samples = due.report.samples.filter(({ signal }) => !seen.has(signal) && Boolean(seen.add(signal)))
        return samples.length ? [{ ...due, report: { ...due.report, samples } }] : []
      })
  }
  return {
    readings: (from, to) => spots.flatMap((spot) => spot.between(from, to)),
    standing: (t) => spots.flatMap((spot) => last(spot, t)),
  }
}
