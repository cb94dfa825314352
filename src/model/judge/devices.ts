// Technical: devices that fall silent, are off, run out of battery, or whose clock is wrong.
import type { DeviceFacts } from '../facts.ts'
import { type At, at } from '../units.ts'
import { VITALS } from '../vitals.ts'
import type { Fact } from './facts.ts'
import type { Charge, Memory } from './memory.ts'
import { missing } from './missing.ts'
import { one, type Seen, verdict } from './seen.ts'

/** TABLE: how often a device of a kind is heard, ms, before it said so itself; null: now and then. */
const EXPECTED: Readonly<Record<DeviceFacts['kind'], number | null>> = {
  wall: 1000,
  telemetry: 1000,
  patch: 60_000,
  co2: 1000,
  glucose: null,
  spot: null,
  home: null,
  recording: null,
}
const FLOOR = 5000

/** The shortest time between two numbers of it that come by themselves. */
function intervalOf({ memory, around }: Seen, device: DeviceFacts): number | null {
  const vitals = [...(memory.gear.get(device.id)?.vitals ?? [])]
  const spot = around.continuous
  const each = vitals.flatMap((vital) => {
    const announced = device.cadence?.[vital]
    if (spot && VITALS[vital].clock === 'spot') return []
    return !spot && announced === undefined ? [] : [announced ?? VITALS[vital].cadence]
  })
  if (each.length > 0) return Math.min(...each)
  return around.continuous ? EXPECTED[device.kind] : null
}

/** Since when nothing came of a device that is to be heard; 0: it is heard; null: it is not missed. */
function silentSince(seen: Seen, device: DeviceFacts): number | null {
  const { memory, around, clock } = seen
  if (device.link === 'off' || device.on === 'held' || device.on === 'off') return null
  const interval = intervalOf(seen, device)
  if (interval === null) return null
  // One that was just put on again has its time to be heard.
  const last = Math.max(memory.gear.get(device.id)?.heard ?? memory.born ?? clock, memory.links.get(device.id)?.since ?? 0)
  return clock - last > Math.max(2 * interval, FLOOR * around.speed) ? last : 0
}

/**
 * Nothing for twice its interval, at least 5 s of real time, of a device that is on. Of '': nothing comes from the bed at all; of a device:
 * others of the bed are heard; of a vital sign: its device is heard.
 */
export const noDataFact: Fact = (seen, key) => {
  const { facts } = seen.around
  if (facts.recording?.ended) return one(seen, key, { is: 'in' })
  const all = facts.devices.map((device) => ({ device, since: silentSince(seen, device) })).filter(({ since }) => since !== null)
  const silent = all.filter(({ since }) => since !== 0)
  const every = silent.length > 0 && silent.length === all.length
  const newest = silent.reduce((most, { since }) => Math.max(most, since!), 0)
  const bed = one(seen, key, every ? { is: 'out', since: at(newest), say: { more: '' } } : { is: 'in' })
  if (every) return bed
  return [
    ...bed,
    ...silent.map(({ device: { id, name }, since }) => ({
      of: id,
      verdict: verdict(seen, key, { is: 'out', since: at(since!), say: { more: ` (${name})` } }),
    })),
    ...missing(seen, key, (id) => all.some(({ device, since }) => device.id === id && since === 0)),
  ]
}

/** Kinds that are worn or hang there to watch all the time: one that is off is missed. */
const WATCHING: ReadonlySet<DeviceFacts['kind']> = new Set(['wall', 'telemetry', 'patch', 'co2'])
/** Learns which devices are on, and since when. */
export function takeLinks({ links }: Memory, devices: readonly DeviceFacts[], now: At): void {
  for (const { id, kind, link, on: said } of devices) {
    const on = link === 'on'
    const before = links.get(id)
    // What was never on is not missed; what was on from the first look may have been silent for long.
    if (!before) {
      if (on) links.set(id, { on, since: at(0) })
      // One that watches this patient, by the ward book, is missed also where this gateway never saw it on.
      else if (WATCHING.has(kind) && (said === 'confirmed' || said === 'unconfirmed')) links.set(id, { on, since: now })
    } else if (before.on !== on) links.set(id, { on, since: now })
  }
}

/** A device that was on and is not any more. */
export const offFact: Fact = (seen, key) => {
  const { memory } = seen
  return seen.around.facts.devices.flatMap(({ id, name, link, on }) => {
    if (link === 'on' || on === 'off') return [{ of: id, verdict: verdict(seen, key, { is: 'in' }) }]
    const known = memory.links.get(id)
    return known ? [{ of: id, verdict: verdict(seen, key, { is: 'out', since: known.since, say: { name } }) }] : []
  })
}

/** Percent below which it is said, and minutes below which it is empty soon [design; WARD §2 bed 16]. */
const LOW = 20
const SOON = 15
const RECOVERED = 2

/** Learns how fast a battery runs down. */
export function takeCharge(memory: Memory, devices: readonly DeviceFacts[], now: At): void {
  for (const { id, battery } of devices) {
    if (battery === undefined) continue
    const before = memory.charges.get(id)
    if (before?.percent === battery) continue
    // A step down begins the count: the first value seen may have stood for long.
    const stepped = before !== undefined && battery < before.percent && before.from === null
    const from: Charge['from'] = !before || battery > before.percent ? null : stepped ? { at: now, percent: battery } : before.from
    memory.charges.set(id, { from, percent: battery, at: now })
  }
}

/** Minutes left by its slope; null where that is not known yet. */
export function minutesLeft({ from, percent, at: when }: Charge, now: At): number | null {
  if (!from || from.percent <= percent || when <= from.at) return null
  const each = (when - from.at) / (from.percent - percent)
  return Math.max(0, (percent * each - (now - when)) / 60_000)
}

export const batteryFact: Fact = (seen, key) =>
  seen.around.facts.devices.flatMap(({ id, battery, link, name }) => {
    const charge = seen.memory.charges.get(id)
    if (battery === undefined || !charge) return []
    const left = minutesLeft(charge, seen.clock)
    const soon = left !== null && left < SOON
    const low = battery <= (seen.memory.lows.has(id) ? LOW + RECOVERED : LOW) || soon
    if (link === 'off' || !low) {
      seen.memory.lows.delete(id)
      return [{ of: id, verdict: verdict(seen, key, { is: 'in' }) }]
    }
    seen.memory.lows.add(id)
    const about = left === null ? '' : `, about ${left < 10 ? Math.round(left) : 5 * Math.round(left / 5)} min`
    const say = soon ? { text: 'EMPTY SOON', more: `: ${battery} %${about}`, name } : { text: `${battery} %`, more: about, name }
    return [{ of: id, verdict: verdict(seen, key, { is: 'out', value: battery, priority: soon ? 'medium' : 'low', say }) }]
  })

const CLOCK_WRONG = 120_000
export const clockFact: Fact = (seen, key) =>
  seen.around.facts.devices.flatMap(({ id, clockOffset, name }) => {
    if (clockOffset === undefined) return []
    const wrong = Math.abs(clockOffset) > CLOCK_WRONG
    if (!wrong) return [{ of: id, verdict: verdict(seen, key, { is: 'in' }) }]
    const off = Math.round(Math.abs(clockOffset) / 60_000)
    const [size, unit] = off < 100 ? [off, 'min'] : [Math.round(off / 60), 'h']
    const say = {
      text: `${clockOffset > 0 ? '+' : '−'}${size} ${unit}`,
      more: `${size} ${unit.toUpperCase()} ${clockOffset > 0 ? 'AHEAD' : 'BEHIND'}`,
      name,
    }
    return [{ of: id, verdict: verdict(seen, key, { is: 'out', say }) }]
  })
