// A row of the demo ward as functions of time: who lies there, the course, and what is true of bed and devices.
import { dayOf, utc } from '../../model/calendar.ts'
import type { BroughtStay, Person } from '../../model/census.ts'
import type { BedFacts, Channel, DeviceFacts } from '../../model/facts.ts'
import { type BedId, bedId, type DeviceId, deviceId, randomId, stayId, type WardId, wardId } from '../../model/ids.ts'
import type { FeedFacts, WaveScale } from '../../model/sample.ts'
import { type At, after, hours, type Ms, minutes, seconds } from '../../model/units.ts'
import { VITALS, type VitalKey } from '../../model/vitals.ts'
import type { WaveKey } from '../../model/waves.ts'
import type { BedRow } from './bedrow.ts'
import { course, lengthOf, RECOVERY, restOf, storyAt } from './course.ts'
import { type DeviceKey, deviceOf, type Unit, unitsOf } from './devices.ts'
import { cuffEvery, each, happenings, type Setting, type Window, windowsOf, yesterday } from './happening.ts'
import { bytes16, chance } from './seed.ts'
import { HEALTHY } from './stories.ts'
import type { Course } from './truth.ts'

export interface Plan {
  readonly row: BedRow
  readonly bed: BedId
  readonly ward: WardId
  readonly units: readonly Unit[]
  /** Null where nobody lies there by the row: who is connected later is not known to anybody. */
  readonly stay: BroughtStay | null
  readonly person: Person | null
  readonly course: Course
  /** When somebody unknown is connected to the empty bed; null: nobody will be. */
  readonly comes: At | null
  device(key: DeviceKey): DeviceId
  /** Whether anybody is on the bed's devices at `t`, or lies there at all. */
  connected(t: At): boolean
  facts(t: At): FeedFacts
  /** Instants in [from, to) at which the facts became others. */
  changes(from: At, to: At): readonly At[]
  /** Whether a device of the bed is on and on its patient at `t`. */
  sends(key: DeviceKey, t: At): boolean
}

/** The course of a row: its story or stable truth, what it lived through before, its spells, and what it keeps. */
function courseOf(row: BedRow, setting: Setting): Course {
  const rest = restOf(chance(setting.seed, `${row.bed}/rest`))
  const stable = 'stable' in row.course ? { ...HEALTHY, ...row.course.stable } : null
  if (stable && !('pr' in (row.course as { stable: object }).stable)) Object.assign(stable, { pr: stable.hr })
  const base: Course =
    'story' in row.course ? course(row.course.story, setting.start, minutes(row.course.minute), rest) : () => stable ?? HEALTHY
  const far = [after(setting.start, -hours(24 * 40)), setting.start] as const
  const before = happenings(row, setting, 'story').flatMap((one) =>
    windowsOf(one, row, setting)(...far).map((w) => ({ ...w, story: one.story, until: after(w.from, lengthOf(one.story) + RECOVERY) })),
  )
  const spells = happenings(row, setting, 'spell').map((one) => ({ truth: one.truth, windows: windowsOf(one, row, setting) }))
  const plain = before.length === 0 && spells.length === 0
  const keeps = row.keeps
  if (plain) return keeps ? (t) => ({ ...base(t), ...keeps }) : base
  return (t) => {
    const past = before.find((one) => t >= one.from && t < one.until)
    let truth = past ? storyAt(past.story, (t - past.from) as Ms) : base(t)
    for (const spell of spells) if (spell.windows(t, after(t, 1)).length) truth = { ...truth, ...spell.truth }
    return keeps ? { ...truth, ...keeps } : truth
  }
}

/** Percent left at `t` of a battery: as the row says, else full to 30 % and then changed [design]. */
function battery(row: BedRow, key: DeviceKey, setting: Setting, t: At): number | undefined {
  const life = deviceOf(key).battery
  if (life === undefined) return undefined
  const minute = (t - setting.start) / 60_000
  const own = row.battery
  if (own && minute < own.changed) return Math.ceil(Math.max(0, Math.min(100, (own.percent * (own.empty - minute)) / own.empty)))
  const span = minutes(life * 60 * 0.7)
  const since = own ? t - setting.start - minutes(own.changed) : t + chance(setting.seed, `${row.bed}/${key}/battery`) * span
  return Math.floor(100 - (70 * (since % span)) / span)
}

/** Cadences that differ from the table's, as the device announces them. */
function cadences(row: BedRow, unit: Unit | undefined, key: DeviceKey): Partial<Record<VitalKey, number>> {
  const said: Partial<Record<VitalKey, number>> = {}
  for (const [signal, period] of unit?.numbers ?? []) if (seconds(period) !== VITALS[signal].cadence) said[signal] = seconds(period)
  const cuff = unit?.cuff ? cuffEvery(row) : null
  if (cuff !== null && minutes(cuff) !== VITALS['nibp-sys'].cadence)
    for (const signal of ['nibp-sys', 'nibp-dia', 'nibp-mean'] as const) said[signal] = minutes(cuff)
  for (const reading of row.readings ?? []) {
    if (reading.device !== key) continue
    const period = reading.every === undefined ? hours(24 / (reading.hours?.length ?? 1)) : minutes(reading.every)
    for (const signal of reading.signals) if (period !== VITALS[signal].cadence) said[signal] = period
  }
  return said
}

/** A day of birth that makes somebody just so old at `t`. */
function birth(age: number, t: At, part: number): string {
  const { year, month, day } = dayOf(t)
  // A few days short of a year back, for the day is set to the 28th at most: the next birthday still lies ahead.
  const born = dayOf(utc({ year: year - age, month, day: Math.min(day, 28) }) - Math.floor(part * 360) * 86_400_000)
  const two = (value: number): string => String(value).padStart(2, '0')
  return `${born.year}-${two(born.month)}-${two(born.day)}`
}

/** A bed as planned by its row. `index`: its place among all. `scales`: how the body's waves are scaled. */
export function planBed(row: BedRow, ward: string, index: number, setting: Setting, scales: Readonly<Record<WaveKey, WaveScale>>): Plan {
  const { seed, start } = setting
  const units = unitsOf(row.gear)
  const keys = [...new Set([...units.map((unit) => unit.device), ...(row.readings ?? []).map((reading) => reading.device)])]
  const device = (key: DeviceKey): DeviceId => deviceId(`${row.bed}-${key}`)
  const connected = happenings(row, setting, 'connected').map((one) => after(start, minutes(Number(one.at))))[0]
  const aways = happenings(row, setting, 'away')
  const backs = happenings(row, setting, 'back')
  const minuteOf = (t: At): number => (t - start) / 60_000

  const offline: Window[] = happenings(row, setting, 'failure')
    .filter((one) => one.failure === 'offline')
    .flatMap((one) => windowsOf(one, row, setting)(start, after(start, hours(24 * 365))))

  const awayAt = (t: At): BedFacts['away'] => {
    const minute = minuteOf(t)
    const one = aways.findLast((away) => minute >= Number(away.at))
    if (!one || backs.some((back) => Number(back.at) > Number(one.at) && minute >= Number(back.at))) return null
    return { reason: one.reason, with: one.with, since: after(start, minutes(Number(one.at))), back: after(start, minutes(one.back)) }
  }
  const linked = (key: DeviceKey, t: At): boolean =>
    battery(row, key, setting, t) !== 0 && !offline.some((w) => t >= w.from && t < w.to) && occupied(t)

  const channels: Channel[] = units
    .flatMap((unit) => unit.waves.map((signal) => ({ signal, source: device(unit.device) })))
    .map(({ signal, source }, ch) => ({ ch, signal, source, ...scales[signal] }))
  const known = keys.map((key) => {
    const said = cadences(
      row,
      units.find((unit) => unit.device === key),
      key,
    )
    return {
      key,
      id: device(key),
      name: deviceOf(key).name,
      kind: deviceOf(key).kind,
      ...(deviceOf(key).clock ? { clockOffset: minutes(row.clockAhead ?? 0) } : {}),
      ...(Object.keys(said).length ? { cadence: said } : {}),
    }
  })
  const devicesAt = (t: At): DeviceFacts[] =>
    known.map(({ key, ...fixed }) => {
      const left = battery(row, key, setting, t)
      return { ...fixed, link: linked(key, t) ? 'on' : 'off', ...(left === undefined ? {} : { battery: left }) }
    })

  const bed = bedId(row.bed)
  const id = stayId(setting.id?.() ?? randomId(bytes16(seed, `${row.bed}/stay`)))
  const admitted = row.came
    ? yesterday(row.came, setting)
    : after(start, -Math.round(hours(24 * row.days + 12 * chance(seed, `${row.bed}/since`))))
  const own = courseOf(row, setting)
  const stay: BroughtStay | null = row.person
    ? {
        id,
        bed,
        population: row.population ?? 'adult',
        age: row.person[1],
        since: admitted,
        paced: row.paced !== undefined && row.paced !== 'no',
        pregnant: row.pregnant ?? false,
        marks: [...(row.marks ?? [])],
        notes: [...(row.notes ?? [])],
        valuesOnRequest: row.valuesOnRequest ?? false,
        away: awayAt(start),
        ...(row.before && { before: { bed: bedId(row.before.bed), until: yesterday(row.before.until, setting) } }),
        ...(row.alarms ? { alarms: row.alarms } : {}),
      }
    : null
  const occupied = (t: At): boolean => t >= (stay?.since ?? connected ?? Number.POSITIVE_INFINITY)
  const batteries = keys.filter((key) => deviceOf(key).battery !== undefined)
  const steps = [...(connected === undefined ? [] : [connected]), ...offline.flatMap((w) => [w.from, w.to])]

  return {
    row,
    bed,
    ward: wardId(ward),
    units,
    stay,
    person: row.person && {
      stay: id,
      name: row.person[0],
      sex: row.person[2],
      born: birth(row.person[1], start, chance(seed, `${row.bed}/born`)),
      record: `D${1000 + Math.floor(9000 * chance(seed, `${row.bed}/record`))}-${String(index + 1).padStart(3, '0')}`,
      reason: row.person[3],
      teaches: row.teaches,
      ...(row.orders ? { notes: row.orders } : {}),
    },
    course: own,
    comes: row.person ? null : (connected ?? null),
    device,
    connected: occupied,
    facts: (t) => ({ devices: devicesAt(t), channels, recording: null, notes: [] }),
    changes(from, to) {
      const found = steps.filter((t) => t >= from && t < to)
      if (batteries.length)
        for (const t of each(1, 0, from, to, start))
          if (batteries.some((key) => battery(row, key, setting, t) !== battery(row, key, setting, after(t, -60_000)))) found.push(t)
      return [...new Set(found)].sort((a, b) => a - b)
    },
    sends: (key, t) => occupied(t) && linked(key, t) && awayAt(t) === null,
  }
}
