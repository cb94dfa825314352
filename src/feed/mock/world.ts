// Which body of the demo's wards lies in which bed now: real patients are moved by people, the invented ones do as the ward book says.
// The pure ward goes on as planned, each body in the bed of its row; what it hands over is told anew here for where the body lies.
// Nothing of it is another while nobody acts.
import { sameRecord } from '../../model/book.ts'
import type { DeviceFacts } from '../../model/facts.ts'
import type { BedId } from '../../model/ids.ts'
import type { FeedFacts, Report } from '../../model/sample.ts'
import { type At, after, seconds } from '../../model/units.ts'
import type { Bedside } from '../source.ts'
import { ALWAYS, absent, aheadIn, asPlanned, isWorn, type Lying, laid, NEVER, nameIn, present, toldOf } from './lying.ts'
import type { Plan } from './plan.ts'
import { chance } from './seed.ts'

/**
 * TABLE: how long things at the bedside take [design]. A move takes longer than two numbers of a monitor, so that what two bodies leave on
 * one device is apart in its count and in time.
 */
export const BEDSIDE = {
  move: seconds(3),
  leave: seconds(5),
  /** From the discharge to the last electrode, by seed. */
  go: [seconds(5), seconds(20)],
} as const
/** Devices and waves of a bed, as the wire has them. */
const DEVICES = 8
const CHANNELS = 16

export interface World {
  /** `now`: when the book was changed, or just after. */
  follow(what: Bedside, now: At): void
  /** What is handed over instead of the pure ward's `reports`, which reach up to `until`. */
  told(reports: readonly Report[], until: At): Report[]
  /** The same of the past, which brings no facts. */
  past(report: Report): Report[]
}

export function createWorld(plans: readonly Plan[], seed: number): World {
  const planned = new Map(plans.map((plan) => [plan.bed, plan]))
  const planOf = (bed: BedId): Plan | undefined => planned.get(bed)
  const bodies = plans.filter(({ stay, comes }) => stay !== null || comes !== null).map(asPlanned)
  const bodyOf = new Map(bodies.map((body) => [body.plan.bed, body]))
  const lying = new Map(bodies.flatMap((body) => (body.bed === null ? [] : [[body.bed, body] as const])))
  let coming = bodies.filter(({ bed }) => bed === null)
  /** Beds that are not as their rows say, and those of which that is still to be told. */
  const others = new Set<BedId>()
  const news = new Set<BedId>()
  let later: readonly { readonly at: At; readonly bed: BedId }[] = []

  const isNews = (bed: BedId | null): void => {
    if (bed === null) return
    others.add(bed)
    news.add(bed)
  }
  /** Who lies in the bed and is not on the way out. */
  const patientIn = (bed: BedId): Lying | undefined => {
    const body = lying.get(bed)
    return body?.gone === NEVER ? body : undefined
  }

  function lay(body: Lying, bed: BedId | null, arrives: At): void {
    isNews(body.plan.bed)
    isNews(body.bed)
    isNews(bed)
    if (body.bed !== null && lying.get(body.bed) === body) lying.delete(body.bed)
    const there = bed === null ? undefined : lying.get(bed)
    if (there && there !== body) takeAway(there)
    laid(body, bed, arrives)
    if (bed !== null) lying.set(bed, body)
  }
  /** At once: the bed is another's, and what its devices measure is too. */
  function takeAway(body: Lying): void {
    body.gone = ALWAYS
    lay(body, null, ALWAYS)
  }

  /** Who was to be connected by now, is; where the bed was given to another meanwhile, nobody is seen. */
  function connect(until: At): void {
    for (const body of coming) {
      const { comes, bed } = body.plan
      if (comes === null || comes > until) continue
      coming = coming.filter((one) => one !== body)
      const there = lying.get(bed)
      if (there && there.gone > comes) takeAway(body)
      else {
        if (there) takeAway(there)
        body.bed = bed
        lying.set(bed, body)
      }
    }
  }

  function follow(what: Bedside, now: At): void {
    connect(now)
    // Counted from here, which is no earlier than the book's own instant: what the next bed brings is this one's by then.
    const arrives = after(now, BEDSIDE.move)
    switch (what.is) {
      case 'moved': {
        const body = patientIn(what.from)
        if (body) lay(body, what.to, arrives)
        return
      }
      case 'swapped': {
        const [one, other] = [patientIn(what.one), patientIn(what.other)]
        if (one) lay(one, null, arrives)
        if (other) lay(other, what.one, arrives)
        if (one) lay(one, what.other, arrives)
        return
      }
      case 'left': {
        const body = patientIn(what.bed)
        const from = after(now, BEDSIDE.leave)
        if (body && what.back > from) absent(body, from, what.back)
        return
      }
      case 'returned': {
        const body = patientIn(what.bed)
        if (body) present(body, now)
        return
      }
      case 'gone': {
        const body = patientIn(what.bed)
        if (!body) return
        const [low, high] = BEDSIDE.go
        const gone = after(now, Math.round(low + (high - low) * chance(seed, `${body.plan.bed}/go`)))
        body.gone = gone
        body.moved = true
        others.add(what.bed)
        later = [...later, { at: gone, bed: what.bed }]
        return
      }
      case 'found': {
        const body = bodies.find(({ plan }) => plan.person?.record !== undefined && sameRecord(plan.person.record, what.record))
        if (!body || (body.bed === what.bed && body.gone === NEVER)) return
        // So it was before this run already: nothing was ever measured elsewhere.
        body.gone = NEVER
        if (what.bed === null) takeAway(body)
        else lay(body, what.bed, ALWAYS)
        return
      }
      default:
        what satisfies never
    }
  }

  /** What is true of a bed's devices at `t`: those of who lies there, those on its wall that nobody is on, and what was worn by who has gone. */
  function factsOf(bed: BedId, t: At): FeedFacts {
    const body = lying.get(bed)
    const own = body?.plan.facts(t)
    const plan = planOf(bed)
    const home = plan?.facts(t)
    const devices: DeviceFacts[] = (own?.devices ?? []).map((device) => {
      const fixed = !isWorn(body!.plan, device.id)
      return {
        ...device,
        id: nameIn(body!.plan, device.id, bed),
        link: t >= body!.gone ? 'off' : device.link,
        ...(fixed && device.clockOffset !== undefined ? { clockOffset: aheadIn(plan) } : {}),
      }
    })
    const add = (device: DeviceFacts): void => {
      if (!devices.some(({ id }) => id === device.id)) devices.push({ ...device, link: 'off' })
    }
    const onWall = (device: string): boolean => plan !== undefined && !isWorn(plan, device)
    for (const device of home?.devices ?? []) if (onWall(device.id)) add(device)
    for (const one of bodies)
      if (one !== body && one.bed === null && one.moved && one.last === bed)
        for (const device of one.plan.facts(t).devices) if (isWorn(one.plan, device.id)) add(device)
    const channels = (own?.channels ?? []).map((channel) => ({ ...channel, source: nameIn(body!.plan, channel.source, bed) as string }))
    for (const channel of home?.channels ?? [])
      if (onWall(channel.source) && !channels.some(({ source }) => source === channel.source)) channels.push(channel)
    return {
      devices: devices.slice(0, DEVICES),
      channels: channels.slice(0, CHANNELS).map((channel, ch) => ({ ...channel, ch })),
      recording: null,
      notes: [...(body?.notes ?? [])],
    }
  }
  const say = (bed: BedId, t: At): Report => ({ bed, samples: [], facts: factsOf(bed, t) })
  const samplesOf = (report: Report): Report[] => {
    const body = bodyOf.get(report.bed)
    if (body && report.facts?.notes) body.notes = report.facts.notes
    return body?.moved ? toldOf(body, report, planOf) : [report]
  }

  return {
    follow,
    past: samplesOf,
    told(reports, until) {
      connect(until)
      const out = [...news].map((bed) => say(bed, until))
      news.clear()
      for (const report of reports) {
        const body = bodyOf.get(report.bed)
        const ofDevices = report.facts?.devices !== undefined || report.facts?.channels !== undefined
        if (!ofDevices) out.push(...samplesOf(report))
        else if (!body?.moved && !others.has(report.bed)) out.push(report)
        // Its devices may be in two beds by now: those on the wall of its row's, and what the body wears.
        else for (const bed of new Set([report.bed, body?.bed ?? report.bed])) out.push(say(bed, until))
      }
      const due = later.filter(({ at }) => at <= until)
      if (due.length > 0) later = later.filter(({ at }) => at > until)
      for (const { bed } of due) out.push(say(bed, until))
      return out
    },
  }
}
