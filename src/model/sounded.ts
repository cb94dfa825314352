// The journal as rows of the meter: each alarm's life as one row, each silence and pause as one span. Pure; of persons only when, never who.
import type { Alarm } from './alarm.ts'
import type { Priority } from './priority.ts'
import type { PausedSpan, Sounded } from './quiet.ts'
import type { At } from './units.ts'

/** What is read of an entry of the journal. */
export interface Told {
  readonly at: At
  readonly alarm: Pick<
    Alarm,
    'id' | 'rule' | 'vital' | 'priority' | 'phase' | 'raised' | 'ended' | 'claim' | 'worst' | 'limit' | 'evidence'
  > | null
  /** It does not stand any more. */
  readonly gone: boolean
  readonly care: { readonly silence: object | null; readonly pause: object | null } | null
}

/** What the judge says beside a saturation that it doubts. */
const MOVED = /hand moves|motion|weak pulse/

/** `entries` of one stay, in order; `bedAt`: how its bed was called then. */
export function soundedOf(
  entries: Iterable<Told>,
  stay: string,
  bedAt: (at: At) => string,
): { readonly alarms: readonly Sounded[]; readonly pauses: readonly PausedSpan[] } {
  const alarms = new Map<string, Sounded>()
  const pauses: PausedSpan[] = []
  let quietSince: At | null = null
  for (const { at, alarm, gone, care } of entries) {
    if (alarm) {
      const { id, rule, vital, priority, raised, phase, ended, claim, worst, limit, evidence } = alarm
      const before = alarms.get(id)
      alarms.set(id, {
        stay,
        bed: bedAt(raised),
        rule,
        vital,
        priority,
        raised,
        ended: before?.ended ?? (phase === 'active' ? (gone ? at : null) : (ended ?? at)),
        claimed: before?.claimed ?? claim?.at ?? null,
        beyond: worst === null || limit === null ? (before?.beyond ?? null) : Math.abs(worst - limit),
        motion: before?.motion === true || (evidence !== null && MOVED.test(evidence)),
      })
    }
    if (!care) continue
    const isQuiet = care.silence !== null || care.pause !== null
    if (isQuiet) quietSince ??= at
    else if (quietSince !== null) {
      pauses.push({ bed: bedAt(quietSince), from: quietSince, to: at })
      quietSince = null
    }
  }
  if (quietSince !== null) pauses.push({ bed: bedAt(quietSince), from: quietSince, to: null })
  return { alarms: [...alarms.values()], pauses }
}

/** How many were raised, by priority. */
export function raisedIn(alarms: readonly Sounded[], from: At, to: At): Readonly<Record<'high' | 'medium' | 'low', number>> {
  const count = (which: Priority): number =>
    alarms.filter(({ priority, raised }) => priority === which && raised >= from && raised < to).length
  return { high: count('high'), medium: count('medium'), low: count('low') }
}
