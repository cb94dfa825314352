// The marks of a tile, its waves, and who lies there and who cares: each a table or a short rule over the bed's facts.
import { AGE_CLASSES, ageClass, ageWords } from '../../model/ages.ts'
import { QUALITY } from '../../model/sample.ts'
import type { At } from '../../model/units.ts'
import { VITALS } from '../../model/vitals.ts'
import { WAVES, type WaveKey } from '../../model/waves.ts'
import { MARKS, type Mark, type MarkKey, type TileView, type TileWave } from '../tile.ts'
import { hasNotice } from './notices.ts'
import { codeNow, hasEcg, rhythmWatched } from './tilevalue.ts'
import type { BedView, WardView } from './view.ts'
import { counter } from './words.ts'

/** Battery below which the tile says so, % [WARD §8.3 battery]. */
const LOW_BATTERY = 20

/** Each mark that follows from the bed: null where it does not stand, else its text or ''. */
const RULES: Readonly<Record<MarkKey, (bed: BedView, ward: WardView, now: At | null) => string | null>> = {
  'alarms-off-by-order': (bed) => fact(bed, 'alarms-off-by-order') ?? (bed.alarms.order ? '' : null),
  'alarm-off': ({ alarms: { off } }) => (off.length > 0 ? [...new Set(off.map(({ vital }) => VITALS[vital].label))].join(' ') : null),
  silence: ({ alarms: { silence } }, _, now) => silence && left(silence.until, now),
  pause: ({ alarms: { pause } }, _, now) => pause && left(pause.until, now),
  help: ({ alarms: { help } }) => (help ? '' : null),
  'not-recorded': ({ alarms: { recorded } }) => (recorded ? null : ''),
  'limit-changed': (bed) => changedLimits(bed.alarms) ?? fact(bed, 'limit-changed'),
  'confirm-age': ({ alarms: { confirmAge } }) => (confirmAge ? '' : null),
  arming: ({ alarms: { arming } }) => (arming.length > 0 ? '' : null),
  paced: (bed, { gateway }, now) => {
    const code = (key: 'paced' | 'rhythm') => codeNow(bed, key, now, gateway.speed)
    return fact(bed, 'paced') ?? (code('paced') === 'yes' || code('rhythm') === 'paced' ? '' : null)
  },
  pregnant: (bed) => fact(bed, 'pregnant'),
  'no-bedside-alarm': (bed) => fact(bed, 'no-bedside-alarm'),
  'rhythm-not-watched': (bed, { gateway }, now) =>
    fact(bed, 'rhythm-not-watched') ?? (hasEcg(bed) && !rhythmWatched(bed, now, gateway.speed) ? '' : null),
  battery: (bed) => {
    const least = Math.min(...worn(bed).map(({ battery }) => battery ?? 100))
    return least < LOW_BATTERY ? `${Math.floor(least)} %` : null
  },
  link: (bed) => (worn(bed).some(({ link }) => link === 'off') ? '' : null),
  'name-alert': (bed) => fact(bed, 'name-alert'),
  'not-admitted': (bed) => fact(bed, 'not-admitted'),
  trial: (bed) => (hasNotice(bed, 'trial') ? '' : null),
  derived: (bed) => (anyNumber(bed, QUALITY.derived) ? '' : null),
  recording: (bed) => (bed.facts.recording ? '' : null),
  demo: (bed, ward) => (anyNumber(bed, QUALITY.demo) || (ward.gateway.demo && !bed.facts.recording) ? '' : null),
}

const left = (until: number, now: At | null): string => (now === null ? '' : counter(until - now))
/** "RR off", "HR extreme", else only that some are changed; null: none. */
function changedLimits({ limits, target }: BedView['alarms']): string | null {
  const off = limits.filter(({ low, high }) => low === null && high === null)
  const far = limits.filter(({ extreme }) => extreme)
  const names = (of: typeof limits): string => [...new Set(of.map(({ vital }) => VITALS[vital].label))].join(' ')
  if (off.length > 0) return `${names(off)} off`
  if (far.length > 0) return `${names(far)} extreme`
  return limits.length > 0 || target !== null ? '' : null
}

/** A device that lies there on nobody says nothing of the patient. */
const worn = ({ facts }: BedView): BedView['facts']['devices'] => facts.devices.filter(({ on }) => on !== 'off')
const fact = (bed: BedView, mark: BedView['facts']['marks'][number]): string | null => (bed.facts.marks.includes(mark) ? '' : null)
function anyNumber(bed: BedView, bit: number): boolean {
  for (const { quality } of bed.numbers.values()) if (quality & bit) return true
  return false
}

/** Every mark that stands, in the table's order. */
export function standing(bed: BedView, ward: WardView, now: At | null): readonly Mark[] {
  const found: Mark[] = []
  for (const mark of MARKS) {
    const text = RULES[mark](bed, ward, now)
    if (text !== null) found.push({ mark, text: text || null })
  }
  return found
}

/** First choice first: one ECG lead, then the pressure line or the pleth, then breathing. */
const WAVE_CHOICE: readonly (readonly WaveKey[])[] = [
  ['ecg-ii', 'ecg-i', 'ecg-v', 'ecg-mcl1', 'ecg-iii', 'ecg-avr', 'ecg-avl', 'ecg-avf'],
  ['art', 'pleth'],
  ['co2', 'resp'],
  ['pleth'],
  ['pap', 'cvp-wave'],
]

/** At most two waves, best first; the painter shows what its layout has room for. */
export function waves(bed: BedView): readonly TileWave[] {
  const out: TileWave[] = []
  for (const keys of WAVE_CHOICE) {
    const channel = keys.flatMap((key) => bed.facts.channels.find(({ signal }) => signal === key) ?? [])[0]
    if (!channel || out.some(({ ch }) => ch === channel.ch)) continue
    const signal = channel.signal as WaveKey
    out.push({ ch: channel.ch, signal, label: WAVES[signal].label, colour: WAVES[signal].colour })
    if (out.length === 2) break
  }
  return out
}

/** "67", "9 y", "8 mo", "12 d" */
const years = (age: number): string => (ageClass(age) === 'adult' ? `${Math.floor(age)}` : ageWords(age))

const RIGHT_TO_LEFT = /[\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u
/** LEFT-TO-RIGHT MARK */
const FROM_LEFT = '\u200e'

type Patient = Pick<TileView, 'patient' | 'patientShort'>
const told = (patient: string, patientShort = patient): Patient => ({ patient, patientShort })
export const NO_PATIENT = told('')

/** "AT 67 F · adult", "PT 9 y M · child", "AT F · age unknown": what this screen is told of who lies here, without a name. */
export function patient(bed: BedView, ward: WardView): Patient {
  if (hasNotice(bed, 'trial')) return told('trial, invented', 'trial')
  if (!bed.stay) return bed.facts.presence === 'empty' ? NO_PATIENT : told('not admitted')
  const { id, age } = bed.stay
  const own = ageClass(age)
  const person = ward.people.get(id)
  // Initials that are read from the right must not turn the age around.
  const who = person?.initials ? `${person.initials}${RIGHT_TO_LEFT.test(person.initials) ? FROM_LEFT : ''}` : ''
  const sex = person?.sex && person.sex !== 'unknown' ? person.sex : ''
  const spaced = (...parts: readonly string[]): string => parts.filter(Boolean).join(' ')
  if (age === null || own === 'unknown') {
    const named = spaced(who, sex)
    return told([named, 'age unknown'].filter(Boolean).join(' · '), spaced(who, 'age?', sex))
  }
  const short = spaced(who, years(age), sex)
  return told(`${short} · ${AGE_CLASSES[own].words}`, short)
}

/** Initials of the nurse who has the bed in this shift; "–" where nobody has it though others have theirs; null where no shift is told. */
export function nurse(bed: BedView, { duties }: WardView, now: At | null): string | null {
  if (bed.facts.presence === 'empty' || duties.size === 0 || now === null) return null
  const own = duties.get(bed.id)
  if (own && own.until > now) return own.nurse.initials
  for (const { until } of duties.values()) if (until > now) return '–'
  return null
}
/** When what `nurse` says is due to change. */
export function nurseDue({ duties }: WardView, now: At): number {
  let next = Number.POSITIVE_INFINITY
  for (const { until } of duties.values()) if (until > now) next = Math.min(next, until - 1e-3)
  return next
}
