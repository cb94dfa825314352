// Finds heart beats in one ECG lead as it streams: band-pass, slope, square, moving window, two running levels
// after Pan and Tompkins, IEEE Trans Biomed Eng 1985 [mem]; own code, own constants where named [design].
import { highpass, lowpass, movingMax, movingMean } from './biquad.ts'

export interface Finder {
  /** Takes the next samples (`none` marks invalid ones). Returns the beats found, as running sample numbers, in order. */
  push(data: ArrayLike<number>, none: number): readonly number[]
  /** How quiet it is between the beats against the beats themselves, 1 clean … 0; 0 before two beats were found. */
  clarity(): number
}

/** A beat cannot follow another sooner (s). */
const REFRACTORY = 0.25
/** Until here after a beat a peak of less than half its slope is taken for a T wave (s). */
const T_WAVE = 0.36
const WINDOW = 0.12
/** Around a beat its own energy is not taken for noise (s). */
const KEEP_OFF = 0.15
/** Levels are learnt over this long at the start, and anew when nothing was found for as long (s). */
const LEARN = 2

/** @param rate samples a second, 50 or more. */
export function findQrs(rate: number): Finder {
  const window = Math.max(1, Math.round(WINDOW * rate))
  const step = Math.max(1, Math.round(rate * 0.008))
  const recent = new Float64Array(2 * step + 1)
  const build = () => ({
    low: lowpass(15, rate),
    high: highpass(6, rate),
    mean: movingMean(window),
    // Slope near the peak tells a QRS from a T wave.
    slope: movingMax(window),
    settle: Math.round(0.3 * rate),
  })
  let chain = build()
  let n = 0
  let held = 0
  let bad = 0
  let [signalLevel, noiseLevel] = [0, 0]
  let learning = 0
  let learnt = { peak: 0, sum: 0, n: 0 }
  // The peak being climbed, and the last beat.
  let peak = { value: 0, at: 0, slope: 0, falling: 0 }
  let last = { at: Number.NEGATIVE_INFINITY, slope: 0 }
  let gap = rate
  // The best peak since the last beat that was refused: searched back for when a beat is overdue.
  let missed = { value: 0, at: -1, slope: 0 }

  const energies = new Float64Array(Math.ceil(3 * rate))
  // Of the last pauses; their median, so that one artefact does not count.
  let shares: number[] = []

  let huge = 0

  const relearn = (): void => {
    huge = 0
    shares = []
    learning = Math.round(LEARN * rate)
    learnt = { peak: 0, sum: 0, n: 0 }
  }
  relearn()

  /** The mean energy between two beats, against that of beats: noise fills the space, whatever its size. */
  const listen = (from: number, to: number): void => {
    const middle = Math.round((from + to) / 2)
    const first = Math.min(middle, from + Math.round(KEEP_OFF * rate))
    const last = Math.max(middle, to - Math.round(KEEP_OFF * rate))
    if (n - first >= energies.length) return
    let sum = 0
    for (let at = first; at <= last; at++) sum += energies[at % energies.length] ?? 0
    const share = Math.min(1, sum / (last - first + 1) / signalLevel)
    shares = [...shares.slice(-6), share]
  }

  const threshold = (): number => noiseLevel + 0.3 * (signalLevel - noiseLevel)
  const accept = (found: { at: number; slope: number; value: number }, out: number[], weight: number): void => {
    signalLevel += weight * (found.value - signalLevel)
    if (Number.isFinite(last.at)) {
      const since = found.at - last.at
      if (since < 2 * rate) gap += 0.2 * (since - gap)
      if (last.slope > 0) listen(last.at, found.at)
    }
    last = { at: found.at, slope: found.slope }
    missed = { value: 0, at: -1, slope: 0 }
    // The window's peak lies behind the R wave by about half its length and the filters' delay (about 35 ms).
    out.push(Math.max(0, Math.round(found.at - window / 2 - 0.035 * rate)))
  }

  const judge = (out: number[]): void => {
    const found = { value: peak.value, at: peak.at, slope: peak.slope }
    const since = found.at - last.at
    if (since < REFRACTORY * rate) return
    // One huge peak is an artefact; some in a row are beats again after a flat line: the levels are learnt anew.
    huge = found.value > 6 * signalLevel ? huge + 1 : 0
    if (huge >= 3 || (signalLevel === 0 && found.value > 0)) {
      relearn()
      return
    }
    const wave = since < T_WAVE * rate && found.slope < 0.5 * last.slope
    // One huge artefact must not lift the level over all beats that follow.
    if (found.value > threshold() && !wave) accept({ ...found, value: Math.min(found.value, signalLevel * 3) }, out, 0.125)
    else {
      noiseLevel += 0.125 * (Math.min(found.value, signalLevel || found.value) - noiseLevel)
      if (found.value > missed.value && !wave) missed = found
    }
  }

  const one = (raw: number, out: number[]): void => {
    const filtered = chain.low(chain.high(raw))
    recent.copyWithin(0, 1)
    recent[recent.length - 1] = filtered
    if (chain.settle > 0) {
      chain.settle--
      return
    }
    const slope = filtered - (recent[0] ?? 0)
    const energy = chain.mean(slope * slope)
    energies[n % energies.length] = energy
    const steep = chain.slope(Math.abs(slope))
    if (learning > 0) {
      learnt = { peak: Math.max(learnt.peak, energy), sum: learnt.sum + energy, n: learnt.n + 1 }
      if (--learning > 0) return
      signalLevel = learnt.peak * 0.6
      noiseLevel = (learnt.sum / learnt.n) * 0.5
      last = { at: n, slope: 0 }
      return
    }
    if (energy > peak.value) peak = { value: energy, at: n, slope: steep, falling: 0 }
    else if (peak.value > 0 && (energy < peak.value * 0.5 || n - peak.at > window)) {
      judge(out)
      peak = { value: 0, at: n, slope: 0, falling: 1 }
    }
    // After a peak the trough is followed down before the next one is climbed.
    if (peak.falling && peak.value > 0) peak.falling = 0
    const since = n - last.at
    if (missed.at >= 0 && since > 1.66 * gap && missed.value > threshold() * 0.5) {
      const found = missed
      if (found.at - last.at > T_WAVE * rate) accept(found, out, 0.25)
    }
    if (since > LEARN * 1.5 * rate) {
      relearn()
      last = { at: n, slope: 0 }
    }
  }

  return {
    push(data, none) {
      const out: number[] = []
      for (let index = 0; index < data.length; index++, n++) {
        const value = data[index] ?? none
        if (value === none) {
          // A few missing samples are bridged, a hole begins anew with what was learnt.
          if (++bad === Math.round(0.1 * rate)) {
            chain = build()
            peak = { value: 0, at: n, slope: 0, falling: 0 }
            missed = { value: 0, at: -1, slope: 0 }
            last = { at: Number.NEGATIVE_INFINITY, slope: 0 }
          }
          if (bad < 0.1 * rate) one(held, out)
          continue
        }
        if (bad >= 0.1 * rate) last = { at: n, slope: 0 }
        bad = 0
        held = value
        one(value, out)
      }
      return out
    },
    clarity: () => (shares.length ? 1 - (shares.toSorted((a, b) => a - b)[shares.length >> 1] ?? 1) : 0),
  }
}
