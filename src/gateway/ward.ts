// One ward: frames each 250 ms of real time, at once where something cannot wait; a snapshot for who comes; a ring for who was cut off.
import type { Clock, Stop } from '../feed/source.ts'
import { encodeAlarms } from '../model/alarmbytes.ts'
import { type BedAlarms, NO_ALARMS, NO_WARD_ALARMS, type WardAlarms } from '../model/alarmshown.ts'
import type { Bed, Stay, Ward } from '../model/census.ts'
import { type BedFacts, EMPTY_BED } from '../model/facts.ts'
import { encodeFrame, FRAME_MS, type Part, WARD_PART } from '../model/frame.ts'
import { encodeState } from '../model/half.ts'
import type { BedId } from '../model/ids.ts'
import type { Sample } from '../model/sample.ts'
import { UNITS_OF_TABLE } from '../model/shownunits.ts'
import { ms } from '../model/units.ts'
import { type GatewayFacts, LIMITS, type Snapshot, type WardFacts } from '../model/wire.ts'
import { type BedCounts, type BedView, createBed, type Present } from './bed.ts'
import { createRing, type Made, makeFrame } from './ring.ts'
import { judge, type Mode, newView, painted, sent, type View } from './viewer.ts'

/** Least real time between two frames, ms. */
const APART = ms(20)
/** What is kept for screens that were cut off: 30 s, with room for frames that could not wait. */
const RING = { ticks: 30_000 / FRAME_MS, frames: 600, bytes: 12 * 1024 * 1024 } as const
/** Ticks within which a frame is still what is true now: 5 s. */
const RECENT = 5000 / FRAME_MS
/** What a screen that comes back may be sent at once: above it, waves of the older frames stay behind, named. */
const CATCH_UP = LIMITS.waiting / 2

/** All beds, those of some stays, or nothing. */
export type Sight = 'all' | 'none' | ReadonlySet<BedId>

/** What a ward needs of a socket. */
export interface Screen {
  /** Bytes handed to the socket that have not left. */
  waiting(): number
  frame(bytes: Uint8Array): void
  snapshot(snapshot: Snapshot): void
  evict(reason: 'slow' | 'silent' | 'protocol'): void
  /** What of this ward it may see, now: asked for each frame. */
  open(): Sight
}
export interface WardCounts extends BedCounts {
  framed(frame: Made, urgent: boolean): void
  held(what: 'waves' | 'frame'): void
  /** A screen's oldest unpainted frame was forgotten, for it has too many. */
  forgotten(): void
  sent(bytes: number): void
}

export interface Watch {
  readonly answer: Snapshot | { is: 'resumed'; epoch: number; seq: number; frames: number }
  /** Sends what was missed; call it once the answer has gone out. */
  begin(): void
  painted(epoch: number, seq: number): void
  readonly view: () => View
  readonly stop: Stop
}

export interface WardView {
  readonly facts: WardFacts
  readonly beds: ReadonlyMap<BedId, BedView>
  take(bed: BedId, samples: readonly Sample[], facts?: Partial<BedFacts>): void
  /** Alarms of a bed, or of the ward as a whole, where they are others: also to who is slow. At once, but for what can wait for the next frame. */
  tell(bed: BedId, alarms: BedAlarms, canWait?: boolean): void
  tellWard(alarms: WardAlarms, canWait?: boolean): void
  /** Other stays in beds, or none, or the same told otherwise, all at once: everyone gets a snapshot, and frames before it are not sent again. */
  settle(list: readonly Settled[]): void
  /** Another name, other beds: those that stay keep what they show. */
  relay(ward: Ward, beds: WardSetup['beds']): void
  /** `before`: how the same socket was judged when it watched this ward before. */
  watch(screen: Screen, resume?: { epoch: number; seq: number }, before?: View): Watch
  start(): Stop
  /** Whether it was the newest frame within so long, real ms: an older one is not what is true now. */
  isRecent(seq: number): boolean
  readonly now: () => {
    seq: number
    rev: number
    screens: number
    ring: { frames: number; bytes: number }
    modes: Readonly<Record<Mode, number>>
  }
}

/** `brings`: what the stay showed in the bed before; 'same': the stay is the one that lies there. */
export interface Settled {
  readonly bed: BedId
  readonly stay: Stay | null
  readonly facts: BedFacts
  readonly brings: Present | 'same' | null
  /** Of who lies there now: a patient who is moved is not without alarms for a moment. */
  readonly alarms?: BedAlarms
}

export interface WardSetup {
  readonly ward: Ward
  readonly beds: readonly { readonly bed: Bed; readonly stay: Stay | null; readonly facts: BedFacts }[]
  readonly epoch: number
  readonly clock: Clock
  readonly gateway: () => GatewayFacts
  readonly counts: WardCounts
}

interface Watcher {
  readonly screen: Screen
  view: View
  ready: boolean
  /** What it was shown last. Another sight brings a snapshot: what is not to be seen any more is replaced. */
  sight: Sight
}

/** In the place of a bed that is not to be seen. */
const NOTHING = encodeAlarms(NO_ALARMS)
const HIDDEN = encodeState({ entries: [], events: [], facts: { ...EMPTY_BED, notes: ['not shown to you'] } })

const sameSight = (a: Sight, b: Sight): boolean =>
  a === b || (typeof a === 'object' && typeof b === 'object' && a.size === b.size && [...a].every((bed) => b.has(bed)))

const factsOf = ({ id, name, note, continuous, zone, units = UNITS_OF_TABLE, night, preset = 'adult' }: Ward, beds: number): WardFacts => ({
  id,
  name,
  note,
  continuous,
  zone,
  units,
  ...(night && { night }),
  preset,
  beds,
})

export function createWard({ ward, beds: first, epoch, clock, gateway, counts }: WardSetup): WardView {
  let rows = first
  let facts = factsOf(ward, rows.length)
  let beds = new Map(rows.map(({ bed, stay, facts: own }, place) => [bed.id, createBed(place, stay, own, counts)]))
  const ring = createRing(RING)
  const watchers = new Set<Watcher>()
  let seq = 0
  let rev = 0
  let tick = 0
  /** While it runs, nothing leaves before its time: what cannot wait is marked instead. */
  let pause: Stop | null = null
  let urgent = false
  let own = encodeAlarms(NO_WARD_ALARMS)
  let ownNew = false
  let ownTold = JSON.stringify(NO_WARD_ALARMS)
  /** Numbers of the frames of the last ticks. */
  const marks: number[] = []

  const soon = (): void => {
    urgent = true
    if (!pause) frame(true)
  }

  function frame(isUrgent: boolean): void {
    urgent = false
    const now = clock.now()
    const parts = [...beds.values()].flatMap((bed) => bed.cut() ?? [])
    if (ownNew) parts.push({ bed: WARD_PART, held: 0, state: null, waves: null, alarms: own })
    ownNew = false
    const made = makeFrame({ ward: ward.id, epoch, seq: ++seq, rev, now }, parts, beds.size)
    ring.push(made, tick)
    counts.framed(made, isUrgent)
    for (const watcher of watchers) deliver(watcher, made)
    pause?.()
    pause = clock.every(APART, () => {
      pause?.()
      pause = null
      if (urgent) frame(true)
    })
  }

  function deliver(watcher: Watcher, made: Made): void {
    const { screen } = watcher
    if (!watcher.ready) return
    const sight = screen.open()
    if (sight === 'none') {
      drop(watcher, 'protocol')
      return
    }
    if (!sameSight(sight, watcher.sight)) {
      watcher.sight = sight
      push(watcher)
      return
    }
    const { view, verdict } = judge(watcher.view, screen.waiting(), made.sizes, tick)
    watcher.view = view
    switch (verdict) {
      case 'full':
      case 'state':
      case 'pulse':
        if (verdict !== 'full') counts.held(verdict === 'state' ? 'waves' : 'frame')
        post(watcher, made, verdict)
        break
      case 'hold':
        counts.held('frame')
        // Alarms wait for nothing: between two pulses they go as one.
        if (made.alarms && screen.waiting() + made.sizes.pulse <= LIMITS.waiting) post(watcher, made, 'pulse')
        break
      case 'snapshot':
        push(watcher)
        break
      case 'evict-slow':
        drop(watcher, 'slow')
        break
      case 'evict-silent':
        drop(watcher, 'silent')
        break
      default:
        verdict satisfies never
    }
  }

  function post(watcher: Watcher, made: Made, mode: Mode): void {
    const { sight } = watcher
    const places = typeof sight === 'object' ? new Set([...[...sight].flatMap((bed) => beds.get(bed)?.place() ?? [])]) : undefined
    const bytes = made.bytes(watcher.view.sent, mode, places)
    note(watcher, made.seq)
    counts.sent(bytes.length)
    watcher.screen.frame(bytes)
  }

  function note(watcher: Watcher, of: number): void {
    const { forgotten } = watcher.view
    watcher.view = sent(watcher.view, of, tick)
    if (watcher.view.forgotten > forgotten) counts.forgotten()
  }

  function push(watcher: Watcher): void {
    const whole = snapshot(watcher.sight)
    if (watcher.screen.waiting() + size(whole) > LIMITS.waiting) {
      watcher.view = { ...watcher.view, mode: 'pulse' }
      counts.held('frame')
      return
    }
    note(watcher, whole.seq)
    counts.sent(size(whole))
    watcher.screen.snapshot(whole)
  }

  function drop(watcher: Watcher, reason: 'slow' | 'silent' | 'protocol'): void {
    watchers.delete(watcher)
    watcher.screen.evict(reason)
  }

  function snapshot(sight: Sight): Snapshot {
    const now = clock.now()
    const seen = (bed: BedId): boolean => sight === 'all' || (sight !== 'none' && sight.has(bed))
    const parts: Part[] = [...beds].map(([id, bed]) => ({
      bed: bed.place(),
      held: 0,
      state: seen(id) ? bed.whole() : HIDDEN,
      waves: null,
      alarms: seen(id) ? bed.alarms() : NOTHING,
    }))
    // Who sees some of the beds is told of those alone.
    if (sight === 'all') parts.push({ bed: WARD_PART, held: 0, state: null, waves: null, alarms: own })
    return {
      is: 'snapshot',
      gateway: gateway(),
      ward: facts,
      epoch,
      seq,
      rev,
      beds: rows.map(({ bed }) => {
        const stay = seen(bed.id) ? beds.get(bed.id)!.stay() : null
        return {
          id: bed.id,
          label: bed.label,
          stay: stay && { id: stay.id, population: stay.population, age: stay.age, since: stay.since },
        }
      }),
      frame: encodeFrame({ ward: ward.id, epoch, seq, prev: seq, rev, now, parts }),
    }
  }

  /** The frames after `from` in bytes that a socket can be handed at once, or null where only a snapshot helps. */
  function missed(from: number): readonly { made: Made; mode: Mode }[] | null {
    const frames = ring.after(from)
    if (!frames) return null
    let room: number = CATCH_UP - frames.reduce((sum, made) => sum + made.sizes.state, 0)
    if (room < 0) return null
    const modes = frames.toReversed().map((made) => {
      room -= made.sizes.full - made.sizes.state
      return { made, mode: room < 0 ? ('state' as const) : ('full' as const) }
    })
    return modes.reverse()
  }

  /** What screens know of the ward's beds is void: they get a snapshot, and no frame from before it. */
  function relaid(): void {
    rev++
    // A number of its own: who saw only the frame before it must not be told that nothing was missed.
    seq++
    ring.clear()
    for (const watcher of watchers) {
      if (!watcher.ready) continue
      watcher.sight = watcher.screen.open()
      if (watcher.sight === 'none') drop(watcher, 'protocol')
      else if (watcher.view.mode !== 'pulse') push(watcher)
    }
  }

  return {
    get facts() {
      return facts
    },
    get beds() {
      return beds
    },
    take(bed, samples, newly) {
      if (beds.get(bed)?.take(samples, newly)) soon()
    },
    tell(bed, alarms, canWait = false) {
      if (beds.get(bed)?.tell(alarms) && !canWait) soon()
    },
    tellWard(alarms, canWait = false) {
      const json = JSON.stringify(alarms)
      if (json === ownTold) return
      ownTold = json
      own = encodeAlarms(alarms)
      ownNew = true
      if (!canWait) soon()
    },
    settle(list) {
      for (const { bed, stay, facts: own, brings, alarms } of list) {
        const view = beds.get(bed)
        if (brings === 'same') {
          view?.restate(stay)
          view?.take([], own)
        } else view?.settle(stay, own, brings, alarms)
      }
      relaid()
    },
    relay(next, others) {
      rows = others
      facts = factsOf(next, rows.length)
      const before = beds
      beds = new Map(
        rows.map(({ bed, stay, facts: own }, place) => {
          const view = before.get(bed.id) ?? createBed(place, stay, own, counts)
          view.move(place)
          return [bed.id, view]
        }),
      )
      relaid()
    },
    watch(screen, resume, before) {
      const sight = screen.open()
      // Who sees only some of the beds gets all of them anew: what it was shown before may have been more.
      const late = resume && resume.epoch === epoch && sight === 'all' ? missed(resume.seq) : null
      const watcher: Watcher = { screen, view: newView(late && resume ? resume.seq : seq, tick, before), ready: false, sight }
      watchers.add(watcher)
      const answer = late && resume ? { is: 'resumed' as const, epoch, seq: resume.seq, frames: late.length } : snapshot(sight)
      if (answer.is === 'snapshot') counts.sent(size(answer))
      return {
        answer,
        begin() {
          watcher.ready = true
          // Asked again: the answer was on its way for a moment.
          if (!sameSight(screen.open(), watcher.sight)) return
          for (const { made, mode } of late ?? []) {
            if (mode !== 'full') counts.held('waves')
            post(watcher, made, mode)
          }
        },
        painted(ofEpoch, ofSeq) {
          if (ofEpoch === epoch) watcher.view = painted(watcher.view, ofSeq, tick)
        },
        view: () => watcher.view,
        stop: () => void watchers.delete(watcher),
      }
    },
    start() {
      const stop = clock.every(ms(FRAME_MS), () => {
        tick++
        frame(false)
        marks.push(seq)
        if (marks.length > RECENT) marks.shift()
      })
      return () => {
        stop()
        pause?.()
        pause = null
      }
    },
    isRecent: (of) => of >= (marks[0] ?? 0) && of <= seq,
    now: () => {
      const modes = { full: 0, state: 0, pulse: 0 }
      for (const { view } of watchers) modes[view.mode]++
      return { seq, rev, screens: watchers.size, ring: ring.size, modes }
    },
  }
}

const size = (snapshot: Snapshot): number => snapshot.frame.byteLength + 256 + 160 * snapshot.beds.length
