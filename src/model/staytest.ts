// For tests: the alarms of one stay, judged and acted on by hand, with the journal of all that became of it.
import type { Verdict } from './alarm.ts'
import { AlarmAct, type AlarmActAsked } from './alarmacts.ts'
import type { AlarmShown, BedAlarms } from './alarmshown.ts'
import type { By } from './book.ts'
import type { Population } from './census.ts'
import type { Priority } from './priority.ts'
import { type RuleKey, ruleOf } from './rules.ts'
import { type ActOutcome, actStay, type StayAct } from './stayact.ts'
import { type Entry, newStayAlarms, type StayAlarms, type Stepped } from './stayalarms.ts'
import { stayShown } from './stayshown.ts'
import { judgedStay, passedStay } from './staystep.ts'
import { type At, at, ms } from './units.ts'

export const T0 = at(1_790_000_000_000)
export const WREN: By = { is: 'person', id: 'wren', name: 'R. Wren' }
export const HERON: By = { is: 'person', id: 'heron', name: 'P. Heron' }
const STAFF = [WREN, HERON]

type Given = Partial<Pick<Verdict, 'is' | 'value' | 'priority' | 'armed' | 'settle' | 'delay'>> & { readonly of?: string }
type Asked = AlarmActAsked extends infer A ? (A extends { stay: string } ? Omit<A, 'stay' | 'bed'> : never) : never

export interface TestStay {
  state: StayAlarms
  now: At
  away: boolean
  population: Population
  age: number | null
  readonly entries: Entry[]
  took(stepped: Stepped): void
  /** A verdict of this rule, now. */
  judge(rule: RuleKey, over?: Given): void
  /** Time passes in steps of a second at most. */
  wait(milliseconds: number): void
  act(asked: Asked, by?: By): ActOutcome
  claim(rule: RuleKey, by?: By, over?: boolean): ActOutcome
  shown(feed?: 'gone' | 'soon'): BedAlarms
  alarm(rule: RuleKey): AlarmShown | undefined
  /** Rules that sound. */
  sounding(): RuleKey[]
}

export function testStay(): TestStay {
  const own: TestStay = {
    state: newStayAlarms(1),
    now: T0,
    away: false,
    population: 'adult',
    age: 60,
    entries: [],
    took({ state, entries }) {
      own.state = state
      own.entries.push(...entries)
    },
    judge(rule, { of = '', ...over } = {}) {
      const verdict: Verdict = {
        at: own.now,
        is: 'out',
        armed: true,
        delay: ms(0),
        settle: ms(0),
        priority: ruleOf(rule).priority,
        vital: ruleOf(rule).vitals[0] ?? null,
        side: null,
        value: 1,
        limit: 0,
        say: {},
        evidence: null,
        ...over,
      }
      own.took(judgedStay(own.state, [{ rule, of, verdict }], own.now, own))
    },
    wait(milliseconds) {
      for (const end = own.now + milliseconds; own.now < end; ) {
        own.now = at(Math.min(end, own.now + 1000))
        own.took(passedStay(own.state, own.now))
      }
    },
    act(asked, by = WREN) {
      const outcome = actStay(own.state, AlarmAct.parse({ ...asked, stay: 's', bed: 'b' }) as StayAct, {
        by,
        now: own.now,
        population: own.population,
        age: own.age,
        staff: (id) => STAFF.find((one) => one.id === id) ?? null,
        nameOf: (id) => STAFF.find((one) => one.id === id)?.name ?? id,
      })
      if (outcome.is === 'done') own.took(outcome)
      return outcome
    },
    claim(rule, by, over) {
      const { id, priority } = own.alarm(rule) ?? { id: 'none', priority: 'high' as Priority }
      return own.act({ act: 'claim', alarm: id, priority, ...(over !== undefined && { over }) }, by)
    },
    shown: (feed) =>
      stayShown(own.state, {
        now: own.now,
        population: own.population,
        age: own.age,
        continuous: true,
        feed: feed ?? null,
        arming: [],
        notWatched: [],
        score: null,
        recorded: () => true,
      }),
    alarm: (rule) => own.shown().alarms.find((one) => one.rule === rule),
    sounding: () =>
      own
        .shown()
        .alarms.filter(({ sounds }) => sounds)
        .map(({ rule }) => rule),
  }
  return own
}
