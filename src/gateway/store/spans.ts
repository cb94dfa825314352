// TABLE: into which spans what a stay produced is cut, and as what it is kept.
import type { Sample } from '../../model/sample.ts'
import { SIGNALS, signalOf } from '../../model/signals.ts'
import { at, seconds } from '../../model/units.ts'
import { type Blocks, NUMBER_SPAN, packSpan, packWaves, unpackSpan, unpackWaves, WAVE_SPAN } from './blocks/blocks.ts'

/** What is past by so much is sealed: late samples of a usual delay are in it then. */
export const SETTLED = seconds(30)

/** TABLE: kinds of blocks. The number stands in clear and never changes. */
export const KINDS = { raw: 0, minute: 1, quarter: 2, second: 3 } as const
export type BlockKind = keyof typeof KINDS

const wires = (wave: boolean): readonly number[] => SIGNALS.filter(({ kind }) => (kind === 'wave') === wave).map(({ wire }) => wire)
/** The number under which all of a span lies that is no wave; it stands in clear and never changes. */
export const SLOW = 255
/** Numbers of all rows that a span of waves, or all else with its roll-ups, may have. */
export const WAVE_WIRES = wires(true)
export const SLOW_WIRES = [...wires(false), SLOW]

export const isWave = ({ kind }: Pick<Sample, 'kind'>): boolean => kind === 'wave'
/** The row a signal lies in. */
export const rowOf = (wire: number): number => (isWaveWire(wire) ? wire : SLOW)
export const isWaveWire = (wire: number): boolean => WAVE_WIRES.includes(wire)
/** ms. */
export const spanOf = (wave: boolean): number => (wave ? WAVE_SPAN : NUMBER_SPAN)
export const startOf = (at: number, wave: boolean): number => Math.floor(at / spanOf(wave)) * spanOf(wave)

/** All samples of one span, of waves alone or of all else, in any order and as often as they came. */
export function packAll(samples: readonly Sample[], wave: boolean): Blocks {
  if (!wave) return packSpan(samples)
  const byWire = Map.groupBy(samples, ({ signal }) => signalOf(signal).wire)
  return new Map([...byWire].map(([wire, own]) => [wire, packWaves(own.filter((sample) => sample.kind === 'wave'))]))
}
/** Throws BadBlock. */
export const unpackAll = (blocks: Blocks, wave: boolean): readonly Sample[] =>
  wave ? [...blocks.values()].flatMap(unpackWaves) : unpackSpan(blocks)

/** By span, told by whether it is of waves and its start. A wave's piece that reaches into the next span is cut in two. */
export function bySpan(
  samples: Iterable<Sample>,
): readonly { readonly wave: boolean; readonly start: number; readonly samples: readonly Sample[] }[] {
  const found = new Map<string, { readonly wave: boolean; readonly start: number; readonly samples: Sample[] }>()
  const put = (sample: Sample): void => {
    const wave = isWave(sample)
    const start = startOf(sample.at, wave)
    const key = `${wave} ${start}`
    const span = found.get(key) ?? { wave, start, samples: [] }
    found.set(key, span)
    span.samples.push(sample)
  }
  for (const sample of samples) {
    let rest = sample
    while (rest.kind === 'wave') {
      const { at: first, rate, data, seq } = rest
      const fitting = Math.max(1, Math.ceil(((startOf(first, true) + spanOf(true) - first) * rate) / 1000))
      if (fitting >= data.length) break
      put({ ...rest, data: data.slice(0, fitting) })
      rest = { ...rest, at: at(first + (fitting * 1000) / rate), seq: seq + fitting, data: data.slice(fitting) }
    }
    put(rest)
  }
  return [...found.values()]
}
