// The history of stays as the gateway holds it: by the second into the store, windows out of it; what cannot be kept waits, bounded.
import type { Clock } from '../../feed/source.ts'
import type { Gap } from '../../model/history.ts'
import type { StayId } from '../../model/ids.ts'
import type { Sample } from '../../model/sample.ts'
import { type At, at, seconds } from '../../model/units.ts'
import { Refused } from '../errors.ts'
import type { Kept, Packed } from '../store/asks.ts'
import type { StayThreads } from '../store/openstore.ts'
import { spanOf } from '../store/spans.ts'
import type { Log } from '../store/thread.ts'
import type { Batch, History } from './history.ts'
import { createLate, IN_TIME } from './late.ts'
import { createOwed } from './owed.ts'
import { buffersOf, packPast } from './past.ts'

/** How often the writer is told the time, where nothing comes. */
const SETTLE = seconds(10)
/** Samples packed in one go, before others get their turn. */
const SLICE = 20_000

export interface OpenHistory extends History {
  /** Ends what is no longer kept of a stay, slice by slice; resolves with how many blocks the audit is still to be told of, also of a run before. */
  prune(stay: StayId, what: { readonly wave: boolean; readonly before: At }): Promise<number>
  /** The audit has them. */
  pruned(stay: StayId, wave: boolean): Promise<void>
  /** What waits of it to be kept, and what is remembered of it: with its key. */
  forget(stay: StayId): void
  /** How the store stood when it was asked last: a name for a technical alarm. */
  fault(): string | null
}

export function openHistory(setup: {
  readonly stays: StayThreads
  readonly clock: Pick<Clock, 'now' | 'real' | 'every'>
  readonly log: Log
  readonly downtimes: () => readonly Gap[]
}): OpenHistory {
  const { stays, clock, log, downtimes } = setup
  const owed = createOwed()
  const late = createLate(clock.now)
  let counts = { samples: 0, commits: 0, lost: 0, damaged: 0 }
  let fault: string | null = null
  /** Rows that the writer, and that a reader, could not open. */
  let broken = { writing: 0, reading: 0 }
  function damage(found: Partial<typeof broken>): void {
    const before = counts.damaged
    broken = { ...broken, ...found }
    counts = { ...counts, damaged: broken.writing + broken.reading }
    if (counts.damaged <= before) return
    stays.broken()
    log.error({ damaged: counts.damaged }, 'of what was kept of stays not all opens')
  }
  let closed = false

  const stood = (kept: Kept): void => {
    damage({ writing: kept.damaged })
    if (kept.fault !== fault && kept.fault) log.error({ fault: kept.fault }, 'samples cannot be sealed')
    fault = kept.fault
  }
  async function keep(batches: readonly Batch[]): Promise<void> {
    const kept = await stays.write('keep', { batches: batches.map(own), now: clock.now(), at: clock.real() })
    const lost = batches.filter(({ stay }) => kept.ended.includes(stay))
    const samples = batches.reduce((sum, batch) => sum + batch.samples.length, 0)
    const gone = lost.reduce((sum, batch) => sum + batch.samples.length, kept.refused)
    if (kept.refused > 0) log.error({ samples: kept.refused }, 'samples that can be kept in no way were dropped')
    counts = { ...counts, samples: counts.samples + samples - gone, commits: counts.commits + 1, lost: counts.lost + gone }
    const before = clock.now() - IN_TIME
    for (const { stay, samples: own } of batches) {
      let [from, to] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
      for (const { at: when } of own) {
        if (when >= before) continue
        from = Math.min(from, when)
        to = Math.max(to, when)
      }
      late.note(stay, { from: at(from), to: at(to + 1) })
    }
    stood(kept)
  }
  /** Past, sealed at once. */
  async function fill(stay: StayId, packed: readonly Packed[]): Promise<void> {
    const spans = packed.map(({ wave, start }) => ({ from: start, to: start + spanOf(wave) }))
    // A span that nobody counted is one at least.
    const samples = packed.reduce((sum, one) => sum + (one.samples ?? 1), 0)
    try {
      await stays.write('fill', { stay, packed, at: clock.real() }, buffersOf(packed))
    } catch (error) {
      // Nobody has them any more: their bytes were given away.
      counts = { ...counts, lost: counts.lost + samples }
      log.error({ samples }, 'past of a stay could not be kept')
      throw error
    }
    late.note(stay, { from: at(Math.min(...spans.map(({ from }) => from))), to: at(Math.max(...spans.map(({ to }) => to))) })
  }
  /** Samples that are tried again just now: owed until they are kept. */
  let trying = 0
  /** What waits, piece by piece, for as long as it can be kept. */
  async function retry(): Promise<void> {
    for (let piece = owed.take(); piece; piece = owed.take()) {
      trying = piece.reduce((sum, { samples }) => sum + samples.length, 0)
      try {
        await keep(piece)
      } catch (error) {
        owe(piece)
        throw error
      } finally {
        trying = 0
      }
    }
  }
  function owe(batches: readonly Batch[]): void {
    const dropped = owed.put(batches)
    if (dropped === 0) return
    counts = { ...counts, lost: counts.lost + dropped }
    log.error({ samples: dropped }, 'too many samples wait to be kept: some were dropped')
  }
  let retrying: Promise<void> | null = null
  function settle(): Promise<void> {
    retrying ??= (async () => {
      if (owed.size() > 0) await retry()
      stood(await stays.write('settle', { now: clock.now(), at: clock.real() }))
      damage({ reading: await stays.read('broken', {}).catch(() => broken.reading) })
      stays.failing(false)
    })()
      .catch(() => stays.failing(true))
      .finally(() => {
        retrying = null
      })
    return retrying
  }
  const stop = clock.every(SETTLE, () => void settle())

  return {
    async append(batches) {
      try {
        await keep(batches)
      } catch (error) {
        owe(batches)
        stays.failing(true)
        fault = (error instanceof Refused && error.detail) || 'store-down'
        throw error instanceof Refused ? error : new Refused('store-down')
      }
    },
    async fill(stay, samples) {
      let slice: Sample[] = []
      const put = async (): Promise<void> => {
        const packed = packPast(slice)
        slice = []
        await fill(stay, packed)
      }
      for (const sample of samples) {
        slice.push(sample)
        if (slice.length >= SLICE) await put()
      }
      if (slice.length > 0) await put()
    },
    fillPacked: fill,
    async prune(stay, { wave, before }) {
      for (;;) {
        const { untold, more } = await stays.write('prune', { stay, wave, before, at: clock.real() })
        if (!more) return untold
      }
    },
    async pruned(stay, wave) {
      await stays.write('prune-told', { stay, wave })
    },
    window: (asked) => stays.read('window', { asked, downtimes: downtimes() }),
    numbers: (asked) => stays.read('numbers', { asked }),
    whole: (asked) => stays.read('whole', { asked }),
    waves: (asked) => stays.read('waves', { asked }),
    extents: (stay) => stays.read('extents', { stay }),
    downtimes,
    late: late.of,
    owes: () => owed.size() + trying,
    counts: () => counts,
    forget(stay) {
      owed.forget(stay)
      late.forget(stay)
    },
    fault: () => fault,
    async close() {
      if (closed) return
      closed = true
      stop()
      await retrying
      if (owed.size() > 0) await retry().catch(() => {})
      if (owed.size() > 0) log.error({ samples: owed.size() }, 'the store closes, and these samples could not be kept')
    },
  }
}

/** A view of a wave would take the whole buffer behind it along. */
const own = ({ stay, samples }: Batch): Batch => ({
  stay,
  samples: samples.map((sample) =>
    sample.kind === 'wave' && sample.data.byteLength !== sample.data.buffer.byteLength ? { ...sample, data: sample.data.slice() } : sample,
  ),
})
