// What is typed into a set of observations, and what becomes of it: the set that is asked to be charted, what is wrong with it, its score. Pure.
import type { BodyOf } from '../../model/access.ts'
import { CODED, type Code } from '../../model/codes.ts'
import { type Charted, chartedOf, type Observations, type ScaleOrder } from '../../model/observations.ts'
import { NUMBER_PARTS, NUMBERS, type NumberPart, PARTS, printed, type Scored, TRIGGERS } from '../../model/scores.ts'
import { type DisplayUnits, shownIn, shownUnit, typedIn } from '../../model/shownunits.ts'
import type { At } from '../../model/units.ts'
import { VITALS } from '../../model/vitals.ts'
import { responseText } from './words.ts'

type EarlyAsk = BodyOf<'POST /api/early'>['ask']
export type SetAsked = Extract<EarlyAsk, { act: 'observe' }>['set']
export type Seen = SetAsked['consciousness'] & string

/** TABLE: answers for consciousness, in the order of the chart; nothing is chosen before a person looks. */
export const SEEN = {
  A: 'Alert',
  C: 'New confusion',
  V: 'Voice: answers when spoken to',
  P: 'Pain: answers only to pain',
  U: 'Unresponsive',
  'not-assessable': 'Not assessable: sedated',
} as const satisfies Record<Seen, string>
export const SEEN_KEYS = Object.keys(SEEN) as readonly Seen[]

type Device = Code<'o2-device'>
/** TABLE: by what oxygen is told, in the unit in which it is usually set; null: air has none. */
export const DEVICES: Readonly<Record<Device, 'L/min' | '%' | null>> = {
  A: null,
  N: 'L/min',
  SM: 'L/min',
  V: '%',
  RM: 'L/min',
  HF: '%',
  NIV: '%',
  CP: '%',
  TM: '%',
  H: '%',
  IV: '%',
  OTH: 'L/min',
}
export const DEVICE_KEYS = Object.keys(DEVICES) as readonly Device[]
export const deviceWords = (device: Device): string => CODED['o2-device'].codes[device]

/** TABLE: words beside each number; breathing is counted, not taken over without a look. */
export const NUMBER_WORDS: Readonly<Record<NumberPart, string>> = {
  rr: 'Breathing, counted',
  spo2: 'SpO₂',
  pulse: 'Pulse',
  sys: 'Systolic pressure',
  temp: 'Temperature',
}

export interface Typed {
  readonly text: string
  readonly from: 'monitor' | 'typed'
  /** When the monitor measured it. */
  readonly at?: number
}
export interface ObserveForm {
  /** null: now. */
  readonly at: At | null
  readonly seen: Seen | null
  readonly device: Device | null
  readonly amount: string
  readonly numbers: Readonly<Record<NumberPart, Typed>>
  readonly glucose: string
}
type Offered = Partial<Record<NumberPart, { readonly value: number; readonly at: number }>>
const BLANK: Typed = { text: '', from: 'typed' }

/** Counted by a person: the number of the monitor stands beside, and is never taken for a count. */
export const COUNTED: readonly NumberPart[] = ['rr']

/** A set begins with what the monitor brings and the oxygen as it was last charted; consciousness and counted breathing never (P3). */
export function startForm(offered: Offered, last: SetAsked['oxygen'], units: DisplayUnits): ObserveForm {
  const numbers = Object.fromEntries(
    NUMBER_PARTS.map((part) => {
      const found = COUNTED.includes(part) ? undefined : offered[part]
      return [part, found ? { text: shownIn(NUMBERS[part], found.value, units), from: 'monitor', at: found.at } : BLANK]
    }),
  ) as Record<NumberPart, Typed>
  const { device = null, flow = null, fio2 = null } = last ?? {}
  return { at: null, seen: null, device, amount: String(flow ?? fio2 ?? ''), numbers, glucose: '' }
}

/** "38,1" and "38.1" are a number; anything else is none. */
export function numberTyped(text: string): number | null {
  const word = text.trim().replace(',', '.')
  return /^\d+(\.\d+)?$/.test(word) ? Number(word) : null
}

export type Wrong = Partial<Record<NumberPart | 'amount' | 'glucose', string>>

export interface Read {
  /** null: something typed is no value. */
  readonly set: SetAsked | null
  readonly wrong: Wrong
}
export function readForm(form: ObserveForm, offered: Offered, now: At, units: DisplayUnits): Read {
  const wrong: { -readonly [K in keyof Wrong]: Wrong[K] } = {}
  const numbers = Object.fromEntries(
    NUMBER_PARTS.map((part) => {
      const { text, from } = form.numbers[part]
      if (text.trim() === '') return [part, null]
      // What the monitor brought is charted as it came, not as it was shown in another unit.
      if (from === 'monitor' && offered[part]) return [part, { value: offered[part].value, from }]
      const typed = numberTyped(text)
      const { unit } = VITALS[NUMBERS[part]]
      const value = typed === null ? null : printed(part, typedIn(typed, unit, units))
      if (value !== null && COUNTED.includes(part) && !Number.isInteger(typed)) wrong[part] = 'breathing is counted in whole numbers'
      if (value === null) wrong[part] = `${PARTS[part]} cannot be “${text.trim()}” ${shownUnit(NUMBERS[part], units)}`
      return [part, value === null ? null : { value, from: 'typed' }]
    }),
  ) as Pick<SetAsked, NumberPart>
  const amount = numberTyped(form.amount)
  const by = form.device === null ? null : DEVICES[form.device]
  if (by !== null && (amount === null || (by === '%' ? amount < 21 || amount > 100 : amount < 0.1 || amount > 80)))
    wrong.amount = by === '%' ? 'how many per cent, 21 to 100' : 'how many litres a minute, 0.1 to 80'
  const sugar = form.glucose.trim() === '' ? null : numberTyped(form.glucose)
  const glucose = sugar === null ? null : Math.round(typedIn(sugar, VITALS.glucose.unit, units) * 10) / 10
  if (form.glucose.trim() !== '' && (glucose === null || glucose < 0.1 || glucose > VITALS.glucose.plausible[1]))
    wrong.glucose = 'this glucose cannot be'
  if (Object.keys(wrong).length > 0) return { set: null, wrong }
  const oxygen =
    form.device === null ? null : { device: form.device, flow: by === 'L/min' ? amount : null, fio2: by === '%' ? amount : null }
  return { set: { at: form.at ?? now, consciousness: form.seen, oxygen, ...numbers, glucose }, wrong }
}

/** What charting this would say: "NEWS2 5, 5–6: tell the medical team now …", or why there is no total. */
export function preview(set: SetAsked, patient: Scored, orders: readonly ScaleOrder[]): { readonly head: string; readonly more: string } {
  const score: Charted = chartedOf({ ...set, by: { is: 'person', id: '', name: '' } } as Observations, patient, orders)
  if (score.is === 'refused')
    return { head: 'No NEWS2', more: score.why === 'sedated' ? 'sedated: there is no total' : 'not for this patient' }
  if (score.is === 'incomplete')
    return {
      head: 'No total',
      more: `without ${score.missing.map((part) => PARTS[part]).join(', ')}. The next full set is due as before.`,
    }
  const { every, continuous } = TRIGGERS[score.trigger]
  const next = continuous ? '' : `; next full set in ${every / 3_600_000} h`
  return { head: `NEWS2 ${score.total}${score.scale === 2 ? ', scale 2' : ''}`, more: `${responseText(score.trigger)}${next}` }
}
