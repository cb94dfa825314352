// How loud a ward was, and what would make it quieter: of alarms and beds, never of a person. Pure: the rows are the journal's.

import { median } from './median.ts'
import { isAlarm, type Priority } from './priority.ts'
import { type FixKey, fixFor } from './quietfixes.ts'
import { ruleName } from './rulenames.ts'
import { type RuleKey, ruleOf } from './rules.ts'
import { type At, type Ms, ms, seconds } from './units.ts'
import { VITALS, type VitalKey } from './vitals.ts'

/** One alarm's life, without anybody's name: who took it is not asked. */
export interface Sounded {
  readonly stay: string
  /** As the bed is called. */
  readonly bed: string
  readonly rule: RuleKey
  readonly vital: VitalKey | null
  readonly priority: Priority
  readonly raised: At
  /** null: it stands. */
  readonly ended: At | null
  /** First taken by anybody. */
  readonly claimed: At | null
  /** Its worst value lay so far beyond its limit, in the vital's unit; null: not known. */
  readonly beyond: number | null
  /** Its signal was marked as moved at the time. */
  readonly motion: boolean
}
/** Somebody silenced a bed or paused its alarms for care; `to` null: it runs. */
export interface PausedSpan {
  readonly bed: string
  readonly from: At
  readonly to: At | null
}
export interface QuietAsked {
  readonly alarms: readonly Sounded[]
  readonly pauses: readonly PausedSpan[]
  readonly from: At
  readonly to: At
  /** Time of all beds with a patient within the window, and of all nurses signed in since `since`: sums, of nobody in particular. */
  readonly bedTime: Ms
  readonly nurses: { readonly since: At; readonly time: Ms }
}

/** An alarm over so soon was seldom worth a walk [FACTS §2.6, *design*]. */
export const SHORT = seconds(5)
/** A rate over less than so much is said as not known: it would be chance. */
const LEAST_BED_TIME = ms(3_600_000)
const LEAST_NURSE_TIME = ms(900_000)
const DAY = 86_400_000
const HOUR = 3_600_000
const PAIRS = 10

export interface Pair {
  readonly stay: string
  readonly bed: string
  /** "SpO₂", "ECG LEADS". */
  readonly signal: string
  readonly alarms: number
  /** Of all alarms of the ward. */
  readonly share: number
  readonly fix: FixKey
}
export interface Quiet {
  readonly from: At
  readonly to: At
  readonly alarms: number
  readonly high: number
  /** null: too little time to say. */
  readonly perBedDay: number | null
  readonly perNurseHour: number | null
  /** Share of those that ended which lasted under SHORT; null: none ended. */
  readonly short: number | null
  /** Median from raised to taken, of those taken; null: none was. */
  readonly toClaim: Ms | null
  readonly taken: number
  /** Time in which a bed was silenced or paused: all beds together. */
  readonly paused: Ms
  /** Noisiest first, PAIRS at most. */
  readonly pairs: readonly Pair[]
}

/** Of what an alarm is, in a word or two: its vital; of a technical one its rule, as it has another fix. */
export function signalOf({ rule, vital }: Pick<Sounded, 'rule' | 'vital'>): string {
  const { kind, vitals } = ruleOf(rule)
  const of = vital ?? vitals[0]
  return kind === 'physiological' && of !== undefined ? VITALS[of].label : ruleName(rule)
}

const shareOf = (some: number, all: number): number | null => (all === 0 ? null : some / all)
export const isShort = ({ raised, ended }: Pick<Sounded, 'raised' | 'ended'>): boolean => ended !== null && ended - raised < SHORT

/** Time within [from, to) in which each bed was paused; spans of one bed that overlap count once. */
function pausedTime(pauses: readonly PausedSpan[], from: At, to: At): Ms {
  let sum = 0
  for (const bed of new Set(pauses.map((one) => one.bed))) {
    let until: number = from
    for (const span of pauses.filter((one) => one.bed === bed).toSorted((a, b) => a.from - b.from)) {
      const [start, end] = [Math.max(span.from, until), Math.min(span.to ?? to, to)]
      if (end <= start) continue
      sum += end - start
      until = end
    }
  }
  return ms(sum)
}

/** The meter. Notices and what never sounds are no alarms; what was raised outside of [from, to) is left out. */
export function quietOf({ alarms: rows, pauses, from, to, bedTime, nurses }: QuietAsked): Quiet {
  const alarms = rows.filter(({ priority, raised }) => isAlarm(priority) && raised >= from && raised < to)
  const ended = alarms.filter((one) => one.ended !== null)
  const waits = alarms.flatMap(({ raised, claimed }) => (claimed === null ? [] : [Math.max(0, claimed - raised)]))
  const toClaim = waits.length > 0 ? median(waits) : null
  const rate = (count: number, time: Ms, unit: number, least: Ms): number | null => (time < least ? null : (count * unit) / time)
  const counted = alarms.filter(({ raised }) => raised >= nurses.since).length
  const pairs = new Map<string, Sounded[]>()
  for (const one of alarms) {
    const key = JSON.stringify([one.stay, signalOf(one)])
    pairs.set(key, [...(pairs.get(key) ?? []), one])
  }
  return {
    from,
    to,
    alarms: alarms.length,
    high: alarms.filter(({ priority }) => priority === 'high').length,
    perBedDay: rate(alarms.length, bedTime, DAY, LEAST_BED_TIME),
    perNurseHour: rate(counted, nurses.time, HOUR, LEAST_NURSE_TIME),
    short: shareOf(ended.filter(isShort).length, ended.length),
    toClaim: toClaim === null ? null : ms(toClaim),
    taken: waits.length,
    paused: pausedTime(pauses, from, to),
    pairs: [...pairs.values()]
      .toSorted((a, b) => b.length - a.length || a[0]!.bed.localeCompare(b[0]!.bed, 'en', { numeric: true }))
      .slice(0, PAIRS)
      .map((own) => ({
        stay: own[0]!.stay,
        bed: own.at(-1)!.bed,
        signal: signalOf(own[0]!),
        alarms: own.length,
        share: own.length / alarms.length,
        fix: fixFor(own),
      })),
  }
}
