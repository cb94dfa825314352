// Alarms that the demo's devices raise by themselves: by the rhythm they see, and what a row says. Each names its start at its end.
import type { Code } from '../../model/codes.ts'
import type { DeviceId } from '../../model/ids.ts'
import type { DeviceAlarm, Report } from '../../model/sample.ts'
import { type At, after, at } from '../../model/units.ts'
import type { Body } from './body.ts'
import type { Due } from './failures.ts'
import { happenings, type Setting, windowsOf } from './happening.ts'
import type { Plan } from './plan.ts'
import { phaseOf } from './stream.ts'

/** TABLE: rhythms that a monitor calls an alarm, and its words for them. */
const BY_RHYTHM: Partial<Record<Code<'rhythm'>, Pick<DeviceAlarm, 'code' | 'text' | 'priority'>>> = {
  vf: { code: 'vf', text: '*** VENT FIB', priority: 'high' },
  vt: { code: 'vt', text: '*** V-TACH', priority: 'high' },
  asystole: { code: 'asystole', text: '*** ASYSTOLE', priority: 'high' },
}
/** No longer than this a device looks back for the beginning of what it ends, s: longer than any arrest of a story. */
const LONGEST = 1800

/** What a device that tells the rhythm says at `t`, `step` ms after it last looked. */
export function rhythmAlarms(body: Body, device: DeviceId, t: At, step: number): DeviceAlarm[] {
  const alarmAt = (when: At): (typeof BY_RHYTHM)[keyof typeof BY_RHYTHM] => {
    const rhythm = body.rhythm(when)
    return rhythm.is === 'known' ? BY_RHYTHM[rhythm.value as Code<'rhythm'>] : undefined
  }
  const is = alarmAt(t)
  const was = alarmAt(after(t, -step))
  if (is === was) return []
  const found: DeviceAlarm[] = []
  if (was) {
    let since = after(t, -step)
    while (t - since < LONGEST * 1000 && alarmAt(after(since, -step)) === was) since = after(since, -step)
    found.push({ is: 'end', device, id: `${was.code}@${since}`, ...was, at: t })
  }
  if (is) found.push({ is: 'start', device, id: `${is.code}@${t}`, ...is, at: t })
  return found
}

/** What the row says of alarms without a value, handed over in [from, to). */
export function rowAlarms(plan: Plan, setting: Setting): (from: At, to: At) => Due[] {
  const key = plan.units[0]?.device
  if (!key) return () => []
  const device = plan.device(key)
  const { latency } = phaseOf(plan, key, setting)
  const rows = happenings(plan.row, setting, 'device-alarm').map((one) => ({ one, windows: windowsOf(one, plan.row, setting) }))
  const due = (alarm: DeviceAlarm): Due => {
    const report: Report = { bed: plan.bed, patient: plan.person?.record ?? null, samples: [], alarms: [alarm] }
    return { received: at(alarm.at + latency), report }
  }
  return (from, to) =>
    rows
      .flatMap(({ one: { code, text, priority }, windows }) =>
        windows(after(from, -latency - 1), after(to, -latency)).flatMap((w) => {
          const said = { device, id: `${code ?? 'other'}@${w.from}`, code, text, priority }
          return [due({ is: 'start', ...said, at: w.from }), due({ is: 'end', ...said, at: w.to })]
        }),
      )
      .filter(({ received, report }) => received >= from && received < to && plan.sends(key, report.alarms![0]!.at))
}
