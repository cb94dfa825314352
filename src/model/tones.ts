// What an alarm sounds like. TABLES: bursts by priority, melodies by category, sounds that are no alarm; and pure: the pulses of one burst.
import { z } from './zod.ts'

export const SOUND_THEMES = ['general', 'melodies-2012'] as const
export type SoundTheme = (typeof SOUND_THEMES)[number]

export const ALARM_PRIORITIES = ['high', 'medium', 'low'] as const
export type AlarmPriority = (typeof ALARM_PRIORITIES)[number]
/** 'notice': one soft tone, a person must answer. 'tick': of the canary. Both sound once and are no alarm (WARD.md §8.4). */
export type SoundKind = AlarmPriority | 'notice' | 'tick'
export const SOUND_KINDS = [...ALARM_PRIORITIES, 'notice', 'tick'] as const satisfies readonly SoundKind[]

export const CATEGORIES = ['general', 'oxygenation', 'ventilation', 'cardiovascular', 'temperature', 'power'] as const
export type Category = (typeof CATEGORIES)[number]

/** Frequencies in Hz, A4 = 440 (FACTS §2.3 [calc]): all within the 150–1000 Hz of a pulse's fundamental. */
const NOTES = { C4: 261.63, D4: 293.66, E4: 329.63, F4: 349.23, G4: 392.0, A4: 440.0, B4: 493.88, C5: 523.25 } as const
type Note = keyof typeof NOTES

/** Harmonics and their amplitudes: all within 8 dB, four or more of them in 300–4000 Hz for every note here (FACTS §2.3 [design], [PUI, WAV]). */
export const HARMONICS = [
  { times: 1, gain: 1 },
  { times: 3, gain: 0.85 },
  { times: 5, gain: 0.6 },
  { times: 7, gain: 0.5 },
  { times: 9, gain: 0.4 },
] as const

/**
 * Seconds. `groups`: pulses that stand together, and the pause before each group but the first. `long`: a pulse from 90 % of its rise to 90 %
 * of its fall. `apart`: from there to 90 % of the next rise. `rise`: from 10 to 90 %; a fall takes as long. `every`: silence between two
 * bursts. `level`: amplitude against the loudest.
 */
interface BurstRow {
  readonly groups: readonly { readonly pause: number; readonly pulses: number }[]
  readonly long: number
  readonly apart: number
  readonly rise: number
  readonly every: number
  readonly level: number
}

/** TABLE: bursts of alarms. Pulses and pattern [EDAN, COMEN, WAV]; times FACTS §2.3 [design], ranges [WAV], [mem Table 3, 4]. */
const BURSTS: Readonly<Record<AlarmPriority, BurstRow>> = {
  high: {
    // 3 + 2, twice. Between pulse 3 and 4: 2x + t_d [mem Table 3 note]; between 5 and 6: 0.35–1.30 s [WAV, mem].
    groups: [
      { pause: 0, pulses: 3 },
      { pause: 0.34, pulses: 2 },
      { pause: 1, pulses: 3 },
      { pause: 0.34, pulses: 2 },
    ],
    long: 0.15,
    apart: 0.095,
    rise: 0.022,
    every: 7,
    level: 1,
  },
  // Levels of two pulses differ by 10 dB at most [mem]: 3 and 6 dB below high [design].
  medium: { groups: [{ pause: 0, pulses: 3 }], long: 0.15, apart: 0.18, rise: 0.022, every: 20, level: 0.71 },
  low: { groups: [{ pause: 0, pulses: 1 }], long: 0.2, apart: 0.18, rise: 0.03, every: 30, level: 0.5 },
}
/** TABLE: what sounds once and is no alarm: one soft tone, one soft tick [design]. Slower in its rise than any alarm, or shorter. */
const ONCE: Readonly<Record<'notice' | 'tick', Pick<BurstRow, 'long' | 'rise' | 'level'> & { readonly note: Note }>> = {
  notice: { note: 'G4', long: 0.4, rise: 0.12, level: 0.32 },
  tick: { note: 'C5', long: 0.03, rise: 0.004, level: 0.22 },
}

/**
 * TABLE: melodies of the 2012 text, by category [USYD, THID; power mem]: five notes of high, of which medium has the first three. Kept as a
 * theme that a ward may know: new certified designs use icons instead [ELSMAR, AAMI-ICON].
 */
const MELODIES: Readonly<Record<Category, readonly [Note, Note, Note, Note, Note]>> = {
  general: ['C4', 'C4', 'C4', 'C4', 'C4'],
  oxygenation: ['C5', 'B4', 'A4', 'G4', 'F4'],
  ventilation: ['C4', 'A4', 'F4', 'A4', 'F4'],
  cardiovascular: ['C4', 'E4', 'G4', 'G4', 'C5'],
  temperature: ['C4', 'D4', 'E4', 'F4', 'G4'],
  power: ['C5', 'C4', 'C4', 'C5', 'C4'],
}
/** Low tells no category: two notes in the melodies [USYD], one pulse in the general theme [EDAN]. */
const LOW: Readonly<Record<SoundTheme, readonly Note[]>> = { general: ['C4'], 'melodies-2012': ['E4', 'C4'] }

const groupsOf = (priority: AlarmPriority, theme: SoundTheme): BurstRow['groups'] =>
  priority === 'low' ? [{ pause: 0, pulses: LOW[theme].length }] : BURSTS[priority].groups

function notesOf(priority: AlarmPriority, category: Category, theme: SoundTheme): readonly Note[] {
  if (priority === 'low') return LOW[theme]
  const melody = MELODIES[theme === 'general' ? 'general' : category]
  return priority === 'high' ? [...melody, ...melody] : melody.slice(0, 3)
}

/** One pulse, s: `at` where 90 % of its rise is reached, `long` from there to 90 % of its fall. `tone`: Hz. `level`: 0–1. */
export interface Pulse {
  readonly at: number
  readonly long: number
  readonly rise: number
  readonly tone: number
  readonly level: number
}
/** A linear rise from nothing to all takes so long where 10 to 90 % take `rise`. */
export const rampOf = (rise: number): number => rise / 0.8
/** So long before `at` a pulse begins to sound, and so long after `at + long` it ends. */
export const edgeOf = (rise: number): number => 0.9 * rampOf(rise)

/** The pulses of one burst, counted from its first, s. */
export function burstOf(kind: SoundKind, category: Category, theme: SoundTheme): readonly Pulse[] {
  if (kind === 'notice' || kind === 'tick') {
    const { note, ...pulse } = ONCE[kind]
    return [{ at: 0, tone: NOTES[note], ...pulse }]
  }
  const { long, apart, rise, level } = BURSTS[kind]
  const notes = notesOf(kind, category, theme)
  const pulses: Pulse[] = []
  let at = 0
  for (const { pause, pulses: count } of groupsOf(kind, theme)) {
    if (pulses.length > 0) at += pause - apart
    for (let pulse = 0; pulse < count; pulse++) {
      pulses.push({ at, long, rise, level, tone: NOTES[notes[pulses.length]!] })
      at += long + apart
    }
  }
  return pulses
}

/** Silence between the end of a burst and the next, s. */
export const restOf = (priority: AlarmPriority): number => BURSTS[priority].every
/** The least of it that the standard allows [WAV]: before a burst that is new and does not cut the one before, s. */
export const LEAST_REST = 2.5

/** Volume of a screen, as a share of its range: it cannot be set to nothing (WARD.md §9). */
export const VOLUME = { least: 0.4, most: 1 } as const
const minute = z.number().int().min(0).max(1439)
/** A ward's night: from and until as minutes of its day, over midnight where `from` is later; `most`: the loudest there. */
export const Night = z.object({ from: minute, until: minute, most: z.number().min(VOLUME.least).max(VOLUME.most) })
export type Night = z.infer<typeof Night>
const within = (volume: number): number => (volume >= VOLUME.least ? Math.min(volume, VOLUME.most) : VOLUME.least)

/** The volume in force at a minute of the ward's day: never under the floor, whatever is asked. */
export function volumeAt(own: number, night: Night | null, now: number): number {
  if (night === null) return within(own)
  const { from, until, most } = night
  const dark = from <= until ? from <= now && now < until : now >= from || now < until
  return within(dark ? Math.min(own, most) : own)
}
