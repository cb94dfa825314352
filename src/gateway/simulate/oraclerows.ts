// What is out, for how long, before it must stand: the oracle's own table, written from WARD §8–9 and not from the engine's tables.
export type Range = readonly [low: number, high: number]
export type Limits = Readonly<Record<string, Range>>
/** FACTS §2.7, adult. */
export const ADULT: Limits = {
  hr: [50, 120],
  spo2: [90, 101],
  rr: [8, 30],
  temp: [36, 39],
  'nibp-sys': [90, 160],
  'nibp-dia': [50, 90],
  'nibp-mean': [60, 110],
}

export interface Row {
  readonly rule: string
  readonly of: readonly string[]
  /** What holds and what has surely ended of a value. */
  readonly out: (value: number, limits: Range, limitsOf: Limits) => boolean
  readonly inside: (value: number, limits: Range) => boolean
  /** Seconds. */
  readonly delay: number
  readonly arming: number
  readonly settle: number
  readonly arrest?: true
  readonly under: readonly string[]
}
const EXTREME = ['vf', 'asystole', 'vt', 'brady-x', 'tachy-x']
const row = (
  rule: string,
  of: string | readonly string[],
  more: Omit<Row, 'rule' | 'of' | 'under'> & { readonly under?: readonly string[] },
): Row => ({
  rule,
  of: typeof of === 'string' ? [of] : of,
  under: [],
  ...more,
})
const above =
  (by: number) =>
  (value: number, [, high]: Range) =>
    value > high + by
const below =
  (by: number) =>
  (value: number, [low]: Range) =>
    value < low - by
export const ROWS: readonly Row[] = [
  row('hr-high', 'hr', { out: above(0), inside: (v, [, high]) => v <= high - 2, delay: 10, arming: 30, settle: 5, under: EXTREME }),
  row('hr-low', 'hr', { out: below(0), inside: (v, [low]) => v >= low + 2, delay: 10, arming: 30, settle: 5, under: EXTREME }),
  row('tachy-x', 'hr', {
    out: above(20),
    inside: (v, [, high]) => v <= high + 15,
    delay: 4,
    arming: 30,
    settle: 5,
    under: EXTREME.slice(0, 3),
  }),
  row('brady-x', 'hr', {
    out: (v, [low]) => v < Math.max(30, low - 10),
    inside: (v, [low]) => v >= Math.max(30, low - 10) + 3,
    delay: 4,
    arming: 30,
    settle: 5,
    under: EXTREME.slice(0, 3),
  }),
  row('spo2-low', 'spo2', { out: below(0), inside: (v, [low]) => v >= low + 1, delay: 15, arming: 10, settle: 5, under: ['desat'] }),
  row('desat', 'spo2', {
    out: (v, [low]) => v < Math.min(80, low),
    inside: (v, [low]) => v >= Math.min(80, low) + 2,
    delay: 20,
    arming: 10,
    settle: 10,
  }),
  row('rr-high', 'rr', { out: above(0), inside: (v, [, high]) => v <= high - 1, delay: 15, arming: 30, settle: 10 }),
  row('rr-low', 'rr', { out: below(0), inside: (v, [low]) => v >= low + 1, delay: 15, arming: 30, settle: 10, under: ['apnoea'] }),
  row('temp', 'temp', {
    out: (v, [low, high]) => v < low || v > high,
    inside: (v, [low, high]) => v >= low + 0.2 && v <= high - 0.2,
    delay: 60,
    arming: 0,
    settle: 0,
  }),
  row('vf', 'rhythm', { out: (v) => v === 1, inside: (v) => v !== 1, delay: 0, arming: 0, settle: 0, arrest: true }),
  row('af', 'rhythm', { out: (v) => v === 2, inside: (v) => v !== 2, delay: 60, arming: 0, settle: 0, under: EXTREME }),
  row('nibp', ['nibp-sys', 'nibp-dia', 'nibp-mean'], {
    out: (v, [low, high]) => v < low || v > high,
    inside: (v, [low, high]) => v >= low && v <= high,
    delay: 0,
    arming: 0,
    settle: 0,
  }),
]
/** As numbers, so that one row reads every value. */
export const RHYTHMS: Readonly<Record<string, number>> = { vf: 1, af: 2 }
