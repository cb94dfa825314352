// What is true of a bed beside its values, in words: devices, waves, an absence, a recording.
import { ageWords } from '../../model/ages.ts'
import type { BedFacts, DeviceFacts, NoticeKey } from '../../model/facts.ts'
import { VITALS, type VitalKey } from '../../model/vitals.ts'
import type { DutyRow } from '../../model/wire.ts'
import { limitsWords, type Told } from '../core/notices.ts'
import { CLOCK_NEVER_SET, clockTime, counter, every } from '../core/words.ts'
import type { DetailWave } from '../messages.ts'
import type { MarkKey } from '../tile.ts'
import { apart } from './words.ts'

/** Each mark as a sentence's part: a tile has room for a sign only. */
export const MARK_WORDS: Readonly<Record<MarkKey, string>> = {
  'alarms-off-by-order': 'alarms off by order',
  'alarm-off': 'alarm off:',
  silence: 'silenced for',
  pause: 'alarms paused for care for',
  help: 'somebody calls for help',
  'not-recorded': 'done, not recorded',
  'limit-changed': 'limits changed for this patient',
  'confirm-age': 'limits to be confirmed for this age',
  arming: 'some alarms do not watch yet: arming',
  paced: 'paced',
  pregnant: 'pregnant',
  'no-bedside-alarm': 'no alarm at the bedside',
  'rhythm-not-watched': 'rhythm not watched',
  battery: 'battery low',
  link: 'device link off',
  'name-alert': 'name alert: a like name in this ward',
  'not-admitted': 'not admitted',
  trial: 'TRIAL: invented',
  derived: 'some values are derived',
  recording: 'a recording, not live',
  demo: 'DEMO: invented',
}

/** Each notice as a sentence: what is so, and what it asks for. Which patient, where it tells of one, is hidden in privacy. */
export const NOTICE_WORDS: Readonly<Record<NoticeKey, (told: Told) => string>> = {
  patient: () => 'PATIENT? The monitor names another patient: its values are held apart until somebody says whose they are',
  'two-beds': () => 'DEVICE ON TWO BEDS: its values are held apart until somebody says where it is',
  trial: () => 'TRIAL FEED: invented, never a patient',
  'standby-over': ({ facts: { away }, zone, privacy }) =>
    ['AWAY LONGER THAN PLANNED', away && `${privacy ? '' : `: ${away.reason}`}, back expected ${clockTime(away.back, zone)}`].join(''),
  'preset-differs': ({ stay, privacy }) =>
    `LIMITS NOT FOR AGE${stay && !privacy ? `: ${limitsWords(stay.population)}, ${ageWords(stay.age)}` : ''}`,
  'not-admitted': ({ stay }) =>
    `NOT ADMITTED: ${stay === null || stay.population === 'unknown' ? 'limits unknown' : `${stay.population} default limits`}, alarms on`,
  'still-sending': () => 'EMPTY, and a monitor still sends: what it sends is nobody’s',
}

/** Whether a person said on whom a device is. */
export const ON_WORDS: Readonly<Record<NonNullable<DeviceFacts['on']>, string>> = {
  confirmed: 'confirmed',
  unconfirmed: 'not confirmed',
  held: 'held apart',
  off: 'on nobody',
}

/** "R. Wren, with P. Heron, until 19:00"; initials where this screen is told no names. */
export function dutyWords({ nurse, buddy, until }: Pick<DutyRow, 'nurse' | 'buddy' | 'until'>, zone: string): string {
  const name = (one: DutyRow['nurse']): string => one.name ?? one.initials
  return [name(nurse), buddy && `with ${name(buddy)}`, `until ${clockTime(until, zone)}`].filter(Boolean).join(', ')
}

/** A clock this little off is right, ms. */
const RIGHT = 1000

/** "+24 min, corrected"; "right" within a second; "none" where the device has no clock. `offset`: device minus gateway, ms. */
export function clockOffsetWords(offset: number | undefined): string {
  if (offset === undefined) return 'none'
  if (Math.abs(offset) <= RIGHT) return 'right'
  if (Math.abs(offset) > CLOCK_NEVER_SET) return 'not set, corrected'
  const much = Math.abs(offset) < 60_000 ? `${Math.round(Math.abs(offset) / 1000)} s` : apart(offset)
  return `${offset > 0 ? '+' : '−'}${much}, corrected`
}

/** "heart rate each 1 min, …": what a device announced that differs from the usual; '' where nothing does. */
export function cadenceWords({ cadence }: Pick<DeviceFacts, 'cadence'>): string {
  const said = Object.entries(cadence ?? {}).flatMap(([key, ms]) => (ms === undefined ? [] : [[VITALS[key as VitalKey].label, every(ms)]]))
  const times = new Map<string, Set<string>>()
  for (const [label, how] of said as [string, string][]) times.set(how, (times.get(how) ?? new Set()).add(label))
  return [...times].map(([how, labels]) => `${[...labels].join(', ')} ${how}`).join('; ')
}

/** "250 Hz · 200 steps/mV" */
export const waveWords = ({ rate, gain, unit }: Pick<DetailWave, 'rate' | 'gain' | 'unit'>): string =>
  `${round(rate)} Hz · ${round(gain)} steps/${unit}`
const round = (value: number): string => String(Math.round(value * 100) / 100)

/** "away: CT, with P. Heron, since 10:32, back 10:42"; in privacy without reason and names. */
export function awayWords(away: NonNullable<BedFacts['away']>, zone: string, privacy: boolean): string {
  const times = [`since ${clockTime(away.since, zone)}`, `back ${clockTime(away.back, zone)}`]
  if (privacy) return ['away', ...times].join(', ')
  return [`away: ${away.reason}`, away.with && `with ${away.with}`, ...times].filter(Boolean).join(', ')
}

/** "mitdb 100 · recorded 10/10/2896 00:31:25 · 30:05 long · plays over and over" */
export const recordingWords = ({ name, date, length, ended, loop }: NonNullable<BedFacts['recording']>): string =>
  [
    name,
    date === null ? 'no date in it' : `recorded ${date}`,
    `${counter(length)} long`,
    ended ? 'ended' : loop ? 'plays over and over' : '',
  ]
    .filter(Boolean)
    .join(' · ')
