// Which pulses are to sound when: planned ahead on the audio clock, so that a busy page distorts nothing. Pure. One stream; only the loudest sounds.
import { burstOf, type Category, edgeOf, LEAST_REST, type Pulse, restOf, type SoundKind, type SoundTheme } from '../../model/tones.ts'
import { type Audible, type AudibleAlarm, loudestOf, onceOf, rankOf } from './audible.ts'

/** Pulses are planned so far ahead, s: a page may be busy, or throttled in the background, for so long. */
export const AHEAD = 12
/** What begins within so long may be under way already: it is neither cancelled nor put before, s. */
export const LEAD = 0.03
/** Silence around what sounds once, s. */
const CLEAR = 0.5
/** Silence where one burst cuts another, s. */
const BETWEEN = 0.05
/** Ids of what sounded once that are remembered. */
const REMEMBERED = 500

/** One burst, s on the audio clock. `begins`, `ends`: where it is heard at all. `ids`: what it tells of. */
export interface Burst {
  readonly ids: readonly string[]
  readonly kind: SoundKind
  /** 0: sounds once. An alarm cuts what is of a lower rank. */
  readonly rank: number
  readonly begins: number
  readonly ends: number
  readonly pulses: readonly Pulse[]
}
export interface Plan {
  /** What sounds; null: nothing. Another priority, category or theme of the same alarm is another. */
  readonly of: string | null
  /** Under way or to come, and the last alarm's that ended, in order. */
  readonly bursts: readonly Burst[]
  /** Alarms that had a burst and are still there. */
  readonly heard: ReadonlySet<string>
  /** What sounded once, the last of it. */
  readonly once: ReadonlySet<string>
}
export const SILENT: Plan = { of: null, bursts: [], heard: new Set(), once: new Set() }
/** Goes on after the audio clock stood: nothing of what was planned holds. */
export const silenced = (was: Plan): Plan => ({ ...SILENT, once: was.once })

export interface Planned {
  readonly plan: Plan
  /** Every pulse handed out before that begins at or after it is cancelled; null: none. */
  readonly cancelFrom: number | null
  /** To be scheduled in addition. */
  readonly bursts: readonly Burst[]
}
/** A burst asked for by itself: the sound test. */
export interface Asked {
  readonly id: string
  readonly kind: SoundKind
}

const first = (pulse: Pulse): number => pulse.at - edgeOf(pulse.rise)
const last = (pulse: Pulse): number => pulse.at + pulse.long + edgeOf(pulse.rise)

function burstAt(begins: number, kind: SoundKind, category: Category, theme: SoundTheme, ids: readonly string[], rank: number): Burst {
  const pulses = burstOf(kind, category, theme)
  const from = begins + edgeOf(pulses[0]!.rise)
  const moved = pulses.map((pulse) => ({ ...pulse, at: from + pulse.at }))
  return { ids, kind, rank, begins, ends: last(moved.at(-1)!), pulses: moved }
}

/** The same with only what has begun by `time`. */
function cutAt(burst: Burst, time: number): Burst {
  const pulses = burst.pulses.filter((pulse) => first(pulse) < time)
  return { ...burst, pulses, ends: last(pulses.at(-1)!) }
}

const lastAlarm = (bursts: readonly Burst[]): Burst | undefined => bursts.findLast(({ rank }) => rank > 0)

/** When an alarm that was not sounding may begin. */
function startOf(alarm: AudibleAlarm, begun: readonly Burst[], heard: ReadonlySet<string>, soonest: number): number {
  const clear = Math.max(soonest, ...begun.map(({ ends }) => ends + BETWEEN))
  const before = lastAlarm(begun)
  if (!before || rankOf(alarm.priority) > before.rank) return clear
  // What was heard keeps its pace; what is new comes as soon as bursts may follow each other.
  return Math.max(clear, before.ends + (heard.has(alarm.id) ? restOf(alarm.priority) : LEAST_REST))
}

/** The first time from `soonest` on at which `long` seconds are free, with silence around; null: none before `until`. */
function freeAt(bursts: readonly Burst[], long: number, soonest: number, until: number): number | null {
  let at = soonest
  for (const { begins, ends } of bursts) {
    if (at + long + CLEAR <= begins) break
    at = Math.max(at, ends + CLEAR)
  }
  return at + long + CLEAR <= until ? at : null
}

const inOrder = (bursts: readonly Burst[]): Burst[] => bursts.toSorted((a, b) => a.begins - b.begins)

/**
 * Goes on from a plan. `now`: audio clock, s. The same list gives the same pulses however often it is asked. A burst that began is finished,
 * unless something higher cuts it or a person quieted it: then after the pulse that sounds.
 */
export function plan(was: Plan, list: readonly Audible[], now: number, theme: SoundTheme, asked: readonly Asked[] = []): Planned {
  const soonest = now + LEAD
  const loudest = loudestOf(list)
  const begun = was.bursts.filter(({ begins }) => begins < soonest)
  const here = new Set(list.map(({ id }) => id))
  const hushed = new Set(list.flatMap(({ id, hushed: quiet }) => (quiet === true ? [id] : [])))
  const idsOf = (alarms: boolean): string[] => begun.filter(({ rank }) => rank > 0 === alarms).flatMap(({ ids }) => ids)
  // An alarm that is gone and comes back is new; what sounded once stays so.
  const heard = new Set([...was.heard, ...idsOf(true)].filter((id) => here.has(id)))
  const once = new Set([...new Set([...was.once, ...idsOf(false)])].slice(-REMEMBERED))
  const of = loudest && `${loudest.id} ${loudest.priority} ${loudest.category} ${theme}`

  const running = begun.at(-1)
  const cut =
    running !== undefined &&
    running.ends > soonest &&
    ((loudest !== null && rankOf(loudest.priority) > running.rank) || running.ids.some((id) => hushed.has(id)))
  const changed = cut || was.of !== of
  const stands = changed ? (cut ? [...begun.slice(0, -1), cutAt(running, soonest)] : begun) : was.bursts
  const cancelFrom = !changed ? null : cut ? soonest : Math.max(soonest, running?.ends ?? 0)

  const fresh: Burst[] = []
  const all = (): Burst[] => inOrder([...stands, ...fresh])
  if (loudest !== null) {
    const { id, priority, category } = loudest
    const before = lastAlarm(stands)
    let begins = changed || !before ? startOf(loudest, stands, heard, soonest) : Math.max(soonest, before.ends + restOf(priority))
    // A late planner finds its time taken by what sounds once.
    if (!changed) for (const { begins: from, ends } of stands) if (from < begins + CLEAR && ends > begins) begins = ends
    while (begins < now + AHEAD) {
      const burst = burstAt(begins, priority, category, theme, [id], rankOf(priority))
      fresh.push(burst)
      begins = burst.ends + restOf(priority)
    }
  }
  const waiting = [
    ...asked.filter(({ id }) => !once.has(id)).map(({ id, kind }) => ({ ids: [id], kind })),
    ...(['notice', 'tick'] as const).map((kind) => ({ ids: onceOf(list, kind, once).map(({ id }) => id), kind })),
  ]
  for (const { ids, kind } of waiting) {
    const planned = new Set(all().flatMap((burst) => burst.ids))
    const left = ids.filter((id) => !planned.has(id))
    if (left.length === 0) continue
    const { begins, ends } = burstAt(0, kind, 'general', theme, left, 0)
    const at = freeAt(
      all().filter((burst) => burst.ends > now),
      ends - begins,
      soonest,
      now + AHEAD,
    )
    if (at !== null) fresh.push(burstAt(at, kind, 'general', theme, left, 0))
  }
  const bursts = all()
  // Of what is over only the last alarm counts.
  const counts = lastAlarm(bursts.filter(({ ends }) => ends <= now))
  return {
    plan: { of, bursts: bursts.filter((burst) => burst === counts || burst.ends > now), heard, once },
    cancelFrom,
    bursts: inOrder(fresh),
  }
}
