// What may sound: what the rest of the app hands to the sound, and which of it is heard.
import type { AlarmPriority, Category, SoundKind } from '../../model/tones.ts'

/**
 * One thing that sounds. 'notice' and 'tick' sound once an id, alarms until they are gone from the list. `since`: gateway time, ms; of equal
 * priorities the newest sounds. `hushed`: a person quieted it: what it sounds ends within a pulse, where one that has ended may finish its burst.
 */
export interface Audible {
  readonly id: string
  readonly ward: string
  readonly priority: SoundKind
  readonly category: Category
  readonly since: number
  readonly hushed?: boolean | undefined
}
export type AudibleAlarm = Audible & { readonly priority: AlarmPriority }

const RANK: Readonly<Record<SoundKind, number>> = { high: 3, medium: 2, low: 1, notice: 0, tick: 0 }
export const rankOf = (kind: SoundKind): number => RANK[kind]

const isAlarm = (one: Audible): one is AudibleAlarm => rankOf(one.priority) > 0
const before = (a: Audible, b: Audible): number =>
  rankOf(b.priority) - rankOf(a.priority) || b.since - a.since || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0)

/** The one that is heard: highest priority, then the newest. null: none. */
export const loudestOf = (list: readonly Audible[]): AudibleAlarm | null =>
  list
    .filter(isAlarm)
    .filter(({ hushed }) => hushed !== true)
    .toSorted(before)[0] ?? null

/** What is to sound once, each kind together: one tone for all that wait. */
export const onceOf = (list: readonly Audible[], kind: 'notice' | 'tick', heard: ReadonlySet<string>): readonly Audible[] =>
  list.filter(({ id, priority, hushed }) => priority === kind && hushed !== true && !heard.has(id))

/** The lists of several screens as one. An alarm that any of them lets sound, sounds. */
export function united(lists: readonly (readonly Audible[])[]): readonly Audible[] {
  const all = new Map<string, Audible>()
  for (const one of lists.flat()) {
    const key = `${one.ward} ${one.id}`
    const known = all.get(key)
    if (known === undefined || known.hushed === true || rankOf(one.priority) > rankOf(known.priority)) all.set(key, one)
  }
  return [...all.values()]
}
