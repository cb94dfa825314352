// The census: the one holder of the ward book. Acts, time and what devices send change it; every change is in force at once, shown, and kept.
import type { Act } from '../../model/acts.ts'
import { type Book, type Changed, edited, type KeptDevice, newestIn, placeOf, wardOf } from '../../model/book.ts'
import { act } from '../../model/bookact.ts'
import { passed, type Sign, signed } from '../../model/bookclock.ts'
import { hear } from '../../model/bookhear.ts'
import type { ActContext, Outcome } from '../../model/bookoutcome.ts'
import { dated } from '../../model/bookpast.ts'
import { BOOK } from '../../model/bookpolicy.ts'
import type { Census } from '../../model/census.ts'
import type { BedFacts, DeviceFacts } from '../../model/facts.ts'
import { type BedId, type DeviceId, deviceId, type StayId, type WardId } from '../../model/ids.ts'
import { QUALITY, type Report, type Routed, type Sample } from '../../model/sample.ts'
import { type At, at } from '../../model/units.ts'
import type { VitalKey } from '../../model/vitals.ts'
import { type Around, bedFacts } from './bedfacts.ts'
import { type Effects, effectsOf, renamed } from './changes.ts'
import { createDeviceAlarms } from './devicealarms.ts'
import { CENSUS, createGear } from './gear.ts'
import { createHeld } from './held.ts'
import { alikeIn, createRegister, type Register } from './register.ts'
import { createRouting } from './routing.ts'
import { createSeconds } from './seconds.ts'
import { seeded } from './seed.ts'

export interface CensusSetup {
  /** As it was kept. */
  readonly book: Book
  /** What the sources bring at their start. */
  readonly brought: readonly Census[]
  readonly now: () => At
  readonly speed: number
  readonly newId: () => string
  /** What is set for the alarms of a stay. */
  readonly set?: Around['set']
  /** Keeps rows; rejects where they cannot be kept: what was done stands all the same (P7). */
  readonly keep: (changes: readonly Changed[], before: Book) => Promise<void>
  /** A change that nobody asked for could not be kept. */
  readonly failed: (place: string, error: unknown) => void
  readonly count: (what: 'unrouted' | 'held' | 'held-dropped' | 'released' | 'too-many', samples: number) => void
}

/** What the gateway did by itself, for the record. */
export interface Event {
  readonly kind: 'connected' | 'resumed' | 'held'
  readonly stay: StayId
  readonly ward: WardId
  readonly why: string | null
}
export interface Change {
  readonly effects: Effects
  readonly events: readonly Event[]
  readonly before: Book
}

/** `kept`: resolves once it is kept, rejects with 'store-down' where it cannot be. */
export type Answer = Exclude<Outcome, { is: 'done' }> | (Extract<Outcome, { is: 'done' }> & { readonly kept: Promise<void> })

export interface CensusBook {
  readonly register: Register
  readonly book: () => Book
  factsOf(bed: BedId): BedFacts
  /** What a source announced of the devices it names at this bed: for estimating their clocks. */
  announced(bed: BedId): readonly DeviceFacts[]
  /** Announced time between two samples of a device's signal, gateway ms. */
  cadenceOf(device: string, signal: VitalKey): number
  /** Takes a checked report: learns from it, and says whose its samples are. */
  take(report: Report, source: string): readonly Routed[]
  /** Samples of the past, by whose they were then, as far as they lie where they lay then. */
  past(report: Report): readonly Routed[]
  act(ask: Act, context: Omit<ActContext, 'now' | 'newId' | 'sends'>): Answer
  /** What time alone changes; about once a second. */
  tick(): void
  /** How many samples of a device are held apart. */
  heldOf(device: string): number
  /** Told of each change, after the book is another. Released samples follow by `released`. */
  changed(hear: (change: Change) => void): void
  released(hear: (routed: readonly Routed[]) => void): void
  /** Resolves once all that was changed is kept, or was refused. */
  settled(): Promise<void>
}

/** Sends still: something came of it within so long, gateway ms. */
const SENDS = 15_000

export function createCensus(setup: CensusSetup): CensusBook {
  const { now, speed, newId, keep, failed, count } = setup
  let book = setup.book
  const gear = createGear()
  const held = createHeld((samples) => count('held-dropped', samples))
  const seconds = createSeconds(gear)
  const routing = createRouting({ book: () => book, first: newestIn(setup.book), held, seconds, now, speed, count })
  const deviceAlarms = createDeviceAlarms({ book: () => book, now, speed })
  const signs = new Map<DeviceId, Sign>()
  /** When this gateway began to hear: its first report, or the first second. */
  let start: At | null = null
  const hearsChange: ((change: Change) => void)[] = []
  const hearsReleased: ((routed: readonly Routed[]) => void)[] = []
  const alikes = new Map<WardId, ReadonlyMap<StayId, readonly string[]>>()
  let keeping: Promise<unknown> = Promise.resolve()

  const alikeOf = (ward: WardId): ReadonlyMap<StayId, readonly string[]> => {
    const found = alikes.get(ward) ?? alikeIn(book, ward)
    alikes.set(ward, found)
    return found
  }
  const sends = (device: string): boolean => {
    const sign = signs.get(deviceId(device))
    return sign !== undefined && now() - sign.last <= Math.max(SENDS, gear.gapOf(device, speed))
  }
  const factsOf = (bed: BedId): BedFacts => {
    const ward = book.bed.get(bed)?.ward
    const alike = ward === undefined ? new Set<StayId>() : new Set(alikeOf(ward).keys())
    return bedFacts(book, bed, now(), { gear: gear.at(book, bed), alike, sends, ...(setup.set && { set: setup.set }) })
  }
  const gapOf = (device: KeptDevice): number => gear.gapOf(device.id, speed)

  const forget = (device: DeviceId): void => {
    deviceAlarms.forget(device)
    signs.delete(device)
    routing.forget(device)
  }

  /** In force at once; the promise is of the keeping. */
  function put(asked: readonly Changed[], events: readonly Event[], when = now()): Promise<void> {
    const before = book
    const changes = dated(before, asked, when)
    book = edited(book, changes)
    for (const change of changes) for (const ward of renamed(before, book, change)) alikes.delete(ward)
    for (const { section, id, row } of changes) if (section === 'device' && row === null) forget(id as DeviceId)
    const effects = effectsOf(before, book, changes)
    for (const stay of effects.ended) seconds.forget(stay)
    for (const hear of hearsChange) hear({ effects, events, before })
    const kept = keep(changes, before)
    // After what was asked for, so that what is learnt of it is kept behind it.
    for (const device of effects.released) release(device)
    const quiet = kept.catch(() => {})
    keeping = keeping.then(() => quiet)
    return kept
  }
  const byItself = (changes: readonly Changed[], events: readonly Event[]): void => {
    if (changes.length > 0) void put(changes, events).catch((error: unknown) => failed('census', error))
  }

  /**
   * Held samples go to whose they are, by where their device was; what is nobody's is counted and gone. One answer is an answer for one
   * name: what came under a further one is learnt from as if it came now, and may be held again.
   */
  function release(device: DeviceId): void {
    const { runs, since, says } = held.take(device)
    if (runs.length === 0) return
    const out = runs.flatMap((run) => {
      const kept = book.device.get(device)
      if (kept && run.says !== undefined) learn(device, run.samples, { bed: placeOf(kept).bed, patient: run.says })
      // Older ones that came under the name in question are of whom it names.
      const whenOf = run.says === says ? (when: At) => at(Math.max(when, since)) : undefined
      return routing.route(device, run.samples, whenOf, run.says)
    })
    count(
      'released',
      out.reduce((sum, { samples: own }) => sum + own.length, 0),
    )
    for (const hear of hearsReleased) hear(out)
  }

  /** Whether a device is known, or may come to be; of too many the longest silent one that is on nobody and holds nothing is forgotten. */
  function makeRoom(source: DeviceId): boolean {
    if (book.device.has(source) || book.device.size < BOOK.devices) return true
    let longest: DeviceId | null = null
    let since = now() - SENDS
    for (const device of book.device.values()) {
      const { stay, from } = placeOf(device)
      if (device.hold || (stay !== null && book.stay.has(stay)) || sends(device.id)) continue
      const last = Math.max(routing.last(device.id) ?? from, signs.get(device.id)?.last ?? from)
      if (last < since) [longest, since] = [device.id, last]
    }
    if (longest === null) return false
    byItself([{ section: 'device', id: longest, row: null }], [])
    return true
  }

  /** One device's part of a report. */
  function takeOne(source: DeviceId, samples: readonly Sample[], report: Report): readonly Routed[] {
    if (!makeRoom(source)) {
      count('too-many', samples.length)
      return []
    }
    const valid = learn(source, samples, report)
    if (valid !== null) signs.set(source, signed(signs.get(source), valid, gear.gapOf(source, speed), start ?? now()))
    return routing.route(source, samples, undefined, report.patient)
  }

  /** Takes from samples of one device what they say of who is on it; the newest instant at which it measured something. */
  function learn(source: DeviceId, samples: readonly Sample[], { patient, bed }: Pick<Report, 'patient' | 'bed'>): At | null {
    let from = Number.POSITIVE_INFINITY
    let valid = Number.NEGATIVE_INFINITY
    for (const { at: when, kind, quality, ...rest } of samples) {
      from = Math.min(from, when)
      const measured = kind === 'event' || (kind === 'number' && 'value' in rest && rest.value.is === 'known')
      if (measured && !(quality & (QUALITY.late | QUALITY.manual))) valid = Math.max(valid, when)
    }
    const heard = {
      device: source,
      kind: gear.kindOf(source),
      bed,
      patient,
      from: from as At,
      last: routing.last(source),
      valid: valid > 0,
    }
    const changes = hear(book, heard, newId)
    if (changes.length > 0) byItself(changes, eventsOf(changes))
    return valid > 0 ? (valid as At) : null
  }

  function eventsOf(changes: readonly Changed[]): readonly Event[] {
    return changes.flatMap((change): Event[] => {
      if (change.section === 'stay' && change.row && !book.stay.has(change.row.id))
        return [{ kind: 'connected', stay: change.row.id, ward: wardOf(change.row), why: null }]
      if (change.section !== 'device' || !change.row?.hold || book.device.get(change.row.id)?.hold) return []
      const { stay, bed } = placeOf(change.row)
      const ward = book.bed.get(bed)?.ward
      return stay === null || ward === undefined ? [] : [{ kind: 'held', stay, ward, why: change.row.hold.why }]
    })
  }

  const register = createRegister(() => book, now, factsOf, alikeOf)
  const first = seeded(book, setup.brought, now())
  for (const census of setup.brought) for (const [bed, facts] of census.facts) gear.learn({ bed, samples: [], facts }, CENSUS)
  book = edited(book, first)
  if (first.length > 0) {
    const kept = keep(first, setup.book).catch((error: unknown) => failed('census', error))
    keeping = keeping.then(() => kept)
  }

  return {
    register,
    book: () => book,
    factsOf,
    announced: gear.announced,
    cadenceOf: gear.cadenceOf,
    take(report, source) {
      start ??= now()
      const sources = new Set([...report.samples.map(({ source }) => source), ...(report.alarms ?? []).map(({ device }) => device)])
      // Before the samples: a wave must find its number.
      if (gear.learn(report, source)) tell(report.bed, [...sources])
      return [...sources].flatMap((source) => {
        const own = sources.size === 1 ? report.samples : report.samples.filter((sample) => sample.source === source)
        const routed = own.length === 0 ? [] : takeOne(source, own, report)
        const alarms = report.alarms?.filter(({ device }) => device === source) ?? []
        return alarms.length === 0 ? routed : [...routed, ...deviceAlarms.take(source, alarms, report)]
      })
    },
    past: routing.past,
    act(ask, context) {
      // Strictly after all that was said to be somebody's: an act changes nobody's past, not by a millisecond.
      const when = at(Math.max(now(), routing.latest() + 1))
      const outcome = act(book, ask, { ...context, now: when, newId, sends })
      return outcome.is === 'done' ? { ...outcome, kept: put(outcome.changes, [], when) } : outcome
    },
    tick() {
      start ??= now()
      const { changes, resumed } = passed(book, signs, now(), gapOf, start)
      const events = resumed.map(({ stay, why }): Event => ({ kind: 'resumed', stay, ward: wardOf(book.stay.get(stay)!), why }))
      byItself(changes, events)
      const alarms = deviceAlarms.carried()
      if (alarms.length > 0) for (const hear of hearsReleased) hear(alarms)
      // Notices come and go with time alone.
      const wards = [...book.ward.keys()]
      if (changes.length === 0) for (const hear of hearsChange) hear({ effects: { ...NOTHING, touched: wards }, events: [], before: book })
    },
    heldOf: held.count,
    changed: (hear) => void hearsChange.push(hear),
    released: (hear) => void hearsReleased.push(hear),
    settled: async () => void (await keeping),
  }

  /** Devices or waves of a bed are others, by word of their source. */
  function tell(bed: BedId, sources: readonly DeviceId[]): void {
    const beds = [bed, ...sources.flatMap((source) => (book.device.has(source) ? placeOf(book.device.get(source)!).bed : []))]
    const wards = [...new Set(beds.flatMap((one) => book.bed.get(one)?.ward ?? []))]
    for (const hear of hearsChange) hear({ effects: { ...NOTHING, touched: wards, beds }, events: [], before: book })
  }
}

const NOTHING: Effects = { settled: [], restated: [], ended: [], relaid: [], duties: [], touched: [], held: [], left: [], released: [] }
