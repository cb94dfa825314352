// For tests: a full set of a patient who is well, charted at T0.
import { NURSE, T0 } from './booktest.ts'
import type { Observations } from './observations.ts'

const from = 'monitor' as const
export const setOf = (over: Partial<Observations>): Observations => ({
  at: T0,
  by: NURSE,
  consciousness: 'A',
  oxygen: { device: 'A', flow: null, fio2: null },
  rr: { value: 16, from: 'typed' },
  spo2: { value: 97, from },
  sys: { value: 120, from },
  pulse: { value: 72, from },
  temp: { value: 36.8, from: 'typed' },
  glucose: null,
  ...over,
})
