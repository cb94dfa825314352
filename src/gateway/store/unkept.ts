// What was done and could not be recorded: of each row the newest content, bounded, until the store takes it.
import { Refused } from '../errors.ts'
import type { RowChange } from './asks.ts'

/** Rows. More drop the oldest, of the journal first: what stands now is never lost before what was; and the caller is told. */
export const MOST_UNKEPT = 10_000

/** What the store cannot keep now is in force, and owed: nobody is kept from the ward by it, nor the ward from being watched. */
export const unlessDown = (done: Promise<unknown>): Promise<void> =>
  done.then(
    () => {},
    (error: unknown) => {
      if (!(error instanceof Refused && error.code === 'store-down')) throw error
    },
  )

const isHistory = ({ kind }: RowChange): boolean => kind === 'journal'
const nameOf = ({ kind, id }: RowChange): string => `${kind} ${id}`

export interface Unkept {
  /** Changes are on their way: older content of the same rows is not to be tried again. Returns what to call with how it ended. */
  posted(changes: readonly RowChange[]): (kept: boolean) => void
  /** All that is owed, oldest first. */
  owed(): readonly RowChange[]
  /** The key of a stay was ended: none of its rows is tried again, nor one that was on its way. */
  forget(stay: string): void
  /** Rows dropped since the beginning because too many were owed. */
  dropped(): number
}

export function createUnkept(): Unkept {
  const owed = new Map<string, RowChange>()
  /** Row → the newest post that holds it and has not ended. */
  const onWay = new Map<string, number>()
  const ended = new Set<string>()
  let posts = 0
  let dropped = 0
  return {
    posted(changes) {
      const post = ++posts
      for (const change of changes) {
        onWay.set(nameOf(change), post)
        owed.delete(nameOf(change))
      }
      return (kept) => {
        const newest = changes.filter((change) => onWay.get(nameOf(change)) === post)
        for (const change of newest) onWay.delete(nameOf(change))
        if (kept) return
        for (const change of newest) if (!change.stay || !ended.has(change.stay)) owed.set(nameOf(change), change)
        for (const isOne of [isHistory, () => true])
          for (const [name, change] of owed) {
            if (owed.size <= MOST_UNKEPT) break
            if (!isOne(change)) continue
            owed.delete(name)
            dropped++
          }
      }
    },
    owed: () => [...owed.values()],
    dropped: () => dropped,
    forget(stay) {
      ended.add(stay)
      for (const [name, change] of owed) if (change.stay === stay) owed.delete(name)
    },
  }
}
