// What the app knows of one ward: a snapshot replaces it whole, frames keep it up, and whatever is damaged is skipped and counted.
import { decodeAlarms } from '../../model/alarmbytes.ts'
import { type BedAlarms, NO_ALARMS, NO_WARD_ALARMS, type WardAlarms } from '../../model/alarmshown.ts'
import { FrameError } from '../../model/bytes.ts'
import type { CodedKey } from '../../model/codes.ts'
import { type BedFacts, EMPTY_BED } from '../../model/facts.ts'
import { decodeFrame, type Frame, HELD, type Part, WARD_PART } from '../../model/frame.ts'
import { type CodedEntry, decodeState, decodeWaves, type NumberEntry, type StateEntry } from '../../model/half.ts'
import { QUALITY } from '../../model/sample.ts'
import { type At, at } from '../../model/units.ts'
import type { VitalKey } from '../../model/vitals.ts'
import type { DutyRow, Roster, RosterRow, Snapshot, Trend } from '../../model/wire.ts'
import { createRing, type Ring, sameChannel } from './ring.ts'
import type { BedView, Held, WardView } from './view.ts'

/** Which frame brought a value, and when that frame was here (monotonic ms). */
export interface Arrival {
  readonly seq: number
  readonly arrived: number
}

export interface BedState extends BedView {
  readonly stay: BedView['stay']
  facts: BedFacts
  readonly numbers: Map<VitalKey, NumberEntry>
  readonly coded: Map<CodedKey, CodedEntry>
  readonly seconds: Map<string, StateEntry>
  readonly rings: Map<number, Ring>
  lastBeat: At | null
  held: Held
  /** Raised with each change of anything but waves. */
  version: number
  /** When the newest of the bed's data was made: for "no data". */
  readonly arrivals: Map<string, Arrival>
  /** Frame that brought the facts: an older one, sent again, does not put them back. */
  factsSeq: number
  alarms: BedAlarms
  alarmsSeq: number
}

export interface WardState extends WardView {
  seq: number
  people: ReadonlyMap<string, RosterRow>
  duties: ReadonlyMap<string, DutyRow>
  charge: Roster['charge']
  trend: Trend | null
  readonly beds: readonly BedState[]
  carers: ReadonlyMap<string, Roster['carers'][number]>
  /** What stands for the ward as a whole; raised with each change. */
  alarms: WardAlarms
  alarmsSeq: number
}

/**
 * What became of a frame. 'applied': `made` is its gateway time, `whole` false where state was held back by name, `beds` those whose
 * state changed, `damaged` true where a half was unreadable and `prev` should be asked again. 'gap': frames are missing before it.
 * 'relaid': the ward's list of beds is another, a snapshot follows. 'useless': not for this ward, or old and known.
 */
export type Outcome =
  | {
      readonly is: 'applied'
      readonly made: At
      readonly whole: boolean
      readonly beds: readonly BedState[]
      readonly damaged: boolean
      readonly seq: number
      readonly prev: number
    }
  | { readonly is: 'gap' | 'relaid' | 'useless' | 'malformed' | 'other-run' }

export const bytesOf = (data: unknown): Uint8Array | null =>
  data instanceof Uint8Array ? data : data instanceof ArrayBuffer ? new Uint8Array(data) : null

const bed = (row: Snapshot['beds'][number], index: number): BedState => ({
  index,
  ...row,
  facts: EMPTY_BED,
  numbers: new Map(),
  coded: new Map(),
  seconds: new Map(),
  rings: new Map(),
  lastBeat: null,
  held: 'none',
  version: 0,
  arrivals: new Map(),
  factsSeq: -1,
  alarms: NO_ALARMS,
  alarmsSeq: -1,
})

function takeEntry(to: BedState, entry: StateEntry, seq: number, arrived: number): boolean {
  // What a second device brings is kept apart: it never takes the place of the one that leads.
  const second = (entry.quality & QUALITY.second) !== 0
  const map = (second ? to.seconds : entry.kind === 'number' ? to.numbers : to.coded) as Map<string, StateEntry>
  const key = second ? `second ${entry.signal}` : entry.signal
  const before = map.get(entry.signal)
  // Nothing is measured after it arrived: a device's clock that runs ahead would make old values look live.
  const when = Math.min(entry.at, entry.received)
  if (before && (before.at > when || (before.at === when && (to.arrivals.get(key)?.seq ?? 0) > seq))) return false
  map.set(entry.signal, when === entry.at ? entry : { ...entry, at: at(when) })
  to.arrivals.set(key, { seq, arrived })
  // The device that was second leads now.
  if (!second && to.seconds.get(entry.signal)?.source === entry.source) to.seconds.delete(entry.signal)
  return true
}

function takeFacts(to: BedState, facts: BedFacts, seq: number): boolean {
  if (seq < to.factsSeq) return false
  to.facts = facts
  to.factsSeq = seq
  for (const [ch, ring] of to.rings) {
    const channel = facts.channels.find((one) => one.ch === ch)
    if (!channel || !sameChannel(channel, ring.channel)) to.rings.delete(ch)
  }
  return true
}

function takeWaves(to: BedState, bytes: Uint8Array): void {
  for (const chunk of decodeWaves(bytes)) {
    const channel = to.facts.channels.find((one) => one.ch === chunk.ch)
    if (!channel) continue
    const ring = to.rings.get(chunk.ch) ?? createRing(channel)
    to.rings.set(chunk.ch, ring)
    ring.append(chunk)
  }
}

/** True where anything but waves changed. Throws a FrameError where the state half is unreadable; nothing of it is taken then. */
function takeState(to: BedState, bytes: Uint8Array, seq: number, arrived: number): boolean {
  const half = decodeState(bytes)
  let changed = half.facts !== null && takeFacts(to, half.facts, seq)
  for (const entry of half.entries) changed = takeEntry(to, entry, seq, arrived) || changed
  for (const event of half.events)
    if (event.signal === 'beat' && event.mark !== 'spike' && event.at > (to.lastBeat ?? 0)) to.lastBeat = event.at
  if (changed) to.version += 1
  return changed
}

/** True where it is news. Frames sent again never put an older state back. */
function takeAlarms(to: BedState, bytes: Uint8Array, seq: number): boolean {
  const alarms = decodeAlarms(bytes)
  if (alarms.of !== 'bed') throw new FrameError('frame-alarms', 'of a ward, at a bed')
  if (seq < to.alarmsSeq) return false
  to.alarms = alarms
  to.alarmsSeq = seq
  to.version += 1
  return true
}

/** Alarms of the ward as a whole. Returns how many were unreadable. */
function takeWardAlarms(to: Pick<WardState, 'alarms' | 'alarmsSeq'>, { alarms: bytes }: Part, seq: number): number {
  if (!bytes || seq < to.alarmsSeq) return 0
  try {
    const alarms = decodeAlarms(bytes)
    if (alarms.of !== 'ward') return 1
    to.alarms = alarms
    to.alarmsSeq = seq
    return 0
  } catch (error) {
    if (!(error instanceof FrameError)) throw error
    return 1
  }
}

/** Both halves of a part, each alone. Returns how many were unreadable. */
function takePart(to: BedState, part: Part, seq: number, arrived: number, changed: Set<BedState>): number {
  let bad = 0
  const attempt = (take: () => void): void => {
    try {
      take()
    } catch (error) {
      if (!(error instanceof FrameError)) throw error
      bad += 1
    }
  }
  const { state, waves, alarms } = part
  if (state) attempt(() => takeState(to, state, seq, arrived) && changed.add(to))
  if (waves) attempt(() => takeWaves(to, waves))
  if (alarms) attempt(() => takeAlarms(to, alarms, seq) && changed.add(to))
  return bad
}

/**
 * The ward as a snapshot tells it. Of `before` only wave rings stay, and only where run of the gateway, stay and channel are the same:
 * their running numbers show what is missing. Throws a FrameError where the snapshot's frame is not one; `bad` counts unreadable halves.
 */
export function fromSnapshot(snapshot: Snapshot, before: WardState | null, arrived: number): { ward: WardState; made: At; bad: number } {
  const bytes = bytesOf(snapshot.frame)
  if (!bytes) throw new FrameError('frame-short', 'no bytes in the snapshot')
  const frame = decodeFrame(bytes)
  const beds = snapshot.beds.map(bed)
  let bad = 0
  const own = { alarms: NO_WARD_ALARMS, alarmsSeq: -1 }
  for (const part of frame.parts) {
    const to = beds[part.bed]
    if (part.bed === WARD_PART) bad += takeWardAlarms(own, part, snapshot.seq)
    else if (to) bad += takePart(to, part, snapshot.seq, arrived, new Set())
  }
  if (before && before.epoch === snapshot.epoch && before.ward.id === snapshot.ward.id) {
    for (const to of beds) {
      const old = before.beds.find((one) => one.id === to.id)
      if (!old) continue
      // A snapshot holds no waves: those held before are held until a frame brings any.
      if (old.held !== 'none' && to.facts.channels.length > 0) to.held = 'waves'
      if (!to.stay || old.stay?.id !== to.stay.id) continue
      for (const [ch, ring] of old.rings) {
        const channel = to.facts.channels.find((one) => one.ch === ch)
        if (!channel || !sameChannel(channel, ring.channel) || to.rings.has(ch)) continue
        ring.cut()
        to.rings.set(ch, ring)
      }
    }
  }
  const { gateway, ward, epoch, seq, rev } = snapshot
  const same = before?.ward.id === ward.id
  const stays = new Set(beds.flatMap(({ stay }) => stay?.id ?? []))
  const ward_: WardState = {
    gateway,
    ward,
    epoch,
    seq,
    rev,
    beds,
    ...own,
    carers: same ? before.carers : new Map(),
    people: same ? before.people : new Map(),
    duties: same ? before.duties : new Map(),
    charge: same ? before.charge : null,
    trend: same && before.trend ? { ...before.trend, rows: before.trend.rows.filter(({ stay }) => stays.has(stay)) } : null,
  }
  return { ward: ward_, made: frame.now, bad }
}

/**
 * What the frame says of the halves it leaves out. Held values stay held until a snapshot makes them whole; a screen is sent the waves of
 * all beds or of none, so that any wave means that none are held.
 */
function takeHeld(ward: WardState, frame: Frame, changed: Set<BedState>): void {
  const set = (bed: BedState, held: Held): void => {
    if (bed.held === held || bed.held === 'state') return
    bed.held = held
    bed.version += 1
    changed.add(bed)
  }
  for (const { bed: place, held } of frame.parts) {
    const bed = ward.beds[place]
    if (bed && held !== 0) set(bed, held & HELD.state ? 'state' : 'waves')
  }
  if (frame.parts.some(({ waves }) => waves !== null)) for (const bed of ward.beds) set(bed, 'none')
}

/** The worst that is held of any bed. */
export function heldOf(ward: WardView | null): Held {
  let worst: Held = 'none'
  for (const { held } of ward?.beds ?? []) {
    if (held === 'state') return held
    if (held === 'waves') worst = held
  }
  return worst
}

/** Takes a frame into `ward`, or says why not. Frames sent again are taken again: nothing older overwrites anything newer. */
export function takeFrame(ward: WardState, data: unknown, arrived: number): Outcome {
  const bytes = bytesOf(data)
  let frame: Frame
  try {
    if (!bytes) return { is: 'malformed' }
    frame = decodeFrame(bytes)
  } catch (error) {
    if (!(error instanceof FrameError)) throw error
    return { is: 'malformed' }
  }
  if (frame.ward !== ward.ward.id) return { is: 'useless' }
  if (frame.epoch !== ward.epoch) return { is: 'other-run' }
  if (frame.rev !== ward.rev) return { is: frame.rev > ward.rev ? 'relaid' : 'useless' }
  if (frame.prev > ward.seq) return { is: 'gap' }
  const changed = new Set<BedState>()
  let bad = 0
  let whole = true
  for (const part of frame.parts) {
    if (part.held & HELD.state) whole = false
    const to = ward.beds[part.bed]
    if (part.bed === WARD_PART) bad += takeWardAlarms(ward, part, frame.seq)
    else if (to) bad += takePart(to, part, frame.seq, arrived, changed)
    else bad += 1
  }
  if (frame.seq > ward.seq) takeHeld(ward, frame, changed)
  ward.seq = Math.max(ward.seq, frame.seq)
  return { is: 'applied', made: frame.now, whole, beds: [...changed], damaged: bad > 0, seq: frame.seq, prev: frame.prev }
}
