// How often somebody may try: by account, by address, and by both, with waits that grow. What is refused costs no hash.
import type { At } from '../../model/units.ts'

/**
 * TABLE: free tries, then the first wait and the longest, real ms; forgotten after. So that nobody is locked out by a stranger, the account
 * alone slows neither an enrolled station nor an address from where it was signed in to before (in this run of the gateway); elsewhere it
 * does. NIST SP 800-63B [mem] wants at most 100 misses in a row: at these waits that takes over a day.
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
/** From where somebody tries: an enrolled station is known by itself, whatever address it has. */
export interface Origin {
  readonly address: string
  readonly station: string | null
}
export interface Throttle {
  /** Whether a try may be made now; it counts as a miss until `won`. */
  take(account: string, from: Origin, now: At): boolean
  won(account: string, from: Origin): void
}

export function createThrottle(): Throttle {
  const misses = new Map<string, Misses>()
  /** Where accounts were signed in to: the keys of account and place together. */
  const proven = new Set<string>()
  const pairOf = (account: string, { address, station }: Origin): string =>
    `both ${account} ${station === null ? address : `station ${station}`}`
  function keys(account: string, from: Origin): readonly (readonly [Kind, string])[] {
    const pair = pairOf(account, from)
    const isKnown = from.station !== null || proven.has(pair)
    return [['both', pair], ...(isKnown ? [] : [['account', `account ${account}`] as const]), ['address', `address ${from.address}`]]
  }
  const waits = (kind: Kind, { count, last }: Misses, now: number): boolean => {
    const { free, first, longest } = THROTTLE[kind]
    return count >= free && now - last < Math.min(longest, first * 2 ** Math.min(20, count - free))
  }
  return {
    take(account, from, now) {
      const all = keys(account, from)
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
    won(account, from) {
      for (const [kind, key] of keys(account, from)) {
        const known = misses.get(key)
        if (kind !== 'address') misses.delete(key)
        // Of an address only this try is taken back: a ward signs in all day from one, a guesser must not win by one right guess.
        else if (known) misses.set(key, { ...known, count: known.count - 1 })
      }
      const pair = pairOf(account, from)
      proven.delete(pair)
      proven.add(pair)
      while (proven.size > REMEMBERED) proven.delete(proven.values().next().value!)
    },
  }
}
