// Keeps what the bus brings: a batch a second of all stays together, and who sent it is told once it is on the disk (P7).
import type { Clock, Stop } from '../../feed/source.ts'
import type { StayId } from '../../model/ids.ts'
import type { Routed, Sample } from '../../model/sample.ts'
import { seconds } from '../../model/units.ts'
import type { Batch, History } from './history.ts'

const EVERY = seconds(1)

export interface Recorder {
  take(routed: Pick<Routed, 'stay' | 'samples'>): void
  /** Called once all that was taken before is kept; not at all where it cannot be. */
  kept(act: () => void): void
  start(): Stop
  /** Keeps what is left. */
  flush(): Promise<void>
}

/** `wanted`: whether a stay is kept at all; a trial feed's is not. */
export function createRecorder(setup: {
  readonly history: Pick<History, 'append'>
  readonly clock: Pick<Clock, 'every'>
  readonly wanted: (stay: StayId) => boolean
  readonly failed: (error: unknown) => void
}): Recorder {
  const { history, clock, wanted, failed } = setup
  let batch = new Map<StayId, Sample[]>()
  let acts: (() => void)[] = []

  /** One after another: an empty batch does not overtake the one before it. Where that could not be kept, its senders are told nothing. */
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
    const appended = batches.length > 0 ? history.append(batches) : null
    // Told in any case once it has ended: whoever waits for the earlier one must not see this rejected unheard.
    appended?.catch(() => {})
    await earlier
    await appended
    for (const act of told) act()
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
