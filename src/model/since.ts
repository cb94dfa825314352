// What happened to a patient since an hour, in a few figures that each lead to their moment: for who comes to the ward and asks how the night
// was. Pure.
import { CODED, type Code } from './codes.ts'
import { createFigures, Figures, type TargetStep } from './figures.ts'
import { GONE_KEYS, type GoneKey, type Hole } from './history.ts'
import type { Observations } from './observations.ts'
import { gasOf, Oxygen } from './observations.ts'
import { isAlarm } from './priority.ts'
import type { AlarmBar, LimitStep, Note } from './story.ts'
import { type At, at } from './units.ts'
import { z } from './zod.ts'
import { latest, nextAt } from './zone.ts'

/** TABLE: since when, in words. */
export const SINCE = {
  night: 'night',
  evening: 'since 20:00',
  looked: 'since I last looked',
} as const satisfies Record<string, string>
export type SinceKey = keyof typeof SINCE
export const SINCE_KEYS = Object.keys(SINCE) as [SinceKey, ...SinceKey[]]

const EVENING = '20:00'
const MORNING = '07:00'

/** Of a preset by the ward's clock: the night lasts from 20:00 to 07:00, or until now. Null: this person never looked before. */
export function sinceSpan(
  key: SinceKey,
  zone: string,
  now: At,
  lookedBefore: number | null,
): { readonly from: At; readonly to: At } | null {
  if (key === 'looked') return lookedBefore === null || lookedBefore >= now ? null : { from: at(lookedBefore), to: now }
  const from = latest(zone, EVENING, now)
  return { from, to: key === 'night' ? at(Math.min(now, nextAt(zone, MORNING, from))) : now }
}

const instant = z.number()
export const OXYGEN_WENT = ['up', 'down', 'same', 'other', 'unknown'] as const
export const Since = z.object({
  from: instant,
  to: instant,
  /** The highest that was charted, and the highest that the numbers had by themselves: never mixed. */
  charted: z.object({ total: z.number(), at: instant, sets: z.number().int() }).nullable(),
  running: z.object({ low: z.number(), high: z.number(), at: instant }).nullable(),
  /** Of oxygen saturation; null: none came, and nothing of it was lost. `firstBelow`: where it was first below its limit. */
  spo2: Figures.nullable(),
  oxygen: z.object({ went: z.enum(OXYGEN_WENT), before: Oxygen.nullable(), now: Oxygen.nullable(), at: instant.nullable() }),
  alarms: z.object({ high: z.number().int(), medium: z.number().int() }),
  /** High alarms that ended and nobody saw: how many, and the first. */
  unseen: z.object({ count: z.number().int(), at: instant, id: z.string().max(120), words: z.string().max(300) }).nullable(),
  /** No longer kept: of these nothing found is not nothing happened. */
  gone: z.array(z.enum(GONE_KEYS)).max(GONE_KEYS.length),
  /** The newest of them. */
  notes: z.object({ count: z.number().int(), at: instant, words: z.string().max(160) }).nullable(),
})
export type Since = z.infer<typeof Since>

export interface OxygenSaid {
  readonly at: number
  readonly oxygen: Oxygen
}
export interface SinceAsk {
  readonly from: number
  readonly to: number
  readonly sets: readonly { readonly set: Pick<Observations, 'at'>; readonly total: number | null }[]
  readonly running: readonly { readonly at: number; readonly low: number; readonly high: number }[]
  readonly holes: readonly Hole[]
  /** Samples of oxygen saturation in order; NaN: unknown. */
  readonly spo2: readonly { readonly at: number; readonly value: number }[]
  readonly limits: readonly LimitStep[]
  readonly targets: readonly TargetStep[]
  /** In order, also of before. */
  readonly oxygen: readonly OxygenSaid[]
  readonly alarms: readonly AlarmBar[]
  readonly notes: readonly Note[]
  readonly gone: readonly GoneKey[]
}

/** The highest; of two alike the first. */
const highest = <T>(list: readonly T[], of: (one: T) => readonly number[]): T | null =>
  list.reduce<T | null>((best, one) => (best === null || isMore(of(one), of(best)) ? one : best), null)
function isMore(a: readonly number[], b: readonly number[]): boolean {
  const differs = a.findIndex((value, i) => value !== b[i])
  return differs >= 0 && a[differs]! > b[differs]!
}

export function sinceOf({ from, to, sets, running, spo2, holes, limits, targets, oxygen, alarms, notes, gone }: SinceAsk): Since {
  const within = (when: number): boolean => when >= from && when < to
  const charted = sets.flatMap(({ set, total }) => (total !== null && within(set.at) ? [{ total, at: set.at }] : []))
  const top = highest(charted, ({ total }) => [total])
  const raised = alarms.filter((bar) => within(bar.from) && isAlarm(bar.priority))
  // Also one that was raised before and ended in it, or stands with nobody at it.
  const isHere = ({ from: begun, to: end }: AlarmBar): boolean => begun < to && (end === null || end >= from)
  const unseen = alarms.filter((bar) => bar.priority === 'high' && isHere(bar) && (bar.unseen || (bar.to === null && bar.takenAt === null)))
  const written = notes.filter((note) => note.corrected === null && within(note.at))
  const newest = written.reduce<Note | null>((last, note) => (!last || note.at >= last.at ? note : last), null)
  return {
    from,
    to,
    charted: top && { ...top, sets: charted.length },
    running: highest(
      running.filter((one) => within(one.at)),
      // Of two that are as high at least, the one of which more was known.
      ({ low, high }) => [low, -high],
    ),
    spo2: saturation(spo2, { from, to, limits, targets, holes }),
    oxygen: oxygenWent(oxygen, from, to),
    alarms: {
      high: raised.filter(({ priority }) => priority === 'high').length,
      medium: raised.filter(({ priority }) => priority === 'medium').length,
    },
    unseen: unseen[0] ? { count: unseen.length, at: unseen[0].from, id: unseen[0].id, words: unseen[0].words } : null,
    gone: [...gone],
    notes: newest && { count: written.length, at: newest.at, words: newest.text.slice(0, 160) },
  }
}

function saturation(
  samples: SinceAsk['spo2'],
  { holes, ...setup }: Pick<SinceAsk, 'from' | 'to' | 'limits' | 'targets' | 'holes'>,
): Figures | null {
  const figures = createFigures({ signal: 'spo2', ...setup, limits: setup.limits.filter(({ vital }) => vital === 'spo2') })
  figures.take(samples)
  const found = figures.done(holes)
  return found.count === 0 && found.lost.length === 0 ? null : found
}

/** More of it, or less: by gas, and by the flow or share of the same device. Of two devices nobody can say without a look. */
export function oxygenStep(before: Oxygen, now: Oxygen): 'up' | 'down' | 'same' | 'other' {
  const [was, is] = [gasOf(before), gasOf(now)]
  if (was !== is) return is === 'oxygen' ? 'up' : 'down'
  if (is === 'air') return 'same'
  const signs = [before.fio2 !== null && now.fio2 !== null ? Math.sign(now.fio2 - before.fio2) : null]
  if (before.device === now.device) signs.push(before.flow !== null && now.flow !== null ? Math.sign(now.flow - before.flow) : null)
  const known = signs.filter((sign) => sign !== null && sign !== 0)
  if (known.length > 0) return known.every((sign) => sign === known[0]) ? (known[0]! > 0 ? 'up' : 'down') : 'other'
  return before.device === now.device ? 'same' : 'other'
}

function oxygenWent(said: readonly OxygenSaid[], from: number, to: number): Since['oxygen'] {
  const before = said.findLast((one) => one.at <= from) ?? said.find((one) => one.at < to) ?? null
  const now = said.findLast((one) => one.at < to) ?? null
  if (!before || !now) return { went: 'unknown', before: null, now: now?.oxygen ?? null, at: null }
  const went = oxygenStep(before.oxygen, now.oxygen)
  const same = (one: OxygenSaid): boolean => JSON.stringify(one.oxygen) === JSON.stringify(now.oxygen)
  // Since when it is as it is at the end.
  let first = now
  for (const one of said.filter((other) => other.at > from && other.at < to).toReversed()) {
    if (!same(one)) break
    first = one
  }
  return { went, before: before.oxygen, now: now.oxygen, at: went === 'same' ? null : first.at }
}

/** "nasal cannula 2 L/min", "air" */
export const oxygenWords = ({ device, flow, fio2 }: Oxygen): string =>
  [CODED['o2-device'].codes[device as Code<'o2-device'>], flow !== null && `${flow} L/min`, fio2 !== null && `${fio2} %`]
    .filter(Boolean)
    .join(' ')
