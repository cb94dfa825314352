// What staff do in a seed, drawn: with alarms, and in the ward book.
import { Act, type ActAsked } from '../../model/acts.ts'
import { AlarmAct, type AlarmActAsked } from '../../model/alarmacts.ts'
import type { AlarmShown } from '../../model/alarmshown.ts'
import { type By, bedOf } from '../../model/book.ts'
import { ruleOf } from '../../model/rules.ts'
import type { VitalKey } from '../../model/vitals.ts'
import { type Kin, LIMITS, OFF, STAFF, VITAL_OF, WARD, type World } from './world.ts'

export interface Acts {
  /** Any act on the alarms of a stay. */
  onAlarms(kin: Kin): void
  /** Any act on where patients lie. */
  inBook(): void
}

export function createActs(world: World): Acts {
  const { draw, clock, patients, lies, toldOf, say, count } = world

  function act(asked: AlarmActAsked, by: By): boolean {
    const answer = world.core.hub.act(AlarmAct.parse(asked), {
      by,
      staff: (id) => STAFF.find((one) => one.id === id) ?? null,
      nameOf: (id) => id,
    })
    count(`act ${asked.act}${answer.is === 'done' ? '' : ' refused'}`)
    if (answer.is === 'done') answer.kept.catch(() => {})
    return answer.is === 'done'
  }

  /** Somebody has it now; what begins beneath it is covered for as long. */
  function claimed(kin: Kin, id: string, by: string): void {
    const until = toldOf(kin.stay).alarms.find((one) => one.id === id)?.claim?.until
    if (until !== undefined) kin.claims.add(`${by} until ${until}`)
  }

  function anyAct(kin: Kin): void {
    const { stay, oracle } = kin
    const book = world.core.census.book().stay.get(stay)
    if (!book || book.ended) return
    const bed = bedOf(book)
    const base = { stay, bed }
    const told = toldOf(stay)
    const by = draw.of(STAFF)
    const alarm = told.alarms.length > 0 ? draw.of(told.alarms) : null
    const what = draw.of([
      'claim',
      'claim',
      'claim',
      'claim',
      'seen',
      'seen',
      'release',
      'give',
      'silence',
      'silence',
      'pause',
      'off',
      'on',
      'limits',
      'order',
      'help',
    ] as const)
    const mayReset = (one: AlarmShown): void => {
      if (one.phase !== 'active' || one.lastKnown !== null) oracle.seen(one.rule)
    }
    switch (what) {
      case 'claim': {
        if (!alarm) return
        if (!act({ act: 'claim', ...base, alarm: alarm.id, priority: alarm.priority, over: draw.chance(0.5) }, by)) return
        if (alarm.phase !== 'active') {
          if (toldOf(stay).alarms.some(({ id }) => id === alarm.id)) say(`${alarm.id} had ended, was taken, and is still shown`)
          return
        }
        claimed(kin, alarm.id, by.id)
        const now = toldOf(stay).alarms.find(({ id }) => id === alarm.id)
        // Asked anew by the act, one of facts may be over.
        if (now ? now.claim?.by !== by.id : ruleOf(alarm.rule).condition.is !== 'fact')
          say(`${alarm.id} was taken by ${by.id} and is ${JSON.stringify(now?.claim)}`)
        return
      }
      case 'give': {
        if (!alarm) return
        const to = draw.of(STAFF)
        if (act({ act: 'give', ...base, alarm: alarm.id, priority: alarm.priority, to: to.id }, by)) claimed(kin, alarm.id, to.id)
        return
      }
      case 'release':
        if (alarm?.claim)
          act(
            { act: 'release', ...base, alarm: alarm.id, priority: alarm.priority },
            { is: 'person', id: alarm.claim.by, name: alarm.claim.by },
          )
        return
      case 'seen':
        if (alarm && act({ act: 'seen', ...base, alarm: alarm.id, priority: alarm.priority }, by)) mayReset(alarm)
        return
      case 'silence':
        act({ act: 'silence', ...base, on: draw.chance(0.8) }, by)
        return
      case 'help':
        act({ act: 'help', ...base, on: draw.chance(0.7) }, by)
        return
      case 'pause': {
        const on = draw.chance(0.7)
        const minutes = draw.of([1, 2, 3])
        if (act({ act: 'pause', ...base, on, ...(on && { minutes }) }, by))
          kin.pausedUntil = on ? clock.now() + minutes * 60_000 : Math.min(kin.pausedUntil, clock.now())
        return
      }
      case 'off': {
        const vital = draw.of(OFF)
        if (!act({ act: 'off', ...base, vital, reason: 'simulated' }, by)) return
        kin.off.add(vital)
        oracle.off((rule) => VITAL_OF[vital]!.includes(rule))
        return
      }
      case 'on': {
        const [vital] = kin.off
        if (vital === undefined || !act({ act: 'on', ...base, vital: vital as VitalKey }, by)) return
        kin.off.delete(vital)
        oracle.off((rule) => VITAL_OF[vital]!.includes(rule))
        return
      }
      case 'order': {
        const on = !kin.order && draw.chance(0.3)
        if (!on && !kin.order) return
        if (!act(on ? { act: 'order-off', ...base, reason: 'simulated' } : { act: 'order-on', ...base }, by)) return
        kin.order = on
        oracle.off(() => true)
        return
      }
      case 'limits': {
        const preset = draw.chance(0.4)
        const [vital, low, high] = draw.of(LIMITS)
        if (!act({ act: 'limits', ...base, vital, low, high, reason: 'simulated', ...(preset && { preset }) }, by)) return
        oracle.limits(vital, preset ? null : [low, high ?? 101], clock.now())
        return
      }
      default:
        what satisfies never
    }
  }

  function bookAct(): void {
    const patient = draw.of(patients)
    const bed = lies.get(patient)!
    const stay = world.core.census.book().lying.get(bed)
    if (!stay) return
    const what = draw.of(['standby', 'resume', 'discharge', 'move'] as const)
    const ask = (asked: ActAsked) =>
      world.core.census.act(Act.parse(asked), { by: STAFF[0]!, staff: (id) => ({ is: 'person', id, name: id }) })
    const isDone = (asked: ActAsked): boolean => {
      const answer = ask(asked)
      count(`act ${asked.act}${answer.is === 'done' ? '' : ' refused'}`)
      if (answer.is !== 'done') return false
      answer.kept.catch(() => {})
      return true
    }
    if (what === 'standby') {
      const long = draw.whole(60, 200)
      if (isDone({ act: 'standby', stay, bed, reason: 'CT', back: clock.now() + 600_000 }))
        patient.quiet(world.second + 3, world.second + 3 + long)
    } else if (what === 'resume') isDone({ act: 'resume', stay, bed })
    else if (what === 'discharge') {
      if (isDone({ act: 'discharge', stay, bed })) patient.quiet(world.second + 2, world.second + draw.whole(45, 90))
    } else {
      const empty = world.core.census.register.bedsOf(WARD).find(({ stay: there }) => there === null)?.bed.id
      if (empty !== undefined && isDone({ act: 'move', stay, from: bed, to: empty })) lies.set(patient, empty)
    }
  }

  return { onAlarms: anyAct, inBook: bookAct }
}
