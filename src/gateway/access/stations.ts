// Enrolled screens: a browser that an administrator made a station, with wards that are fixed and a secret of its own.
import { type At, between } from '../../model/units.ts'
import { Refused } from '../errors.ts'
import type { Store } from '../store/store.ts'
import { hashOf, newId, newSecret, type Random, SECRET } from './chance.ts'
import { loadKept } from './kept.ts'
import type { Station, Stations } from './parts.ts'

/** How often it is kept that its screen was seen, ms. */
const KEEP_SEEN = 60_000

interface Row extends Station {
  readonly hash: string
}

export async function openStations(setup: {
  readonly store: Pick<Store, 'load' | 'write'>
  readonly real: () => At
  readonly random: Random
  readonly changed: () => void
  /** Ends the sessions at a station, in memory at once. */
  readonly ending: (station: string) => Promise<void>
  readonly failed: (place: string, error: unknown) => void
}): Promise<Stations> {
  const { store, real, random, changed, ending, failed } = setup
  const kept = await loadKept<Row>(store, 'station', real)
  const byHash = new Map(kept.all().map((row) => [row.hash, row.id]))
  return {
    all: kept.all,
    get: kept.get,
    bySecret(secret) {
      if (!SECRET.test(secret)) return null
      const id = byHash.get(hashOf(secret))
      return (id === undefined ? undefined : kept.get(id)) ?? null
    },
    saw(id) {
      const row = kept.get(id)
      if (!row || between(row.seen ?? row.enrolled, real()) < KEEP_SEEN) return
      void kept.set({ ...row, seen: real() }).catch((error: unknown) => failed('store', error))
    },
    async enrol(given) {
      const secret = newSecret(random)
      const row: Row = { ...given, id: newId(random), enrolled: real(), seen: real(), hash: hashOf(secret) }
      byHash.set(row.hash, row.id)
      const done = kept.set(row)
      changed()
      await done
      return { station: row, secret }
    },
    async end(id) {
      const row = kept.get(id)
      if (!row) throw new Refused('no-such-station')
      byHash.delete(row.hash)
      const ended = ending(id)
      const done = kept.remove(id)
      changed()
      await Promise.all([done, ended])
    },
  }
}
