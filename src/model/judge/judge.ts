// From a stay's samples, facts and time to verdicts of every rule that follows from them. Pure: time is handed in. How an alarm lives with
// its verdicts stands in alarm.ts.
import type { Verdict } from '../alarm.ts'
import { RULE_KEYS, type RuleKey, ruleOf } from '../rules.ts'
import type { DeviceAlarm, Sample } from '../sample.ts'
import { type At, at } from '../units.ts'
import type { Around, Found, Late } from './around.ts'
import { takeRate } from './breath.ts'
import { notWatched } from './coverage.ts'
import { isLateAlarm, leftAlarms, nameOf, rowOf, takeAlarm, withDevice } from './device.ts'
import { takeCharge, takeLinks } from './devices.ts'
import { isJudgedFact } from './facts.ts'
import { judgeBy } from './kinds.ts'
import { createLateness } from './late.ts'
import { takeCuff } from './lines.ts'
import { endOf, newMemory, restart } from './memory.ts'
import { take, takeCo2, takeLine } from './remember.ts'
import { type Judged, type Seen, verdict as verdictOf } from './seen.ts'
import { touchedBy } from './touched.ts'

export type { Around, Found, Late } from './around.ts'

export interface Judge {
  /** Rules touched by these samples and device alarms. */
  hear(samples: readonly Sample[], alarms: readonly DeviceAlarm[], around: Around, now: At): readonly Found[]
  /** Once a second: what time alone changes, and the technical rules. */
  tick(around: Around, now: At): readonly Found[]
  /** Taken and emptied: breaches that came late. */
  late(): readonly Late[]
  /** Rules that do not watch yet. */
  arming(): readonly RuleKey[]
  /** Words of what nothing watches: "rhythm", "asystole". */
  notWatched(around: Around, now: At): readonly string[]
  /** A standby ended, somebody was admitted: arming begins anew. */
  reset(): void
}

const isJudged = (key: RuleKey): boolean => {
  const { of, kind, condition } = ruleOf(key)
  return of === 'stay' && kind !== 'notice' && (condition.is !== 'fact' || isJudgedFact(condition.fact))
}
/** Of samples; of time and facts. */
const OF_SAMPLES = RULE_KEYS.filter((key) => isJudged(key) && ruleOf(key).condition.is !== 'fact')
const OF_TIME = RULE_KEYS.filter((key) => isJudged(key) && ruleOf(key).condition.is === 'fact')

type Last = Pick<Verdict, 'is' | 'armed'>

const heldAgainst = ({ population, overrides, target, paced, off }: Around): string =>
  `${off?.join()} ${population} ${paced} ${target?.low}–${target?.high} ${overrides.map(({ vital, low, high }) => `${vital} ${low}–${high}`).join()}`

export function createJudge(): Judge {
  const memory = newMemory()
  const lateness = createLateness(memory)
  /** The last verdict, by rule and which. */
  const lasts = new Map<RuleKey, Map<string, Last>>()

  function judged(seen: Seen, key: RuleKey, fits: (verdict: Verdict, last: Last | undefined) => boolean, out: Found[]): void {
    const found: readonly Judged[] = withDevice(seen, key, judgeBy(seen, key, ruleOf(key).condition))
    if (found.length === 0 && !lasts.has(key)) return
    const of = lasts.get(key) ?? new Map<string, Last>()
    lasts.set(key, of)
    for (const { of: which, verdict } of found) {
      const last = of.get(which)
      if (!fits(verdict, last)) continue
      of.set(which, verdict)
      out.push({ rule: key, of: which, verdict })
    }
    // What nothing speaks of any more is over: a device that left, a signal that is missed no more, an alarm that only a device knew of.
    for (const [which, { is }] of of) {
      if (found.some((each) => each.of === which)) continue
      of.delete(which)
      if (is !== 'in') out.push({ rule: key, of: which, verdict: verdictOf(seen, key, { is: 'in' }) })
    }
  }

  /** Beats and breaths of the past: an arrest that was in them is told of as found late. */
  function was(seen: Seen, key: RuleKey, now: At): void {
    if (!ruleOf(key).arrest) return
    for (const { verdict: found } of judgeBy(seen, key, ruleOf(key).condition))
      if (found.is === 'out' && found.armed) lateness.tell({ rule: key, at: found.since ?? found.at, received: now })
  }

  /** What values were held against, as text. */
  let heldBefore = ''

  const always = (): boolean => true
  /** What did not change is said again only where it stands. */
  const news = ({ is, settle }: Verdict, last: Last | undefined): boolean => is === 'out' || settle > 0 || is !== last?.is
  /** Of samples: what is unknown by now, and what stands, for a limit or an alarm that was off may be another by now. */
  const stands = ({ is }: Verdict, last: Last | undefined): boolean => is === 'out' || (is === 'unknown' && last?.is !== 'unknown')

  /** An alarm of a device is not told of any more: of one with a row of ours what we know ourselves holds, else it is `is`. */
  function untold(alarm: DeviceAlarm, is: 'in' | 'unknown', seen: Seen, out: Found[]): void {
    const row = rowOf(alarm)
    const key = row ?? 'device-unknown'
    const of = row ? '' : nameOf(alarm)
    if (is === 'unknown') lasts.get(key)?.delete(of)
    if (row) judged(seen, row, always, out)
    const last = lasts.get(key)?.get(of)
    if (!row) lasts.get(key)?.delete(of)
    if (!row || last === undefined || last.is === 'unknown') out.push({ rule: key, of, verdict: verdictOf(seen, key, { is }) })
  }

  function tell(alarm: DeviceAlarm, seen: Seen, out: Found[]): void {
    const { around, clock } = seen
    const before = memory.alarms.get(nameOf(alarm))?.alarm
    const lost = takeAlarm(memory, alarm, around, clock)
    if (around.facts.presence !== 'occupied') return
    if (lost) untold(lost, 'unknown', seen, out)
    if (alarm.is === 'end') {
      untold(before ?? alarm, 'in', seen, out)
      return
    }
    // The same under another name than before.
    if (before && rowOf(before) !== rowOf(alarm)) untold(before, 'in', seen, out)
    if (!before && isLateAlarm(alarm, around.speed, clock))
      lateness.tell({ rule: rowOf(alarm) ?? 'device-unknown', at: alarm.at, received: clock })
    judged(seen, rowOf(alarm) ?? 'device-unknown', always, out)
  }

  return {
    hear(samples, alarms, around, now) {
      memory.born ??= now
      const out: Found[] = []
      const order = samples.length > 1 ? samples.map((sample) => ({ sample, end: endOf(sample) })).sort((a, b) => a.end - b.end) : null
      for (let i = 0; i < samples.length; ) {
        const clock = at(order ? order[i]!.end : endOf(samples[0]!))
        const touched = new Set<RuleKey>()
        const past = new Set<RuleKey>()
        let [line, cuff] = [false, false]
        for (; i < samples.length && (order ? order[i]!.end : clock) === clock; i++) {
          const sample = order ? order[i]!.sample : samples[i]!
          const taken = take(memory, sample, around, now)
          if (taken === 'no') continue
          if (taken !== 'now' && sample.kind === 'number') lateness.take(sample, around)
          if (taken === 'late' && sample.kind === 'coded' && sample.signal === 'rhythm') lateness.takeRhythm(sample)
          if (taken === 'late' && (sample.kind === 'event' || sample.kind === 'wave'))
            for (const key of touchedBy(sample.signal)) past.add(key)
          if (sample.kind === 'number') {
            if (sample.signal === 'rr') takeRate({ memory })
            else if (sample.signal === 'etco2') takeCo2(memory)
            else if (sample.signal.startsWith('art-')) line = true
            else if (sample.signal.startsWith('nibp-')) cuff = true
          }
          if (taken !== 'late') for (const key of touchedBy(sample.signal)) touched.add(key)
        }
        if (line) takeLine(memory, clock)
        if (cuff) takeCuff(memory)
        if (around.facts.presence !== 'occupied') continue
        const seen = { memory, around, clock }
        for (const key of touched) judged(seen, key, always, out)
        for (const key of past) was(seen, key, now)
      }
      // One by one: what began and ended in between was there. Also heard while nobody is judged, for it may go on when somebody is.
      for (const alarm of alarms) tell(alarm, { memory, around, clock: now }, out)
      return out
    },
    tick(around, now) {
      memory.born ??= now
      takeCharge(memory, around.facts.devices, now)
      takeLinks(memory, around.facts.devices, now)
      const left = leftAlarms(memory, around.facts.devices)
      if (around.facts.presence !== 'occupied') return []
      const out: Found[] = []
      const seen = { memory, around, clock: now }
      for (const alarm of left) untold(alarm, ruleOf(rowOf(alarm) ?? 'device-unknown').kind === 'technical' ? 'in' : 'unknown', seen, out)
      const held = heldAgainst(around)
      const others = held !== heldBefore
      heldBefore = held
      for (const key of OF_SAMPLES) judged(seen, key, others ? always : stands, out)
      for (const key of OF_TIME) judged(seen, key, news, out)
      return out
    },
    late: () => lateness.empty(),
    arming: () => OF_SAMPLES.filter((key) => isArming(key)),
    notWatched: (around, now) => notWatched({ memory, around, clock: now }),
    reset() {
      restart(memory)
      lasts.clear()
      lateness.empty()
    },
  }

  function isArming(key: RuleKey): boolean {
    const last = lasts.get(key)?.get('')
    if (!last || last.armed) return false
    if (last.is !== 'unknown') return true
    // The device itself says that its signal is not settled yet.
    return ruleOf(key).vitals.some((vital) => {
      const value = memory.numbers.get(vital)?.last.value
      return value?.is === 'unknown' && value.why === 'arming'
    })
  }
}
