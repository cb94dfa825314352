// Values computed from others, shown beside them and never instead of what a device measured [FACTS §1.4, mem].

/** Pulse over systolic pressure: 0.5–0.7 is usual, 1.0 asks for a look. Null where either is no value. */
export const shockIndex = (pulse: number | null, sys: number | null): number | null =>
  pulse !== null && sys !== null && pulse > 0 && sys > 0 ? pulse / sys : null
/** From here on the shock index is a notice (WARD.md §7). */
export const SHOCK_INDEX = 1

/** Systolic less diastolic, mmHg. Null where it would not be above zero. */
export const pulsePressure = (sys: number | null, dia: number | null): number | null =>
  sys !== null && dia !== null && dia > 0 && sys > dia ? sys - dia : null
/** Narrow: under a quarter of the systolic. */
export const isNarrow = (pressure: number, sys: number): boolean => pressure < sys / 4

export interface MeanPressure {
  readonly value: number
  /** By the formula, where the device gave none; valid near 60–100 beats a minute. */
  readonly estimated: boolean
}
/** Mean pressure, mmHg: the device's own wherever it gave one, else (sys + 2 dia) / 3. */
export function meanPressure(sys: number | null, dia: number | null, measured: number | null): MeanPressure | null {
  if (measured !== null && measured > 0) return { value: measured, estimated: false }
  return pulsePressure(sys, dia) === null ? null : { value: (sys! + 2 * dia!) / 3, estimated: true }
}
