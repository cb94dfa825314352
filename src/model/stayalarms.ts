// The alarms of one stay (or of a ward as a whole): what stands, and what quiets it. Pure, never changed in place. Each change is an entry of
// a journal that, folded, gives the same again.
import { Alarm, type Life, type LifeEvent, newLife, step } from './alarm.ts'
import { By, GATEWAY_BY } from './book.ts'
import { Override } from './limits.ts'
import { isWorse, PRIORITIES } from './priority.ts'
import type { RuleKey } from './rules.ts'
import type { At } from './units.ts'
import { VITAL_KEYS, type VitalKey } from './vitals.ts'
import { z } from './zod.ts'

const instant = z.custom<At>((value) => typeof value === 'number' && Number.isFinite(value))
const why = z.string().max(200)
const Timed = z.object({ by: By, at: instant, until: instant })
const vital = z.enum(VITAL_KEYS as [VitalKey, ...VitalKey[]])

/** What persons set about the alarms of a stay. */
export const Care = z.object({
  /** Covers what stood when it was pressed, as it stood: nothing new, nothing higher. */
  silence: Timed.extend({ covers: z.array(z.object({ id: z.string().max(120), priority: z.enum(PRIORITIES) })) }).nullable(),
  pause: Timed.nullable(),
  /** Vitals whose alarms are off until `review`: then they are on again. */
  off: z.array(z.object({ vital, by: By, at: instant, review: instant, why })),
  order: z.object({ by: By, at: instant, review: instant, why }).nullable(),
  overrides: z.array(Override),
  /** The limits of this population were said to fit this age class. */
  age: z.object({ by: By, at: instant, fits: z.string().max(40) }).nullable(),
  target: z.object({ low: z.number(), high: z.number(), by: By, at: instant, why }).nullable(),
  help: Timed.nullable(),
})
export type Care = z.infer<typeof Care>
export const NO_CARE: Care = { silence: null, pause: null, off: [], order: null, overrides: [], age: null, target: null, help: null }

/** TABLE: what an entry tells. `words`: in the history; null: too small for it. */
export const WHATS = {
  raised: 'raised',
  worse: 'became worse',
  changed: null,
  'last-known': 'its signal is gone: last known',
  known: 'its signal is back',
  ended: 'ended, not seen',
  over: 'over',
  claimed: 'taken',
  given: 'given',
  released: 'given back',
  lapsed: 'the claim lapsed',
  told: 'told to more, untaken',
  seen: 'seen',
  stopped: 'stopped',
  silenced: 'silenced',
  'silence-ended': 'silence ended',
  paused: 'paused for care',
  'pause-ended': 'pause ended',
  off: 'alarm off',
  on: 'alarm on',
  'off-ended': 'alarm on again: to be reviewed',
  ordered: 'alarms off by order',
  'order-ended': 'the order that alarms are off ended',
  limits: 'limits changed',
  'age-confirmed': 'limits confirmed for this age',
  target: 'oxygen target ordered',
  help: 'called for help',
  'help-ended': 'help ended',
} as const satisfies Record<string, string | null>
export type What = keyof typeof WHATS

/** `alarm`: as it stands, or as it stood last where it is `gone`. `care`: as it is now, where that changed. `by` null: by time or a value. */
export const Entry = z.object({
  n: z.number().int(),
  at: instant,
  what: z.enum(Object.keys(WHATS) as [What, ...What[]]),
  by: By.nullable(),
  why: why.nullable(),
  alarm: Alarm.nullable(),
  gone: z.boolean(),
  care: Care.nullable(),
})
export type Entry = z.infer<typeof Entry>

export interface StayAlarms {
  /** By `keyOf`: only where something stands or is pending. */
  readonly lives: ReadonlyMap<string, Life>
  readonly care: Care
  /** Number of the next entry. */
  readonly next: number
}
export const keyOf = ({ rule, of }: { readonly rule: RuleKey; readonly of: string }): string => `${rule} ${of}`
/** `next`: greater than any number before: a later run begins at a later one. */
export const newStayAlarms = (next: number): StayAlarms => ({ lives: new Map(), care: NO_CARE, next })

/** As kept: what stood, stands until it is judged. */
export function restored(alarms: Iterable<Alarm>, care: Care, next: number): StayAlarms {
  const lives = [...alarms].map((alarm): Life => {
    const { rule, of, since, phase } = alarm
    return { rule, of, armed: false, out: phase === 'active' ? since : null, alarm }
  })
  return { lives: new Map(lives.map((life) => [keyOf(life), life])), care, next }
}
export const alarmsOf = ({ lives }: Pick<StayAlarms, 'lives'>): readonly Alarm[] => [...lives.values()].flatMap(({ alarm }) => alarm ?? [])
export const alarmById = (state: StayAlarms, id: string): Life | undefined =>
  [...state.lives.values()].find(({ alarm }) => alarm?.id === id)

export interface Stepped {
  readonly state: StayAlarms
  readonly entries: readonly Entry[]
}

/** Changes of one instant, gathered. */
export interface Draft {
  readonly state: () => StayAlarms
  /** Puts the life that follows; `what` where it does not follow from the change. */
  put(life: Life, what?: What, by?: By, why?: string): void
  step(life: Life, event: LifeEvent, what?: What, by?: By, why?: string): void
  care(next: Partial<Care>, what: What, by?: By, why?: string): void
  done(): Stepped
}

export function draft(from: StayAlarms, now: At): Draft {
  let state = from
  const entries: Entry[] = []
  const enter = (entry: Omit<Entry, 'n' | 'at'>): void => {
    entries.push({ n: state.next, at: now, ...entry })
    state = { ...state, next: state.next + 1 }
  }
  const own: Draft = {
    state: () => state,
    put(life, what, by, why) {
      const key = keyOf(life)
      const before = state.lives.get(key)
      if (before === life) return
      const lives = new Map(state.lives)
      // Whether it watches is said by each verdict: nothing is remembered of what is quiet.
      if (life.alarm || life.out !== null) lives.set(key, life)
      else lives.delete(key)
      state = { ...state, lives }
      const [was, is] = [before?.alarm ?? null, life.alarm]
      if (was?.id === is?.id && was?.rev === is?.rev) return
      enter({ what: what ?? whatOf(was, is), by: by ?? null, why: why ?? null, alarm: is ?? was, gone: is === null, care: null })
    },
    step: (life, event, what, by, why) => own.put(step(life, event, now), what, by, why),
    care(next, what, by, why) {
      state = { ...state, care: { ...state.care, ...next } }
      enter({ what, by: by ?? GATEWAY_BY, why: why ?? null, alarm: null, gone: false, care: state.care })
    },
    done: () => ({ state, entries }),
  }
  return own
}

function whatOf(was: Alarm | null, is: Alarm | null): What {
  if (!is) return 'over'
  if (was?.id !== is.id) return 'raised'
  if (was.phase !== is.phase) return 'ended'
  if (isWorse(is.priority, was.priority)) return 'worse'
  if (was.claim && !is.claim) return 'lapsed'
  if ((was.lastKnown === null) !== (is.lastKnown === null)) return is.lastKnown === null ? 'known' : 'last-known'
  return was.told === is.told ? 'changed' : 'told'
}

interface Folded {
  readonly alarms: ReadonlyMap<string, Alarm>
  readonly care: Care
}
/** The journal folded, in order: what stood after it. `before`: what stood before its first entry. */
export function replayed(entries: Iterable<Entry>, before?: Folded): Folded {
  const alarms = new Map<string, Alarm>(before?.alarms)
  let care: Care = before?.care ?? NO_CARE
  for (const { alarm, gone, care: next } of entries) {
    if (next) care = next
    if (alarm && gone) alarms.delete(keyOf(alarm))
    else if (alarm) alarms.set(keyOf(alarm), alarm)
  }
  return { alarms, care }
}
export const lifeOf = (state: StayAlarms, rule: RuleKey, of: string): Life => state.lives.get(keyOf({ rule, of })) ?? newLife(rule, of)
