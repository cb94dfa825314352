// The demo's staff: take alarms that no visitor takes, look at what has ended, and do what the script says. They act as people do.
import { isDeepStrictEqual } from 'node:util'
import type { AlarmActAsked } from '../../model/alarmacts.ts'
import type { AlarmShown, BedAlarms } from '../../model/alarmshown.ts'
import { isAlarm } from '../../model/priority.ts'
import { type At, after, type Ms, minutes } from '../../model/units.ts'
import { type Login, OWN, type Own, SCRIPT, STAFF } from './script.ts'

/** A bed of a ward that is watched, as its screens show it. */
export interface BedSeen {
  readonly bed: string
  readonly stay: string
  readonly nurse: Login
  readonly alarms: BedAlarms
}
export interface Deed {
  readonly who: Login
  readonly ask: AlarmActAsked
}
/** Since when an alarm waits for a person, as far as the staff saw, and who had it last. */
interface Waiting {
  readonly since: At
  readonly phase: AlarmShown['phase']
  readonly claimed: boolean
  /** Who has it, or had it last. */
  readonly had: string | null
}
export interface Memory {
  readonly waiting: ReadonlyMap<string, Waiting>
  readonly done: ReadonlySet<number>
}
export const NOTHING_SEEN: Memory = { waiting: new Map(), done: new Set() }

const keyOf = (stay: string, alarm: AlarmShown): string => `${stay} ${alarm.id}`
/** Asks for a person: high and medium, and what has ended and was not seen. */
const asks = ({ priority, claim }: AlarmShown): boolean => claim === null && (priority === 'high' || priority === 'medium')

function ownOf(bed: string, alarm: AlarmShown, minute: number): Own | undefined {
  return OWN.find(
    (own) => own.bed === bed && minute >= own.from && minute < own.to && (own.rules === 'all' || own.rules.includes(alarm.rule)),
  )
}

/**
 * What the staff do now, and what they remember. `staff`: ids of theirs, for a claim of a visitor's that lapsed is first the visitor's again.
 * Pure.
 */
export function consider(
  memory: Memory,
  beds: readonly BedSeen[],
  {
    now,
    start,
    staff,
    see,
  }: {
    readonly now: At
    readonly start: At
    readonly staff: ReadonlySet<string>
    /** After how long what has ended is looked at, latched or not; else by the table. */
    readonly see?: Ms
  },
): { readonly memory: Memory; readonly deeds: readonly Deed[] } {
  const minute = (now - start) / minutes(1)
  const waiting = new Map<string, Waiting>()
  const deeds: Deed[] = []
  const open: {
    readonly seen: BedSeen
    readonly alarm: AlarmShown
    readonly since: At
    readonly due: At
    readonly own: Own | undefined
  }[] = []
  for (const seen of beds)
    for (const alarm of seen.alarms.alarms) {
      const key = keyOf(seen.stay, alarm)
      const before = memory.waiting.get(key)
      const had = alarm.claim?.by ?? before?.had ?? null
      // While somebody has it, it waits for nobody.
      const same = before && before.phase === alarm.phase && !before.claimed && alarm.claim === null
      const since = same ? before.since : now
      waiting.set(key, { since, phase: alarm.phase, claimed: alarm.claim !== null, had })
      if (!isAlarm(alarm.priority) || !asks(alarm) || seen.alarms.order) continue
      const own = ownOf(seen.bed, alarm, minute)
      open.push({
        seen,
        alarm,
        since,
        due: see !== undefined && alarm.phase !== 'active' ? after(since, see) : dueOf(alarm, since, had, own, staff),
        own,
      })
    }
  // Newest first: the older ones above the most that may wait are due at once.
  const untaken = { high: 0, medium: 0, low: 0 }
  for (const { seen, alarm, due, own } of open.toSorted((a, b) => b.since - a.since)) {
    const { phase, priority } = alarm
    const many = phase === 'active' && !own && ++untaken[priority as 'high'] > (priority === 'high' ? STAFF.most.high : STAFF.most.medium)
    if (now < due && !many) continue
    for (const deed of deedsOf(seen, alarm, own)) if (!deeds.some((one) => isDeepStrictEqual(one, deed))) deeds.push(deed)
  }
  const done = new Set(memory.done)
  for (const [index, { minute: when, bed, who, ask }] of SCRIPT.entries()) {
    const seen = beds.find((one) => one.bed === bed)
    if (done.has(index) || minute < when || !seen) continue
    done.add(index)
    const changed = ask.act === 'limits' && seen.alarms.limits.some(({ vital }) => vital === ask.vital)
    if (!changed) deeds.push({ who, ask: { ...ask, stay: seen.stay, bed } as AlarmActAsked })
  }
  return { memory: { waiting, done }, deeds }
}

function dueOf(alarm: AlarmShown, since: At, had: string | null, own: Own | undefined, staff: ReadonlySet<string>): At {
  if (own?.how === 'at-once') return since
  if (alarm.phase === 'unseen' || (own?.how === 'at-bedside' && alarm.phase === 'latched'))
    return after(since, own?.see === undefined ? STAFF.see : minutes(own.see))
  return after(since, had !== null && staff.has(had) ? STAFF.again : STAFF.take)
}

function deedsOf({ bed, stay, nurse, alarms }: BedSeen, alarm: AlarmShown, own: Own | undefined): Deed[] {
  const who = own?.who ?? nurse
  const about = { stay, bed, alarm: alarm.id, priority: alarm.priority }
  if (alarm.phase !== 'active') return [{ who, ask: { act: 'seen', ...about } }]
  if (own?.how !== 'at-bedside') return [{ who, ask: { act: 'claim', ...about } }]
  const help: Deed[] = alarms.help ? [] : [{ who, ask: { act: 'help', stay, bed, on: true } }]
  const silence: Deed[] = alarm.sounds ? [{ who, ask: { act: 'silence', stay, bed, on: true } }] : []
  return [...help, ...silence]
}
