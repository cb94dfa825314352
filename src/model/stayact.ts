// What persons do about the alarms of a stay: done, or refused by a code. Pure: the first of two nurses wins, the other is told who.
import { fitting, mismatch } from './ages.ts'
import type { Life } from './alarm.ts'
import type { AlarmAct } from './alarmacts.ts'
import { POLICY } from './alarmpolicy.ts'
import type { By } from './book.ts'
import type { Population } from './census.ts'
import { type BadLimit, badLimit, badTarget, isNoLimit } from './limits.ts'
import { isWorse } from './priority.ts'
import { covers, isOff } from './quieting.ts'
import { RULE_KEYS, ruleOf } from './rules.ts'
import { alarmById, alarmsOf, type Draft, draft, type StayAlarms, type Stepped } from './stayalarms.ts'
import { stopped, unpaused } from './staystep.ts'
import { type At, after, hours, minutes } from './units.ts'

export type StayAct = Extract<AlarmAct, { readonly stay: string }>
export interface StayActContext {
  readonly by: By
  readonly now: At
  readonly population: Population
  readonly age: number | null
  /** A person of the staff who may care here; null for anybody else. */
  readonly staff: (person: string) => By | null
  /** As on a badge. */
  readonly nameOf: (person: string) => string
}
type AlarmRefusal =
  | 'no-such-alarm'
  | 'no-such-person'
  | 'alarm-worse'
  | 'alarm-taken'
  | 'not-yours'
  | 'pause-too-long'
  | 'review-too-long'
  | 'bad-time'
  | 'arrest-needs-order'
  | 'preset-not-of-age'
  | 'limit-both-off'
  | BadLimit
export type ActOutcome =
  | ({ readonly is: 'done' } & Stepped)
  | { readonly is: 'refused'; readonly code: AlarmRefusal; readonly detail?: string }

const refused = (code: AlarmRefusal, detail?: string): ActOutcome => ({ is: 'refused', code, ...(detail !== undefined && { detail }) })

export function actStay(state: StayAlarms, ask: StayAct, context: StayActContext): ActOutcome {
  const { by, now } = context
  const on = draft(state, now)
  const code = 'alarm' in ask ? onAlarm(on, ask, context) : onStay(on, ask, context)
  if (code === null) return { is: 'done', ...on.done() }
  const holder = code === 'alarm-taken' || code === 'not-yours' ? holderOf(state, 'alarm' in ask ? ask.alarm : '', by) : null
  return refused(code, holder === null ? undefined : context.nameOf(holder))
}
const holderOf = (state: StayAlarms, id: string, by: By): string | null => {
  const held = alarmById(state, id)?.alarm?.claim?.by
  return held === undefined || held === by.id ? null : held
}

/** Of an alarm as it was shown. `claim-ward` is the same for one of a ward. */
export function claimIn(
  state: StayAlarms,
  ask: Pick<StayAct & { act: 'claim' }, 'alarm' | 'priority'>,
  context: StayActContext,
): ActOutcome {
  const on = draft(state, context.now)
  const code = onAlarm(on, { act: 'claim', stay: '', bed: '', alarm: ask.alarm, priority: ask.priority }, context)
  if (code === null) return { is: 'done', ...on.done() }
  const holder = holderOf(state, ask.alarm, context.by)
  return refused(code, holder === null ? undefined : context.nameOf(holder))
}

function onAlarm(on: Draft, ask: Extract<StayAct, { alarm: string }>, { by, now, staff }: StayActContext): AlarmRefusal | null {
  const life = alarmById(on.state(), ask.alarm)
  const alarm = life?.alarm
  if (!life || !alarm) return 'no-such-alarm'
  if (isWorse(alarm.priority, ask.priority)) return 'alarm-worse'
  const held = alarm.claim && now < alarm.claim.until ? alarm.claim.by : null
  const anothers = held !== null && held !== by.id
  switch (ask.act) {
    case 'claim':
      if (anothers && ask.over !== true) return 'alarm-taken'
      if (alarm.phase === 'active') take(on, life, by, by)
      else on.step(life, { is: 'seen', by: by.id }, 'seen', by)
      return null
    case 'give': {
      if (anothers) return 'not-yours'
      const to = staff(ask.to)
      if (!to) return 'no-such-person'
      if (alarm.phase !== 'active') return 'no-such-alarm'
      take(on, life, to, by)
      return null
    }
    case 'release':
      if (held !== by.id) return 'not-yours'
      for (const one of claimedWith(on, life, by))
        on.put(
          { ...one, alarm: { ...one.alarm, claim: null, seen: null, waits: now, told: 'ward', rev: one.alarm.rev + 1 } },
          'released',
          by,
        )
      return null
    case 'seen':
      // One that is only last known is reset by who has it.
      if (anothers) return 'alarm-taken'
      on.step(life, { is: 'seen', by: by.id }, 'seen', by)
      return null
    default:
      return ask satisfies never
  }
}

/** A claim covers the lesser limits of the same event. One timer for all of it. */
function take(on: Draft, life: Life, to: By, by: By): void {
  const what = to.id === by.id ? 'claimed' : 'given'
  on.step(life, { is: 'claim', by: to.id }, what, by, what === 'given' ? to.name.slice(0, 200) : undefined)
  const until = alarmById(on.state(), life.alarm!.id)?.alarm?.claim?.until
  if (until === undefined) return
  for (const under of [...on.state().lives.values()])
    if (under.alarm?.phase === 'active' && covers(life, under)) on.step(under, { is: 'claim', by: to.id, until }, what, by)
}
function claimedWith(on: Draft, life: Life, by: By): (Life & { alarm: NonNullable<Life['alarm']> })[] {
  return [...on.state().lives.values()].flatMap((one) => {
    const { alarm } = one
    if (!alarm || alarm.claim?.by !== by.id || (one.rule !== life.rule && !covers(life, one))) return []
    return one.rule === life.rule && one.of !== life.of ? [] : [{ ...one, alarm }]
  })
}

function onStay(on: Draft, ask: Exclude<StayAct, { alarm: string }>, context: StayActContext): AlarmRefusal | null {
  const { by, now } = context
  const { care } = on.state()
  switch (ask.act) {
    case 'help':
      if (ask.on) on.care({ help: { by, at: now, until: after(now, POLICY.help.default) } }, 'help', by)
      else if (care.help) on.care({ help: null }, 'help-ended', by)
      return null
    case 'silence': {
      if (!ask.on) {
        if (care.silence) on.care({ silence: null }, 'silence-ended', by)
        return null
      }
      const covers = alarmsOf(on.state()).map(({ id, priority }) => ({ id, priority }))
      on.care({ silence: { by, at: now, until: after(now, POLICY.silence.default), covers } }, 'silenced', by)
      return null
    }
    case 'pause': {
      if (!ask.on) {
        if (care.pause) unpaused(on, now, by)
        return null
      }
      const long = ask.minutes === undefined ? POLICY.pause.default : minutes(ask.minutes)
      if (!(long > 0)) return 'bad-time'
      if (long > POLICY.pause.most) return 'pause-too-long'
      // A pause on top of one that runs is no longer in sum than one may be.
      const at = care.pause && now < care.pause.until ? care.pause.at : now
      if (after(now, long) > after(at, POLICY.pause.most) && at !== now) return 'pause-too-long'
      on.care({ pause: { by, at, until: after(now, long) } }, 'paused', by)
      return null
    }
    case 'off': {
      const review = reviewOf(ask.hours)
      if (typeof review === 'string') return review
      const rules = RULE_KEYS.filter((key) => ruleOf(key).vitals.includes(ask.vital))
      if (rules.length === 0) return 'no-such-alarm'
      if (rules.every((key) => ruleOf(key).arrest)) return 'arrest-needs-order'
      const one = { vital: ask.vital, by, at: now, review: after(now, review), why: ask.reason }
      on.care({ off: [...care.off.filter(({ vital }) => vital !== ask.vital), one] }, 'off', by, ask.reason)
      stopped(on, (rule) => isOff(on.state().care, rule), by, ask.reason)
      return null
    }
    case 'on': {
      const off = care.off.filter(({ vital }) => vital !== ask.vital)
      if (off.length < care.off.length) on.care({ off }, 'on', by)
      return null
    }
    case 'order-off': {
      const review = reviewOf(ask.hours)
      if (typeof review === 'string') return review
      on.care({ order: { by, at: now, review: after(now, review), why: ask.reason } }, 'ordered', by, ask.reason)
      stopped(on, (rule) => isOff(on.state().care, rule), by, ask.reason)
      return null
    }
    case 'order-on':
      if (care.order) on.care({ order: null }, 'order-ended', by, ask.reason)
      return null
    case 'limits': {
      const rest = care.overrides.filter(({ vital }) => vital !== ask.vital)
      if (ask.preset) {
        if (rest.length < care.overrides.length) on.care({ overrides: rest }, 'limits', by, ask.reason)
        return null
      }
      const { vital, low, high, reason } = ask
      const bad = badLimit(vital, { low, high })
      if (bad) return bad
      if (isNoLimit(context.population, vital, { low, high })) return 'limit-both-off'
      on.care({ overrides: [...rest, { vital, low, high, by, at: now, why: reason }] }, 'limits', by, reason)
      return null
    }
    case 'confirm-age':
      if (mismatch(context.population, context.age) && ask.meant !== true) return 'preset-not-of-age'
      on.care({ age: { by, at: now, fits: fitting(context.population, context.age) } }, 'age-confirmed', by)
      return null
    case 'target': {
      const { low, high, reason } = ask
      if (low === null && high === null) {
        if (care.target) on.care({ target: null }, 'target', by, reason)
        return null
      }
      if (low === null || high === null) return 'limit-not-a-number'
      const bad = badTarget({ low, high })
      if (bad) return bad
      on.care({ target: { low, high, by, at: now, why: reason } }, 'target', by, reason)
      return null
    }
    default:
      return ask satisfies never
  }
}

function reviewOf(asked: number | undefined): AlarmRefusal | number {
  const review = asked === undefined ? POLICY['off-review'].default : hours(asked)
  if (!(review > 0)) return 'bad-time'
  return review > POLICY['off-review'].most ? 'review-too-long' : review
}
