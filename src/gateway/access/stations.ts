// Enrolled screens: a browser that an administrator made a station, with wards that are fixed and a secret of its own.
import type { At } from '../../model/units.ts'
import { Refused } from '../errors.ts'
import type { Store } from '../store/store.ts'
import { hashOf, newId, newSecret, type Random, SECRET } from './chance.ts'
import { loadKept } from './kept.ts'
import type { Station, Stations } from './parts.ts'

interface Row extends Station {
  readonly hash: string
}

export async function openStations(setup: {
  readonly store: Pick<Store, 'load' | 'write'>
  readonly real: () => At
  readonly random: Random
  readonly changed: () => void
}): Promise<Stations> {
  const { store, real, random, changed } = setup
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
      const done = kept.remove(id)
      changed()
      await done
    },
  }
}
