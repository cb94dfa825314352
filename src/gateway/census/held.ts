// Values that are kept apart until somebody says whose they are: bounded by samples and bytes, the oldest dropped and counted (P5).
import { BOOK } from '../../model/bookpolicy.ts'
import type { Sample } from '../../model/sample.ts'
import { type At, at } from '../../model/units.ts'

export interface Held {
  /** `since`: from when on its values are in question. */
  put(device: string, samples: readonly Sample[], since: At): void
  /** All that is held of a device, in the order it came; it is held no longer. */
  take(device: string): { readonly samples: readonly Sample[]; readonly since: At }
  count(device: string): number
}

interface Buffer {
  since: At
  samples: Sample[]
  bytes: number
}

const bytesOf = (sample: Sample): number => (sample.kind === 'wave' ? sample.data.byteLength : 0)

export function createHeld(dropped: (samples: number) => void): Held {
  const buffers = new Map<string, Buffer>()
  return {
    put(device, samples, since) {
      const buffer = buffers.get(device) ?? { since, samples: [], bytes: 0 }
      buffers.set(device, buffer)
      for (const sample of samples) {
        buffer.samples.push(sample)
        buffer.bytes += bytesOf(sample)
      }
      let gone = 0
      while (buffer.samples.length - gone > BOOK.heldSamples || buffer.bytes > BOOK.heldBytes)
        buffer.bytes -= bytesOf(buffer.samples[gone++]!)
      if (gone === 0) return
      buffer.samples.splice(0, gone)
      dropped(gone)
    },
    take(device) {
      const found = buffers.get(device) ?? { samples: [], since: at(0) }
      buffers.delete(device)
      return found
    },
    count: (device) => buffers.get(device)?.samples.length ?? 0,
  }
}
