// Notes and values charted by hand as they are kept: each an entry of its own that is never written again. A correction is a new entry that
// names the one it corrects; which were corrected is read off, never stored.
import { By } from './book.ts'
import type { Span } from './history.ts'
import { HAND_KEYS, HAND_VALUES, type HandPoint, type HandValue, NOTE_KINDS, NOTE_LETTERS, type Note } from './story.ts'
import { type At, hours, minutes } from './units.ts'
import { z } from './zod.ts'

const id = z.string().min(1).max(64)
const instant = z.custom<At>((value) => typeof value === 'number' && Number.isFinite(value))
const entry = { id, at: instant, written: instant, by: By, corrects: id.nullable() }
export const KeptNote = z.object({ ...entry, kind: z.enum(NOTE_KINDS), text: z.string().max(NOTE_LETTERS) })
export type KeptNote = z.infer<typeof KeptNote>
export const KeptHand = z.object({ ...entry, value: z.enum(HAND_KEYS), number: z.number() })
export type KeptHand = z.infer<typeof KeptHand>

/** No clock is ahead by more. */
const AHEAD = minutes(1)
/** Nothing is noted of longer before the stay: it is written at the door, or of the way here [design]. */
const BEFORE = hours(24)

type WrongEntry = 'bad-time' | 'bad-value' | 'no-such-note' | 'changed-meanwhile'
/** Why an entry is none; null where it is one. `others`: entries of the same kind of the same stay. */
export function wrongEntry(
  { at, corrects }: { readonly at: number; readonly corrects?: string | undefined },
  { now, since, ended }: { readonly now: At; readonly since: At; readonly ended: At | null },
  others: readonly { readonly id: string; readonly corrects: string | null }[],
): WrongEntry | null {
  if (!Number.isFinite(at) || at > now + AHEAD || at < since - BEFORE || (ended !== null && at > ended + AHEAD)) return 'bad-time'
  if (corrects === undefined) return null
  if (!others.some(({ id: other }) => other === corrects)) return 'no-such-note'
  // Two would correct one: the second looks at what the first wrote.
  return others.some((other) => other.corrects === corrects) ? 'changed-meanwhile' : null
}

/** The number as it is kept, rounded to its decimals; null: not plausible. */
export function handNumber(value: HandValue, number: number): number | null {
  const [, , , [least, most], digits] = HAND_VALUES[value]
  const rounded = Number(number.toFixed(digits))
  return Number.isFinite(number) && rounded >= least && rounded <= most ? rounded : null
}

/**
 * What is of a window: what happened in it and what was corrected in it, each with all that it corrects and that corrects it, wherever these
 * lie. A wrong entry never goes without its correction, and no correction without what it is of.
 */
export function withCorrections<T extends Pick<Note, 'id' | 'at' | 'written' | 'corrects'>>(
  entries: readonly T[],
  { from, to }: Span,
): T[] {
  const within = (when: number): boolean => when >= from && when < to
  const byId = new Map(entries.map((one) => [one.id, one]))
  /** The one that a row of corrections began with. */
  const firstOf = ({ id: own, corrects }: T): string => {
    const before = corrects === null ? undefined : byId.get(corrects)
    return before ? firstOf(before) : own
  }
  const told = new Set(entries.filter(({ at, written, corrects }) => within(at) || (corrects !== null && within(written))).map(firstOf))
  return entries.filter((one) => told.has(firstOf(one)))
}

function told<T extends KeptNote | KeptHand>(entries: readonly T[], names: boolean) {
  const correctedBy = new Map(entries.flatMap(({ id: own, corrects }) => (corrects === null ? [] : [[corrects, own] as const])))
  return entries
    .map((one) => ({ ...one, by: one.by.is !== 'person' || names ? one.by.name : null, corrected: correctedBy.get(one.id) ?? null }))
    .toSorted((a, b) => a.at - b.at || a.written - b.written || (b.corrects === a.id ? -1 : 1))
}
/** As they are told, by when it happened. */
export const toldNotes = (entries: readonly KeptNote[], names: boolean): Note[] => told(entries, names)
export const toldHand = (entries: readonly KeptHand[], names: boolean): HandPoint[] => told(entries, names)
