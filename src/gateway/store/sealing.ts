// From the head into blocks: what is past and settled is merged with what was sealed before of its span, and leaves the head in the same transaction.
import type { DatabaseSync } from 'node:sqlite'
import type { Sample } from '../../model/sample.ts'
import { Refused } from '../errors.ts'
import type { Packed, StayBatch } from './asks.ts'
import { type Blocks, closeSpan, openSpan, packSamples, unpackSamples } from './blocks/blocks.ts'
import { transaction } from './database.ts'
import { faultOf } from './faults.ts'
import type { KeyWriter } from './keys.ts'
import { createRollups } from './rollups.ts'
import { bySpan, packAll, SETTLED, SLOW, spanOf, unpackAll, WAVE_WIRES } from './spans.ts'
import { type Place, writeStays } from './stays.ts'

/** Each wave has rows of its own; all else of a span is one. */
const rowsOf = (wave: boolean): readonly number[] => (wave ? WAVE_WIRES : [SLOW])
const nameOf = ({ stay, wave, start }: Place): string => `${stay} ${wave} ${start}`
const isGone = (error: unknown): boolean => error instanceof Refused && error.code === 'key-gone'

export interface Sealing {
  /** Inside the caller's transaction. Of a stay whose key was ended nothing is kept: told, as is what could be kept in no way. */
  keep(batches: readonly StayBatch[], now: number, at: number): { readonly ended: readonly string[]; readonly refused: number }
  /** Inside the caller's transaction: merged with what there is. */
  fill(stay: string, packed: readonly Packed[], at: number): void
  /** The clock goes on. */
  tell(now: number, at: number): void
  /** Seals spans that are past, as many as a turn takes, in one transaction; true where more waits. */
  step(): boolean
  stands(): { readonly waiting: number; readonly damaged: number; readonly fault: string | null }
}

interface Sealed {
  readonly blocks: Blocks
  readonly version: number
}
const NOTHING: Sealed = { blocks: new Map(), version: 0 }
/** ms: so long one slice may take before what waits (an alarm's row, the next second) has its turn. */
const TURN = 15

export function createSealing(db: DatabaseSync, keys: KeyWriter): Sealing {
  const stays = writeStays(db, keys)
  const rollups = createRollups(stays)
  /** Place → since when (gateway time) it waits; what was there at the start waits no longer than its span. */
  const waiting = new Map<string, { readonly place: Place; readonly since: number }>()
  for (const place of stays.places()) waiting.set(nameOf(place), { place, since: Number.NEGATIVE_INFINITY })
  let told = { now: Number.NEGATIVE_INFINITY, at: 0 }
  let damaged = 0
  let fault: string | null = null

  const isDue = ({ place, since }: { readonly place: Place; readonly since: number }): boolean =>
    Math.max(place.start + spanOf(place.wave), since) + SETTLED <= told.now

  /** What is sealed of a span: its blocks, and the highest version. Throws where one does not open. */
  function sealed({ stay, wave, start }: Place): Sealed {
    const blocks = new Map<number, Uint8Array>()
    let version = 0
    for (const signal of rowsOf(wave)) {
      const place = { stay, signal, kind: 'raw', start } as const
      const row = stays.blocks(place, start, start + 1)[0]
      if (!row) continue
      blocks.set(signal, stays.openBlock(place, row))
      version = Math.max(version, row.version)
    }
    const whole = blocks.get(SLOW)
    return { blocks: whole ? openSpan(whole) : blocks, version }
  }
  /** Asked once for all of a past: most often nothing is there, and nothing is to be merged. */
  function isEmpty(stay: string, packed: readonly Packed[], wave: boolean): boolean {
    let [from, to] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
    for (const span of packed) if (span.wave === wave) [from, to] = [Math.min(from, span.start), Math.max(to, span.start + 1)]
    return rowsOf(wave).every((signal) => stays.isEmpty({ stay, signal, kind: 'raw' }, from, to))
  }
  function put({ stay, wave, start }: Place, blocks: Blocks, version: number, at: number): void {
    for (const [signal, bytes] of wave ? blocks : [[SLOW, closeSpan(blocks)] as const])
      stays.putBlock({ stay, signal, kind: 'raw', start }, version, bytes, at)
  }

  function seal(place: Place): void {
    const rows = stays.head(place.stay, place.wave, place.start, place.start + 1)
    if (rows.length === 0) return
    const samples = rows.flatMap((row) => unpackSamples(stays.openHead(place, row)))
    const before = sealed(place)
    const blocks = packAll([...unpackAll(before.blocks, place.wave), ...samples], place.wave)
    put(place, blocks, before.version + 1, told.at)
    rollups.put(place.stay, [{ ...place, blocks }], told.at)
    stays.dropHead(place, rows.at(-1)!.seq)
  }

  /** One of many in a transaction: undone by itself where it does not open. Throws what is wrong with the file. */
  function sealAlone(place: Place): 'sealed' | 'gone' | 'damaged' {
    db.exec('SAVEPOINT span')
    try {
      seal(place)
      db.exec('RELEASE span')
      return 'sealed'
    } catch (error) {
      if (faultOf(error) !== null) throw error
      db.exec('ROLLBACK TO span; RELEASE span')
      // Of an ended stay nothing is left to seal. What does not open stays where it is, and is not tried again in this run.
      return isGone(error) ? 'gone' : 'damaged'
    }
  }

  /** Returns how many cannot be kept: found by halves, so that one of them costs nothing else of its second. */
  function keepOf(stay: string, samples: readonly Sample[], at: number): number {
    db.exec('SAVEPOINT batch')
    try {
      for (const { wave, start, samples: own } of bySpan(samples)) {
        const place = { stay, wave, start }
        stays.putHead(place, packSamples(own), at)
        if (!waiting.has(nameOf(place))) waiting.set(nameOf(place), { place, since: told.now })
      }
      db.exec('RELEASE batch')
      return 0
    } catch (error) {
      // A fault of the disk or the file is nobody's sample's: all of it waits.
      if (error instanceof Refused || (error instanceof Error && 'errcode' in error)) throw error
      db.exec('ROLLBACK TO batch; RELEASE batch')
      if (samples.length === 1) return 1
      const half = samples.length >> 1
      return keepOf(stay, samples.slice(0, half), at) + keepOf(stay, samples.slice(half), at)
    }
  }

  return {
    keep(batches, now, at) {
      told = { now, at }
      const ended: string[] = []
      let refused = 0
      for (const { stay, samples } of batches) {
        try {
          refused += keepOf(stay, samples, at)
        } catch (error) {
          if (!isGone(error)) throw error
          db.exec('RELEASE batch')
          ended.push(stay)
        }
      }
      return { ended, refused }
    },
    fill(stay, packed, at) {
      const empty = { slow: isEmpty(stay, packed, false), wave: isEmpty(stay, packed, true) }
      const seen = new Set<string>()
      const all = packed.map(({ wave, start, blocks }): Packed => {
        const place = { stay, wave, start }
        const isNew = empty[wave ? 'wave' : 'slow'] && !seen.has(nameOf(place))
        seen.add(nameOf(place))
        const before = isNew ? NOTHING : sealed(place)
        const whole = before.version === 0 ? blocks : packAll([...unpackAll(before.blocks, wave), ...unpackAll(blocks, wave)], wave)
        put(place, whole, before.version + 1, at)
        return { wave, start, blocks: whole }
      })
      rollups.put(stay, all, at)
    },
    tell(now, at) {
      told = { now, at }
      fault = null
    },
    step() {
      const due = [...waiting].filter(([, one]) => isDue(one))
      if (due.length === 0) return false
      const taken: (readonly [name: string, end: 'sealed' | 'gone' | 'damaged'])[] = []
      const begun = performance.now()
      let last = due[0]!
      try {
        transaction(db, () => {
          for (const one of due) {
            last = one
            taken.push([one[0], sealAlone(one[1].place)])
            if (performance.now() - begun >= TURN) break
          }
        })
      } catch (error) {
        // All of the turn is as it was. The one that could not be sealed lets the others go before it.
        waiting.delete(last[0])
        waiting.set(last[0], { place: last[1].place, since: told.now })
        fault = faultOf(error)
        return false
      }
      for (const [name, end] of taken) {
        waiting.delete(name)
        if (end === 'damaged') damaged++
      }
      fault = null
      return taken.length < due.length
    },
    stands: () => ({ waiting: waiting.size, damaged, fault }),
  }
}
