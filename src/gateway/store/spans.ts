// TABLE: into which spans what a stay produced is cut, and in which order samples stand in one.
import type { Sample } from '../../model/sample.ts'
import { minutes, seconds } from '../../model/units.ts'

/** Length of one sealed block, ms: of waves, and of all else. */
export const SPAN = { wave: seconds(30), slow: minutes(15) } as const
/** What is past by so much is sealed: late samples of a usual delay are in it then. */
export const SETTLED = seconds(30)

/** TABLE: kinds of blocks. The number stands in clear and never changes. */
export const KINDS = { raw: 0, extent: 1 } as const
export type BlockKind = keyof typeof KINDS

export const isWave = (signal: number): boolean => signal >= 64 && signal < 96
export const spanOf = (wave: boolean): number => (wave ? SPAN.wave : SPAN.slow)
export const startOf = (at: number, wave: boolean): number => Math.floor(at / spanOf(wave)) * spanOf(wave)

export const inOrder = (a: Sample, b: Sample): number =>
  a.at - b.at || (a.source < b.source ? -1 : a.source > b.source ? 1 : 0) || a.seq - b.seq
/** Within one span: a device that counts anew comes later to the same number again. */
const identity = ({ source, seq }: Sample): string => `${seq} ${source}`

/** Of one signal and span, in order, each once; the first that came stays. */
export function merged(...lists: readonly (readonly Sample[])[]): Sample[] {
  const found = new Map<string, Sample>()
  for (const list of lists)
    for (const sample of list) {
      const key = identity(sample)
      if (!found.has(key)) found.set(key, sample)
    }
  return [...found.values()].toSorted(inOrder)
}
