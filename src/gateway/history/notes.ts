// Notes, interventions and values by hand of every stay, and when each person looked at it last. They are read from where they are kept; what
// could not be kept yet is told all the same.
import type { By, KeptStay } from '../../model/book.ts'
import type { StayId } from '../../model/ids.ts'
import { handNumber, KeptHand, KeptNote, wrongEntry } from '../../model/notes.ts'
import type { HandValue, NOTE_KINDS } from '../../model/story.ts'
import { type At, at, between, minutes } from '../../model/units.ts'
import { z } from '../../model/zod.ts'
import type { ErrorCode } from '../errors.ts'
import { Refused } from '../errors.ts'
import type { BesideKind, KeptBeside } from './beside.ts'
import { remembered } from './remembered.ts'

/** Entries of one stay: beyond, none is taken. */
const MOST = 2000
/** A look longer after the one before is another opening. */
const APART = minutes(30)
/** A look is written at most so often. */
const WRITTEN = minutes(5)

const Look = z.object({ before: z.number().nullable(), last: z.number() })
type Look = z.infer<typeof Look>

export interface NoteAsked {
  readonly stay: StayId
  readonly at: number
  readonly corrects?: string | undefined
}
export type Written =
  | { readonly is: 'done'; readonly id: string; readonly kept: Promise<void> }
  | { readonly is: 'refused'; readonly code: ErrorCode }

export interface Notes {
  /** In force at once. `kept` resolves once it is on the disk. */
  note(asked: NoteAsked & { readonly kind: (typeof NOTE_KINDS)[number]; readonly text: string }, by: By): Promise<Written>
  hand(asked: NoteAsked & { readonly value: HandValue; readonly number: number }, by: By): Promise<Written>
  of(stay: StayId): Promise<{ readonly notes: readonly KeptNote[]; readonly hand: readonly KeptHand[] }>
  /** When this person looked before this opening; null: never. From now on it has looked now. */
  looked(stay: StayId, person: string): Promise<At | null>
  /** Sets, orders and answers as they were kept, also of a stay that is over. */
  early: KeptBeside['early']
  /** What of a stay is no longer kept. */
  gone: KeptBeside['gone']
  forget(stay: StayId): void
}

export interface NotesSetup {
  readonly kept: KeptBeside
  readonly now: () => At
  readonly newId: () => string
  readonly stayOf: (stay: StayId) => KeptStay | null
  readonly failed: (place: string, error: unknown) => void
}

export function createNotes({ kept, now, newId, stayOf, failed }: NotesSetup): Notes {
  /** On its way to the disk, or waiting for a store that is down. */
  const waiting = new Map<string, { readonly kind: BesideKind; readonly stay: StayId; readonly id: string; readonly content: unknown }>()

  function put(kind: BesideKind, stay: StayId, id: string, content: unknown): Promise<void> {
    const key = `${kind} ${stay} ${id}`
    const row = { kind, stay, id, content }
    waiting.set(key, row)
    for (const oldest of waiting.keys()) {
      if (waiting.size <= MOST) break
      waiting.delete(oldest)
    }
    const over = (): void => {
      if (waiting.get(key) === row) waiting.delete(key)
    }
    return kept.write(kind, stay, id, content).then(over, (error: unknown) => {
      // What would be sealed under a key that was ended meanwhile is gone with it: here, too.
      if (error instanceof Refused && error.code === 'key-gone') over()
      throw error
    })
  }
  async function entries<T>(kind: BesideKind, stay: StayId, schema: z.ZodType<T>): Promise<readonly T[]> {
    // Asked for before: a row that is kept meanwhile is in one of both.
    const before = [...waiting.values()].filter((row) => row.kind === kind && row.stay === stay)
    const rows = new Map([...(await kept.rows(kind, stay)), ...before.map(({ id, content }) => [id, content] as const)])
    return [...rows.values()].flatMap((content) => {
      const found = schema.safeParse(content)
      if (!found.success) failed('notes', new Error(`a row of ${kind} does not fit: ${found.error.issues[0]?.path.join('.')}`))
      return found.success ? [found.data] : []
    })
  }

  async function write<T extends KeptNote | KeptHand>(
    kind: 'note' | 'hand',
    schema: z.ZodType<T>,
    { stay, at: when, corrects }: NoteAsked,
    made: object,
    by: By,
  ): Promise<Written> {
    const others = await entries(kind, stay, schema)
    const lain = stayOf(stay)
    if (!lain) return { is: 'refused', code: 'no-such-stay' }
    const written = now()
    const wrong = wrongEntry({ at: when, corrects }, { now: written, since: lain.since, ended: lain.ended?.at ?? null }, others)
    if (wrong) return { is: 'refused', code: wrong }
    if (others.length >= MOST) return { is: 'refused', code: 'too-large' }
    const id = newId()
    const content = schema.parse({ id, at: Math.min(when, written), written, by, corrects: corrects ?? null, ...made })
    return { is: 'done', id, kept: put(kind, stay, id, content) }
  }

  const looks = remembered<{ look: Look; written: number }>(MOST)
  async function lookOf(stay: StayId, person: string): Promise<{ look: Look; written: number } | null> {
    const found = looks.get(stay, person)
    if (found) return found
    const row = Look.safeParse((await kept.rows('look', stay)).get(person))
    return row.success ? { look: row.data, written: row.data.last } : null
  }

  return {
    note: ({ kind, text, ...asked }, by) => write('note', KeptNote, asked, { kind, text }, by),
    async hand({ value, number, ...asked }, by) {
      const fitting = handNumber(value, number)
      return fitting === null ? { is: 'refused', code: 'bad-value' } : write('hand', KeptHand, asked, { value, number: fitting }, by)
    },
    async of(stay) {
      const [notes, hand] = await Promise.all([entries('note', stay, KeptNote), entries('hand', stay, KeptHand)])
      return { notes, hand }
    },
    async looked(stay, person) {
      const found = await lookOf(stay, person)
      const when = now()
      const before = found && between(at(found.look.last), when) > APART ? found.look.last : (found?.look.before ?? null)
      const look = { before, last: when }
      const due = !found || before !== found.look.before || when - found.written > WRITTEN
      looks.set(stay, person, { look, written: due ? when : found.written })
      if (due) void kept.write('look', stay, person, look).catch((error: unknown) => failed('notes', error))
      return before === null ? null : at(before)
    },
    early: kept.early,
    gone: kept.gone,
    forget(stay) {
      for (const [key, row] of waiting) if (row.stay === stay) waiting.delete(key)
      looks.forget(stay)
    },
  }
}

/** Done, or thrown as it was refused. */
export function done(answer: Written): Written & { is: 'done' } {
  if (answer.is === 'refused') throw new Refused(answer.code)
  return answer
}
