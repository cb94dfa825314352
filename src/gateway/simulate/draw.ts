// Chance by a seed: the same draws for the same seed, in the same order.

export interface Draw {
  /** [0, 1) */
  next(): number
  chance(part: number): boolean
  /** A whole number, both ends included. */
  whole(from: number, to: number): number
  of<T>(list: readonly T[]): T
}

/** mulberry32: small, and good enough to spread moments. */
export function createDraw(seed: number): Draw {
  let state = (seed * 2_654_435_761) >>> 0
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = Math.imul(state ^ (state >>> 15), state | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }
  return {
    next,
    chance: (part) => next() < part,
    whole: (from, to) => from + Math.floor(next() * (to - from + 1)),
    of: (list) => list[Math.floor(next() * list.length)]!,
  }
}
