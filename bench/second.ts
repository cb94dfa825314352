// One second of one bed as a monitor sends it: 8 numbers that wander, and two waves at 250 Hz with noise.
import { deviceId } from '../src/model/ids.ts'
import type { Sample } from '../src/model/sample.ts'
import { type At, hz } from '../src/model/units.ts'
import type { VitalKey } from '../src/model/vitals.ts'

export const LOAD_NUMBERS: readonly VitalKey[] = ['hr', 'pr', 'spo2', 'rr', 'pi', 'etco2', 'temp', 'cvp']
const NEAR: readonly number[] = [80, 80, 95, 16, 3, 38, 37, 8]
const RATE = 250
const MONITOR = deviceId('bench-monitor')
let seed = 1
const chance = (): number => {
  seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0
  return seed / 2 ** 32
}
/** A minute of an ECG with noise of ±4 of 400 a mV, computed once. */
const MINUTE = Int16Array.from({ length: 60 * RATE }, (_, sample) => {
  const i = sample % RATE
  return Math.round(400 * Math.exp(-(((i - 80) / 6) ** 2)) + 60 * Math.exp(-(((i - 150) / 20) ** 2)) + 8 * (chance() - 0.5))
})

export function secondOf(when: At, number: number, waves: boolean): Sample[] {
  const common = { at: when, received: when, source: MONITOR, quality: 0 }
  const numbers = LOAD_NUMBERS.map((signal, i): Sample => {
    const drift = Math.sin(number / (300 + 40 * i)) * 4 + (chance() < 0.2 ? 1 : 0)
    const value = signal === 'temp' ? Math.round(370 + drift) / 10 : Math.round(NEAR[i]! + drift)
    return { ...common, kind: 'number', signal, value: { is: 'known', value }, seq: number }
  })
  if (!waves) return numbers
  const place = (number % 60) * RATE
  const data = MINUTE.slice(place, place + RATE)
  const wave = (signal: 'ecg-ii' | 'pleth'): Sample => ({
    ...common,
    kind: 'wave',
    signal,
    data,
    rate: hz(RATE),
    gain: 400,
    baseline: 0,
    unit: 'mV',
    seq: number * RATE,
  })
  return [...numbers, wave('ecg-ii'), wave('pleth')]
}
