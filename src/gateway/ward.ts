// One ward: frames each 250 ms of real time, at once where something cannot wait; a snapshot for who comes; a ring for who was cut off.
import type { Clock, Stop } from '../feed/source.ts'
import { encodeAlarms } from '../model/alarmbytes.ts'
import { type BedAlarms, NO_WARD_ALARMS, type WardAlarms } from '../model/alarmshown.ts'
import type { Bed, Stay, Ward } from '../model/census.ts'
import type { BedFacts } from '../model/facts.ts'
import { FRAME_MS, WARD_PART } from '../model/frame.ts'
import type { BedId } from '../model/ids.ts'
import type { Sample } from '../model/sample.ts'
import { ms } from '../model/units.ts'
import type { GatewayFacts, WardFacts } from '../model/wire.ts'
import { type BedCounts, type BedView, createBed, type Present } from './bed.ts'
import { createDelivery, type Delivery, type DeliveryCounts } from './delivery.ts'
import { createRing, type Made, makeFrame } from './ring.ts'
import type { Mode } from './viewer.ts'
import { factsOf, snapshotOf } from './wardsnapshot.ts'

/** Least real time between two frames, ms. */
const APART = ms(20)
/** What is kept for screens that were cut off: 30 s, with room for frames that could not wait. */
const RING = { ticks: 30_000 / FRAME_MS, frames: 600, bytes: 12 * 1024 * 1024 } as const
/** Ticks within which a frame is still what is true now: 5 s. */
const RECENT = 5000 / FRAME_MS

export interface WardCounts extends BedCounts, DeliveryCounts {
  framed(frame: Made, urgent: boolean): void
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
  readonly watch: Delivery['watch']
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

export function createWard({ ward, beds: first, epoch, clock, gateway, counts }: WardSetup): WardView {
  let rows = first
  let facts = factsOf(ward, rows.length)
  let beds = new Map(rows.map(({ bed, stay, facts: own }, place) => [bed.id, createBed(place, stay, own, counts)]))
  const ring = createRing(RING)
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
  const delivery = createDelivery({
    epoch,
    seq: () => seq,
    tick: () => tick,
    ring,
    placeOf: (bed) => beds.get(bed)?.place(),
    snapshot: (sight) =>
      snapshotOf({ gateway: gateway(), facts, rows, beds, own, header: { ward: ward.id, epoch, seq, rev, now: clock.now() } }, sight),
    counts,
  })

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
    delivery.deliver(made)
    pause?.()
    pause = clock.every(APART, () => {
      pause?.()
      pause = null
      if (urgent) frame(true)
    })
  }

  /** What screens know of the ward's beds is void: they get a snapshot, and no frame from before it. */
  function relaid(): void {
    rev++
    // A number of its own: who saw only the frame before it must not be told that nothing was missed.
    seq++
    ring.clear()
    delivery.anew()
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
    watch: delivery.watch,
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
    now: () => ({ seq, rev, ring: ring.size, ...delivery.now() }),
  }
}
