// Where one body of the demo lies, when it cannot be heard, and which of its devices come along: the bed of each of its samples.
import { GEAR_KINDS } from '../../model/gear.ts'
import { type BedId, type DeviceId, deviceId } from '../../model/ids.ts'
import type { Report, Sample } from '../../model/sample.ts'
import { type At, at, minutes } from '../../model/units.ts'
import { type DeviceKey, deviceOf } from './devices.ts'
import type { Plan } from './plan.ts'

export const NEVER = at(Number.POSITIVE_INFINITY)
export const ALWAYS = at(Number.NEGATIVE_INFINITY)
/** Absences that are remembered of a body: for what comes late. */
const REMEMBERED = 16

export interface Lying {
  readonly plan: Plan
  /** Where it lies now; null: in no bed of these wards. */
  bed: BedId | null
  /** The last bed it lay in: what it wore is left there. */
  last: BedId
  /** From then on it is on the bed's fixed devices. */
  from: At
  aways: readonly { readonly from: At; readonly to: At }[]
  /** From then on nothing more is heard of it. */
  gone: At
  /** What stands beside its last reading. */
  notes: readonly string[]
  /** Not as its row says any more. */
  moved: boolean
}

/** A body as its row says; one that is still to come lies nowhere yet. */
export const asPlanned = (plan: Plan): Lying => ({
  plan,
  bed: plan.comes === null ? plan.bed : null,
  last: plan.bed,
  from: ALWAYS,
  aways: [],
  gone: NEVER,
  notes: [],
  moved: false,
})

/** To another bed, on whose fixed devices it is from `arrives` on, or out of all. */
export function laid(body: Lying, bed: BedId | null, arrives: At): void {
  body.bed = bed
  body.last = bed ?? body.last
  body.from = arrives
  body.moved = true
}

/** Out of reach of all its devices for a time. */
export function absent(body: Lying, from: At, to: At): void {
  body.aways = [...body.aways, { from, to }].slice(-REMEMBERED)
  body.moved = true
}
export function present(body: Lying, now: At): void {
  body.aways = body.aways.map(({ from, to }) => ({ from: at(Math.min(from, now)), to: at(Math.min(to, now)) }))
}

/** "wall" of "4B-01-wall", and of "4B-01-wall-2". */
const keyOf = (plan: Plan, device: string): DeviceKey => device.slice(plan.bed.length + 1).split('-')[0] as DeviceKey
/** Whether a device of a row goes where its body goes. */
export const isWorn = (plan: Plan, device: string): boolean => GEAR_KINDS[deviceOf(keyOf(plan, device)).kind].goes === 'patient'
/** The name that a device of a row has while its body is in `bed`: what is worn keeps its own. */
export const nameIn = (plan: Plan, device: string, bed: BedId): DeviceId =>
  deviceId(isWorn(plan, device) ? device : `${bed}${device.slice(plan.bed.length)}`)

/** How far the clock of a bed's fixed devices is ahead, ms. */
export const aheadIn = (plan: Plan | undefined): number => minutes(plan?.row.clockAhead ?? 0)

/** What is handed over instead of what the body would bring in the bed of its row: of each bed a report of its own. */
export function toldOf(body: Lying, report: Report, planOf: (bed: BedId) => Plan | undefined): Report[] {
  const { samples, facts, alarms = [], ...rest } = report
  const { bed } = body
  if (bed === null) return []
  const unheard = (when: At): boolean => when >= body.gone || body.aways.some(({ from, to }) => when >= from && when < to)
  const own: Sample[] = []
  for (const sample of samples) {
    const { at: when, source, deviceTime } = sample
    if (unheard(when)) continue
    const worn = isWorn(body.plan, source)
    // What is worn is where the body is, also with what it measured on the way. The cable of what is fixed was pulled, and what was still
    // in it is lost: after the act the bed before is another's, and so is all that comes from there.
    if (!worn && when < body.from) continue
    const ahead = worn || deviceTime === undefined ? 0 : aheadIn(planOf(bed)) - aheadIn(body.plan)
    own.push({ ...sample, source: nameIn(body.plan, source, bed), ...(ahead === 0 ? {} : { deviceTime: deviceTime! + ahead }) })
  }
  const calls = alarms
    .filter(({ at: when, device }) => !unheard(when) && (isWorn(body.plan, device) || when >= body.from))
    .map((alarm) => ({ ...alarm, device: nameIn(body.plan, alarm.device, bed) }))
  if (own.length + calls.length === 0) return []
  return [{ ...rest, bed, samples: own, ...(facts ? { facts } : {}), ...(calls.length ? { alarms: calls } : {}) }]
}
