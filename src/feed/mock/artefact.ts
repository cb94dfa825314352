// Which artefacts touch an instant: a look-up over a sorted list or over what a bed's script says.
import { type At, after } from '../../model/units.ts'
import { blocks } from './random.ts'
import type { Artefact, ArtefactKind } from './truth.ts'

export type ArtefactSource = readonly Artefact[] | ((from: At, to: At) => readonly Artefact[])

const BLOCK = 120_000
/** How far back an artefact still shows in what is measured now: a temperature probe that warms up again. */
const LOOK_BACK = 300_000
const LOOK_AHEAD = 10_000

export interface Artefacts {
  /** The artefact of this kind at `t`; with `tail` also one that ended at most so many ms before. The latest one where several. */
  at(kind: ArtefactKind, t: number, tail?: number): Artefact | undefined
  /** Those of these kinds that touch [from, to), sorted by their start; the window may span minutes. */
  touching(from: number, to: number): readonly Artefact[]
}

export function artefactsOf(source: ArtefactSource, epoch: At): Artefacts {
  const longest = typeof source === 'function' ? 0 : source.reduce((most, one) => Math.max(most, one.to - one.from), 0)
  const ask = (from: At, to: At): readonly Artefact[] => {
    if (typeof source === 'function') return [...source(from, to)].sort((a, b) => a.from - b.from || a.to - b.to)
    let low = 0
    let high = source.length
    while (low < high) {
      const mid = (low + high) >> 1
      if ((source[mid] as Artefact).from < from - longest) low = mid + 1
      else high = mid
    }
    const found: Artefact[] = []
    for (let i = low; i < source.length && (source[i] as Artefact).from < to; i++)
      if ((source[i] as Artefact).to > from) found.push(source[i] as Artefact)
    return found
  }
  const block = blocks((b: number) => ask(after(epoch, b * BLOCK - LOOK_BACK), after(epoch, (b + 1) * BLOCK + LOOK_AHEAD)))
  return {
    at(kind, t, tail = 0) {
      const list = block(Math.floor((t - epoch) / BLOCK))
      for (let i = list.length - 1; i >= 0; i--) {
        const one = list[i] as Artefact
        if (one.kind === kind && one.from <= t && t < one.to + tail) return one
      }
      return undefined
    },
    touching(from, to) {
      const list = to - from <= LOOK_AHEAD ? block(Math.floor((from - epoch) / BLOCK)) : ask(from as At, to as At)
      return list.filter((one) => one.from < to && one.to > from)
    },
  }
}
