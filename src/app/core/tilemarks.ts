// The marks of a tile, its waves, its patient label and its one line: each a table or a short rule over the bed's facts.
import { QUALITY } from '../../model/sample.ts'
import type { At } from '../../model/units.ts'
import { WAVES, type WaveKey } from '../../model/waves.ts'
import { MARKS, type Mark, type MarkKey, type TileView, type TileWave } from '../tile.ts'
import { codeNow, hasEcg, rhythmWatched, silentFrom } from './tilevalue.ts'
import type { BedView, Link, WardView } from './view.ts'
import { CLOCK_NEVER_SET, clockTime, counter, span } from './words.ts'

/** Battery below which the tile says so, %; a device's clock further off than this is said, ms [WARD §8.3 battery, clock]. */
const LOW_BATTERY = 20
const CLOCK_OFF = 2 * 60_000

/** Each mark that follows from the bed: null where it does not stand, else its text or ''. */
const RULES: Readonly<Record<MarkKey, (bed: BedView, ward: WardView, now: At | null) => string | null>> = {
  'alarms-off-by-order': (bed) => fact(bed, 'alarms-off-by-order'),
  'limit-changed': (bed) => fact(bed, 'limit-changed'),
  paced: (bed, { gateway }, now) => {
    const code = (key: 'paced' | 'rhythm') => codeNow(bed, key, now, gateway.speed)
    return fact(bed, 'paced') ?? (code('paced') === 'yes' || code('rhythm') === 'paced' ? '' : null)
  },
  'no-bedside-alarm': (bed) => fact(bed, 'no-bedside-alarm'),
  'rhythm-not-watched': (bed, { gateway }, now) =>
    fact(bed, 'rhythm-not-watched') ?? (hasEcg(bed) && !rhythmWatched(bed, now, gateway.speed) ? '' : null),
  battery: (bed) => {
    const least = Math.min(...bed.facts.devices.map(({ battery }) => battery ?? 100))
    return least < LOW_BATTERY ? `${Math.floor(least)} %` : null
  },
  link: (bed) => (bed.facts.devices.some(({ link }) => link === 'off') ? '' : null),
  'name-alert': (bed) => fact(bed, 'name-alert'),
  'not-admitted': (bed) => fact(bed, 'not-admitted'),
  derived: (bed) => (anyNumber(bed, QUALITY.derived) ? '' : null),
  recording: (bed) => (bed.facts.recording ? '' : null),
  demo: (bed, ward) => (anyNumber(bed, QUALITY.demo) || (ward.gateway.demo && !bed.facts.recording) ? '' : null),
}

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

const years = (age: number | null): string => (age === null ? 'age unknown' : age < 2 ? `${Math.floor(age * 12)} mo` : `${Math.floor(age)}`)

/** "AT 67 F · adult": what this screen is told of who lies here, without a name. */
export function patient(bed: BedView, ward: WardView): string {
  if (!bed.stay) return bed.facts.presence === 'empty' ? '' : 'not admitted'
  const { id, age, population } = bed.stay
  const person = ward.people.get(id)
  const who = [person?.initials ?? '', years(age), person?.sex && person.sex !== 'unknown' ? person.sex : '']
  return `${who.filter(Boolean).join(' ')} · ${population === 'unknown' ? 'age class unknown' : population}`
}

/** Devices whose silence means "no data", where nothing of the bed has come at all. */
const WATCHING = new Set(['wall', 'telemetry', 'patch', 'co2'])

export interface LineContext {
  readonly link: Link
  /** Real ms without news from the gateway. */
  readonly silentFor: number
  readonly now: At | null
  readonly speed: number
  readonly zone: string
  /** Nothing that tells of the patient is said. */
  readonly privacy: boolean
}

/** A note of the player that is no error. */
const PLAIN_NOTE = /^not (shown|calibrated):/

type Line = Pick<TileView, 'line' | 'lineKind'>
const line = (text: string | null, lineKind: Line['lineKind'] = 'quiet'): Line => ({ line: text, lineKind })

/** The one line: the worst that is so. Link before bed, bed before device, device before notes. */
export function lineOf(bed: BedView, { link, silentFor, now, speed, zone, privacy }: LineContext): Line {
  switch (link) {
    case 'lost':
      return line(`LINK LOST ${counter(silentFor)}`, 'technical')
    case 'asleep':
      return line('SCREEN SLEPT', 'technical')
    case 'ended':
      return line('LINK ENDED', 'technical')
    case 'live':
    case 'late':
      break
    default:
      link satisfies never
  }
  const { presence, away, recording, marks: said, devices, notes } = bed.facts
  if (bed.held === 'state') return line('HELD: SLOW LINE', 'technical')
  if (presence === 'empty') return line('empty')
  if (presence === 'away') {
    if (!away) return line('away')
    if (privacy) return line(`away, back ${clockTime(away.back, zone)}`)
    return line([`away: ${away.reason}`, away.with && `with ${away.with}`, `back ${clockTime(away.back, zone)}`].filter(Boolean).join(', '))
  }
  if (recording?.ended) {
    const error = notes.find((note) => !PLAIN_NOTE.test(note))
    return error === undefined ? line('recording ended') : line(`recording ended: ${error}`, 'notice')
  }
  if (now !== null) {
    const silent = silentFrom(bed, now, speed)
    if (silent && now > silent.from) return line(`NO DATA ${counter(now - silent.since)}`, 'technical')
    // Its waves may well come, and are held.
    if (!silent && bed.held === 'waves' && bed.facts.channels.length > 0) return line('HELD: SLOW LINE', 'technical')
    if (!silent && devices.some(({ kind }) => WATCHING.has(kind))) return line('NO DATA', 'technical')
  }
  const leads = codeNow(bed, 'leads', now, speed)
  if (leads === 'off') return line('ECG LEADS OFF', 'technical')
  if (said.includes('alarms-off-by-order')) return line('ALARMS OFF BY ORDER', 'notice')
  const off = devices.map(({ clockOffset }) => clockOffset ?? 0).find((offset) => Math.abs(offset) > CLOCK_OFF)
  if (off !== undefined && Math.abs(off) > CLOCK_NEVER_SET) return line('DEVICE CLOCK NOT SET', 'notice')
  if (off !== undefined) return line(`DEVICE CLOCK ${off > 0 ? '+' : '−'}${span(Math.abs(off))}`, 'notice')
  if (leads === 'v-off') return line('LEAD V OFF', 'notice')
  if (recording) return line([recording.name, recording.date].filter(Boolean).join(' · '))
  if (notes[0] && !privacy) return line(notes[0])
  return line(null)
}
