// The journal of a stay as its story tells it: alarms as bars, limits in force as steps, what persons set as marks. Pure.
import { alarmWords, type Wording } from './alarmwords.ts'
import type { By } from './book.ts'
import type { Population } from './census.ts'
import type { TargetStep } from './figures.ts'
import { LIMIT_KEYS, type LimitKey, limitHeld } from './limits.ts'
import { isWorse } from './priority.ts'
import { limitsInForce } from './quieting.ts'
import { ruleOf } from './rules.ts'
import { shownIn, shownUnit } from './shownunits.ts'
import { type Care, type Entry, keyOf, NO_CARE, WHATS } from './stayalarms.ts'
import type { AlarmBar, LimitStep, Mark } from './story.ts'
import type { At } from './units.ts'
import { VITALS } from './vitals.ts'

/** How it is told: `bedAt` by its label then; `names` false: nobody is named, and no reason is told, which may name somebody. */
export interface Telling extends Pick<Wording, 'zone' | 'units' | 'ward'> {
  readonly bedAt: (when: At) => string
  readonly names: boolean
}

const LETTERS = 300
type Bar = { -readonly [K in keyof AlarmBar]: AlarmBar[K] }

/** Each alarm's life as one bar, by when it was raised. `entries` of one stay, in order. */
export function barsOf(entries: Iterable<Entry>, { zone, units, ward, bedAt, names }: Telling): readonly AlarmBar[] {
  const bars = new Map<string, Bar>()
  /** By its rule: the one that was raised last. */
  const last = new Map<string, Bar>()
  for (const { at, what, by, why, alarm, gone } of entries) {
    if (!alarm) continue
    const words = (): string =>
      alarmWords(alarm, 'banner', { zone, now: at, ...(units && { units }), ...(ward !== undefined && { ward }), bed: bedAt(at) }).slice(
        0,
        LETTERS,
      )
    let bar = bars.get(alarm.id)
    if (!bar) {
      // One that is raised anew in place of another ends that.
      const before = last.get(keyOf(alarm))
      if (before) before.to ??= at
      bar = {
        id: alarm.id,
        rule: alarm.rule,
        priority: alarm.priority,
        from: alarm.raised,
        to: null,
        words: words(),
        takenAt: null,
        takenBy: null,
        unseen: false,
      }
      bars.set(alarm.id, bar)
      last.set(keyOf(alarm), bar)
    } else if (isWorse(alarm.priority, bar.priority) || (what === 'changed' && alarm.priority === bar.priority)) {
      bar.priority = alarm.priority
      bar.words = words()
    }
    const isTaken = what === 'claimed' || what === 'given' || what === 'seen'
    if (bar.takenAt === null && (isTaken || alarm.claim)) {
      bar.takenAt = isTaken ? at : alarm.claim!.at
      bar.takenBy = names && isTaken ? ((what === 'given' ? why : null) ?? by?.name ?? null) : null
    }
    if (bar.to === null && (gone || alarm.phase !== 'active'))
      bar.to = Math.max(bar.from, alarm.phase === 'active' ? at : (alarm.ended ?? at))
  }
  return [...bars.values()].map((bar) => ({ ...bar, unseen: isUnseen(bar) })).toSorted((a, b) => a.from - b.from)
}

/** Ended, and nobody had it or said that it was seen, where somebody was to. */
const isUnseen = ({ priority, rule, to, takenAt }: AlarmBar): boolean =>
  to !== null && takenAt === null && (priority === 'high' || ruleOf(rule).latch !== 'none')

/** As the judge holds values against them; no limit holds while all alarms are off by order. */
function limitsAt(population: Population, care: Care, vital: LimitKey): { readonly low: number | null; readonly high: number | null } {
  const { low, high } = limitHeld(population, limitsInForce(care), vital)
  return care.order ? { low: null, high: null } : { low, high }
}

/** Whose limits are in force from an instant on; in order, the first of them from the beginning. */
export interface PopulationStep {
  readonly from: number
  readonly population: Population
}

/** Limits as they were in force: a step where they change, by what was set and by whose limits they were then. */
export function limitSteps(
  entries: Iterable<Entry>,
  populations: readonly PopulationStep[],
  since: At,
  names: boolean,
): readonly LimitStep[] {
  const steps: LimitStep[] = []
  const present = new Map<LimitKey, LimitStep>()
  const put = (step: LimitStep): void => {
    const before = present.get(step.vital)
    if (before?.low === step.low && before.high === step.high) return
    present.set(step.vital, step)
    // Two changes of one instant are one step.
    if (before?.from === step.from) steps[steps.indexOf(before)] = step
    else steps.push(step)
  }
  let care: Care = NO_CARE
  let population: Population = populations[0]?.population ?? 'unknown'
  const putAll = (from: number, by: string | null, why: string | null): void => {
    for (const vital of LIMIT_KEYS) put({ vital, ...limitsAt(population, care, vital), from: Math.max(from, since), by, why })
  }
  const waiting = [...populations.slice(1)]
  const tell = (until: number): void => {
    for (let next = waiting[0]; next && next.from <= until; next = waiting[0]) {
      waiting.shift()
      population = next.population
      putAll(next.from, null, 'another age class')
    }
  }
  putAll(since, null, null)
  for (const entry of entries) {
    if (!entry.care) continue
    tell(entry.at)
    care = entry.care
    putAll(entry.at, (names && entry.by?.name) || null, names ? entry.why : null)
  }
  tell(Number.POSITIVE_INFINITY)
  return steps
}

/** What of a vital was in force at an instant; null: nothing is known of it. */
export const limitAt = (steps: readonly LimitStep[], vital: LimitKey, when: number): LimitStep | null =>
  steps.reduce<LimitStep | null>(
    (found, step) => (step.vital === vital && step.from <= when && (!found || step.from >= found.from) ? step : found),
    null,
  )

/** The oxygen target as it was ordered. */
export function targetSteps(entries: Iterable<Entry>): readonly TargetStep[] {
  const steps: TargetStep[] = []
  for (const { at, care } of entries)
    if (care && (care.target?.low ?? null) !== (steps.at(-1)?.low ?? null)) steps.push({ from: at, low: care.target?.low ?? null })
  return steps
}

const SPANS = { paused: 'pause', ordered: 'alarm-off', off: 'alarm-off' } as const
const SCALE_TARGET = /^NEWS2 scale/

/** Limits, targets, alarms off and pauses, as persons set them; what goes on is a span, with no end where it goes on still. */
export function careMarks(entries: Iterable<Entry>, { units, names }: Telling): readonly Mark[] {
  type Open = { -readonly [K in keyof Mark]: Mark[K] }
  const marks: Open[] = []
  const open = new Map<string, Open>()
  const add = (entry: Entry, is: Mark['is'], words: string): Open => {
    const reason = names && entry.why ? `: ${entry.why}` : ''
    const mark: Open = { is, id: `care ${entry.n}`, at: entry.at, to: null, words: words + reason, by: nameOf(entry.by, names) }
    marks.push(mark)
    return mark
  }
  const begin = (key: string, entry: Entry, words: string): void => {
    end(key, entry.at)
    open.set(key, add(entry, SPANS[entry.what as keyof typeof SPANS], words))
  }
  const end = (key: string, at: number): void => {
    const mark = open.get(key)
    if (mark) mark.to = at
    open.delete(key)
  }
  for (const entry of entries) {
    const { what, care, at } = entry
    if (!care) continue
    if (what === 'limits') add(entry, 'limits', limitWords(entry, units))
    if (what === 'target' && !SCALE_TARGET.test(entry.why ?? ''))
      add(entry, 'order', care.target ? `oxygen target ${care.target.low}–${care.target.high} %` : 'no oxygen target')
    if (what === 'paused') begin('pause', entry, 'pause for care')
    if (what === 'ordered') begin('order', entry, WHATS.ordered)
    const off = what === 'off' ? care.off.find((one) => one.at === at) : undefined
    if (off) begin(off.vital, entry, `${VITALS[off.vital].label} alarm off`)
    if (care.pause === null) end('pause', at)
    if (care.order === null) end('order', at)
    for (const key of open.keys()) if (key !== 'pause' && key !== 'order' && !care.off.some(({ vital }) => vital === key)) end(key, at)
  }
  return marks
}

const nameOf = (by: By | null, names: boolean): string | null => (by && (by.is !== 'person' || names) ? by.name : null)

function limitWords({ at, care }: Entry, units: Telling['units']): string {
  const own = care?.overrides.find((one) => one.at === at)
  if (!own) return 'limits of the population again'
  const number = (value: number | null): string => (value === null ? 'off' : shownIn(own.vital, value, units))
  return `${VITALS[own.vital].label} ${number(own.low)}–${number(own.high)} ${shownUnit(own.vital, units)}`
}
