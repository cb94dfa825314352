// The demo's beds as one pure thing: what is handed over between two instants, the same however the time is cut.
import type { Census } from '../../model/census.ts'
import { EMPTY_BED } from '../../model/facts.ts'
import { wardId } from '../../model/ids.ts'
import type { FeedFacts, NumberSample, Report, Sample } from '../../model/sample.ts'
import { type At, after, at, hours, minutes, seconds } from '../../model/units.ts'
import { type Hour, latest } from '../../model/zone.ts'
import type { Round } from '../source.ts'
import type { WardRow } from './bedrow.ts'
import { BODY_SCALES, type Body, createBody } from './body.ts'
import { columnsOf, type UnitColumns } from './columns.ts'
import { type Due, delayOf, FAILURES, type Failing, failed } from './failures.ts'
import { artefactsOf, happenings, type Setting, seedOf, type Window, windowsOf, yesterday } from './happening.ts'
import { HOME } from './home.ts'
import { ICU } from './icu.ts'
import type { Plan } from './plan.ts'
import { planBed } from './plan.ts'
import { roundsOf } from './rounds.ts'
import { chance } from './seed.ts'
import { spare } from './spare.ts'
import { type Spots, spotsOf } from './spots.ts'
import { type How, streamOf } from './stream.ts'
import { WARD_4B } from './ward4b.ts'

export interface WardOptions {
  readonly seed: number
  readonly start: At
  /** Beds of 4B, 1–128; those over 16 are stable patients. */
  readonly beds?: number
  /** False: nothing of the rows' minutes happens, only the stories go on. */
  readonly script?: boolean
  /** IANA zone of the wards' clock. */
  readonly zone?: string
  /** A new random id, for each stay; by seed where it is not handed in, for tests alone: an id that can be reckoned is no secret. */
  readonly id?: () => string
  /** Other wards than the demo's three. */
  readonly wards?: readonly WardRow[]
}

export interface DemoWard {
  readonly census: Census
  readonly plans: readonly Plan[]
  /** All reports with `received` in [from, to), in its order. Pure: windows may be cut anywhere. */
  reports(from: At, to: At, how?: Partial<How>): Report[]
  /** Rounds to the patients of wards that are watched, in [from, to), oldest first. */
  rounds(from: At, to: At): Round[]
  /** What stands at `t` and will not be said again soon: facts of every bed, last spot readings, what is charted, slow numbers; with their own times. */
  standing(t: At): Report[]
  /** Numbers of [from, to), oldest first, at most one a `step` and signal; without the night's maintenance gap [WARD §6]. */
  past(from: At, to: At, step: number): Iterable<Report>
  /** What the devices of a bed measured at [from, to), every number of it, without the night's gap: before the start alone. */
  columns(bed: string, from: At, to: At): readonly UnitColumns[]
  /** Its readings now and then, received in [from, to). */
  readings(bed: string, from: At, to: At): readonly Sample[]
  /** When no gateway ran last night [WARD §6]. */
  readonly gap: Window
  readonly start: At
  readonly zone: string
  /** The end of what a bed lived through last night; of any other the start. */
  night(bed: string): At
  /** The instant of yesterday at which the wards' clock showed it. */
  yesterday(hour: Hour): At
}

/** Bodies begin this long before the start: further than any past that is asked for. */
const BEFORE = hours(24 * 10)
/** Bodies begin within so many seconds, so that beds do not all reckon their next minutes at the same instant. */
const APART = 120
const LIVE: How = { numbers: true, waves: true, events: true, stride: 1 }

interface Bed {
  readonly plan: Plan
  readonly body: Body
  readonly failings: readonly Failing[]
  readonly stream: (from: At, to: At, how: How) => Due[]
  readonly spots: Spots
  readonly columns: (from: At, to: At) => UnitColumns[]
}

function bedOf(plan: Plan, setting: Setting, gap: Window): Bed {
  const { row } = plan
  const { seed, start } = setting
  // Whole seconds apart, so that rows begin on the second.
  const epoch = after(start, -BEFORE - seconds(Math.floor(APART * chance(seed, `${row.bed}/epoch`))))
  const zero = after(start, -BEFORE - seconds(APART))
  const body = createBody({ seed: seedOf(row, setting), epoch, course: plan.course, artefacts: artefactsOf(row, setting) })
  const failings = happenings(row, setting, 'failure').flatMap((one) =>
    windowsOf(
      one,
      row,
      setting,
    )(start, after(start, hours(24 * 365))).map(
      (w): Failing => ({
        ...w,
        failure: one.failure,
        seed,
        signal: one.signal,
        amount: one.amount,
        number: (signal, t) => body.number(signal, t).value,
        wave: (signal, t, count) => body.wave(signal, Math.round(((t - epoch) * BODY_SCALES[signal].rate) / 1000), count).data,
      }),
    ),
  )
  const epochs = { epoch, zero }
  return {
    plan,
    body,
    failings,
    stream: streamOf(plan, body, epochs, setting),
    spots: spotsOf(plan, body, setting),
    columns: columnsOf(plan, body, epochs, setting, [gap]),
  }
}

/** The keys of the facts at `t` that were others just before. */
function news(plan: Plan, t: At): Partial<FeedFacts> {
  const was = plan.facts(after(t, -1))
  const is = plan.facts(t)
  return Object.fromEntries(
    Object.entries(is).filter(([key, value]) => JSON.stringify(value) !== JSON.stringify(was[key as keyof FeedFacts])),
  )
}

function duesOf(bed: Bed, from: At, to: At, how: How): Due[] {
  const { plan } = bed
  const facts = plan.changes(from, to).map((t): Due => ({ received: t, report: { bed: plan.bed, samples: [], facts: news(plan, t) } }))
  const far =
    bed.failings.length === 0 ? 0 : delayOf(bed.failings.filter((f) => f.from < to && f.to + FAILURES[f.failure].delays(f) >= from))
  const raw = [...bed.stream(after(from, -far), to, how), ...bed.spots.readings(after(from, -far), to)]
  const after_ = bed.failings.length ? raw.flatMap((due) => failed(due, bed.failings)) : raw
  return [...facts, ...(far > 0 ? after_.filter((due) => due.received >= from && due.received < to) : after_)]
}

const inOrder = (dues: Due[]): Report[] => dues.sort((a, b) => a.received - b.received).map((due) => due.report)

/** 4B, ICU and Home [WARD §2–4]. */
function demo(seed: number, beds: number): readonly WardRow[] {
  if (!Number.isInteger(beds) || beds < 1 || beds > 128) throw new RangeError(`beds must be 1 to 128, not ${beds}`)
  return [{ ...WARD_4B, beds: [...WARD_4B.beds, ...spare(seed, beds - WARD_4B.beds.length)].slice(0, beds) }, ICU, HOME]
}

/** Puts the demo together. Throws a RangeError for a number of beds outside 1–128. */
export function createWard({
  seed,
  start: asked,
  beds = 16,
  script = true,
  zone = 'Europe/London',
  id,
  wards = demo(seed, beds),
}: WardOptions): DemoWard {
  const start = at(Math.floor(asked))
  const setting: Setting = { seed, start, script, zone, id }
  const rows = wards.flatMap((ward) => ward.beds.map((row) => ({ row, ward: ward.ward })))
  const plans = rows.map(({ row, ward }, index) => planBed(row, ward, index, setting, BODY_SCALES))
  /** The gateway stood still for maintenance last night [WARD §6]. */
  const stood = latest(zone, '01:30', after(start, -minutes(12)))
  const gap: Window = { from: stood, to: after(stood, minutes(12)) }
  const all = plans.map((plan) => bedOf(plan, setting, gap))
  const bedBy = new Map<string, Bed>(all.map((bed) => [bed.plan.bed, bed]))
  const lost = ({ received }: Due): boolean => received >= gap.from && received < gap.to
  const census: Census = {
    wards: wards.map(({ ward, name, note, continuous, delays }) => ({
      id: wardId(ward),
      name,
      note,
      continuous,
      ...(delays && { delays }),
      zone,
      beds: plans.filter((plan) => plan.ward === ward).map((plan) => plan.bed),
    })),
    beds: plans.map(({ bed, ward }) => ({ id: bed, ward, label: bed })),
    stays: plans.flatMap((plan) => plan.stay ?? []),
    people: plans.flatMap((plan) => plan.person ?? []),
    facts: new Map(plans.map((plan) => [plan.bed, { ...EMPTY_BED, ...plan.facts(start) }])),
  }
  const reports = (from: At, to: At, how: Partial<How> = {}): Report[] =>
    inOrder(all.flatMap((bed) => (how.bed === undefined || how.bed === bed.plan.bed ? duesOf(bed, from, to, { ...LIVE, ...how }) : [])))

  function* past(from: At, to: At, step: number): Iterable<Report> {
    const stride = Math.max(1, Math.round(step / 1000))
    const how: How = { numbers: true, waves: false, events: false, stride }
    for (let t = from; t < to; t = after(t, seconds(60 * stride))) {
      const dues = all.flatMap((bed) => duesOf(bed, t, after(t, Math.min(seconds(60 * stride), to - t)), how))
      const kept = dues.filter((due) => !lost(due))
      for (const report of inOrder(kept)) {
        const samples = report.samples.filter((sample): sample is NumberSample => sample.kind === 'number')
        if (samples.length) yield { bed: report.bed, samples }
      }
    }
  }

  const factsOf = ({ plan }: Bed, t: At): Due => ({
    received: at(0), // before all that was measured
    report: { bed: plan.bed, samples: [], facts: plan.facts(t) },
  })

  const watched = new Set(wards.filter(({ continuous }) => continuous).map(({ ward }) => wardId(ward)))
  const rounds = plans.filter(({ ward }) => watched.has(ward)).map((plan) => roundsOf(plan, setting))

  return {
    census,
    plans,
    reports,
    past,
    columns: (bed, from, to) => bedBy.get(bed)?.columns(from, to) ?? [],
    readings: (bed, from, to) =>
      bedBy
        .get(bed)
        ?.spots.readings(from, to)
        .flatMap((due) => (lost(due) ? [] : due.report.samples)) ?? [],
    gap,
    start,
    zone,
    night: (bed) => {
      const row = bedBy.get(bed)?.plan.row
      const ends = row
        ? (['story', 'artefact'] as const).flatMap((is) =>
            happenings(row, setting, is).flatMap((one) =>
              typeof one.at === 'string' ? windowsOf(one, row, setting)(after(start, -hours(48)), start).map((w) => w.to) : [],
            ),
          )
        : []
      return ends.length > 0 ? after(at(Math.max(...ends)), minutes(30)) : start
    },
    yesterday: (hour) => yesterday(hour, setting),
    rounds: (from, to) => rounds.flatMap((of) => of(from, to)).sort((a, b) => a.at - b.at),
    standing: (t) => inOrder(all.flatMap((bed) => [factsOf(bed, t), ...bed.spots.standing(t), ...standingSlow(bed, t)])),
  }
}

/** The last number of each signal that comes so seldom that a tile would wait for it. */
function standingSlow({ plan, stream }: Bed, t: At): Due[] {
  const slow = new Set(plan.units.flatMap((unit) => unit.numbers.filter(([, period]) => period >= 10).map(([signal]) => signal)))
  if (slow.size === 0) return []
  const seen = new Set<string>()
  const found: Due[] = []
  for (const due of stream(after(t, -seconds(62)), t, { numbers: true, waves: false, events: false, stride: 1 }).reverse()) {
    const samples = due.report.samples.filter(
      (sample) => sample.kind === 'number' && slow.has(sample.signal) && !seen.has(sample.signal) && Boolean(seen.add(sample.signal)),
    )
    const { alarms: _, ...rest } = due.report
    if (samples.length) found.push({ ...due, report: { ...rest, samples } })
  }
  return found
}
