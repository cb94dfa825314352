// Alarms of the demo's past: the real rules and the real hub over the minutes in which something may have happened, with the demo's staff.
import type { Hot } from '../../../feed/mock/hot.ts'
import type { DemoWard } from '../../../feed/mock/ward.ts'
import { AlarmAct } from '../../../model/alarmacts.ts'
import type { By } from '../../../model/book.ts'
import type { Census } from '../../../model/census.ts'
import { actStay } from '../../../model/stayact.ts'
import { Entry, newStayAlarms, type StayAlarms, type What } from '../../../model/stayalarms.ts'
import { endedStay } from '../../../model/staystep.ts'
import { type At, after, at, hours, minutes, seconds } from '../../../model/units.ts'
import { createCore, createDisk, createHandClock } from '../../simulate/core.ts'
import { byOf } from '../people.ts'
import { consider, NOTHING_SEEN } from '../staff.ts'
import { LIMITS_THEN, NIGHT_STAFF } from './script.ts'

/** Rules are armed before, and what ended is looked at after: around a minute in which something may have happened. */
const BEFORE = minutes(2)
const AFTER = minutes(7)
/** Looked on for so long where nothing stands. */
const QUIET = seconds(40)
/** Longer than this no wave is drawn. */
const DRAWN = minutes(15)
/** From here the live hub recalls for itself what stands. */
const LIVE = minutes(2)
/** Past entries are numbered by the minute: in order, the same each time, and below those of any run. */
const NUMBERED = 2000
const OLDEST = hours(24 * 12)
/** What a stay begins with, which the gateway brings itself. */
const BEGUN: readonly What[] = ['limits', 'target', 'ordered', 'age-confirmed']

export interface AlarmsMade {
  readonly entries: readonly Entry[]
  /** When each was raised. */
  readonly raised: readonly number[]
}
interface Window {
  readonly from: At
  readonly to: At
}
/** A window, and when the last of what may have happened in it was over. */
interface Looked extends Window {
  readonly quiet: At
  /** The heart was still: waves are drawn, for the rules look at them. */
  readonly still: boolean
}

/** What is near is one; none reaches into the gap or the live minutes. */
export function windowsAround(hot: readonly Hot[], within: Window, gap: Window, start: At): readonly Looked[] {
  const found: { from: number; to: number; quiet: number; still: boolean }[] = []
  for (const { at: t, signal } of hot.toSorted((a, b) => a.at - b.at)) {
    const last = found.at(-1)
    const is = { to: t + AFTER, quiet: t + minutes(1) + QUIET, still: signal === 'hr' }
    if (last && t - BEFORE <= last.quiet) Object.assign(last, is, { still: last.still || is.still })
    else found.push({ from: t - BEFORE, ...is })
  }
  const end = Math.min(within.to, start - LIVE)
  return found
    .flatMap((one) =>
      one.from < gap.to && one.to > gap.from
        ? [
            { ...one, to: Math.min(one.to, gap.from) },
            { ...one, from: Math.max(one.from, gap.to) },
          ]
        : [one],
    )
    .map(({ from, to, quiet, still }): Looked => {
      const until = at(Math.min(to, end))
      return { from: at(Math.max(from, within.from)), to: until, quiet: at(Math.min(quiet, until)), still: still && to - from <= DRAWN }
    })
    .filter(({ from, to }) => to - from >= minutes(1))
}

const numberFrom = (from: At, start: At): number => 1 + Math.floor((from - (start - OLDEST)) / minutes(1)) * NUMBERED

async function played(ward: DemoWard, bed: string, window: Looked, start: At): Promise<readonly Entry[]> {
  const disk = createDisk()
  const clock = createHandClock(window.from)
  const { stays, wards, beds, people, facts } = ward.census
  const own = stays.find((one) => one.bed === bed)
  if (!own) return []
  const home = wards.find((one) => one.beds.some((id) => id === bed))!
  const brought: Census = {
    wards: [{ ...home, beds: home.beds.filter((id) => id === bed) }],
    beds: beds.filter(({ id }) => id === bed),
    stays: [{ ...own, since: at(Math.min(own.since, window.from)), away: null }],
    people: people.filter(({ stay }) => stay === own.id),
    facts: new Map([...facts].filter(([id]) => id === bed)),
  }
  let ids = 0
  const core = await createCore({
    disk,
    brought,
    clock,
    epoch: 1,
    newId: () => `past-${bed}-${window.from}-${++ids}`,
    frames: false,
    failed: (place, error) => {
      throw new Error(`${place}: ${String(error)}`)
    },
  })
  core.take({ bed: brought.beds[0]!.id, samples: [], facts: facts.get(brought.beds[0]!.id)! })
  const shift = NIGHT_STAFF[bed]
  let memory = NOTHING_SEEN
  const staff = new Set(['wren', 'heron', 'kestrel', 'rook'].map((login) => byOf(login as 'wren').id))
  for (let t = window.from; t < window.to; t = after(t, seconds(1))) {
    const until = after(t, seconds(1))
    clock.pass(seconds(1))
    for (const report of ward.reports(t, until, { waves: window.still, bed })) core.take(report)
    for (let i = 0; i < 4; i++) clock.tick(i < 3)
    const seen = { bed, stay: own.id as string, nurse: shift?.nurse ?? ('wren' as const), alarms: core.hub.shownOf(own.id) }
    const next = consider(memory, [seen], { now: clock.now(), start, staff, ...(shift?.see && { see: shift.see }) })
    memory = next.memory
    for (const { who, ask } of next.deeds) core.hub.act(AlarmAct.parse(ask), { by: byOf(who), staff: () => null, nameOf: (id) => id })
    disk.flush()
    if (until >= window.quiet && seen.alarms.alarms.length === 0) break
  }
  const state: StayAlarms | null = core.hub.stateOf(own.id)
  const over = state ? endedStay(state, clock.now()).entries : []
  clock.forget()
  const kept = disk
    .rows('journal')
    .map(({ content }) => content as { readonly whose: { readonly stay?: string }; readonly entry: unknown })
    .flatMap(({ whose, entry }) => (whose.stay === own.id ? [Entry.parse(entry)] : []))
    .toSorted((a, b) => a.n - b.n)
  const first = numberFrom(window.from, start)
  return [...kept, ...over.filter(({ alarm }) => alarm !== null)]
    .filter(({ what, alarm }) => alarm !== null || !BEGUN.includes(what))
    .slice(0, NUMBERED)
    .map((entry, i): Entry => ({ ...entry, n: first + i, care: null }))
}

/** Limits that were others for a while: an entry when they were set, and one when they were put back. */
function limitsThen(ward: DemoWard, bed: string, within: Window, start: At): readonly Entry[] {
  const stay = ward.census.stays.find((one) => one.bed === bed)
  if (!stay) return []
  return LIMITS_THEN.filter((row) => row.bed === bed).flatMap(({ vital, low, high, who, from, until, why, back }) => {
    let state = newStayAlarms(1)
    const act = (t: At, ask: object, by: By): readonly Entry[] => {
      const asked = AlarmAct.parse({ act: 'limits', stay: stay.id, bed, vital, ...ask })
      if (asked.act !== 'limits') return []
      const out = actStay({ ...state, next: numberFrom(t, start) + NUMBERED / 2 }, asked, {
        by,
        now: t,
        population: stay.population,
        age: stay.age,
        staff: () => null,
        nameOf: (id) => id,
      })
      if (out.is === 'refused') throw new RangeError(`limits of the past at ${bed}: ${out.code}`)
      state = out.state
      return t >= within.from && t < within.to ? out.entries : []
    }
    return [
      ...act(ward.yesterday(from), { low, high, reason: why }, byOf(who)),
      ...act(ward.yesterday(until), { low: 50, high: 120, reason: back, preset: true }, byOf(who)),
    ]
  })
}

export async function pastAlarms(ward: DemoWard, bed: string, hot: readonly Hot[], within: Window): Promise<AlarmsMade> {
  const { start } = ward
  const entries: Entry[] = [...limitsThen(ward, bed, within, start)]
  const stay = ward.census.stays.find((one) => one.bed === bed)
  // All of them are off by order: nobody was told.
  const isOff = stay?.alarms?.offHours !== undefined
  if (!isOff) for (const window of windowsAround(hot, within, ward.gap, start)) entries.push(...(await played(ward, bed, window, start)))
  entries.sort((a, b) => a.n - b.n)
  return { entries, raised: entries.flatMap(({ what, at: when }) => (what === 'raised' ? [when] : [])) }
}
