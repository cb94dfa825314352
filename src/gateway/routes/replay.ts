// The route that replays a ward's screen: who lay where then, what had come of their signals by then, which alarms stood and who had them.
import type { BedAlarms } from '../../model/alarmshown.ts'
import type { Bedding, Book, KeptStay } from '../../model/book.ts'
import { initials } from '../../model/census.ts'
import { awayTold, type BedFacts, type DeviceFacts, EMPTY_BED } from '../../model/facts.ts'
import type { BedId } from '../../model/ids.ts'
import { wardId } from '../../model/ids.ts'
import { REPLAY, type Replayed, type ReplayedBed } from '../../model/replayapi.ts'
import { alarmsAt, type Frames, frameAt, frameFor, layAt } from '../../model/replayed.ts'
import { UNITS_OF_TABLE } from '../../model/shownunits.ts'
import type { Entry } from '../../model/stayalarms.ts'
import { stayShown } from '../../model/stayshown.ts'
import { at, ms } from '../../model/units.ts'
import { ageOf } from '../census/bedfacts.ts'
import { Refused } from '../errors.ts'
import { rememberExtents } from '../history/extents.ts'
import { stoodOf } from '../history/stood.ts'
import { type Readable, subjectOf } from './history.ts'
import type { RouteParts } from './parts.ts'
import type { Call, Routes } from './route.ts'

type Own = 'POST /api/ward/replay'
type Scene = ReplayedBed['lies'][number]

const NO_DEVICE = 255

/** Throws where it is no moment of the past, or too much of it. */
function framesOf(asked: { readonly at: number; readonly step: number; readonly count: number }, now: number): Frames {
  const { at: from, step, count } = asked
  const wrong = (words: string): never => {
    throw new Refused('bad-window', words)
  }
  if (!Number.isFinite(from) || !Number.isFinite(step)) wrong('A time in it is none.')
  if (from > now) wrong('That moment has not been yet.')
  if (from < now - REPLAY.back) wrong('That is longer ago than 400 days.')
  if (!Number.isInteger(count) || count < 1 || count > REPLAY.frames) wrong(`It asks for 1 to ${REPLAY.frames} frames.`)
  if (step < REPLAY.leastStep || step * (count - 1) > REPLAY.span) wrong('It spans more than 10 minutes, or its steps are too small.')
  // Of what has not been yet nothing is shown.
  return { from: at(from), step: ms(step), count: Math.min(count, Math.floor((now - from) / step) + 1) }
}

/** Who lay in a bed within the frames, as the book has it. */
const laysIn = (book: Book, bed: BedId) =>
  [...book.stay.values()]
    .flatMap((stay) => stay.beds.filter((one: Bedding) => one.bed === bed).map(({ from, to }) => ({ from, to, stay })))
    .toSorted((a, b) => a.from - b.from)

/** Its standbys, oldest first; the one that lasts has no end yet. */
const awaysIn = ({ aways = [], away }: KeptStay) => [...aways, ...(away ? [{ ...away, to: Number.POSITIVE_INFINITY }] : [])]

export function replayRoutes(parts: RouteParts, readable: Readable): Pick<Routes, Own> {
  const { access, clock, gateway } = parts
  const census = () => gateway().census
  const doors = () => gateway().doors
  const extents = rememberExtents(() => gateway().history, clock.real)

  /** What is known of devices now stands for then: their kinds and how often they send. */
  function devicesNow(beds: readonly BedId[]): ReadonlyMap<string, DeviceFacts> {
    return new Map(beds.flatMap((bed) => [...census().announced(bed), ...census().factsOf(bed).devices]).map((one) => [one.id, one]))
  }

  async function alarmsOf(stay: KeptStay, entries: readonly Entry[], frames: Frames, continuous: boolean) {
    return alarmsAt(
      entries,
      frames,
      (state, now): BedAlarms =>
        stayShown(state, {
          now,
          population: stay.population,
          age: ageOf(stay, now),
          continuous,
          feed: null,
          arming: [],
          notWatched: [],
          score: null,
          recorded: () => true,
        }),
    )
  }

  const factsOf = (stay: KeptStay | null): Pick<BedFacts, 'marks' | 'notes' | 'valuesOnRequest'> => {
    if (!stay) return EMPTY_BED
    const marks = new Set(stay.marks.filter((mark) => mark !== 'limit-changed' && mark !== 'alarms-off-by-order'))
    if (stay.paced === 'yes') marks.add('paced')
    if (stay.pregnant === 'yes') marks.add('pregnant')
    return { marks: [...marks].slice(0, 8), notes: stay.notes, valuesOnRequest: stay.valuesOnRequest }
  }

  return {
    async 'POST /api/ward/replay'(asked, call): Promise<Replayed> {
      const ward = wardId(asked.ward)
      const book = census().book()
      const row = book.ward.get(ward)
      if (!row) throw new Refused('no-such-ward')
      const subject = { of: 'ward', ward } as const
      doors().pass('own:alarm-history', call.who, subject)
      const frames = framesOf(asked, clock.now())
      const { history } = gateway()
      const until = frameAt(frames, frames.count - 1)
      const off = gateway()
        .history.downtimes()
        .map(({ from, to }) => ({ from, to }))
      /** Which run of the gateway a moment belongs to: nothing that came before it was still shown. */
      const runAt = (t: number): number => Math.max(Number.NEGATIVE_INFINITY, ...off.filter(({ to }) => to <= t).map(({ to }) => to))
      const near = devicesNow(row.beds.map(({ id }) => id))
      const stays = new Map<string, KeptStay>()
      const claims = new Set<string>()
      /** Under which names it was done, as the journal has them. */
      const names = new Map<string, string>()
      const bedOf = async ({ id: bed, label }: (typeof row.beds)[number]): Promise<ReplayedBed> => {
        const devices: DeviceFacts[] = []
        const placeOf = (id: string): number => {
          const found = devices.findIndex((one) => one.id === id)
          if (found >= 0 || devices.length >= NO_DEVICE) return found < 0 ? NO_DEVICE : found
          const { kind, cadence, name } = near.get(id) ?? {
            kind: book.device.get(id as never)?.kind ?? 'wall',
            cadence: undefined,
            name: id,
          }
          return devices.push({ id, name, kind, link: 'on', ...(cadence && { cadence }) }) - 1
        }
        const lies: Scene[] = []
        const numbers: ReplayedBed['numbers'] = []
        const coded: ReplayedBed['coded'] = []
        const alarms: ReplayedBed['alarms'] = []
        const scores: ReplayedBed['scores'] = []
        let last: KeptStay | null = null
        for (const [first, end, stay, since] of scenesOf(book, bed, frames, runAt)) {
          if (!stay) {
            lies.push({ k: first, stay: null, away: null, hidden: false })
            continue
          }
          if (!(await readable.may(stay, call))) {
            lies.push({ k: first, stay: null, away: null, hidden: true })
            continue
          }
          last = stay
          stays.set(stay.id, stay)
          const { id, population } = stay
          lies.push({
            k: first,
            stay: { id, population, age: ageOf(stay, frameAt(frames, first)), since: stay.since },
            away: null,
            hidden: false,
          })
          for (const gone of awaysIn(stay)) {
            if (gone.since > frameAt(frames, end) || gone.to <= frameAt(frames, first)) continue
            const k = Math.max(first, frameFor(frames, gone.since))
            const back = frameFor(frames, gone.to)
            const there = lies.at(-1)!
            const told = { reason: awayTold(gone.reason), with: gone.with, since: gone.since, back: gone.back }
            if (k <= end && k < back) {
              lies.push({ ...there, k, away: told })
              if (back <= end) lies.push({ ...there, k: back, away: null })
            }
          }
          const [past, journal] = await Promise.all([
            stoodOf(
              { numbers: history.numbers, window: history.window, extents },
              { stay: id, frames, first, last: end, since, devices: [...near.values()], placeOf },
            ),
            gateway().alarms.journal({ stay: id }, 0, until + 1),
          ])
          numbers.push(...past.numbers)
          coded.push(...past.coded)
          const entries = journal.map(({ entry }) => entry)
          for (const { by } of entries) if (by?.is === 'person') names.set(by.id, by.name)
          for (const step of await alarmsOf(
            stay,
            entries,
            { ...frames, from: frameAt(frames, first), count: end - first + 1 },
            row.continuous,
          )) {
            for (const { claim } of step.alarms.alarms) if (claim) claims.add(claim.by)
            alarms.push({ ...step, k: step.k + first })
          }
          for (const { at: when, score } of gateway().early.chartedIn(id, frameAt(frames, first), frameAt(frames, end)))
            scores.push({ k: Math.max(first, frameFor(frames, when)), score })
        }
        return { bed, label, lies, numbers, coded, alarms, scores, devices, facts: factsOf(last) }
      }
      const beds = await Promise.all(row.beds.map(bedOf))
      // Asked again: a grant may have ended while it was read.
      doors().pass('own:alarm-history', call.who, subject)
      const named = doors().open('own:name', call.who, subject)
      const carer = (id: string, name: string) => ({ id, initials: initials(name), name: named ? name : null })
      return {
        ward: { id: ward, name: row.name, zone: row.zone, units: row.units ?? UNITS_OF_TABLE },
        speed: clock.speed,
        from: frames.from,
        step: frames.step,
        count: frames.count,
        off: off.filter((one) => one.from <= until && one.to >= frames.from),
        beds,
        people: [...stays.values()].flatMap(({ id, identity }) => {
          const own = stays.get(id)!
          const isNamed = doors().open('own:name', call.who, subjectOf(own))
          if (!identity || !(isNamed || doors().open('own:initials', call.who, subjectOf(own)))) return []
          const sex = isNamed ? identity.sex : null
          return [{ stay: id, initials: initials(identity.name), name: null, sex, born: null, record: null, reason: null, teaches: null }]
        }),
        duties: row.beds.flatMap(({ id: bed }) => {
          const duty = book.duty.get(bed)
          if (!duty || duty.from > frames.from || duty.until <= until) return []
          return [{ bed, nurse: carer(duty.nurse.id, duty.nurse.name), buddy: null, until: duty.until, own: false }]
        }),
        carers: [...claims].map((id) => carer(id, names.get(id) ?? access.people.get(id)?.name ?? 'a colleague')),
      }
    },
  }
}

/** [first frame, last frame, who lay there, since when the gateway of that time ran]: another one where the gateway began anew. */
function scenesOf(book: Book, bed: BedId, frames: Frames, runAt: (t: number) => number) {
  const steps = layAt(laysIn(book, bed), frames)
  const scenes: [first: number, last: number, stay: KeptStay | null, since: number][] = []
  for (let k = 0; k < frames.count; k++) {
    const stay = steps.findLast((one) => one.k <= k)!.stay
    const since = runAt(frameAt(frames, k))
    const before = scenes.at(-1)
    if (before && before[2] === stay && before[3] === since) before[1] = k
    else scenes.push([k, k, stay, since])
  }
  return scenes
}
