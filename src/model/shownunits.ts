// TABLE: in which units a ward shows its values. What is stored is never converted: only what is shown [FACTS §1.4, mem].
import { VITALS, type VitalKey } from './vitals.ts'
import { z } from './zod.ts'

export const DisplayUnits = z.strictObject({
  pressure: z.enum(['mmHg', 'kPa']),
  temperature: z.enum(['°C', '°F']),
  glucose: z.enum(['mmol/L', 'mg/dL']),
})
export type DisplayUnits = z.infer<typeof DisplayUnits>
export const UNITS_OF_TABLE: DisplayUnits = { pressure: 'mmHg', temperature: '°C', glucose: 'mmol/L' }

interface Conversion {
  readonly unit: string
  readonly factor: number
  readonly offset: number
  readonly digits: number
}
/** TABLE: the table's unit → another one. kPa = mmHg / 7.50062, °F = 1.8 °C + 32, mg/dL = 18.016 mmol/L [FACTS §1.4, mem]. */
const CONVERSIONS: Readonly<Record<string, Conversion>> = {
  'mmHg kPa': { unit: 'kPa', factor: 1 / 7.50062, offset: 0, digits: 1 },
  '°C °F': { unit: '°F', factor: 1.8, offset: 32, digits: 1 },
  'mmol/L mg/dL': { unit: 'mg/dL', factor: 18.016, offset: 0, digits: 0 },
}

/** Which of the ward's choices a unit of the table follows; null: it is shown as it is. */
const wanted = (unit: string, units: DisplayUnits): string | null =>
  unit === 'mmHg' ? units.pressure : unit === '°C' ? units.temperature : unit === 'mmol/L' ? units.glucose : null

const conversion = (unit: string, units: DisplayUnits | undefined): Conversion | null =>
  units === undefined ? null : (CONVERSIONS[`${unit} ${wanted(unit, units)}`] ?? null)

/** The unit in which a ward shows this vital sign. */
export const shownUnit = (key: VitalKey, units: DisplayUnits | undefined): string => inUnit(VITALS[key].unit, units)

/** "kPa" for "mmHg" where the ward shows kPa; any other unit as it is. */
export const inUnit = (unit: string, units: DisplayUnits | undefined): string => conversion(unit, units)?.unit ?? unit

/** A quantity of the table's unit in the unit that the ward shows. */
export function converted(value: number, unit: string, units: DisplayUnits | undefined): number {
  const by = conversion(unit, units)
  return by ? value * by.factor + by.offset : value
}

/** A quantity as it was typed in the ward's unit, in the table's unit. */
export function typedIn(value: number, unit: string, units: DisplayUnits | undefined): number {
  const by = conversion(unit, units)
  return by ? (value - by.offset) / by.factor : value
}

/** Rounded half up to so many decimals: 38.05 is 38.1, also where the machine's own fraction lies a hair beneath. */
export const halfUp = (value: number, digits: number): number =>
  Math.floor(Number((value * 10 ** digits).toPrecision(12)) + 0.5) / 10 ** digits

/** The number as a reader sees it, half up to the decimals of its unit ("38.1"), with a true minus sign. */
export function shownIn(key: VitalKey, value: number, units: DisplayUnits | undefined): string {
  const { unit } = VITALS[key]
  const digits = conversion(unit, units)?.digits ?? VITALS[key].digits
  return halfUp(converted(value, unit, units), digits)
    .toFixed(digits)
    .replace(/^-(?=.*[1-9])/, '−')
    .replace(/^-/, '')
}
