// How the alarms of a stay go on by what is measured and by time: verdicts, claims that lapse, silences and pauses that end, standby, an end.
import { type Life, step, type Verdict } from './alarm.ts'
import { covers, hider, isOff, isPaused } from './quieting.ts'
import { type RuleKey, ruleOf } from './rules.ts'
import { type Draft, draft, keyOf, lifeOf, type StayAlarms, type Stepped } from './stayalarms.ts'
import { type At, ms } from './units.ts'

/** What a rule found at a stay; `of`: which of several of its rule. */
export interface Found {
  readonly rule: RuleKey
  readonly of: string
  readonly verdict: Verdict
}
export interface StayIs {
  /** Standby: nothing is judged. */
  readonly away: boolean
}

/** Verdicts as they come. The same state where nothing changed. */
export function judgedStay(state: StayAlarms, found: readonly Found[], now: At, { away }: StayIs = { away: false }): Stepped {
  const on = draft(state, now)
  const raised = new Map<string, Found | null>()
  for (const one of found) {
    const { rule, of, verdict } = one
    if (isOff(state.care, rule) || away) continue
    const life = lifeOf(on.state(), rule, of)
    // Quiet, and quiet it stays.
    if (!life.alarm && life.out === null && verdict.is !== 'out') continue
    const next = step(life, { is: 'judged', verdict }, now)
    on.put(next)
    const isNew = next.alarm !== null && next.alarm.id !== life.alarm?.id
    if (isNew) covered(on, next, now)
    const key = keyOf(one)
    if (isNew || raised.has(key)) raised.set(key, verdict.is === 'in' ? one : null)
  }
  // Of several that came at once the newest is judged as now: what an older one raised and it does not bear out has ended when it is found.
  for (const one of raised.values()) {
    const life = one && lifeOf(on.state(), one.rule, one.of)
    if (life?.alarm?.phase === 'active') on.put(step(life, { is: 'judged', verdict: { ...one!.verdict, settle: ms(0) } }, now))
  }
  return on.done()
}

/** A claim of an extreme covers the lesser limit of the same event, also where that begins beneath it. */
function covered(on: Draft, life: Life, now: At): void {
  const over = hider(on.state(), life)
  if (over?.claim && now < over.claim.until && life.alarm && !life.alarm.claim && covers(over, life))
    on.step(life, { is: 'claim', by: over.claim.by, until: over.claim.until })
}

/** What time alone changes. `told`: somebody is meant to be told of what nobody takes. */
export function passedStay(state: StayAlarms, now: At, { told = true }: { readonly told?: boolean } = {}): Stepped {
  const { silence, pause, help, order, off } = state.care
  const on = draft(state, now)
  if (silence && now >= silence.until) on.care({ silence: null }, 'silence-ended')
  if (pause && now >= pause.until) unpaused(on, now)
  if (help && now >= help.until) on.care({ help: null }, 'help-ended')
  // Alarms that are to be looked at again come back on by themselves: forgotten is not off.
  for (const one of off) if (now >= one.review) on.care({ off: on.state().care.off.filter((other) => other !== one) }, 'off-ended')
  if (order && now >= order.review) on.care({ order: null }, 'order-ended')
  for (const life of [...on.state().lives.values()]) {
    const { alarm } = life
    if (!alarm) continue
    // Nobody can take what is not shown.
    const waits = alarm.claim ? now >= alarm.claim.until : told && !isPaused(state.care, alarm, now) && !hider(on.state(), life)
    if (waits) on.step(life, { is: 'time' })
  }
  return on.done()
}

/** The end of a pause, by time or by hand: what stands waits from now on. */
export function unpaused(on: Draft, now: At, by?: Parameters<Draft['care']>[2]): void {
  const { care } = on.state()
  on.care({ pause: null }, 'pause-ended', by)
  for (const life of [...on.state().lives.values()]) {
    const { alarm } = life
    if (!alarm || alarm.claim || alarm.phase !== 'active' || ruleOf(alarm.rule).arrest || !care.pause || alarm.waits > now) continue
    on.put({ ...life, alarm: { ...alarm, waits: now, told: 'ward', rev: alarm.rev + 1 } }, 'changed')
  }
}

/** Standby, or a rule that is off now: nothing of these stands any more, and arming begins anew. */
export function stopped(on: Draft, which: (rule: RuleKey) => boolean, by?: Parameters<Draft['care']>[2], why?: string): void {
  for (const life of [...on.state().lives.values()]) if (which(life.rule)) on.step(life, { is: 'stop' }, 'stopped', by, why)
}

/** The patient is away: alarms end, silence and pause with them; what is set for the stay stays. */
export function awayStay(state: StayAlarms, now: At): Stepped {
  const on = draft(state, now)
  stopped(on, () => true)
  if (on.state().care.silence) on.care({ silence: null }, 'silence-ended')
  if (on.state().care.pause) on.care({ pause: null }, 'pause-ended')
  return on.done()
}

/** The stay is over: nothing of it stands. */
export function endedStay(state: StayAlarms, now: At): Stepped {
  const on = draft(state, now)
  stopped(on, () => true)
  const { silence, pause, help } = on.state().care
  if (silence || pause || help) on.care({ silence: null, pause: null, help: null }, 'silence-ended')
  return on.done()
}

/** After a restart: signals begin anew, and what was measured before is last known. */
export function resumedStay(state: StayAlarms, now: At): Stepped {
  const on = draft(state, now)
  for (const { alarm, ...life } of [...on.state().lives.values()])
    if (alarm && alarm.phase === 'active' && alarm.lastKnown === null && ruleOf(alarm.rule).kind === 'physiological')
      on.put({ ...life, armed: false, alarm: { ...alarm, lastKnown: now, inside: null, rev: alarm.rev + 1 } }, 'last-known')
  return on.done()
}

/** Technical alarms of an earlier run that no rule speaks of any more, but those that stand on all the same. */
export function withoutForgotten(state: StayAlarms, now: At, stands: (life: Life) => boolean = () => false): Stepped {
  const on = draft(state, now)
  for (const life of [...on.state().lives.values()])
    if (life.alarm && !life.armed && !stands(life) && ruleOf(life.rule).kind !== 'physiological' && life.alarm.phase === 'active')
      on.put({ ...life, out: null, alarm: null }, 'over')
  return on.done()
}
