// Keeps what became of alarms, and knows what is not kept yet: it is shown as "not recorded" until the store took it (P7).
import { type Entry, keyOf, type StayAlarms } from '../../model/stayalarms.ts'
import type { At } from '../../model/units.ts'
import { Refused } from '../errors.ts'
import type { Change } from '../store/store.ts'
import { type KeptAlarms, nameOf, rowsOf, type Told, type Whose } from './kept.ts'

/** Entries that wait for the store, for the history meanwhile; the store itself bounds what is written later. */
const WAITING = 5000

export interface Keeping {
  /** Resolves once it is on the disk; rejects where that is not now. */
  keep(whose: Whose, before: StayAlarms, after: StayAlarms, entries: readonly Entry[], more?: readonly Change[]): Promise<void>
  write(whose: Whose, changes: readonly Change[]): Promise<void>
  /** Of an alarm by its key, or of what persons set. */
  recorded(whose: Whose, key: string | null): boolean
  /** Looks at the store; true where anything is recorded now that was not, or the other way round. */
  tick(): boolean
  /** Since when nothing is kept. */
  downSince(): At | null
  /** Since when it is known that a part of what was kept does not open. */
  damagedSince(): At | null
  journal(whose: Whose, from: number, to: number): Promise<readonly Told[]>
  lost(): number
  /** What waits of it to be kept: with its key. */
  forget(whose: Whose): void
}

export function createKeeping(setup: {
  readonly kept: KeptAlarms
  readonly now: () => At
  readonly real: () => At
  readonly failed: (place: string, error: unknown) => void
}): Keeping {
  const { kept, now, real, failed } = setup
  /** Owed by the store: recorded once it keeps again. */
  const unrecorded = new Set<string>()
  /** What it refused for itself: recorded once a later row of the same was taken. */
  const refused = new Set<string>()
  let untaken: Told[] = []
  let waiting: Told[] = []
  let since: At | null = null
  let damagedSince: At | null = null
  let changed = false
  const mark = (whose: Whose, key: string | null): string => `${nameOf(whose)} ${key ?? ''}`

  async function write(whose: Whose, changes: readonly Change[], marks: readonly string[], told: readonly Told[]): Promise<void> {
    if (changes.length === 0) return
    try {
      await kept.write(changes)
      for (const one of marks) if (refused.delete(one)) changed = true
    } catch (error) {
      failed(`alarms of ${'stay' in whose ? 'a stay' : whose.ward}`, error)
      const isOwed = error instanceof Refused && error.code === 'store-down'
      for (const one of marks) (isOwed ? unrecorded : refused).add(one)
      // Of a stay whose key was ended nothing is held here either.
      const isGone = error instanceof Refused && error.code === 'key-gone'
      if (isOwed) waiting = [...waiting, ...told].slice(-WAITING)
      else if (!isGone) untaken = [...untaken, ...told].slice(-WAITING)
      changed = true
      throw error
    }
  }
  const own: Keeping = {
    keep(whose, before, after, entries, more = []) {
      const marks = entries.flatMap(({ alarm, care }) => [
        ...(alarm ? [mark(whose, keyOf(alarm))] : []),
        ...(care ? [mark(whose, null)] : []),
      ])
      const rows = [...rowsOf(whose, before, after, entries, real()), ...more]
      return write(
        whose,
        rows,
        marks,
        entries.map((entry) => ({ whose, entry })),
      )
    },
    write: (whose, changes) => write(whose, changes, [mark(whose, null)], []),
    recorded: (whose, key) => !unrecorded.has(mark(whose, key)) && !refused.has(mark(whose, key)),
    tick() {
      const isDown = kept.state() === 'down'
      damagedSince = kept.damaged() ? (damagedSince ?? now()) : null
      if (isDown) since ??= now()
      else {
        since = null
        if (unrecorded.size > 0 || waiting.length > 0) changed = true
        unrecorded.clear()
        waiting = []
      }
      const news = changed
      changed = false
      return news
    },
    downSince: () => since,
    damagedSince: () => damagedSince,
    async journal(whose, from, to) {
      const stored = await kept.journal(whose, from, to)
      const known = new Set(stored.map(({ entry }) => entry.n))
      const name = nameOf(whose)
      const later = [...untaken, ...waiting].filter(
        ({ whose: of, entry }) => nameOf(of) === name && entry.at >= from && entry.at < to && !known.has(entry.n),
      )
      return [...stored, ...later]
    },
    lost: kept.lost,
    forget(whose) {
      const name = nameOf(whose)
      const others = (list: readonly Told[]): Told[] => list.filter((one) => nameOf(one.whose) !== name)
      untaken = others(untaken)
      waiting = others(waiting)
    },
  }
  return own
}
