// For tests of exports: a history in memory, a stay around it, and the files of an archive.
import { stayId } from '../../model/ids.ts'
import type { Sample } from '../../model/sample.ts'
import { type At, at } from '../../model/units.ts'
import { createPlain } from '../history/plain.ts'
import type { Encoder, Exporting } from './exporting.ts'

export const STAY = stayId('0123456789abcdef0123456789abcdef')

export async function exporting(samples: readonly Sample[], from: At, to: At, over: Partial<Exporting> = {}): Promise<Exporting> {
  const history = createPlain()
  await history.fill(STAY, samples)
  return {
    stay: { id: STAY, since: from, ended: null, admitted: null, population: 'adult' },
    person: null,
    from,
    to,
    bed: '4B-07',
    ward: 'Ward 4B',
    zone: 'Europe/Berlin',
    demo: false,
    made: at(1_790_000_000_000),
    by: 'A. Rook',
    name: '4B-07_20260921',
    reading: history,
    alarms: [],
    sets: [],
    notes: [],
    hand: [],
    gone: [],
    ...over,
  }
}

/** The whole file; the share of the work never goes back and ends at one. */
export async function whole(encoder: Encoder, of: Exporting): Promise<Uint8Array> {
  const parts: Uint8Array[] = []
  let before = 0
  for await (const { bytes, done } of encoder(of)) {
    if (done < before || done > 1) throw new Error(`progress went from ${before} to ${done}`)
    before = done
    parts.push(bytes)
  }
  if (before !== 1) throw new Error(`progress ended at ${before}`)
  return Buffer.concat(parts)
}
export const textOf = async (encoder: Encoder, of: Exporting): Promise<string> => new TextDecoder().decode(await whole(encoder, of))
