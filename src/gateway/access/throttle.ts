// How often somebody may try: by account, by address, and by both, with waits that grow. What is refused costs no hash.
import type { At } from '../../model/units.ts'

/**
 * TABLE: free tries, then the first wait and the longest, real ms; forgotten after. An account alone is slowed late and little, so that
 * nobody is locked out by a stranger; NIST SP 800-63B [mem] wants at most 100 misses in a row: at these waits that takes over a day.
 */
export const THROTTLE = {
  both: { free: 5, first: 2000, longest: 15 * 60_000, forgets: 3_600_000 },
  account: { free: 20, first: 5000, longest: 30 * 60_000, forgets: 24 * 3_600_000 },
  address: { free: 60, first: 1000, longest: 60_000, forgets: 3_600_000 },
} as const
type Kind = keyof typeof THROTTLE
/** Keys remembered; the longest unused go first. */
const REMEMBERED = 20_000

interface Misses {
  readonly count: number
  readonly last: number
}
export interface Throttle {
  /** Whether a try may be made now; it counts as a miss until `won`. */
  take(account: string, address: string, now: At): boolean
  won(account: string, address: string): void
}

export function createThrottle(): Throttle {
  const misses = new Map<string, Misses>()
  const keys = (account: string, address: string): readonly (readonly [Kind, string])[] => [
    ['both', `both ${account} ${address}`],
    ['account', `account ${account}`],
    ['address', `address ${address}`],
  ]
  const waits = (kind: Kind, { count, last }: Misses, now: number): boolean => {
    const { free, first, longest } = THROTTLE[kind]
    return count >= free && now - last < Math.min(longest, first * 2 ** Math.min(20, count - free))
  }
  return {
    take(account, address, now) {
      const all = keys(account, address)
      const state = all.map(([kind, key]) => {
        const known = misses.get(key)
        return known && now - known.last < THROTTLE[kind].forgets ? known : { count: 0, last: 0 }
      })
      if (all.some(([kind], index) => waits(kind, state[index]!, now))) return false
      for (const [index, [, key]] of all.entries()) {
        misses.delete(key)
        misses.set(key, { count: state[index]!.count + 1, last: now })
      }
      while (misses.size > REMEMBERED) misses.delete(misses.keys().next().value!)
      return true
    },
    won(account, address) {
      for (const [kind, key] of keys(account, address)) {
        const known = misses.get(key)
        if (kind !== 'address') misses.delete(key)
        // Of an address only this try is taken back: a ward signs in all day from one, a guesser must not win by one right guess.
        else if (known) misses.set(key, { ...known, count: known.count - 1 })
      }
    },
  }
}
