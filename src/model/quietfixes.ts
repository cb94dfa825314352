// TABLE: what would most likely make one signal of one bed quieter, by why its alarms came. The first row that fits is named [*design*,
// after FACTS §2.6: motion and short dips, limits near the patient's own values, delays, leads].
import type { Sounded } from './quiet.ts'
import { RULES, type RuleKey, ruleOf } from './rules.ts'
import { type Ms, seconds } from './units.ts'
import type { VitalKey } from './vitals.ts'

/** So near its limit an alarm is the limit's, in the vital's unit [*design*]. Vitals without a row: never. */
const NEAR: Readonly<Partial<Record<VitalKey, number>>> = {
  hr: 5,
  pr: 5,
  spo2: 2,
  rr: 3,
  'nibp-sys': 5,
  'nibp-dia': 5,
  'nibp-mean': 5,
  'art-sys': 5,
  'art-dia': 5,
  'art-mean': 5,
  temp: 0.3,
  etco2: 3,
  glucose: 0.5,
}
/** What a longer delay could have spared: it ended so soon [FACTS §2.6: 15 s spare most]. */
const BRIEF: Ms = seconds(15)
/** Fewer alarms say nothing about why. */
const FEW = 3
const LEADS: ReadonlySet<RuleKey> = new Set(['leads', 'ecg-noise', 'disagree'])
const PROBE: ReadonlySet<RuleKey> = new Set(['probe', 'perf'])
const PULSE: ReadonlySet<VitalKey | null> = new Set(['spo2', 'pr'])

type Told = (alarm: Sounded) => boolean
/** At least every second of them. */
const most = (alarms: readonly Sounded[], told: Told): boolean => alarms.filter(told).length * 2 >= alarms.length
const brief: Told = ({ raised, ended }) => ended !== null && ended - raised < BRIEF
const near: Told = ({ vital, beyond }) => {
  const most = vital === null ? undefined : NEAR[vital]
  return most !== undefined && beyond !== null && beyond <= most
}
/** Whether a ward may choose its delay, and it is none of the worst. */
const delayed: Told = ({ rule, priority }) => {
  const [least, longest] = ruleOf(rule).delays
  return priority !== 'high' && least < longest && ruleOf(rule).delay > 0
}
const limited: Told = ({ rule }) => ['limit', 'extreme'].includes(RULES[rule].condition.is)

interface Fix {
  readonly words: string
  readonly fits: (alarms: readonly Sounded[]) => boolean
}
const ROWS = {
  few: { words: 'too few to say why', fits: (alarms) => alarms.length < FEW },
  lead: { words: 'Lead: new electrodes, or another lead', fits: (alarms) => most(alarms, ({ rule }) => LEADS.has(rule)) },
  probe: {
    words: 'Probe site: to the ear, or another finger',
    fits: (alarms) => most(alarms, (one) => PROBE.has(one.rule) || (PULSE.has(one.vital) && one.motion && brief(one))),
  },
  limit: {
    words: 'Limit: this patient’s own values lie near it',
    fits: (alarms) => most(alarms, (one) => limited(one) && near(one)),
  },
  delay: { words: 'Delay: most are over within 15 s', fits: (alarms) => most(alarms, (one) => delayed(one) && brief(one)) },
  patient: { words: 'Look at the patient: far out, or lasting', fits: () => true },
} as const satisfies Record<string, Fix>
export type FixKey = keyof typeof ROWS
export const FIXES: Readonly<Record<FixKey, Fix>> = ROWS

/** The likely fix of a pair: nothing here changes anything by itself. */
export const fixFor = (alarms: readonly Sounded[]): FixKey => (Object.keys(ROWS) as FixKey[]).find((key) => ROWS[key].fits(alarms))!
