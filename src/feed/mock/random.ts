// Chance that can be asked at any place in any order: numbers that belong to a seed, a purpose and an index.

/** A 32-bit hash of two integers. */
export function mix(seed: number, index: number): number {
  let h = Math.imul(seed ^ Math.imul(index | 0, 0x9e3779b1), 0x85ebca6b)
  h = Math.imul(h ^ (h >>> 15) ^ Math.floor(index / 2 ** 32), 0xc2b2ae35)
  h = Math.imul(h ^ (h >>> 13), 0x27d4eb2f)
  return (h ^ (h >>> 16)) >>> 0
}

/** In [0, 1). */
export const uniform = (seed: number, index: number): number => mix(seed, index) / 2 ** 32

/** 4096 equally likely standard-normal values: a table look-up is cheap enough for every sample of a wave. */
const NORMAL = Float64Array.from({ length: 4096 }, (_, i) => quantile((i + 0.5) / 4096))
const spread = Math.sqrt(NORMAL.reduce((sum, x) => sum + x * x, 0) / NORMAL.length)
NORMAL.forEach((x, i) => {
  NORMAL[i] = x / spread
})

/** Standard normal. */
export const gauss = (seed: number, index: number): number => NORMAL[mix(seed, index) >>> 20] as number

/** Inverse of the normal distribution, by bisection of its integral: only for the table above. */
function quantile(p: number): number {
  if (p < 0.5) return -quantile(1 - p)
  // Abramowitz & Stegun 26.2.23; error below 4.5e-4 [mem].
  const t = Math.sqrt(-2 * Math.log(1 - p))
  return t - (2.515517 + t * (0.802853 + t * 0.010328)) / (1 + t * (1.432788 + t * (0.189269 + t * 0.001308)))
}

/** Keeps the last few computed blocks: bounded, and only a matter of speed. */
export function blocks<T>(make: (index: number) => T, keep = 8): (index: number) => T {
  const kept = new Map<number, T>()
  let lastIndex = Number.NaN
  let last: T | undefined
  return (index) => {
    if (index === lastIndex) return last as T
    let found = kept.get(index)
    if (found === undefined) {
      found = make(index)
      kept.set(index, found)
      if (kept.size > keep) kept.delete(kept.keys().next().value as number)
    }
    lastIndex = index
    last = found
    return found
  }
}

const TICKS = 128
const WARM_UP = 64

/**
 * AR(1) noise of standard deviation 1 at whole ticks, linear between them, at any real place. Each block of ticks starts from
 * its own run-up, so that any place is reached at once; what is left of the run-up's start is below φ^64 (0.1 % at φ 0.9).
 */
export function ar1(seed: number, phi: number): (tick: number) => number {
  const sd = Math.sqrt(1 - phi * phi)
  const block = blocks((b: number) => {
    const values = new Float64Array(TICKS + 1)
    let x = 0
    for (let i = -WARM_UP; i < TICKS; i++) {
      x = phi * x + sd * gauss(seed, b * TICKS + i)
      if (i >= 0) values[i] = x
    }
    return values
  }, 4)
  return (tick) => {
    const whole = Math.floor(tick)
    const b = Math.floor(whole / TICKS)
    const low = block(b)[whole - b * TICKS] as number
    if (whole === tick) return low
    const high = whole + 1 < (b + 1) * TICKS ? (block(b)[whole + 1 - b * TICKS] as number) : (block(b + 1)[0] as number)
    return low + (high - low) * (tick - whole)
  }
}
