// Undoes the wrap of samples written modulo the range of their format: v102s's pleth falls below −2048 at each foot and
// goes on at 2047. Only what is derived sees this; the wave shown stays as recorded.

/** For how long a sample may lie outside the range before that is taken for a mistake of ours (s). */
const LONGEST = 1

/**
 * @param span values the format has; a step of more than half of it from one sample to the next is a wrap.
 * Returns a function that takes consecutive samples; `none` passes and is skipped.
 */
export function unwrap(span: number, rate: number): (data: ArrayLike<number>, none: number) => Float64Array {
  let before = Number.NaN
  let offset = 0
  let outside = 0
  return (data, none) => {
    const out = new Float64Array(data.length)
    for (let index = 0; index < data.length; index++) {
      const value = data[index] ?? none
      if (value === none) {
        out[index] = none
        continue
      }
      if (value - before > span / 2) offset -= span
      else if (before - value > span / 2) offset += span
      outside = offset === 0 ? 0 : outside + 1
      if (outside > LONGEST * rate || Math.abs(offset) > span) [offset, outside] = [0, 0]
      before = value
      out[index] = value + offset === none ? none + 1 : value + offset
    }
    return out
  }
}
