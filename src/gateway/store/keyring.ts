// Keys opened and held in memory, each with the seals it may still make before more are reserved; a bounded number, the longest unused dropped.
import { wipe } from './seal.ts'

export interface Ring {
  /** By version; the current one is the highest. */
  readonly versions: Map<number, Uint8Array>
  current: number
  /** Seals reserved for the current version and not yet made. */
  left: number
}

export interface Keyring {
  get(name: string): Ring | undefined
  put(name: string, ring: Ring): Ring
  /** Overwrites the keys as well as a language with copying memory lets it. */
  drop(name: string): void
  clear(): void
}

/** Dropping a ring loses only reserved seals: its key then counts too high, never too low. */
export function createKeyring(most: number): Keyring {
  const rings = new Map<string, Ring>()
  const drop = (name: string): void => {
    for (const key of rings.get(name)?.versions.values() ?? []) wipe(key)
    rings.delete(name)
  }
  return {
    get(name) {
      const ring = rings.get(name)
      if (!ring) return
      rings.delete(name)
      rings.set(name, ring)
      return ring
    },
    put(name, ring) {
      rings.set(name, ring)
      const oldest = rings.keys().next().value
      if (rings.size > most && oldest !== undefined) drop(oldest)
      return ring
    },
    drop,
    clear: () => [...rings.keys()].forEach(drop),
  }
}
