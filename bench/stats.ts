// Figures of a list: quantiles, the line through points.

/** The value below which a share `q` of the list lies; NaN for an empty list. */
export function quantile(list: readonly number[], q: number): number {
  const sorted = [...list].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))] ?? Number.NaN
}
export const median = (list: readonly number[]): number => quantile(list, 0.5)

/** Least squares: y = base + slope · x, with the share of variance explained. */
export function line(points: readonly (readonly [number, number])[]): { base: number; slope: number; r2: number } {
  const n = points.length
  const meanX = points.reduce((sum, [x]) => sum + x, 0) / n
  const meanY = points.reduce((sum, [, y]) => sum + y, 0) / n
  const sxx = points.reduce((sum, [x]) => sum + (x - meanX) ** 2, 0)
  const sxy = points.reduce((sum, [x, y]) => sum + (x - meanX) * (y - meanY), 0)
  const syy = points.reduce((sum, [, y]) => sum + (y - meanY) ** 2, 0)
  const slope = sxy / sxx
  return { base: meanY - slope * meanX, slope, r2: syy === 0 ? 1 : (sxy * sxy) / (sxx * syy) }
}
