// What the banner and the list of alarms say: one row an alarm of the ward, of another ward, or a call for help; the worst first. Pure.
import { ALARM_ACTS, type AlarmActAsked } from '../../model/alarmacts.ts'
import type { AlarmShown, BedAlarms, WardAlarms } from '../../model/alarmshown.ts'
import { isEarlyNotice } from '../../model/earlynotices.ts'
import { byPriority, isAlarm, type Priority } from '../../model/priority.ts'
import { RULE_KEYS, ruleOf } from '../../model/rules.ts'
import { shownIn, shownUnit } from '../../model/shownunits.ts'
import type { Roster, SnapshotBed } from '../../model/wire.ts'
import { type AlarmWhen, doubtOf, flashes, markedWords, signals } from '../core/tilealarms.ts'
import { clockTime, counter, span } from '../core/words.ts'

export type RowKind = 'bed' | 'ward' | 'help' | 'elsewhere'
export interface AlarmRow {
  readonly key: string
  readonly kind: RowKind
  readonly priority: Priority
  /** "06", "ward", "ICU 3" */
  readonly label: string
  /** Of this ward; null: of no bed here. */
  readonly bed: string | null
  readonly stay: string | null
  /** Another ward's id; null: this one's. */
  readonly elsewhere: string | null
  readonly alarm: AlarmShown | null
  /** "*** HEART RATE 148 > 140 extreme" */
  readonly text: string
  /** "worst 152", "pulse 72 by pleth", "ended, not seen", "done, not recorded": in this order. */
  readonly more: readonly string[]
  /** Gateway time since when. */
  readonly since: number
  readonly claim: { readonly by: string; readonly who: string; readonly until: number } | null
  readonly flashes: boolean
  /** False: shown, quietly, because its alarms are paused or off. */
  readonly signals: boolean
}

export interface RowsOf {
  readonly beds: readonly SnapshotBed[]
  readonly alarms: ReadonlyMap<string, BedAlarms>
  readonly ward: WardAlarms
  readonly when: AlarmWhen
}

const nameOf = (carers: AlarmWhen['carers'], id: string): string => {
  const carer: Roster['carers'][number] | undefined = carers.get(id)
  return carer?.name ?? carer?.initials ?? 'a colleague'
}

/** TABLE: whom it waits for, beside the ward. */
const TOLD_WORDS: Readonly<Record<AlarmShown['told'], string | null>> = {
  ward: null,
  buddy: 'not taken: buddy, please',
  charge: 'not taken: charge nurse, please',
  every: 'not taken: told to every ward',
}

function moreOf(alarm: AlarmShown, text: string, { units }: AlarmWhen): readonly string[] {
  const { vital, worst, value, evidence, again, recorded } = alarm
  const told = vital === null || worst === null || worst === value ? null : shownIn(vital, worst, units)
  // The sentence itself may say the lowest already.
  const worstWords = told === null || text.includes(`lowest ${told}`) ? null : `worst ${told} ${shownUnit(vital as never, units)}`
  return [
    alarm.claim || alarm.phase !== 'active' ? null : TOLD_WORDS[alarm.told],
    doubtOf(alarm),
    worstWords,
    evidence,
    again > 0 ? `${again + 1}. time` : null,
    recorded ? null : 'done, not recorded',
    alarm.silence === 'audio-paused' ? 'silenced' : null,
    alarm.silence === 'alarm-paused' ? 'paused for care' : null,
    alarm.silence === 'alarm-off' ? 'alarm off' : null,
  ].filter((one) => one !== null)
}

function rowOf(alarm: AlarmShown, at: Pick<AlarmRow, 'key' | 'kind' | 'label' | 'bed' | 'stay' | 'elsewhere'>, when: AlarmWhen): AlarmRow {
  const text = markedWords(alarm, 'banner', { ...when, bed: at.label })
  const { claim } = alarm
  return {
    ...at,
    priority: alarm.priority,
    alarm,
    text,
    more: moreOf(alarm, text, when),
    since: alarm.since,
    claim: claim && { by: claim.by, who: nameOf(when.carers, claim.by), until: claim.until },
    flashes: flashes(alarm),
    signals: signals(alarm),
  }
}

function helpRow(at: Pick<AlarmRow, 'key' | 'kind' | 'label' | 'bed' | 'stay' | 'elsewhere'>, text: string, since: number): AlarmRow {
  return { ...at, priority: 'high', alarm: null, text, more: [], since, claim: null, flashes: false, signals: true }
}

const WHY_ELSEWHERE = {
  untaken: 'nobody took it',
  help: 'HELP CALLED',
  'not-watched': 'on no screen',
  'not-heard': 'on no screen that sounds',
} as const

const PLACES = new Map(RULE_KEYS.map((key, index) => [key, index]))
/** A call for help stands behind every arrest and before all else. */
const CALLED = RULE_KEYS.filter((key) => ruleOf(key).arrest).length - 0.5

/** Before another: worse, still so, of this ward, waiting for somebody, earlier in the table of rules, newer. */
function before(a: AlarmRow, b: AlarmRow): number {
  const ended = ({ alarm }: AlarmRow): number => (alarm === null || alarm.phase === 'active' ? 0 : 1)
  const elsewhere = ({ kind }: AlarmRow): number => (kind === 'elsewhere' ? 1 : 0)
  const taken = ({ claim }: AlarmRow): number => (claim === null ? 0 : 1)
  const place = ({ alarm }: AlarmRow): number => (alarm === null ? CALLED : (PLACES.get(alarm.rule) ?? RULE_KEYS.length))
  return (
    byPriority(a.priority, b.priority) ||
    ended(a) - ended(b) ||
    elsewhere(a) - elsewhere(b) ||
    taken(a) - taken(b) ||
    place(a) - place(b) ||
    b.since - a.since
  )
}

/** All rows, the worst first. 'none' is shown at its bed alone. */
export function rowsOf({ beds, alarms, ward, when }: RowsOf): readonly AlarmRow[] {
  const rows: AlarmRow[] = []
  for (const { id, label, stay } of beds) {
    const own = alarms.get(id)
    if (!own) continue
    const at = { kind: 'bed' as const, label, bed: id, stay: stay?.id ?? null, elsewhere: null }
    for (const alarm of own.alarms) if (alarm.priority !== 'none') rows.push(rowOf(alarm, { ...at, key: `${id}/${alarm.id}` }, when))
    if (own.help)
      rows.push(helpRow({ ...at, kind: 'help', key: `${id}/help` }, `HELP CALLED by ${nameOf(when.carers, own.help.by)}`, own.help.at))
  }
  const place = { bed: null, stay: null, elsewhere: null }
  for (const alarm of ward.alarms) rows.push(rowOf(alarm, { ...place, kind: 'ward', label: 'ward', key: `ward/${alarm.id}` }, when))
  for (const { ward: id, name, bed, why, alarm, since } of ward.elsewhere) {
    const at = {
      ...place,
      kind: 'elsewhere' as const,
      label: bed.startsWith(name) ? bed : `${name} ${bed}`.trim(),
      elsewhere: id,
      key: `${id}/${bed}/${alarm?.id ?? why}`,
    }
    const words = WHY_ELSEWHERE[why]
    if (alarm) {
      const row = rowOf(alarm, at, { ...when, ward: name })
      rows.push({ ...row, more: [words, ...row.more] })
    } else rows.push(helpRow(at, words, since))
  }
  return rows.sort(before)
}

/** Rows that the banner shows: what signals, or waits for an answer. */
export const bannerRows = (rows: readonly AlarmRow[]): readonly AlarmRow[] => rows.filter((row) => row.signals)

/** "0:45", "12:40", "2 h 05": how long it stands. */
export function standsFor(since: number, now: number | null): string {
  if (now === null) return ''
  const ms = Math.max(0, now - since)
  return ms < 3_600_000 ? counter(ms) : span(ms)
}
/** "R. Wren has it, 1:20 left" */
export function hasItWords({ claim }: Pick<AlarmRow, 'claim'>, now: number | null): string | null {
  if (claim === null) return null
  return `${claim.who} has it${now === null ? '' : `, ${counter(claim.until - now)} left`}`
}

/** TABLE: what counts are said of, the worst first. */
const COUNTED = ['high', 'medium', 'low', 'notice'] as const
export type Counted = (typeof COUNTED)[number]
/** How many rows there are of each priority; none of a priority that no row has. */
export function countsOf(rows: readonly Pick<AlarmRow, 'priority'>[]): readonly { readonly priority: Counted; readonly count: number }[] {
  return COUNTED.map((priority) => ({ priority, count: rows.filter((row) => row.priority === priority).length })).filter(
    ({ count }) => count > 0,
  )
}
/** "2 high, 1 medium": in words, for who hears it. */
export const countWords = (rows: readonly Pick<AlarmRow, 'priority'>[]): string =>
  countsOf(rows)
    .map(({ priority, count }) => `${count} ${isAlarm(priority) ? priority : count === 1 ? 'notice' : 'notices'}`)
    .join(', ')

/** What one touch on a row asks, and its word; null: nothing. */
export function askOf({ kind, alarm, bed, stay }: AlarmRow, ward: string): { readonly ask: AlarmActAsked; readonly words: string } | null {
  if (kind === 'help' && bed && stay) return { ask: { act: 'help', stay, bed, on: false }, words: 'End call' }
  // A notice of early warning is answered, not taken.
  if (!alarm || alarm.claim || isEarlyNotice(alarm.rule)) return null
  const { id, priority, phase } = alarm
  if (kind === 'ward') return { ask: { act: 'claim-ward', ward, alarm: id, priority }, words: ALARM_ACTS.claim.words }
  if (kind !== 'bed' || !bed || !stay) return null
  const act = phase === 'active' ? 'claim' : 'seen'
  return { ask: { act, stay, bed, alarm: id, priority }, words: ALARM_ACTS[act].words }
}

/** "alarm path proven 12:00, 0.4 s" */
export const provenWords = (proven: WardAlarms['proven'], zone: string): string =>
  proven === null ? 'alarm path not proven yet' : `alarm path proven ${clockTime(proven.at, zone)}, ${(proven.took / 1000).toFixed(1)} s`

/** "A flood: 14 alarms in ten minutes, 2.1 are usual here. Folded: 12 medium, 3 low. High ones always stand." */
export function floodWords({ count, usual }: NonNullable<WardAlarms['flood']>, folded: ReadonlyMap<Priority, number>): string {
  const words = COUNTED.flatMap((priority) => {
    const many = folded.get(priority) ?? 0
    return many === 0 ? [] : [`${many} ${isAlarm(priority) ? priority : many === 1 ? 'notice' : 'notices'}`]
  })
  const known = usual === null ? '' : `, ${(Math.round(usual * 10) / 10).toFixed(1)} are usual here`
  return `A flood: ${count} alarms in ten minutes${known}.${words.length > 0 ? ` Folded: ${words.join(', ')}. High ones always stand.` : ''}`
}
