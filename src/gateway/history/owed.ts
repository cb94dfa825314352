// Samples that could not be kept: bounded, in the order they came, until the store takes them.
import type { StayId } from '../../model/ids.ts'
import type { Sample } from '../../model/sample.ts'
import type { Batch } from './history.ts'

/** Bytes, about: more drop the oldest waves first, then the oldest of all. */
export const MOST_OWED = 64 * 2 ** 20
/** Bytes, about, that are tried again in one go. */
const PIECE = 2 ** 20
/** Of a sample beside the integers of a wave. */
const SAMPLE = 200

const sizeOf = (sample: Sample): number => SAMPLE + (sample.kind === 'wave' ? sample.data.byteLength : 0)
const isWave = ({ kind }: Sample): boolean => kind === 'wave'

export interface Owed {
  /** Returns how many were dropped. */
  put(batches: readonly Batch[]): number
  /** The oldest, no more than one piece; null: nothing is owed. */
  take(): readonly Batch[] | null
  /** Samples. */
  size(): number
  forget(stay: StayId): void
}

export function createOwed(most = MOST_OWED): Owed {
  let batches: Batch[] = []
  let bytes = 0
  let samples = 0

  const count = (added: readonly Sample[], sign: 1 | -1): void => {
    samples += sign * added.length
    for (const sample of added) bytes += sign * sizeOf(sample)
  }
  function drop(which: (sample: Sample) => boolean): number {
    let dropped = 0
    for (let i = 0; i < batches.length && bytes > most; i++) {
      const { stay, samples: before } = batches[i]!
      const gone = before.filter(which)
      count(gone, -1)
      dropped += gone.length
      batches[i] = { stay, samples: before.filter((sample) => !which(sample)) }
    }
    batches = batches.filter((batch) => batch.samples.length > 0)
    return dropped
  }
  return {
    put(fresh) {
      for (const batch of fresh) {
        if (batch.samples.length === 0) continue
        batches.push(batch)
        count(batch.samples, 1)
      }
      return bytes <= most ? 0 : drop(isWave) + drop(() => true)
    },
    take() {
      const piece: Batch[] = []
      let size = 0
      while (batches.length > 0 && size < PIECE) {
        const next = batches.shift()!
        piece.push(next)
        size += next.samples.reduce((sum, sample) => sum + sizeOf(sample), 0)
        count(next.samples, -1)
      }
      return piece.length > 0 ? piece : null
    },
    size: () => samples,
    forget(stay) {
      for (const batch of batches) if (batch.stay === stay) count(batch.samples, -1)
      batches = batches.filter((batch) => batch.stay !== stay)
    },
  }
}
