// Pieces of waves: cut to a window, and joined where one follows the other.
import type { Span, WavePiece } from '../../model/history.ts'
import type { WaveSample } from '../../model/sample.ts'
import { at } from '../../model/units.ts'

/** What of it lies within: nothing, or one. */
export function cutWave(sample: WaveSample, { from, to }: Span): readonly WaveSample[] {
  const { at: first, rate, data } = sample
  const begin = Math.max(0, Math.ceil(((from - first) * rate) / 1000))
  const end = Math.min(data.length, Math.ceil(((to - first) * rate) / 1000))
  if (end <= begin) return []
  if (begin === 0 && end === data.length) return [sample]
  return [{ ...sample, at: at(first + (begin * 1000) / rate), seq: sample.seq + begin, data: data.subarray(begin, end) }]
}

/** A piece begins anew where a number is missing, or the scale or quality is another; or its clock ran off by more than this, ms. */
const OFF = 20

/** Of one signal, in order of time; of each source by itself. */
export function joinPieces(samples: readonly WaveSample[]): readonly WavePiece[] {
  const runs: WaveSample[][] = []
  const last = new Map<string, WaveSample[]>()
  for (const sample of samples) {
    const run = last.get(sample.source)
    if (run && follows(run, sample)) {
      run.push(sample)
      continue
    }
    const fresh = [sample]
    runs.push(fresh)
    last.set(sample.source, fresh)
  }
  return runs.map((run): WavePiece => {
    const { signal, source, at: first, quality, rate, gain, baseline, unit } = run[0]!
    const total = run.reduce((sum, { data }) => sum + data.length, 0)
    const data = run[0]!.data instanceof Int32Array ? new Int32Array(total) : new Int16Array(total)
    let place = 0
    for (const one of run) {
      data.set(one.data, place)
      place += one.data.length
    }
    return { signal, source, at: first, quality, rate, gain, baseline, unit, data }
  })
}

function follows(run: readonly WaveSample[], next: WaveSample): boolean {
  const first = run[0]!
  const before = run.at(-1)!
  const ran = first.at + ((next.seq - first.seq) * 1000) / first.rate
  return (
    before.seq + before.data.length === next.seq &&
    Math.abs(next.at - ran) <= OFF &&
    first.quality === next.quality &&
    first.rate === next.rate &&
    first.gain === next.gain &&
    first.baseline === next.baseline &&
    first.unit === next.unit &&
    first.data instanceof Int32Array === next.data instanceof Int32Array
  )
}
