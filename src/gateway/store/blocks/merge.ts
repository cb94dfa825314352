// One order and one sample of each identity, whatever came in which order and how often: by time, source, running number and signal; of two
// with the same source, signal and identity the one that came first.
import { identityOf, type Sample } from '../../../model/sample.ts'
import { type SignalKey, signalOf } from '../../../model/signals.ts'

const text = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
export const wireOf = (sample: Sample): number => signalOf(sample.signal).wire

/** The order of samples of one signal. */
const compare = (a: Sample, b: Sample): number => a.at - b.at || text(a.source, b.source) || a.seq - b.seq
/** The order of all. */
export const inOrder = (a: Sample, b: Sample): number => compare(a, b) || wireOf(a) - wireOf(b)

const said = (sample: Sample): string =>
  JSON.stringify({ ...sample, ...('data' in sample ? { data: Array.from(sample.data) } : {}) }, keysInOrder)
/** Objects with their keys in one order, so that equal content is equal text. */
function keysInOrder(_: string, value: unknown): unknown {
  if (typeof value === 'number' && !(Number.isFinite(value) && !Object.is(value, -0))) return `${Object.is(value, -0) ? '-0' : value}`
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => text(a, b)))
}

/** Which of two with the same identity stays: the one that came first, then by what it says, so that any order gives the same. */
const earlier = <S extends Sample>(a: S, b: S): S =>
  a.received !== b.received ? (a.received < b.received ? a : b) : said(a) <= said(b) ? a : b

/** Samples of one signal, in order, each identity once. The list that came where it is so already. */
export function mergeOne<S extends Sample>(samples: readonly S[]): readonly S[] {
  let sorted = true
  for (let i = 1; i < samples.length && sorted; i++) {
    const [before, now] = [samples[i - 1]!, samples[i]!]
    sorted = before.source === now.source && before.at <= now.at && before.seq < now.seq
  }
  if (sorted) return samples
  const bySource = new Map<string, Map<string, S>>()
  for (const sample of samples) {
    const found = bySource.get(sample.source) ?? new Map<string, S>()
    bySource.set(sample.source, found)
    const key = identityOf(sample)
    const other = found.get(key)
    found.set(key, other ? earlier(other, sample) : sample)
  }
  return [...bySource.values()].flatMap((found) => [...found.values()]).sort(compare)
}

/** Samples of any signals, bucketed by wire number, each merged. */
export function mergeSignals(samples: readonly Sample[]): Map<number, readonly Sample[]> {
  const found = new Map<SignalKey, Sample[]>()
  for (const sample of samples) {
    const list = found.get(sample.signal)
    if (list) list.push(sample)
    else found.set(sample.signal, [sample])
  }
  const byWire = [...found].map(([signal, list]) => [signalOf(signal).wire, list] as const)
  return new Map(byWire.sort(([a], [b]) => a - b).map(([wire, list]) => [wire, mergeOne(list)]))
}

export const mergeSamples = (samples: readonly Sample[]): Sample[] => [...mergeSignals(samples).values()].flat().sort(inOrder)
