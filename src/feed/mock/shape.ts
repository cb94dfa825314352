// Shapes of one pulse, 0…1 over its duration, bent so that the mean of the drawn pulse is the mean that is shown.

const POINTS = 400
/** Share of the template that is systole; its duration hardly follows the rate. */
const NOTCH = 0.42
/** Exponents of the bend, evenly spaced. */
const BENDS = Array.from({ length: 61 }, (_, i) => 0.25 * 1.05 ** i)

export interface Shape {
  readonly points: Float64Array
  /** Mean of points^bend over systole and diastole, a row a bend. */
  readonly systolic: Float64Array
  readonly diastolic: Float64Array
}

/** Samples a curve, takes off the line between its ends and scales it to 0…1. */
function shapeOf(curve: (u: number) => number): Shape {
  const raw = Float64Array.from({ length: POINTS + 1 }, (_, i) => curve(i / POINTS))
  const [first, last] = [raw[0]!, raw[POINTS]!]
  const flat = raw.map((y, i) => Math.max(0, y - first - ((last - first) * i) / POINTS))
  const top = flat.reduce((a, b) => Math.max(a, b), 0)
  const points = flat.map((y) => y / top)
  const split = Math.round(NOTCH * POINTS)
  const mean = (from: number, to: number, bend: number): number => {
    let sum = 0
    for (let i = from; i < to; i++) sum += (points[i] as number) ** bend
    return sum / (to - from)
  }
  return {
    points,
    systolic: Float64Array.from(BENDS, (bend) => mean(0, split, bend)),
    diastolic: Float64Array.from(BENDS, (bend) => mean(split, POINTS, bend)),
  }
}
const bell = (u: number, at: number, width: number): number => Math.exp(-((u - at) ** 2) / (2 * width * width))

export const SHAPES = {
  /** Ejection, reflected wave, dicrotic wave and run-off [FACTS §7.2 design]. */
  artery: shapeOf(
    (u) =>
      bell(u, 0.17, 0.06) + 0.55 * bell(u, 0.3, 0.09) + 0.3 * bell(u, 0.47, 0.07) + 0.28 * (u < 0.1 ? u * 10 : Math.exp(-(u - 0.1) * 2.2)),
  ),
  /** Behind a clot or a kink: rounded, without a notch [FACTS §7.6 ARTD]. */
  damped: shapeOf((u) => bell(u, 0.3, 0.15) + 0.25 * bell(u, 0.55, 0.2)),
  /** Two Gaussians, the "excellent" template; phases there run from −π to π [FACTS §7.2 PPG2G]. */
  finger: shapeOf((u) => {
    const phase = (2 * u - 1) * Math.PI
    return bell(phase, -1.5161, 0.6303) + 0.1999 * bell(phase, 0.8186, 1.0225)
  }),
} as const

/** Systole's share of a pulse of so many ms: about 0.36 s at 60 a minute, by the root of the interval [design]. */
const systoleOf = (length: number): number => Math.min(0.55, (0.36 * Math.sqrt(Math.min(length, 2000) / 1000) * 1000) / length)

/** The exponent at which the shape's mean over a pulse of `length` ms is `mean` (0…1). */
export function bendFor(shape: Shape, length: number, mean: number): number {
  const share = systoleOf(length)
  const meanAt = (i: number): number => share * (shape.systolic[i] as number) + (1 - share) * (shape.diastolic[i] as number)
  let low = 0
  let high = BENDS.length - 1
  while (high - low > 1) {
    const mid = (low + high) >> 1
    if (meanAt(mid) > mean) low = mid
    else high = mid
  }
  const [a, b] = [meanAt(low), meanAt(high)]
  const part = a > b ? Math.max(0, Math.min(1, (a - mean) / (a - b))) : 0
  return (BENDS[low] as number) + part * ((BENDS[high] as number) - (BENDS[low] as number))
}

/** Height 0…1 at `since` ms into a pulse of `length` ms. */
export function heightOf(shape: Shape, bend: number, since: number, length: number): number {
  const x = since / length
  if (x <= 0 || x >= 1) return 0
  const share = systoleOf(length)
  const u = (x < share ? (x / share) * NOTCH : NOTCH + ((x - share) / (1 - share)) * (1 - NOTCH)) * POINTS
  const i = Math.floor(u)
  const low = shape.points[i] as number
  const y = low + ((shape.points[i + 1] as number) - low) * (u - i)
  return bend === 1 ? y : y ** bend
}
/** ms from the foot to the peak. */
export function peakOf(shape: Shape, length: number): number {
  const top = shape.points.indexOf(1)
  return (top / POINTS / NOTCH) * systoleOf(length) * length
}
