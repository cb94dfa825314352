// How a moment is read: in windows of frames, each asked for once. TABLE: how fast it can be played. Pure.
export const SPEEDS = {
  '1×': { step: 1000, each: 1000 },
  '10×': { step: 2000, each: 200 },
  '60×': { step: 10_000, each: 167 },
} as const satisfies Record<
  string,
  { /** ms of the past from frame to frame. */ readonly step: number /** Real ms until the next. */; readonly each: number }
>
export type SpeedKey = keyof typeof SPEEDS
export const SPEED_KEYS = Object.keys(SPEEDS) as readonly SpeedKey[]

/** Frames of a window: the last is the first of the next one. */
const FRAMES = 60

export interface Window {
  readonly at: number
  readonly step: number
  readonly count: number
}
/** The window in which a moment lies, and its frame there. */
export function windowOf(moment: number, step: number): { readonly window: Window; readonly k: number } {
  const length = step * FRAMES
  const from = Math.floor(moment / length) * length
  return { window: { at: from, step, count: FRAMES }, k: Math.floor((moment - from) / step) }
}
export const nextWindow = ({ at, step, count }: Window): Window => ({ at: at + step * count, step, count })
export const keyOf = ({ at, step }: Window): string => `${step} ${at}`

/** Windows kept; the one not used for longest goes first. */
export const KEPT = 12
export function put<T>(map: Map<string, T>, key: string, value: T): void {
  map.delete(key)
  map.set(key, value)
  for (const oldest of map.keys()) {
    if (map.size <= KEPT) break
    map.delete(oldest)
  }
}

/** How far one can look back here, ms. */
export const BACK = 72 * 3_600_000
/** This long ago the newest moment lies, ms: what is on its way has come by then. */
export const EDGE = 3000
export const within = (moment: number, now: number): number => Math.floor(Math.min(now - EDGE, Math.max(now - BACK, moment)) / 1000) * 1000

/** The moment that an address names; null: none. */
export function momentOf(search: string): number | null {
  const text = new URLSearchParams(search).get('at')
  if (text === null || text === '') return null
  const time = /^\d+(\.\d+)?$/.test(text) ? Number(text) : Date.parse(text)
  return Number.isFinite(time) ? time : null
}
/** The address of a moment of a ward's screen. */
export const replayPath = (ward: string, moment: number): string => `/ward/${encodeURIComponent(ward)}/replay?at=${Math.floor(moment)}`

export interface Raised {
  readonly at: number
  readonly high: boolean
}
/** The alarm before or after a moment; null: there is none. */
export function jump(alarms: readonly Raised[], moment: number, to: 'before' | 'after'): number | null {
  const times = alarms.map((one) => one.at).toSorted((a, b) => a - b)
  // The moment of an alarm is the first whole second that shows it.
  const shown = (time: number): number => Math.ceil(time / 1000) * 1000
  const found = to === 'after' ? times.find((time) => shown(time) > moment) : times.findLast((time) => shown(time) < moment)
  return found === undefined ? null : shown(found)
}
/** Alarms by equal parts of the time, oldest first. */
export function density(
  alarms: readonly Raised[],
  from: number,
  to: number,
  parts: number,
): readonly { readonly all: number; readonly high: number }[] {
  const out = Array.from({ length: parts }, () => ({ all: 0, high: 0 }))
  for (const { at, high } of alarms) {
    const bin = out[Math.floor(((at - from) / (to - from)) * parts)]
    if (!bin) continue
    bin.all++
    if (high) bin.high++
  }
  return out
}
