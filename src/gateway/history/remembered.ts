// What was found of stays, remembered under a key: bounded, the longest ago dropped first, and all of one stay forgotten in one go.
import type { StayId } from '../../model/ids.ts'

export interface Remembered<T> {
  get(stay: StayId, key: string): T | undefined
  /** As the newest. */
  set(stay: StayId, key: string, found: T): void
  drop(stay: StayId, key: string): void
  forget(stay: StayId): void
}

export function remembered<T>(most: number): Remembered<T> {
  const all = new Map<string, { readonly stay: StayId; readonly found: T }>()
  const nameOf = (stay: StayId, key: string): string => `${stay} ${key}`
  return {
    get: (stay, key) => all.get(nameOf(stay, key))?.found,
    set(stay, key, found) {
      all.delete(nameOf(stay, key))
      all.set(nameOf(stay, key), { stay, found })
      for (const oldest of all.keys()) {
        if (all.size <= most) break
        all.delete(oldest)
      }
    },
    drop: (stay, key) => void all.delete(nameOf(stay, key)),
    forget(stay) {
      for (const [name, one] of all) if (one.stay === stay) all.delete(name)
    },
  }
}
