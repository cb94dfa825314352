// For tests: NEWS2 as the chart of FACTS §1.1 prints it, written out a second time and another way, so that a wrong table is seen.
import type { Parts } from './scores.ts'

type Known = { readonly [K in keyof Parts]: NonNullable<Parts[K]> }

const rr = (v: number): number => (v <= 8 ? 3 : v <= 11 ? 1 : v <= 20 ? 0 : v <= 24 ? 2 : 3)
const scale1 = (v: number): number => (v >= 96 ? 0 : v >= 94 ? 1 : v >= 92 ? 2 : 3)
function scale2(v: number, gas: 'air' | 'oxygen'): number {
  if (v >= 88 && (v <= 92 || gas === 'air')) return 0
  if (v < 88) return v >= 86 ? 1 : v >= 84 ? 2 : 3
  return v <= 94 ? 1 : v <= 96 ? 2 : 3
}
const sys = (v: number): number => (v >= 220 ? 3 : v >= 111 ? 0 : v >= 101 ? 1 : v >= 91 ? 2 : 3)
const pulse = (v: number): number => (v >= 131 ? 3 : v >= 111 ? 2 : v >= 91 ? 1 : v >= 51 ? 0 : v >= 41 ? 1 : 3)
const temp = (v: number): number => (v >= 39.1 ? 2 : v >= 38.1 ? 1 : v >= 36.1 ? 0 : v >= 35.1 ? 1 : 3)

/** The seven summands in the order of FACTS §1.3. */
export const summands = (parts: Known, scale: 1 | 2): readonly number[] => [
  rr(parts.rr),
  scale === 1 ? scale1(parts.spo2) : scale2(parts.spo2, parts.oxygen),
  parts.oxygen === 'oxygen' ? 2 : 0,
  sys(parts.sys),
  pulse(parts.pulse),
  parts.consciousness === 'A' ? 0 : 3,
  temp(parts.temp),
]

/** One value of each band of each part. */
export const ANY = {
  rr: [5, 10, 16, 22, 30],
  spo2: [80, 84, 87, 90, 92, 94, 95, 98],
  oxygen: ['air', 'oxygen'],
  sys: [80, 95, 105, 130, 225],
  pulse: [38, 45, 70, 100, 120, 140],
  consciousness: ['A', 'C'],
  temp: [34.5, 35.5, 37, 38.5, 39.5],
} as const satisfies { readonly [K in keyof Parts]: readonly NonNullable<Parts[K]>[] }
