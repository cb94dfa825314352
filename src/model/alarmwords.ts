// The words of an alarm: the templates of its rule, filled with values in the ward's units, times of its clock, and how long it stands.
import type { Alarm } from './alarm.ts'
import { type RuleKey, ruleOf } from './rules.ts'
import { type DisplayUnits, inUnit, shownIn } from './shownunits.ts'
import type { At } from './units.ts'
import { VITALS, type VitalKey } from './vitals.ts'
import { hourIn } from './zone.ts'

/** What of an alarm its words need: as kept, or as frames tell it. */
export type AlarmTold = Pick<Alarm, 'rule' | 'vital' | 'side' | 'value' | 'limit' | 'worst' | 'say'> & {
  readonly since: number
  readonly ended: number | null
}
export interface Wording {
  readonly zone: string
  readonly now: At
  readonly units?: DisplayUnits
  /** Label of the bed, name of the ward, where the words name them. */
  readonly bed?: string
  readonly ward?: string
}

/** Characters of a tile's alarm line, its marks not counted [WARD §8]. */
export const TILE_CHARACTERS = 18

const minus = (text: string): string => text.replace(/^-/, '−')
/** TABLE: numbers that are no vital sign's and are always shown with their decimals. */
const DIGITS: Readonly<Partial<Record<RuleKey, number>>> = { pause: 1, 'shock-index': 1, perf: 1 }
const raw = (value: number, digits: number | undefined): string =>
  minus(digits === undefined ? String(Math.round(value * 10) / 10) : value.toFixed(digits))

/** "0:14", "1:20", "1 h 05" */
export function shortDuration(duration: number): string {
  const seconds = Math.max(0, Math.floor(duration / 1000))
  const minutes = Math.floor(seconds / 60)
  if (minutes < 60) return `${minutes}:${String(seconds % 60).padStart(2, '0')}`
  return `${Math.floor(minutes / 60)} h ${String(minutes % 60).padStart(2, '0')}`
}
/** "14 s", "12 min", "3 h 05 min" */
export function longDuration(duration: number): string {
  const seconds = Math.max(0, Math.floor(duration / 1000))
  if (seconds < 120) return `${seconds} s`
  const minutes = Math.floor(seconds / 60)
  return minutes < 120 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${String(minutes % 60).padStart(2, '0')} min`
}

/** TABLE: conditions whose value is a number of their vital sign; of others it is seconds, percent, a count. */
const OF_VITAL: ReadonlySet<string> = new Set(['limit', 'extreme', 'deep', 'over-target', 'rhythm', 'no-pulse', 'st'])
/** Facts whose value is one, too. */
const FACTS_OF_VITAL: ReadonlySet<RuleKey> = new Set(['disagree', 'late', 'limits-differ'])
/** Whether its value and limit are numbers of its vital sign, in that sign's unit. */
export const isOfVital = (rule: RuleKey): boolean => OF_VITAL.has(ruleOf(rule).condition.is) || FACTS_OF_VITAL.has(rule)

/** Three pressures in one text, "82/40 (54)", "S < 90, M < 60": each number in the ward's unit. */
const LINES: ReadonlySet<RuleKey> = new Set(['nibp', 'art-high', 'art-low'])
const inLine = (rule: RuleKey, text: string, units: DisplayUnits | undefined): string =>
  text.replace(/\d+(\.\d+)?/g, (number) => shownIn(ruleOf(rule).vitals[0] ?? 'nibp-sys', Number(number), units))

/** TABLE: holes that are instants, in milliseconds. */
const INSTANTS: ReadonlySet<string> = new Set(['taken', 'since', 'received'])

type Fill = (alarm: AlarmTold, how: Wording, form: 'tile' | 'banner') => string
const quantity =
  (which: 'value' | 'limit' | 'worst'): Fill =>
  ({ rule, vital, [which]: value }, { units }) => {
    if (value === null) return rule === 'late' ? '' : '–'
    return vital !== null && isOfVital(rule) ? shownIn(vital, value, units) : raw(value, DIGITS[rule])
  }
/** A value just beyond its limit is rounded to it: then with a digit more, "50.4 > 50". */
const value: Fill = (alarm, how, form) => {
  const { vital, side, value: measured, limit } = alarm
  const text = quantity('value')(alarm, how, form)
  const isPlain = vital !== null && inUnit(VITALS[vital].unit, how.units) === VITALS[vital].unit
  if (!isPlain || side === null || measured === null || limit === null || measured === limit) return text
  return text === quantity('limit')(alarm, how, form) ? minus(measured.toFixed(VITALS[vital].digits + 1)) : text
}
const signed: Fill = (alarm, how, form) => {
  const text = quantity('value')(alarm, how, form)
  return (alarm.value ?? -1) >= 0 ? `+${text}` : text
}
const unitOf = ({ rule, vital }: AlarmTold): string => VITALS[(vital ?? ruleOf(rule).vitals[0] ?? 'hr') as VitalKey].unit
/** TABLE: holes of templates that are not simply said by who found the alarm. */
const HOLES: Readonly<Record<string, Fill>> = {
  value,
  signed,
  limit: quantity('limit'),
  worst: quantity('worst'),
  unit: (alarm, { units }) => inUnit(unitOf(alarm), units),
  sign: ({ side }) => (side === 'low' ? '<' : '>'),
  for: ({ since, ended }, { now }, form) => (form === 'tile' ? shortDuration : longDuration)((ended ?? now) - since),
  bed: (_, { bed }) => (bed === undefined ? 'this bed' : `bed ${bed}`),
  ward: (_, { ward }) => ward ?? '',
}
/** TABLE: holes that who found the alarm says, '' where there is nothing to say. */
const SAID: ReadonlySet<string> = new Set([
  ...[
    'by',
    'every',
    'index',
    'lead',
    'leads',
    'more',
    'name',
    'on',
    'other',
    'received',
    'since',
    'taken',
    'target',
    'text',
    'total',
    'which',
  ],
])
export const isHole = (name: string): boolean => Object.hasOwn(HOLES, name) || SAID.has(name)

function fill(hole: string, alarm: AlarmTold, how: Wording, form: 'tile' | 'banner'): string {
  const own = HOLES[hole]
  if (own) return own(alarm, how, form)
  const said = alarm.say[hole]
  if (said === undefined) return ''
  if (INSTANTS.has(hole)) return Number.isFinite(Number(said)) ? hourIn(how.zone, Number(said)) : said
  return LINES.has(alarm.rule) ? inLine(alarm.rule, said, how.units) : said
}

/** The tile's or the banner's words, without its mark of priority. */
export function alarmWords(alarm: AlarmTold, form: 'tile' | 'banner', how: Wording): string {
  const words = ruleOf(alarm.rule)
    [form].replace(/\{(\w+)\}/g, (_, hole: string) => fill(hole, alarm, how, form))
    .replace(/: *(?= ·|$)/, '')
    .replaceAll('  ', ' ')
    .trim()
  // Three pressures in kPa are longer: the mean stands in the banner.
  return form === 'tile' && words.length > TILE_CHARACTERS && LINES.has(alarm.rule) ? words.replace(/ \(.*/, '') : words
}
