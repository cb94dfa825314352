// What a tile says of the bed's alarms: the worst in its line, the rest counted, the violated number with its limit, what quiets them.
import type { AlarmShown, BedAlarms } from '../../model/alarmshown.ts'
import { alarmWords, isOfVital } from '../../model/alarmwords.ts'
import { isAlarm, MARKS, type Priority } from '../../model/priority.ts'
import { type RuleKey, ruleOf } from '../../model/rules.ts'
import { type DisplayUnits, shownIn } from '../../model/shownunits.ts'
import { type At, at } from '../../model/units.ts'
import type { AlarmState, LineKind, Slot, TileAlarm } from '../tile.ts'
import type { BedView, WardView } from './view.ts'
import { counter } from './words.ts'

/** By what an alarm is told. */
export interface AlarmWhen {
  readonly units: DisplayUnits
  /** IANA. */
  readonly zone: string
  /** Gateway time; null: not known. */
  readonly now: At | null
  readonly carers: WardView['carers']
  /** Label of the bed, name of the ward: some words name them. */
  readonly bed?: string
  readonly ward?: string
}

/** The line of a tile where an alarm has it. */
export interface AlarmLine {
  readonly kind: LineKind
  readonly flashes: boolean
  /** Outlined, not filled: its condition has ended, and nobody saw it. */
  readonly ended: boolean
  /** The text, and what it may be cut to, longest first. */
  readonly forms: readonly string[]
  /** "RW 1:20", "last known"; where there is no room, `asideShort`. */
  readonly aside: string | null
  readonly asideShort: string | null
  /** Further alarms of this bed. */
  readonly more: number
}

const STATES: Readonly<Record<AlarmShown['phase'], AlarmState>> = { active: 'active', latched: 'latched', unseen: 'ended' }
/** All signals are off: it is told in marks and lists, and fills nothing [FACTS §2.1]. */
const UNSIGNALLED: ReadonlySet<AlarmShown['silence']> = new Set(['alarm-paused', 'alarm-off'])
export const signals = ({ silence }: Pick<AlarmShown, 'silence'>): boolean => !UNSIGNALLED.has(silence)

/** Whether it flashes: it waits for somebody. What has ended stands still, unless it is still to be heard [FACTS §2.5]. */
export const flashes = ({ priority, phase, claim, sounds, silence }: AlarmShown): boolean =>
  (priority === 'high' || priority === 'medium') && claim === null && signals({ silence }) && (phase === 'active' || sounds)

/** "last known", "ended, not seen"; null where it stands as it is said. */
export function doubtOf({ phase, lastKnown }: Pick<AlarmShown, 'phase' | 'lastKnown'>): string | null {
  if (phase !== 'active') return 'ended, not seen'
  return lastKnown === null ? null : 'last known'
}

/** "*** EXTREME TACHY 148" */
export function markedWords(alarm: AlarmShown, where: 'tile' | 'banner', when: AlarmWhen): string {
  const words = alarmWords(alarm, where, { ...when, now: when.now ?? at(alarm.raised) })
  return words.startsWith('*') ? words : [MARKS[alarm.priority], words].filter(Boolean).join(' ')
}

function told(alarm: AlarmShown, when: AlarmWhen): TileAlarm {
  const { id, rule, priority, phase, silence, claim } = alarm
  return {
    id,
    rule,
    priority,
    state: STATES[phase],
    silence,
    text: markedWords(alarm, 'tile', when),
    who: claim && (when.carers.get(claim.by)?.initials ?? 'taken'),
    left: claim && when.now !== null ? counter(claim.until - when.now) : null,
    doubt: doubtOf(alarm),
    flashes: flashes(alarm),
    signals: signals(alarm),
  }
}
export const alarmsOf = (bed: BedView, when: AlarmWhen): readonly TileAlarm[] => bed.alarms.alarms.map((alarm) => told(alarm, when))

const kindOf = (priority: Priority): LineKind => (isAlarm(priority) ? (priority as 'high' | 'medium' | 'low') : 'notice')

/** What a tile tells in words of its own already. */
const OWN_WORDS: ReadonlySet<RuleKey> = new Set(['standby-over', 'not-admitted', 'name-alert'])

/** The worst that signals, and how many more stand beside it; null where none does. */
export function alarmLine(alarms: readonly TileAlarm[]): AlarmLine | null {
  const shown = alarms.filter(({ rule, signals, text }) => signals && text !== '' && !OWN_WORDS.has(rule))
  // The list comes worst first; what somebody has is not before what nobody has, of the same priority.
  const priority = shown[0]?.priority
  const same = shown.filter((one) => one.priority === priority)
  const worst = same.find(({ who, state }) => who === null && state === 'active') ?? same[0]
  if (!worst) return null
  const { text, who, left, doubt, state } = worst
  const plain = text.replace(/^\*+ /, '')
  const taken = who && [who, left].filter(Boolean).join(' ')
  return {
    kind: kindOf(worst.priority),
    flashes: worst.flashes,
    ended: state === 'ended' || state === 'latched',
    forms: [...new Set([text, plain])],
    aside: [doubt, taken].filter(Boolean).join(' · ') || null,
    asideShort: who ?? (doubt === 'ended, not seen' ? 'not seen' : doubt),
    more: shown.filter(({ priority: other }) => isAlarm(other) || !isAlarm(worst.priority)).length - 1,
  }
}

/** Places with the alarms that stand on their numbers, the worst first, and "arming" where nothing watches them yet. */
export function withAlarms(
  places: readonly Slot[],
  { alarms, arming, off }: BedAlarms,
  told: readonly TileAlarm[],
  units: DisplayUnits,
): readonly Slot[] {
  if (alarms.length === 0 && arming.length === 0 && off.length === 0) return places
  return places.map((place) => {
    const has = (vital: Slot['cells'][number]['vital']): boolean => place.cells.some((cell) => cell.vital === vital)
    const index = alarms.findIndex(
      (one, at) =>
        one.vital !== null &&
        // What is wrong with a device is no number's fault.
        ruleOf(one.rule).kind === 'physiological' &&
        has(one.vital) &&
        one.phase === 'active' &&
        one.lastKnown === null &&
        isAlarm(one.priority) &&
        (told[at]?.signals || one.silence === 'alarm-paused'),
    )
    const waits = place.why === null && arming.some((rule) => ruleOf(rule).vitals.some(has))
    const silent = off.some(({ vital }) => has(vital))
    const own = silent ? 'alarm off' : waits ? 'arming' : null
    const noted = own === null ? place : { ...place, notes: [{ text: own, short: silent ? ['alm off', 'off'] : [] }, ...place.notes] }
    const alarm = alarms[index]
    if (!alarm) return noted
    const paused = alarm.silence === 'alarm-paused' ? { paused: true } : {}
    return { ...noted, alarm: { priority: alarm.priority, flashes: flashes(alarm), limit: limitWords(alarm, units), ...paused } }
  })
}

/** "< 90", "M < 60"; '' where it has none, or one that is not of this number: 20 s without a breath is no rate. */
export function limitWords({ rule, vital, side, limit, say }: AlarmShown, units: DisplayUnits): string {
  if (say.which !== undefined) return say.which
  if (!isOfVital(rule)) return ''
  return vital === null || limit === null || side === null ? '' : `${side === 'low' ? '<' : '>'} ${shownIn(vital, limit, units)}`
}

/** The gateway time after which what is said of alarms changes by itself: each second of what counts. */
export function alarmsDue(of: BedAlarms, now: At): number {
  const counts =
    of.silence !== null ||
    of.pause !== null ||
    of.alarms.some(({ claim, rule }) => claim !== null || /\{(for|ago)\}/.test(ruleOf(rule).tile))
  return counts ? Math.floor(now / 1000) * 1000 + 1000 - 1e-3 : Number.POSITIVE_INFINITY
}
