// Second-order Butterworth filters for any rate, one sample at a time.

export type Filter = (x: number) => number

/** @param q 0.7071 for Butterworth. Coefficients by the bilinear transform with prewarping. */
function biquad(b0: number, b1: number, b2: number, a1: number, a2: number): Filter {
  let [s1, s2] = [0, 0]
  return (x) => {
    const y = b0 * x + s1
    s1 = b1 * x - a1 * y + s2
    s2 = b2 * x - a2 * y
    return y
  }
}

const Q = Math.SQRT1_2

/** Passes what lies below `cutoff` Hz; the cutoff is held below 0.45 × rate. */
export function lowpass(cutoff: number, rate: number): Filter {
  const k = Math.tan((Math.PI * Math.min(cutoff, 0.45 * rate)) / rate)
  const norm = 1 / (1 + k / Q + k * k)
  return biquad(k * k * norm, 2 * k * k * norm, k * k * norm, 2 * (k * k - 1) * norm, (1 - k / Q + k * k) * norm)
}

/** Passes what lies above `cutoff` Hz. */
export function highpass(cutoff: number, rate: number): Filter {
  const k = Math.tan((Math.PI * Math.min(cutoff, 0.45 * rate)) / rate)
  const norm = 1 / (1 + k / Q + k * k)
  return biquad(norm, -2 * norm, norm, 2 * (k * k - 1) * norm, (1 - k / Q + k * k) * norm)
}

/** Mean of the last `length` values. */
export function movingMean(length: number): Filter {
  const ring = new Float64Array(Math.max(1, length))
  let [at, sum, turns] = [0, 0, 0]
  return (x) => {
    sum += x - (ring[at] ?? 0)
    ring[at] = x
    at = (at + 1) % ring.length
    // Rounding errors must not add up over days.
    if (at === 0 && ++turns % 64 === 0) sum = ring.reduce((total, value) => total + value, 0)
    return sum / ring.length
  }
}

/** Largest of the last `length` values, in amortised constant time. */
export function movingMax(length: number): Filter {
  const values = new Float64Array(length + 1)
  const index = new Float64Array(length + 1)
  let [head, tail, n] = [0, 0, 0]
  const size = length + 1
  return (x) => {
    while (tail !== head && (values[(tail + size - 1) % size] ?? 0) <= x) tail = (tail + size - 1) % size
    values[tail] = x
    index[tail] = n
    tail = (tail + 1) % size
    if ((index[head] ?? 0) <= n - length) head = (head + 1) % size
    n++
    return values[head] ?? x
  }
}
