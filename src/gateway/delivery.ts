// What each screen of a ward is sent of each frame: all of it, or less where it lags; a snapshot where only that helps; what a screen missed
// that comes back. Only of beds that it may see.
import type { Stop } from '../feed/source.ts'
import type { BedId } from '../model/ids.ts'
import { LIMITS, type Snapshot } from '../model/wire.ts'
import type { Made, Ring } from './ring.ts'
import { judge, type Mode, newView, painted, sent, type View } from './viewer.ts'
import { type Sight, sameSight, sizeOf } from './wardsnapshot.ts'

/** What a screen that comes back may be sent at once: above it, waves of the older frames stay behind, named. */
const CATCH_UP = LIMITS.waiting / 2

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

interface Watcher {
  readonly screen: Screen
  view: View
  ready: boolean
  /** What it was shown last. Another sight brings a snapshot: what is not to be seen any more is replaced. */
  sight: Sight
}

export interface DeliveryCounts {
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

export interface Delivery {
  /** To all who watch. */
  deliver(made: Made): void
  /** What screens know of the ward's beds is void: all get a snapshot. */
  anew(): void
  /** `before`: how the same socket was judged when it watched this ward before. */
  watch(screen: Screen, resume?: { epoch: number; seq: number }, before?: View): Watch
  readonly now: () => { screens: number; modes: Readonly<Record<Mode, number>> }
}

interface DeliverySetup {
  readonly epoch: number
  /** The ward's last number, and its ticks so far. */
  readonly seq: () => number
  readonly tick: () => number
  readonly ring: Ring
  readonly placeOf: (bed: BedId) => number | undefined
  readonly snapshot: (sight: Sight) => Snapshot
  readonly counts: DeliveryCounts
}

export function createDelivery({ epoch, seq, tick, ring, placeOf, snapshot, counts }: DeliverySetup): Delivery {
  const watchers = new Set<Watcher>()

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
    const { view, verdict } = judge(watcher.view, screen.waiting(), made.sizes, tick())
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
    const places = typeof sight === 'object' ? new Set([...sight].flatMap((bed) => placeOf(bed) ?? [])) : undefined
    const bytes = made.bytes(watcher.view.sent, mode, places)
    note(watcher, made.seq)
    counts.sent(bytes.length)
    watcher.screen.frame(bytes)
  }

  function note(watcher: Watcher, of: number): void {
    const { forgotten } = watcher.view
    watcher.view = sent(watcher.view, of, tick())
    if (watcher.view.forgotten > forgotten) counts.forgotten()
  }

  function push(watcher: Watcher): void {
    const whole = snapshot(watcher.sight)
    if (watcher.screen.waiting() + sizeOf(whole) > LIMITS.waiting) {
      watcher.view = { ...watcher.view, mode: 'pulse' }
      counts.held('frame')
      return
    }
    note(watcher, whole.seq)
    counts.sent(sizeOf(whole))
    watcher.screen.snapshot(whole)
  }

  function drop(watcher: Watcher, reason: 'slow' | 'silent' | 'protocol'): void {
    watchers.delete(watcher)
    watcher.screen.evict(reason)
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

  return {
    deliver(made) {
      for (const watcher of watchers) deliver(watcher, made)
    },
    anew() {
      for (const watcher of watchers) {
        if (!watcher.ready) continue
        watcher.sight = watcher.screen.open()
        if (watcher.sight === 'none') drop(watcher, 'protocol')
        else if (watcher.view.mode !== 'pulse') push(watcher)
      }
    },
    watch(screen, resume, before) {
      const sight = screen.open()
      // Who sees only some of the beds gets all of them anew: what it was shown before may have been more.
      const late = resume && resume.epoch === epoch && sight === 'all' ? missed(resume.seq) : null
      const watcher: Watcher = { screen, view: newView(late && resume ? resume.seq : seq(), tick(), before), ready: false, sight }
      watchers.add(watcher)
      const answer = late && resume ? { is: 'resumed' as const, epoch, seq: resume.seq, frames: late.length } : snapshot(sight)
      if (answer.is === 'snapshot') counts.sent(sizeOf(answer))
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
          if (ofEpoch === epoch) watcher.view = painted(watcher.view, ofSeq, tick())
        },
        view: () => watcher.view,
        stop: () => void watchers.delete(watcher),
      }
    },
    now: () => {
      const modes = { full: 0, state: 0, pulse: 0 }
      for (const { view } of watchers) modes[view.mode]++
      return { screens: watchers.size, modes }
    },
  }
}
