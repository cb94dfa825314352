// What a tile says: one description from which the canvas is painted and the DOM mirror is filled, so that they cannot differ.
import type { AlarmShown } from '../model/alarmshown.ts'
import type { NoticeKey } from '../model/facts.ts'
import type { Freshness } from '../model/freshness.ts'
import type { Priority } from '../model/priority.ts'
import type { RuleKey } from '../model/rules.ts'
import type { DisplayUnits } from '../model/shownunits.ts'
import type { At } from '../model/units.ts'
import type { ColourToken, VitalKey } from '../model/vitals.ts'
import type { WaveKey } from '../model/waves.ts'
import { noticesOf } from './core/notices.ts'
import { type AlarmLine, alarmLine, alarmsDue, alarmsOf, withAlarms } from './core/tilealarms.ts'
import { lineOf, silence } from './core/tileline.ts'
import { NO_PATIENT, nurse, nurseDue, patient, standing, waves } from './core/tilemarks.ts'
import { onRequest, slots } from './core/tileslots.ts'
import { codedDue, due, silentFrom } from './core/tilevalue.ts'
import type { BedView, Link, WardView } from './core/view.ts'
import { type Badge, badgeDue, badgeOf } from './early/words.ts'

/** One number: an element with `data-vital` in the mirror. */
export interface Cell {
  readonly vital: VitalKey
  /** What a reader sees: "72", "--". */
  readonly text: string
  readonly freshness: Freshness
  /** Struck through: stale. */
  readonly struck: boolean
  /** Late or overdue: drawn dimmer, with a clock. */
  readonly dim: boolean
  /** In doubt, however fresh: drawn as bright as it is fresh, with a question mark. */
  readonly doubtful: boolean
}

/** A small line: "06:10, received 07:30 · 8 h". `short`: what it may be cut to, longest first. */
export interface Note {
  readonly text: string
  readonly short: readonly string[]
}

/** The fixed places of a tile, top to bottom; the same vital is always at the same place (WARD.md §11). */
export const SLOTS = ['hr', 'spo2', 'pressure', 'rr', 'temp'] as const
export type SlotKey = (typeof SLOTS)[number]

export interface Slot {
  readonly slot: SlotKey
  /** "HR", "PR" where the rate is by pleth, "NIBP" or "ART". */
  readonly label: string
  readonly unit: string
  readonly colour: ColourToken
  /** One cell; three (systolic, diastolic, mean) in the pressure slot. */
  readonly cells: readonly Cell[]
  /** In the number's place where it is unknown: "PROBE OFF"; null otherwise. */
  readonly why: string | null
  /** Beside the number, the most dangerous to miss first: "14:05 · 12 min", "motion", "derived", "1/min", "on 2 L". */
  readonly notes: readonly Note[]
  /** No device of the bed brings it: its place is kept, and said quietly. */
  readonly absent: boolean
  /** An alarm stands on it: filled, with its limit beside it. */
  readonly alarm?: SlotAlarm
}
export interface SlotAlarm {
  readonly priority: Priority
  readonly flashes: boolean
  /** Paused: framed, never filled. */
  readonly paused?: boolean
  /** "< 90"; '' where it has no limit. */
  readonly limit: string
}

/** `data-state` of an alarm [DESIGN §5]; 'ended': not seen yet. */
export const ALARM_STATES = ['pending', 'active', 'latched', 'ended'] as const
export type AlarmState = (typeof ALARM_STATES)[number]
export interface TileAlarm {
  readonly id: string
  readonly rule: RuleKey
  readonly priority: Priority
  readonly state: AlarmState
  readonly silence: AlarmShown['silence']
  /** "*** EXTREME TACHY 148" */
  readonly text: string
  /** "RW", who has it; null: nobody. */
  readonly who: string | null
  /** "1:20" until the claim lapses; null: nobody has it. */
  readonly left: string | null
  /** "last known", "ended, not seen"; null: it stands as it is said. */
  readonly doubt: string | null
  /** Waits for somebody: it flashes on the one clock of all tiles. */
  readonly flashes: boolean
  /** False while alarms of the bed are paused or this one is off: no signal, but never a secret. */
  readonly signals: boolean
}

export const MARKS = [
  'alarms-off-by-order',
  'alarm-off',
  'silence',
  'pause',
  'help',
  'not-recorded',
  'limit-changed',
  'confirm-age',
  'arming',
  'paced',
  'pregnant',
  'no-bedside-alarm',
  'rhythm-not-watched',
  'battery',
  'link',
  'name-alert',
  'not-admitted',
  'trial',
  'derived',
  'recording',
  'demo',
] as const
export type MarkKey = (typeof MARKS)[number]
export interface Mark {
  readonly mark: MarkKey
  /** "18 %" beside a battery. */
  readonly text: string | null
}

export interface TileWave {
  readonly ch: number
  readonly signal: WaveKey
  readonly label: string
  readonly colour: ColourToken
}

/**
 * 'quiet' grey; 'notice' grey with an icon; 'technical' a condition of this screen, 'help' somebody calls, 'low', 'medium' and 'high' alarms of the
 * bed: filled, with a symbol of its own each.
 */
export const LINE_KINDS = ['quiet', 'notice', 'technical', 'help', 'low', 'medium', 'high'] as const
export type LineKind = (typeof LINE_KINDS)[number]
export const isFilled = (kind: LineKind): boolean => kind !== 'quiet' && kind !== 'notice'

export interface TileView {
  readonly bed: string
  readonly label: string
  readonly presence: 'occupied' | 'away' | 'empty'
  /** "AT 67 F · adult"; "" in privacy mode and for an empty bed. */
  readonly patient: string
  /** The same where it is narrow: "AT 67 F"; an unknown age is still said. */
  readonly patientShort: string
  /** Initials of the nurse who has the bed; "–": nobody has it; null: not told. */
  readonly nurse: string | null
  /** Second line of an away or empty tile ("away: CT, with P. Heron, back 10:42"), or the one line of a tile ("NO DATA 0:14", "recording ended"). */
  readonly line: string | null
  /** What the line may be cut to, longest first; it is cut where it must be where there is nothing. */
  readonly lineShort: readonly string[]
  readonly lineKind: LineKind
  /** The alarm that the line tells of; null: it tells of none. */
  readonly alarm: AlarmLine | null
  /** All that stand, the worst first. */
  readonly alarms: readonly TileAlarm[]
  /** All that wait for an answer here, the worst first: the line says one thing only. */
  readonly notices: readonly NoticeKey[]
  /** Nothing of what is to be watched reaches this screen: NO DATA, or held back on a slow line. */
  readonly silent: boolean
  /** In which its values and the scales of its waves are told. */
  readonly units: DisplayUnits
  readonly slots: readonly Slot[]
  /** EtCO2, PI, CVP …: shown where there is room. */
  readonly others: readonly Slot[]
  readonly waves: readonly TileWave[]
  /** All that stand, in the table's order; at most six are painted, and the rest counted. */
  readonly marks: readonly Mark[]
  /** Early warning; null: nothing of it is told. */
  readonly score: Badge | null
  /** Whose numbers these are: nothing painted of one stay stays on under another. */
  readonly stay: string | null
  /** Values are shown on request only. */
  readonly onRequest: boolean
  /** Nothing may be trusted: the link is lost or the screen slept. */
  readonly veiled: boolean
}

/** L to 16 beds, M to 36, S to 64 (WARD.md §11). */
export type LayoutKey = 'L' | 'M' | 'S'

/** What a tile depends on beside the bed itself. */
export interface TileContext {
  readonly link: Link
  /** Real ms without news from the gateway. */
  readonly silentFor: number
  readonly privacy: boolean
  /** IANA zone of the ward. */
  readonly zone: string
  readonly layout: LayoutKey
}

/** While nothing comes nobody can say that a number still holds, however long its interval: each is stale at the least. */
const unvouched = (places: readonly Slot[]): readonly Slot[] =>
  places.map((place) => ({
    ...place,
    cells: place.cells.map((cell) => (cell.freshness === 'none' ? cell : { ...cell, freshness: 'stale', struck: true, dim: true })),
  }))

/**
 * What the tile of `bed` says at gateway time `now`; null where that is not known: then nothing is said to be fresh. Pure.
 * An empty or away bed has no places and no marks; an unknown keeps its place and says why.
 */
export function tileView(bed: BedView, ward: WardView, now: At | null, context: TileContext): TileView {
  const { link, silentFor, privacy, zone } = context
  const { speed } = ward.gateway
  const { units } = ward.ward
  const { presence, valuesOnRequest } = bed.facts
  const occupied = presence === 'occupied'
  const veiled = link === 'lost' || link === 'asleep' || link === 'ended'
  const told = occupied ? slots(bed, { now, speed, zone, units }) : { slots: [], others: [] }
  const when = { units, zone, now, carers: ward.carers, bed: bed.label, ward: ward.ward.name }
  const alarms = alarmsOf(bed, when)
  const first = alarmLine(alarms)
  const places = veiled ? { slots: unvouched(told.slots), others: unvouched(told.others) } : told
  return {
    bed: bed.id,
    label: bed.label,
    presence,
    ...(privacy ? NO_PATIENT : patient(bed, ward)),
    nurse: nurse(bed, ward, now),
    ...lineOf(bed, { link, silentFor, now, speed, zone, privacy }, first),
    alarms,
    notices: noticesOf(bed),
    silent: !veiled && silence(bed, now, speed) !== null,
    units,
    slots: valuesOnRequest ? onRequest(places.slots) : withAlarms(places.slots, bed.alarms, alarms, units),
    others: valuesOnRequest ? [] : withAlarms(places.others, bed.alarms, alarms, units),
    waves: occupied && !valuesOnRequest ? waves(bed) : [],
    marks: occupied ? standing(bed, ward, now) : [],
    score: occupied && !valuesOnRequest && bed.alarms.score ? badgeOf(bed.alarms.score, now, zone) : null,
    stay: bed.stay?.id ?? null,
    onRequest: valuesOnRequest,
    veiled,
  }
}

/**
 * The gateway time after which `tileView` may say something else though the bed did not change: a number grows late, a minute
 * or a second passes in a line. Infinity where nothing will.
 */
export function tileDue(bed: BedView, ward: WardView, now: At | null, { link }: Pick<TileContext, 'link'>): number {
  if (now === null) return Number.NEGATIVE_INFINITY
  const { speed } = ward.gateway
  let next = Math.min(nurseDue(ward, now), alarmsDue(bed.alarms, now), link === 'lost' ? now + 1000 * speed : Number.POSITIVE_INFINITY)
  if (bed.facts.presence !== 'occupied') return next
  next = Math.min(next, badgeDue(bed.alarms.score, now))
  for (const entry of bed.numbers.values()) next = Math.min(next, due(bed, entry, now, speed))
  for (const entry of bed.coded.values()) next = Math.min(next, codedDue(entry, now, speed))
  const silent = silentFrom(bed, now, speed)
  if (silent)
    next = Math.min(next, now > silent.from ? silent.since + (Math.floor((now - silent.since) / 1000) + 1) * 1000 - 1e-3 : silent.from)
  return next
}
