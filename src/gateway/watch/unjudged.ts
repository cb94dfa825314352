// Technical alarms of an earlier run of which nothing is known yet in this one: silence of a start ends none of them. They stand until what
// they speak of is heard, or until their own patience is over.

import type { DeviceFacts } from '../../model/facts.ts'
import { ruleOf } from '../../model/rules.ts'
import type { Sample } from '../../model/sample.ts'
import { alarmsOf, keyOf, type StayAlarms } from '../../model/stayalarms.ts'
import type { Found } from '../../model/staystep.ts'
import { VITALS } from '../../model/vitals.ts'

/** Kinds that speak by themselves: one of them that has not yet may be the silent one. */
const SPEAKS: ReadonlySet<DeviceFacts['kind']> = new Set(['wall', 'telemetry', 'patch', 'co2'])

/** What is known of a bed's devices now. */
export interface Here {
  readonly devices: readonly DeviceFacts[]
  /** Of which its source itself says that it is on. */
  readonly announcedOn: (device: string) => boolean
}
export interface Unjudged {
  heard(samples: readonly Sample[]): void
  /** These without what only says that nothing is known yet; and those held back before that are known by now. */
  known(found: readonly Found[], here: Here): readonly Found[]
  /** Stands on, however long nothing is heard. */
  stands(key: { readonly rule: Found['rule']; readonly of: string }, here: Here): boolean
  /** The patience of all but these is over. */
  swept(here: Here): void
  /** Nothing of an earlier run waits any more. */
  done(): boolean
}

interface Waits {
  readonly rule: Found['rule']
  readonly of: string
  /** What was said of it too early. */
  readonly held: Found | null
}

export function createUnjudged(state: StayAlarms): Unjudged {
  const waiting = new Map<string, Waits>()
  for (const alarm of alarmsOf(state))
    if (alarm.phase === 'active' && ruleOf(alarm.rule).kind !== 'physiological')
      waiting.set(keyOf(alarm), { rule: alarm.rule, of: alarm.of, held: null })
  const sources = new Set<string>()
  const signals = new Set<string>()

  function isKnown({ rule, of }: Found, { devices, announcedOn }: Here): boolean {
    if (rule === 'device-off') return sources.has(of) || announcedOn(of) || !devices.some(({ id }) => id === of)
    if (rule !== 'no-data') return of === '' || signals.has(of) ? signals.size > 0 : sources.has(of) || !devices.some(({ id }) => id === of)
    if (of !== '') return signals.has(of) || sources.has(of)
    return devices.every(({ id, kind, link, on }) => sources.has(id) || link === 'off' || on === 'off' || !SPEAKS.has(kind))
  }
  const own: Unjudged = {
    heard(samples) {
      if (waiting.size === 0) return
      for (const { source, signal } of samples) {
        sources.add(source)
        signals.add(signal)
      }
    },
    known(found, here) {
      if (waiting.size === 0) return found
      const passed: Found[] = []
      for (const one of found) {
        const key = keyOf(one)
        const holds = waiting.has(key) && one.verdict.is !== 'out' && (one.verdict.is === 'unknown' || !isKnown(one, here))
        if (holds) waiting.set(key, { rule: one.rule, of: one.of, held: one })
        else {
          waiting.delete(key)
          passed.push(one)
        }
      }
      // Said once and not again: what was too early then is true now.
      for (const [key, { held }] of waiting) {
        if (held?.verdict.is !== 'in' || !isKnown(held, here)) continue
        waiting.delete(key)
        passed.push(held)
      }
      return passed
    },
    stands: ({ rule, of }, { devices }) =>
      waiting.has(keyOf({ rule, of })) &&
      ((rule === 'device-off' && devices.some(({ id }) => id === of)) || (rule === 'no-data' && of in VITALS)),
    swept(here) {
      for (const [key, one] of waiting) if (!own.stands(one, here)) waiting.delete(key)
    },
    done: () => waiting.size === 0,
  }
  return own
}
