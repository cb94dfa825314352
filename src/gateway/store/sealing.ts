// From the head into blocks: what is past and settled is merged with what was sealed before of its span, and leaves the head in the same transaction.
import type { DatabaseSync } from 'node:sqlite'
import type { Sample } from '../../model/sample.ts'
import { signalOf } from '../../model/signals.ts'
import { Refused } from '../errors.ts'
import type { Packed, StayBatch } from './asks.ts'
import { packHead, packRaw, unpackHead, unpackRaw } from './codec.ts'
import { transaction } from './database.ts'
import { faultOf } from './faults.ts'
import type { KeyWriter } from './keys.ts'
import { merged, SETTLED, spanOf, startOf } from './spans.ts'
import { type BlockPlace, type Place, writeStays } from './stays.ts'

const nameOf = ({ stay, wave, start }: Place): string => `${stay} ${wave} ${start}`
const isGone = (error: unknown): boolean => error instanceof Refused && error.code === 'key-gone'

export interface Sealing {
  /** Inside the caller's transaction. Of a stay whose key was ended nothing is kept: told. */
  keep(batches: readonly StayBatch[], now: number, at: number): readonly string[]
  /** Inside the caller's transaction: merged with what there is. */
  fill(stay: string, packed: readonly Packed[], at: number): void
  /** The clock goes on. */
  tell(now: number, at: number): void
  /** Seals one span that is past, in a transaction of its own; true where more waits. */
  step(): boolean
  stands(): { readonly waiting: number; readonly damaged: number; readonly fault: string | null }
}

export function createSealing(db: DatabaseSync, keys: KeyWriter): Sealing {
  const stays = writeStays(db, keys)
  /** Place → since when (gateway time) it waits; what was there at the start waits no longer than its span. */
  const waiting = new Map<string, { readonly place: Place; readonly since: number }>()
  for (const place of stays.places()) waiting.set(nameOf(place), { place, since: Number.NEGATIVE_INFINITY })
  let told = { now: Number.NEGATIVE_INFINITY, at: 0 }
  let damaged = 0
  let fault: string | null = null

  const isDue = ({ place, since }: { readonly place: Place; readonly since: number }): boolean =>
    Math.max(place.start + spanOf(place.wave), since) + SETTLED <= told.now

  /** Merged with what was sealed of the span before; throws where that does not open. */
  function put(place: BlockPlace, fresh: readonly Sample[], at: number): void {
    const before = stays.blocks(place, place.start, place.start + 1)[0]
    const all = merged(before ? unpackRaw(stays.openBlock(place, before)) : [], fresh)
    stays.putBlock(place, (before?.version ?? 0) + 1, packRaw(all), at)
  }

  function seal(place: Place): void {
    const rows = stays.head(place.stay, place.wave, place.start, place.start + 1)
    const samples = rows.flatMap((row) => unpackHead(stays.openHead(place, row)))
    for (const [signal, own] of Map.groupBy(samples, (sample) => signalOf(sample.signal).wire))
      put({ stay: place.stay, signal, kind: 'raw', start: place.start }, own, told.at)
    stays.dropHead(place, rows.at(-1)?.seq ?? 0)
  }

  return {
    keep(batches, now, at) {
      told = { now, at }
      const ended: string[] = []
      for (const { stay, samples } of batches) {
        const parts = Map.groupBy(samples, ({ at: when, kind }) => `${kind === 'wave'} ${startOf(when, kind === 'wave')}`)
        try {
          for (const own of parts.values()) {
            const wave = own[0]!.kind === 'wave'
            const place = { stay, wave, start: startOf(own[0]!.at, wave) }
            stays.putHead(place, packHead(own), at)
            if (!waiting.has(nameOf(place))) waiting.set(nameOf(place), { place, since: now })
          }
        } catch (error) {
          if (!isGone(error)) throw error
          ended.push(stay)
        }
      }
      return ended
    },
    fill(stay, packed, at) {
      for (const { signal, start, bytes } of packed) {
        const place = { stay, signal, kind: 'raw', start } as const
        const before = stays.blocks(place, start, start + 1)[0]
        if (before) put(place, unpackRaw(bytes), at)
        else stays.putBlock(place, 1, bytes, at)
      }
    },
    tell(now, at) {
      told = { now, at }
      fault = null
    },
    step() {
      const next = [...waiting].find(([, one]) => isDue(one))
      if (!next) return false
      const [name, { place }] = next
      waiting.delete(name)
      try {
        transaction(db, () => seal(place))
        fault = null
      } catch (error) {
        // Of an ended stay nothing is left to seal. What does not open stays where it is, and is not tried again in this run.
        if (isGone(error)) return true
        if (faultOf(error) === null) damaged++
        else {
          waiting.set(name, { place, since: told.now })
          fault = faultOf(error)
          return false
        }
      }
      return true
    },
    stands: () => ({ waiting: waiting.size, damaged, fault }),
  }
}
