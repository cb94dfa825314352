// What one bed hands over, in lines: what stands, what was set, what is due, what it hangs on. Pure.

import { ageWords } from '../../model/ages.ts'
import { alarmWords } from '../../model/alarmwords.ts'
import { isAlarm, isWorse, MARKS } from '../../model/priority.ts'
import { ruleOf } from '../../model/rules.ts'
import { runningWords } from '../../model/running.ts'
import { REFUSALS } from '../../model/scores.ts'
import type { HandoverRow } from '../../model/shiftapi.ts'
import { type DisplayUnits, shownIn, shownUnit } from '../../model/shownunits.ts'
import type { At } from '../../model/units.ts'
import { VITALS } from '../../model/vitals.ts'

export interface HandoverWords {
  readonly units: DisplayUnits
  readonly zone: string
  /** Gateway time at which it was asked. */
  readonly now: At
  /** "14:05", with its day where that is another. */
  readonly when: (at: number) => string
  readonly who: (id: string) => string
}
export interface Told {
  /** Of its kind, for the look: never colour alone, the words say it. */
  readonly kind: 'standing' | 'unseen' | 'notice' | 'set' | 'off' | 'away'
  readonly text: string
}
type Line = HandoverRow['story'][number]
type Shown = HandoverRow['alarms']['alarms'][number]

/** "*** ASYSTOLE …; R. Wren has it until 14:07" */
function alarmLine(alarm: Shown, words: HandoverWords): Told {
  const text = [MARKS[alarm.priority], alarmWords(alarm, 'banner', words)].filter(Boolean).join(' ')
  const { phase, claim, ended, lastKnown, since, recorded } = alarm
  const notice = ruleOf(alarm.rule).kind === 'notice'
  const rest =
    phase === 'active'
      ? [
          / since /.test(text) ? '' : `since ${words.when(since)}`,
          lastKnown === null ? '' : 'last known',
          claim ? `${words.who(claim.by)} has it until ${words.when(claim.until)}` : notice ? 'not answered' : 'nobody has it',
        ]
      : [`ended ${ended === null ? '' : words.when(ended)}, not seen`]
  return {
    kind: phase === 'active' ? (notice ? 'notice' : 'standing') : 'unseen',
    text: [text, ...rest, recorded ? '' : 'NOT RECORDED'].filter(Boolean).join(' · '),
  }
}

const limitWords = ({ low, high, vital }: HandoverRow['limits'][number], { units }: HandoverWords): string => {
  const number = (value: number | null): string => (value === null ? 'off' : shownIn(vital, value, units))
  return `${VITALS[vital].label} ${number(low)}–${number(high)} ${shownUnit(vital, units)}`
}

/** Alarms that stand and have ended unseen, worst first as the gateway tells them; then notices; then what was set. */
export function standingLines({ alarms, patient }: HandoverRow, words: HandoverWords): readonly Told[] {
  const lines = alarms.alarms.map((alarm) => alarmLine(alarm, words))
  const of = (kind: Told['kind']): readonly Told[] => lines.filter((line) => line.kind === kind)
  const away = patient?.away
  return [
    ...of('standing'),
    ...(alarms.hidden > 0 ? [{ kind: 'standing', text: `${alarms.hidden} more beneath` } as const] : []),
    ...of('unseen'),
    ...of('notice'),
    ...(away
      ? [{ kind: 'away', text: `away: ${away.reason}, back ${words.when(away.back)}, by ${away.by}: alarms do not watch` } as const]
      : []),
  ]
}

/** Limits changed or off, alarms off, orders, silence and pause, an oxygen target: with who, until when and why. */
export function setLines({ alarms, limits }: HandoverRow, words: HandoverWords): readonly Told[] {
  const { off, order, silence, pause, target, confirmAge, help, notWatched } = alarms
  const set = (text: string): Told => ({ kind: 'set', text })
  const loud = (text: string): Told => ({ kind: 'off', text })
  const extreme = new Set(alarms.limits.filter((one) => one.extreme).map(({ vital }) => vital))
  return [
    ...(order ? [loud(`ALARMS OFF BY ORDER of ${words.who(order.by)}, review ${words.when(order.review)}`)] : []),
    ...off.map(({ vital, by, review }) => loud(`ALARM OFF ${VITALS[vital].label} by ${words.who(by)}, review ${words.when(review)}`)),
    ...limits.map((one) => {
      const text = `limits ${limitWords(one, words)} by ${one.by} ${words.when(one.at)}: ${one.why}`
      return one.low === null || one.high === null || extreme.has(one.vital)
        ? loud(extreme.has(one.vital) ? `EXTREME ${text}` : text)
        : set(text)
    }),
    ...(target ? [set(`oxygen target ${target.low}–${target.high} %`)] : []),
    ...(confirmAge ? [loud('limits not confirmed for this age')] : []),
    ...(silence ? [set(`silenced by ${words.who(silence.by)} until ${words.when(silence.until)}`)] : []),
    ...(pause ? [set(`paused for care by ${words.who(pause.by)} until ${words.when(pause.until)}`)] : []),
    ...(help ? [loud(`help called by ${words.who(help.by)} ${words.when(help.at)}`)] : []),
    ...(notWatched.length > 0 ? [loud(`not watched: ${notWatched.join(', ')}`)] : []),
  ]
}

/** "NEWS2 5 charted 06:40, due 07:40"; a running range beside it; never a total with a missing part. */
export function scoreWords({ alarms: { score }, gone }: HandoverRow, { when }: HandoverWords): string {
  if (!score) return 'NEWS2 not known'
  if (score.refused !== null) return REFUSALS[score.refused].tile
  const { charted, running } = score
  const due = charted?.due == null ? '' : `, due ${when(charted.due)}`
  const scale = charted?.scale === 2 ? ' (scale 2)' : ''
  const told = charted
    ? `NEWS2 ${charted.total}${scale} charted ${when(charted.at)}${due}`
    : gone.includes('charted')
      ? 'NEWS2 no longer kept'
      : 'NEWS2 not charted'
  if (!running) return told
  return `${told} · running ${runningWords(running, when)}`
}

/** "wall monitor · telemetry 18 %, OFFLINE" */
export const deviceWords = ({ devices }: HandoverRow): string =>
  devices
    .map(({ name, link, battery }) =>
      [`${name}${battery === undefined ? '' : ` ${Math.round(battery)} %`}`, link === 'off' ? 'OFFLINE' : ''].filter(Boolean).join(', '),
    )
    .join(' · ') || 'no device'

/** "14 alarms, 2 of them high" */
export function raisedWords({ raised: { high, medium, low }, gone }: HandoverRow): string {
  const all = high + medium + low
  if (all === 0) return gone.includes('alarm') ? 'alarms no longer kept' : 'no alarm'
  return `${all} ${all === 1 ? 'alarm' : 'alarms'}${high > 0 ? `, ${high === all ? 'all' : `${high} of them`} high` : ''}`
}

/** Name or why there is none, then age, sex and record number. */
export function patientWords({ patient }: HandoverRow): { readonly name: string; readonly rest: string } {
  if (!patient) return { name: 'empty', rest: '' }
  const { name, trial, age, sex, record, admitted } = patient
  return {
    name: trial ? 'trial feed: invented' : (name ?? (admitted ? 'name not known' : 'NOT ADMITTED')),
    rest: [ageWords(age), sex === null || sex === 'unknown' ? '' : sex, record ?? ''].filter(Boolean).join(' · '),
  }
}

/** One thing of the shift: an alarm from its beginning to its end, or what somebody did. */
export interface Happened {
  readonly at: number
  readonly text: string
}
interface Part {
  readonly at: number
  readonly rule: Line['rule']
  priority: Line['priority']
  words: string
  said: string
  taken: number
  by: string | null
  untaken: boolean
  ended: string | null
  readonly why: string | null
}
const part = ({ at, rule, priority, words, what, by, why }: Line): Part => ({
  at,
  rule,
  priority,
  words,
  said: what,
  taken: 0,
  by,
  untaken: false,
  ended: null,
  why,
})

/** The lines of an alarm as one part: who took it how often, and how it ended. Newest words stand, as the worst is in them. */
function partsOf(story: readonly Line[]): readonly Part[] {
  const parts: Part[] = []
  const open = new Map<string, Part>()
  for (const line of story.toReversed()) {
    const { rule, what, by, priority, words } = line
    const before = rule === null || what === 'raised' ? undefined : open.get(rule)
    const own = before ?? part(line)
    if (!before) parts.push(own)
    if (rule === null) continue
    open.set(rule, own)
    if (priority !== null) own.priority = own.priority === null || isWorse(priority, own.priority) ? priority : own.priority
    own.words = words
    if (what === 'taken') own.taken++
    if (what.startsWith('told to more')) own.untaken = true
    if (by !== null) own.by = by
    if (/^(over|ended|stopped)/.test(what)) own.ended = what
    if (/^(over|stopped|seen)/.test(what)) open.delete(rule)
  }
  return parts
}

function partText({ rule, priority, words, said, taken, by, untaken, ended, why }: Part): string {
  if (rule === null) return [[words, said].filter(Boolean).join(': '), by === null ? '' : `by ${by}`, why ?? ''].filter(Boolean).join(', ')
  const times = taken === 0 ? '' : taken === 1 ? 'taken' : `taken ${taken} times`
  const who = by === null ? '' : taken > 1 ? `last by ${by}` : `by ${by}`
  const rest = [
    [times || (by === null ? '' : 'seen'), who].filter(Boolean).join(taken > 1 ? ', ' : ' '),
    untaken ? 'told to more' : '',
    ended ?? '',
  ]
  return `${[priority === null ? '' : MARKS[priority], words].filter(Boolean).join(' ')}: ${rest.filter(Boolean).join('; ') || 'stands'}`
}

/**
 * The story of the shift in order of time. Where there is not room for all: high alarms first, then what somebody set, then the other alarms,
 * of these the newest. What stands is told above it. `left`: how many parts are not told.
 */
export function storyOf({ story, alarms }: HandoverRow, most: number): { readonly told: readonly Happened[]; readonly left: number } {
  const standing = new Set<Line['rule']>(alarms.alarms.filter(({ phase }) => phase === 'active').map(({ rule }) => rule))
  const parts = partsOf(story).filter(({ rule, ended }) => rule === null || ended !== null || !standing.has(rule))
  const weight = ({ priority, rule }: Part): number =>
    priority === 'high' ? 3 : rule === null ? 2 : priority !== null && isAlarm(priority) ? 1 : 0
  const kept = new Set(parts.toSorted((a, b) => weight(b) - weight(a) || b.at - a.at).slice(0, most))
  return {
    told: parts.filter((one) => kept.has(one)).map((one) => ({ at: one.at, text: partText(one) })),
    left: parts.length - kept.size,
  }
}
