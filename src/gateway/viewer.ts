// How much one screen of one ward is sent: all, state without waves, or a pulse; judged by what waits for it and by what it painted. Pure.
import { FRAME_MS } from '../model/frame.ts'
import { LIMITS } from '../model/wire.ts'

/** 'pulse': a frame a second that names every half as held, so that the link is seen to live while nothing piles up. */
export const MODES = ['full', 'state', 'pulse'] as const
export type Mode = (typeof MODES)[number]
export type Verdict = Mode | 'hold' | 'snapshot' | 'evict-slow' | 'evict-silent'

const ticks = (milliseconds: number): number => Math.ceil(milliseconds / FRAME_MS)
const KB = 1024

/** TABLE: from where on a screen is sent less. Bytes waiting for its socket; ticks since the oldest frame that it has not painted. */
const LESS = {
  pulse: { waiting: LIMITS.waiting / 2, lag: ticks(4000) },
  state: { waiting: LIMITS.waiting / 8, lag: ticks(2000) },
} as const
/** Below both it is calm; calm for long enough it is sent more. */
const CALM = { waiting: 32 * KB, lag: ticks(1500) } as const
/**
 * Calm ticks before waves come back: doubled with each fall, so that a thin line does not swing, and long from the first where the line
 * was seen to be thin; halved by a long good time.
 */
const PATIENCE = { least: ticks(2000), thin: ticks(60_000), most: ticks(480_000), forgets: ticks(120_000) } as const
/** Between two pulses. */
const PULSE = ticks(1000)
/** Where bytes wait for so long although waves are held, state is held too; where even that does not help, the screen is cut, and may come back. */
const CHOKED = ticks(10_000)
const STUCK = ticks(30_000)
/** Unpainted frames remembered: two minutes of them, far beyond any lag that changes a verdict. */
const REMEMBERED = 480

export interface View {
  readonly mode: Mode
  /** Last frame or snapshot sent. */
  readonly sent: number
  /** Last one painted; null until the screen has said so for the first time: then it is judged by bytes alone. */
  readonly painted: number | null
  readonly paintedTick: number
  /** Sent and not painted, oldest first; the oldest are forgotten where they are too many, and counted. */
  readonly unpainted: readonly { readonly seq: number; readonly tick: number }[]
  readonly forgotten: number
  /** The tick since which it is calm, or stuck, or in this mode; null where it is not. */
  readonly calm: number | null
  readonly stuck: number | null
  readonly since: number
  readonly patience: number
  readonly pulsed: number
  /** It painted on while it was sent pulses, and still lagged: its line is thin. A tab in the background paints nothing, and then all at once. */
  readonly thin: boolean
}

/** `before`: the view of the same socket when it watched this ward before; that it paints is remembered, and how thin its line was. */
export const newView = (sent: number, tick: number, before?: View): View => ({
  mode: 'full',
  sent,
  painted: before && before.painted !== null ? sent : null,
  paintedTick: before?.paintedTick ?? tick,
  unpainted: [],
  forgotten: 0,
  calm: null,
  stuck: before?.stuck ?? null,
  since: tick,
  patience: before?.patience ?? PATIENCE.least,
  pulsed: tick,
  thin: before?.thin ?? false,
})

/** Something numbered went out to this screen. */
export function sent(view: View, seq: number, tick: number): View {
  if (view.painted === null) return { ...view, sent: seq }
  const isFull = view.unpainted.length >= REMEMBERED
  const kept = isFull ? view.unpainted.slice(1) : view.unpainted
  return { ...view, sent: seq, unpainted: [...kept, { seq, tick }], forgotten: view.forgotten + (isFull ? 1 : 0) }
}

/** The screen says that it painted `seq`. What it cannot have painted is not believed. */
export function painted(view: View, seq: number, tick: number): View {
  if (seq > view.sent || seq < (view.painted ?? 0)) return view
  const unpainted = view.unpainted.filter((frame) => frame.seq > seq)
  const isThin = view.mode === 'pulse' && seq > (view.painted ?? seq) && unpainted[0] !== undefined && tick - unpainted[0].tick > CALM.lag
  return { ...view, painted: seq, paintedTick: tick, unpainted, thin: view.thin || isThin }
}

/** Ticks since the oldest frame that is not painted was sent. */
export const lagOf = (view: View, tick: number): number => (view.unpainted[0] ? tick - view.unpainted[0].tick : 0)

/**
 * What to send of the next frame. `waiting`: bytes that have not left for this socket; `sizes`: bytes of the frame in each mode.
 * After 'full', 'state', 'pulse' and 'snapshot' the caller reports `sent`.
 */
export function judge(
  before: View,
  waiting: number,
  sizes: Readonly<Record<Mode, number>>,
  tick: number,
): { view: View; verdict: Verdict } {
  const lag = lagOf(before, tick)
  const isCalm = waiting < CALM.waiting && lag <= CALM.lag
  const isStuck = before.mode !== 'full' && waiting >= CALM.waiting
  const view: View = {
    ...before,
    calm: isCalm ? (before.calm ?? tick) : null,
    stuck: isStuck ? (before.stuck ?? tick) : null,
  }
  if (waiting > LIMITS.waiting) return { view, verdict: 'evict-slow' }
  const stuck = view.stuck === null ? 0 : tick - view.stuck
  if (view.mode === 'pulse' && stuck >= STUCK) return { view, verdict: tick - view.paintedTick >= STUCK ? 'evict-silent' : 'evict-slow' }

  const isFar = (level: keyof typeof LESS) => waiting > LESS[level].waiting || lag > LESS[level].lag
  const floor: Mode = isFar('pulse') || stuck >= CHOKED ? 'pulse' : isFar('state') ? 'state' : 'full'
  const mode = MODES.indexOf(floor) > MODES.indexOf(view.mode) ? floor : view.mode
  if (mode !== view.mode) {
    const fell = view.mode === 'full'
    const patience = fell ? Math.min(PATIENCE.most, view.patience * 2) : view.patience
    return send({ ...view, mode, since: tick, patience }, waiting, sizes, tick)
  }
  if (mode === 'pulse' && isCalm) {
    // Frames were held, so only a snapshot makes it whole again.
    const to: Mode = view.thin ? 'state' : 'full'
    const patience = view.thin ? Math.max(PATIENCE.thin, view.patience) : view.patience
    return { view: { ...view, mode: to, since: tick, stuck: null, patience }, verdict: 'snapshot' }
  }
  if (mode === 'state' && view.calm !== null && tick - Math.max(view.calm, view.since) >= view.patience)
    return send({ ...view, mode: 'full', since: tick }, waiting, sizes, tick)
  if (mode === 'full' && tick - view.since >= PATIENCE.forgets && view.patience > PATIENCE.least)
    return send({ ...view, patience: Math.max(PATIENCE.least, view.patience / 2), thin: false, since: tick }, waiting, sizes, tick)
  return send(view, waiting, sizes, tick)
}

function send(view: View, waiting: number, sizes: Readonly<Record<Mode, number>>, tick: number): { view: View; verdict: Verdict } {
  // Whatever does not fit is not sent; what was not sent is only made good by a snapshot.
  if (waiting + sizes[view.mode] > LIMITS.waiting) return { view: { ...view, mode: 'pulse', since: tick }, verdict: 'hold' }
  if (view.mode !== 'pulse') return { view, verdict: view.mode }
  if (waiting >= CALM.waiting || tick - view.pulsed < PULSE) return { view, verdict: 'hold' }
  return { view: { ...view, pulsed: tick }, verdict: 'pulse' }
}
