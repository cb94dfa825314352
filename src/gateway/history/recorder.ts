// Keeps what the bus brings: a batch a second of all stays together, and who sent it is told once it is on the disk (P7).
import type { Clock, Stop } from '../../feed/source.ts'
import type { StayId } from '../../model/ids.ts'
import type { Routed, Sample } from '../../model/sample.ts'
import { seconds } from '../../model/units.ts'
import type { Batch, History } from './history.ts'

const EVERY = seconds(1)
/** Batches whose senders wait while nothing can be kept; beyond, they are not told. */
const MOST_LATE = 600

export interface Recorder {
  take(routed: Pick<Routed, 'stay' | 'samples'>): void
  /** Called once all that was taken before is kept, be it late; not at all where some of it was lost. */
  kept(act: () => void): void
  start(): Stop
  /** Keeps what is left. */
  flush(): Promise<void>
}

/** `wanted`: whether a stay is kept at all; a trial feed's is not. */
export function createRecorder(setup: {
  readonly history: Pick<History, 'append' | 'owes' | 'counts'>
  readonly clock: Pick<Clock, 'every'>
  readonly wanted: (stay: StayId) => boolean
  readonly failed: (error: unknown) => void
}): Recorder {
  const { history, clock, wanted, failed } = setup
  let batch = new Map<StayId, Sample[]>()
  let acts: (() => void)[] = []
  /** Who is told once the store has what it refused and waits, with how much was lost before. */
  let late: { readonly told: readonly (() => void)[]; readonly lost: number }[] = []

  /** Anything lost meanwhile may be theirs: then nobody of them is told. */
  function tellLate(): void {
    if (late.length === 0 || history.owes() > 0) return
    const { lost } = history.counts()
    const all = late
    late = []
    for (const { told, lost: before } of all) if (before === lost) for (const act of told) act()
  }

  /** One after another: an empty batch does not overtake the one before it. */
  let before: Promise<void> = Promise.resolve()
  function flush(): Promise<void> {
    const own = keep(before.catch(() => {}))
    before = own
    return own
  }
  async function keep(earlier: Promise<void>): Promise<void> {
    const batches = [...batch].map(([stay, samples]): Batch => ({ stay, samples }))
    const told = acts
    batch = new Map()
    acts = []
    const { lost } = history.counts()
    const appended = batches.length > 0 ? history.append(batches) : null
    // Told in any case once it has ended: whoever waits for the earlier one must not see this rejected unheard.
    appended?.catch(() => {})
    await earlier
    try {
      await appended
    } catch (error) {
      if (told.length > 0) late.push({ told, lost })
      // Longest ago first: their devices send again.
      if (late.length > MOST_LATE) late.shift()
      throw error
    }
    for (const act of told) act()
    tellLate()
  }

  return {
    take({ stay, samples }) {
      if (samples.length === 0 || !wanted(stay)) return
      const own = batch.get(stay)
      if (own) own.push(...samples)
      else batch.set(stay, [...samples])
    },
    kept: (act) => void acts.push(act),
    start: () => clock.every(EVERY, () => void flush().catch(failed)),
    flush,
  }
}
