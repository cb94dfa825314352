// What a screen reader is told of alarms: the worst first, at most one message each two seconds, then how many more. Pure.
import { type AlarmRow, countWords } from './rows.ts'

/** Real ms between two messages. */
export const ANNOUNCED_EVERY = 2000
/** Real ms for which a message stands where a screen reader finds it: after that it is news no more. */
export const ANNOUNCED_FOR = 8000

export interface Announcement {
  readonly words: string
  readonly urgent: boolean
}
export interface Announcer {
  /** `rows`: those of the banner, the worst first. `time`: real ms. null: nothing is to be said now. */
  offer(rows: readonly AlarmRow[], time: number): Announcement | null
}

export function createAnnouncer(): Announcer {
  let known = new Set<string>()
  let waiting = new Set<string>()
  let last = Number.NEGATIVE_INFINITY
  /** One of the present crowd was said by itself. */
  let led = false
  return {
    offer(rows, time) {
      const keys = new Set(rows.map(({ key, priority }) => `${key} ${priority}`))
      for (const key of keys) if (!known.has(key)) waiting.add(key)
      known = keys
      waiting = new Set([...waiting].filter((key) => keys.has(key)))
      if (waiting.size === 0) led = false
      if (waiting.size === 0 || time - last < ANNOUNCED_EVERY) return null
      last = time
      const fresh = rows.filter(({ key, priority }) => waiting.has(`${key} ${priority}`))
      const [first] = fresh
      if (!first) return null
      const urgent = fresh.some(({ priority }) => priority === 'high')
      if (led && fresh.length > 1) {
        waiting.clear()
        return { words: `${fresh.length} more alarms: ${countWords(fresh)}`, urgent }
      }
      led = true
      waiting.delete(`${first.key} ${first.priority}`)
      const where = first.kind === 'bed' || first.kind === 'help' ? `bed ${first.label}` : first.label
      return {
        words: `${first.priority === 'notice' ? '' : `${first.priority} alarm, `}${where}: ${first.text.replace(/^\*+ /, '')}`,
        urgent,
      }
    },
  }
}
