// Six lanes of 72 h at 1 Hz, the same for every library: a slow drift, noise, and a spike now and then.
import type { Columns } from '../../src/model/series.ts'

export const HOURS = 72
export const POINTS = HOURS * 3600
export const LANES = 6

function lane(number: number): Columns {
  const at = new Float64Array(POINTS)
  const value = new Float64Array(POINTS)
  let seed = number + 1
  for (let i = 0; i < POINTS; i++) {
    seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648
    at[i] = i * 1000
    value[i] = Math.round(80 + 10 * number + 12 * Math.sin(i / 9000 + number) + 3 * (seed / 2_147_483_648) + (i % 20_011 === 0 ? 40 : 0))
  }
  return { at, value }
}
export const lanes: readonly Columns[] = Array.from({ length: LANES }, (_, i) => lane(i))
