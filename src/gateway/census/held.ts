// Values that are kept apart until somebody says whose they are: bounded by samples and bytes, the oldest dropped and counted (P5).
import type { KeptDevice } from '../../model/book.ts'
import { BOOK } from '../../model/bookpolicy.ts'
import type { Sample } from '../../model/sample.ts'
import { type At, at } from '../../model/units.ts'

type Hold = NonNullable<KeptDevice['hold']>
/** What came under one name, one after the other. `says` undefined: the source names nobody. */
export interface HeldRun {
  readonly says: string | null | undefined
  readonly samples: Sample[]
}

export interface Held {
  /** `says`: under which name they came; undefined: under none, as those before. */
  put(device: string, samples: readonly Sample[], hold: Hold, says?: string | null): void
  /** All that is held of a device, in the order it came, and the question it was held for; it is held no longer. */
  take(device: string): { readonly runs: readonly HeldRun[]; readonly since: At; readonly says: string | null }
  count(device: string): number
}

interface Buffer {
  readonly since: At
  readonly says: string | null
  readonly runs: HeldRun[]
  bytes: number
}

const bytesOf = (sample: Sample): number => (sample.kind === 'wave' ? sample.data.byteLength : 0)
const sizeOf = ({ runs }: Buffer): number => runs.reduce((sum, { samples }) => sum + samples.length, 0)

export function createHeld(dropped: (samples: number) => void): Held {
  const buffers = new Map<string, Buffer>()

  function bound(buffer: Buffer): void {
    let [size, gone] = [sizeOf(buffer), 0]
    while (size > BOOK.heldSamples || buffer.bytes > BOOK.heldBytes) {
      const oldest = buffer.runs[0]!.samples
      let count = 0
      while (count < oldest.length && (size - count > BOOK.heldSamples || buffer.bytes > BOOK.heldBytes))
        buffer.bytes -= bytesOf(oldest[count++]!)
      oldest.splice(0, count)
      size -= count
      gone += count
      if (oldest.length === 0) buffer.runs.shift()
    }
    if (gone > 0) dropped(gone)
  }

  return {
    put(device, samples, hold, says) {
      const buffer = buffers.get(device) ?? { since: hold.since, says: hold.says, runs: [], bytes: 0 }
      buffers.set(device, buffer)
      let run = buffer.runs.at(-1)
      if (!run || (says !== undefined && says !== run.says)) {
        run = { says: says === undefined && hold.why === 'identity' ? hold.says : says, samples: [] }
        buffer.runs.push(run)
      }
      for (const sample of samples) {
        run.samples.push(sample)
        buffer.bytes += bytesOf(sample)
      }
      bound(buffer)
    },
    take(device) {
      const found = buffers.get(device) ?? { runs: [], since: at(0), says: null }
      buffers.delete(device)
      return found
    },
    count(device) {
      const buffer = buffers.get(device)
      return buffer ? sizeOf(buffer) : 0
    },
  }
}
