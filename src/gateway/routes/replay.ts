// The route that replays a ward's screen: asks who may see it, and has each of its beds told as it stood.
import { initials } from '../../model/census.ts'
import type { DeviceFacts } from '../../model/facts.ts'
import { type BedId, wardId } from '../../model/ids.ts'
import { REPLAY, type Replayed } from '../../model/replayapi.ts'
import { type Frames, frameAt } from '../../model/replayed.ts'
import { UNITS_OF_TABLE } from '../../model/shownunits.ts'
import { after, at, ms } from '../../model/units.ts'
import { Refused } from '../errors.ts'
import { type Around, bedThen, booksAt } from '../history/bedthen.ts'
import { earlyOf, journalOf } from '../history/story.ts'
import { type Readable, subjectOf } from './history.ts'
import type { RouteParts } from './parts.ts'
import type { Routes } from './route.ts'

type Own = 'POST /api/ward/replay'

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

export function replayRoutes(parts: RouteParts, readable: Readable): Pick<Routes, Own> {
  const { access, clock, gateway } = parts
  const { extents, scores } = parts.replays
  const census = () => gateway().census
  const doors = () => gateway().doors

  const devicesNow = (beds: readonly BedId[]): ReadonlyMap<string, DeviceFacts> =>
    new Map(beds.flatMap((bed) => [...census().announced(bed), ...census().factsOf(bed).devices]).map((one) => [one.id, one]))

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
      const off = history.downtimes().map(({ from, to }) => ({ from, to }))
      const named = doors().open('own:name', call.who, subject)
      const short = named || doors().open('own:initials', call.who, subject)
      const carerOf = (id: string, name: string) => ({ id, initials: initials(name), name: named ? name : null })
      /** Under which names it was done, as the journal has them. */
      const names = new Map<string, string>()
      const around: Around = {
        ward: row,
        frames,
        books: booksAt(book, row, frames),
        book,
        census: census(),
        history: { numbers: history.numbers, window: history.window, extents },
        scores,
        early: (stay) => earlyOf(gateway(), stay),
        journal: (stay) => journalOf(gateway().alarms, stay, after(until, 1)),
        gone: (stay, what) => gateway().notes.gone(stay).includes(what),
        near: devicesNow(row.beds.map(({ id }) => id)),
        runAt: (t) => Math.max(Number.NEGATIVE_INFINITY, ...off.filter(({ to }) => to <= t).map(({ to }) => to)),
        readable: (stay) => readable.may(stay, call),
        whoOf(stay, identity) {
          const own = subjectOf(stay)
          const isNamed = doors().open('own:name', call.who, own)
          if (!identity || !(isNamed || doors().open('own:initials', call.who, own))) return null
          return { initials: initials(identity.name), sex: isNamed ? identity.sex : null }
        },
        carerOf: (id, name) => (short ? carerOf(id, name) : null),
        heard(entries) {
          for (const { by } of entries) if (by?.is === 'person') names.set(by.id, by.name)
        },
      }
      const beds = await Promise.all(row.beds.map(({ id, label }) => bedThen(id, label, around)))
      // Asked again: a grant may have ended while it was read.
      doors().pass('own:alarm-history', call.who, subject)
      const claims = new Set(
        beds.flatMap(({ alarms }) => alarms.flatMap((step) => step.alarms.alarms.flatMap(({ claim }) => claim?.by ?? []))),
      )
      return {
        ward: { id: ward, name: row.name, zone: row.zone, units: row.units ?? UNITS_OF_TABLE },
        speed: clock.speed,
        from: frames.from,
        step: frames.step,
        count: frames.count,
        off: off.filter((one) => one.from <= until && one.to >= frames.from),
        beds,
        carers: (short ? [...claims] : []).map((id) => carerOf(id, names.get(id) ?? access.people.get(id)?.name ?? 'a colleague')),
      }
    },
  }
}
