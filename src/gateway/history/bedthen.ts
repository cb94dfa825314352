// One bed of a ward as its screen told it at past instants: who lay there and how that was told, who had the bed, what had come of its signals
// by then, which alarms stood and who had them, and the score. What of then is not kept is not told.
import { type Bedding, type Book, devicesIn, type KeptStay, type KeptWard } from '../../model/book.ts'
import { bookAt, dutyKnownSince, stayAt, turnsIn } from '../../model/bookpast.ts'
import type { DeviceFacts } from '../../model/facts.ts'
import type { GoneKey } from '../../model/history.ts'
import type { BedId, StayId } from '../../model/ids.ts'
import type { ReplayedBed } from '../../model/replayapi.ts'
import { alarmsAt, changesOf, type Frames, frameAt, layAt } from '../../model/replayed.ts'
import type { Entry } from '../../model/stayalarms.ts'
import { stayShown } from '../../model/stayshown.ts'
import { ms } from '../../model/units.ts'
import { ageOf, bedFacts } from '../census/bedfacts.ts'
import type { CensusBook } from '../census/census.ts'
import { alikeIn, stayNow } from '../census/register.ts'
import type { EarlyOfStay } from '../watch/earlykept.ts'
import type { Reading } from './history.ts'
import type { PastScores } from './scored.ts'
import { stoodOf } from './stood.ts'

const NO_DEVICE = 255

/** The ward book at each frame. */
interface BookThen {
  readonly book: Book
  /** Stays with a name that was like another's of the ward. */
  readonly alike: ReadonlySet<StayId>
}
/** One book for all frames between two of its turns. */
export function booksAt(
  book: Book,
  ward: KeptWard,
  frames: Frames,
): { readonly at: (k: number) => BookThen; readonly turned: (k: number) => boolean } {
  const turns = turnsIn(book, frames.from, frameAt(frames, frames.count - 1))
  const made = new Map<number, BookThen>()
  const placeOf = (k: number): number => turns.findLastIndex((turn) => turn <= frameAt(frames, k))
  return {
    at(k) {
      const place = placeOf(k)
      const known = made.get(place)
      if (known) return known
      const then = bookAt(book, frameAt(frames, k))
      const found = { book: then, alike: new Set(alikeIn(then, ward.id).keys()) }
      made.set(place, found)
      return found
    },
    turned: (k) => k > 0 && placeOf(k) !== placeOf(k - 1),
  }
}

export interface Around {
  readonly ward: KeptWard
  readonly frames: Frames
  readonly books: ReturnType<typeof booksAt>
  /** The book of now: its lines are dated. */
  readonly book: Book
  readonly census: Pick<CensusBook, 'cadenceOf' | 'factsOf'>
  readonly history: Pick<Reading, 'numbers' | 'window' | 'extents'>
  readonly scores: PastScores
  readonly early: (stay: KeptStay) => Promise<EarlyOfStay>
  /** Whether that is no longer kept of it. */
  readonly gone: (stay: StayId, what: GoneKey) => boolean
  /** All of a stay's journal up to the last frame. */
  readonly journal: (stay: KeptStay) => Promise<readonly Entry[]>
  /** What is known of devices now stands for then: their kinds and how often they send. */
  readonly near: ReadonlyMap<string, DeviceFacts>
  /** Which run of the gateway an instant belongs to: nothing that came before it was still shown. */
  readonly runAt: (t: number) => number
  /** Whether this person may see the stay, once that is written down; how, by what was known of it then, it is named to them. */
  readonly readable: (stay: KeptStay) => Promise<boolean>
  readonly whoOf: (stay: KeptStay, identity: KeptStay['identity']) => ReplayedBed['told'][number]['who']
  readonly carerOf: (id: string, name: string) => ReplayedBed['nurses'][number]['nurse']
  /** Told of each entry of a journal, for the names in it. */
  readonly heard: (entries: readonly Entry[]) => void
}

export async function bedThen(bed: BedId, label: string, around: Around): Promise<ReplayedBed> {
  const { frames, near, book, books } = around
  const devices: DeviceFacts[] = []
  const placeOf = (id: string): number => {
    const found = devices.findIndex((one) => one.id === id)
    if (found >= 0 || devices.length >= NO_DEVICE) return found < 0 ? NO_DEVICE : found
    const { kind, cadence, name } = near.get(id) ?? { kind: book.device.get(id as never)?.kind ?? 'wall', cadence: undefined, name: id }
    return devices.push({ id, name, kind, link: 'on', ...(cadence && { cadence }) }) - 1
  }
  const began = dutyKnownSince(book, bed)
  const found: ReplayedBed = {
    bed,
    label,
    lies: [],
    told: [],
    nurses: changesOf(0, frames.count - 1, (k) => {
      const duty = books.at(k).book.duty.get(bed)
      return { nurse: duty ? around.carerOf(duty.nurse.id, duty.nurse.name) : null, known: frameAt(frames, k) >= began }
    }),
    numbers: [],
    coded: [],
    alarms: [],
    scores: [],
    devices,
  }
  for (const scene of scenesOf(bed, around)) {
    const { first, stay } = scene
    const isHidden = stay !== null && !(await around.readable(stay))
    if (stay === null || isHidden) found.lies.push({ k: first, stay: null, hidden: isHidden })
    else await lying(found, bed, { ...scene, stay }, around, placeOf)
  }
  return found
}

/** From frame `first` to `last` one stay lay there; `since`: when the gateway of that time began to run. */
interface Scene<T = KeptStay | null> {
  readonly first: number
  last: number
  readonly stay: T
  readonly since: number
}
/** Another one where the gateway began anew. */
function scenesOf(bed: BedId, { book, frames, runAt }: Around): readonly Scene[] {
  const lays = [...book.stay.values()]
    .flatMap((stay) => stay.beds.filter((one: Bedding) => one.bed === bed).map(({ from, to }) => ({ from, to, stay })))
    .toSorted((a, b) => a.from - b.from)
  const steps = layAt(lays, frames)
  const scenes: Scene[] = []
  for (let k = 0; k < frames.count; k++) {
    const { stay } = steps.findLast((one) => one.k <= k)!
    const since = runAt(frameAt(frames, k))
    const before = scenes.at(-1)
    if (before && before.stay === stay && before.since === since) before.last = k
    else scenes.push({ first: k, last: k, stay, since })
  }
  return scenes
}

async function lying(
  found: ReplayedBed,
  bed: BedId,
  scene: Scene<KeptStay>,
  around: Around,
  placeOf: (id: string) => number,
): Promise<void> {
  const { frames, ward, books } = around
  const { first, last, stay, since } = scene
  const { id } = stay
  const then = (k: number): KeptStay => stayAt(stay, frameAt(frames, k)) ?? stay
  found.lies.push({ k: first, stay: stayNow(then(first), bed, frameAt(frames, first)), hidden: false })
  const early = await around.early(stay)
  const { cadenceOf } = around.census
  const [past, entries, scores] = await Promise.all([
    stoodOf(around.history, { stay: id, frames, first, last, since, devices: [...around.near.values()], placeOf }),
    around.journal(stay),
    around.gone(id, 'charted')
      ? null
      : around.scores({
          stay,
          early,
          frames,
          first,
          last,
          since,
          begun: ward.since ?? Number.NEGATIVE_INFINITY,
          cadence: (device, signal) => ms(cadenceOf(device, signal)),
        }),
  ])
  found.numbers.push(...past.numbers)
  found.coded.push(...past.coded)
  found.scores.push(...(scores ?? []))
  const lost = [...(around.gone(id, 'alarm') ? ['Alarms no longer kept'] : []), ...(scores === null ? ['Score of then not known'] : [])]
  found.told.push(
    ...changesOf(first, last, (k) => {
      const own = then(k)
      const { population, age } = stayNow(own, bed, frameAt(frames, k))
      return { population, age, who: around.whoOf(stay, own.identity), facts: factsAt(bed, k, around, lost) }
    }),
  )
  around.heard(entries)
  const own: Frames = { ...frames, from: frameAt(frames, first), count: last - first + 1 }
  const steps = alarmsAt(
    entries,
    own,
    (state, now) => {
      const told = stayAt(stay, now) ?? stay
      const k = first + Math.round((now - own.from) / own.step)
      return stayShown(state, {
        now,
        population: told.population,
        age: ageOf(told, now),
        continuous: ward.continuous,
        buddy: books.at(k).book.duty.get(bed)?.buddy != null,
        feed: null,
        arming: [],
        notWatched: [],
        score: null,
        recorded: () => true,
      })
    },
    (k) => books.turned(first + k),
  )
  found.alarms.push(...steps.map((step) => ({ ...step, k: step.k + first })))
}

/** By the very table of now, from the book of then. What only sources say of devices is not known of then. */
function factsAt(bed: BedId, k: number, { frames, books, census }: Around, lost: readonly string[]): ReplayedBed['told'][number]['facts'] {
  const { book, alike } = books.at(k)
  const isReplayed = devicesIn(book, bed).some(({ kind }) => kind === 'recording')
  const recording = isReplayed ? census.factsOf(bed).recording : null
  const gear = { devices: [], channels: [], recording, notes: [] }
  const { presence, away, marks, notices, notes, valuesOnRequest } = bedFacts(book, bed, frameAt(frames, k), {
    gear,
    alike,
    sends: () => false,
    set: () => [],
  })
  return { presence, away, marks, notices, notes: [...lost, ...notes].slice(0, 4), valuesOnRequest }
}
