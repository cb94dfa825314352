// Early warning in words: what the badge of a tile says, what a list and the detail say. The charted and the running score stand apart. Pure.
import type { ScoreShown } from '../../model/alarmshown.ts'
import { rangeWords, runningWords } from '../../model/running.ts'
import { PARTS, REFUSALS, rankOf, TRIGGERS, type TriggerKey, worse } from '../../model/scores.ts'
import type { At } from '../../model/units.ts'
import { clockTime, span } from '../core/words.ts'

export interface Badge {
  /** The whole first, then what it may be cut to. */
  readonly forms: readonly string[]
  /** The score asks for somebody: it stands out, by weight and never by an alarm's colour. */
  readonly calls: boolean
  readonly overdue: boolean
}

/** Who must be told begins with a 3 in one part [FACTS §1.2]. */
const CALLS: readonly TriggerKey[] = ['single', 'medium', 'high']

/** "due 18:00", "due 20 min ago", "continuous"; '' where nothing was charted. */
export function dueWords(charted: ScoreShown['charted'], now: At | null, zone: string): string {
  if (!charted) return ''
  if (charted.due === null) return 'continuous'
  return now !== null && now > charted.due ? `due ${span(now - charted.due)} ago` : `due ${clockTime(charted.due, zone)}`
}
export const isOverdue = (charted: ScoreShown['charted'], now: At | null): boolean =>
  charted?.due != null && now !== null && now > charted.due

/** "5–8; consciousness last seen 03:10"; "not scored" where there is none. */
export const runningText = ({ running }: Pick<ScoreShown, 'running'>, zone: string): string =>
  running ? runningWords(running, (when) => clockTime(when, zone)) : 'not scored'

/** "5 at 06:40", "5 at 06:40, scale 2"; "none yet". */
export const chartedText = ({ charted }: Pick<ScoreShown, 'charted'>, zone: string): string =>
  charted ? `${charted.total} at ${clockTime(charted.at, zone)}${charted.scale === 2 ? ', scale 2' : ''}` : 'none yet'

/** "look at consciousness now", or what else would narrow the range most; null where nothing is missing. */
export const askText = ({ running }: Pick<ScoreShown, 'running'>): string | null =>
  running?.narrow ? `most would be known by: ${PARTS[running.narrow]}` : null

export const triggerOfScore = ({ charted, running }: Pick<ScoreShown, 'charted' | 'running'>): TriggerKey =>
  worse(charted?.trigger ?? 'zero', running?.trigger ?? 'zero')
/** "tell the medical team now: urgent assessment, within 60 min" */
export function responseText(trigger: TriggerKey): string {
  const { response, within, continuous } = TRIGGERS[trigger]
  return [response, within === null ? '' : `within ${within / 60_000} min`, continuous ? 'watch without a break' : '']
    .filter(Boolean)
    .join(', ')
}

export function badgeOf(score: ScoreShown, now: At | null, zone: string): Badge {
  const { charted, running, refused, scale } = score
  if (refused) return { forms: [REFUSALS[refused].tile, 'no NEWS2'], calls: false, overdue: false }
  const live = running ? rangeWords(running) : null
  const due = dueWords(charted, now, zone)
  const second = scale === 2 ? ' (scale 2)' : ''
  const calls = CALLS.includes(triggerOfScore(score))
  const overdue = isOverdue(charted, now)
  const joined = (...parts: readonly (string | null)[]): string => parts.filter(Boolean).join(' · ')
  if (!charted) return { forms: live === null ? [] : [`NEWS2${second} now ${live}`, `now ${live}`, live], calls, overdue }
  const total = `${charted.total}`
  const differs = live !== null && live !== total ? `now ${live}` : null
  return {
    forms: [
      joined(`NEWS2${second} ${total}`, differs, due),
      joined(`NEWS2 ${total}`, differs, due.replace(' ago', '')),
      joined(total, differs, due.replace(' ago', '')),
      joined(`NEWS2 ${total}`, differs),
      differs ? `${total} · ${live}` : total,
      live ?? total,
    ],
    calls,
    overdue,
  }
}

/** The gateway time after which a badge may say something else though nothing came. */
export function badgeDue(score: ScoreShown | null, now: At): number {
  const due = score?.charted?.due
  if (due == null) return Number.POSITIVE_INFINITY
  return now < due ? due : due + (Math.floor((now - due) / 60_000) + 1) * 60_000 - 1e-3
}

/** What a score asks for now: who was never charted, and has no score that calls, is to be charted. */
export function askedText(score: Pick<ScoreShown, 'charted' | 'running'>): string {
  const trigger = triggerOfScore(score)
  // A running score alone calls to the bed for a full set, and tells the team of what that finds (WARD.md §7).
  const running = score.running !== null && CALLS.includes(score.running.trigger) && trigger !== (score.charted?.trigger ?? null)
  if (running) return `take a full set now; if it stands: ${responseText(trigger)}`
  return score.charted === null ? 'take a full set' : responseText(trigger)
}

/** How much it asks for, and of equals how high the charted total or the running range reaches: one figure to sort by; none is -1. */
export const needOf = (score: ScoreShown | null): number =>
  !score || score.refused ? -1 : rankOf(triggerOfScore(score)) * 100 + Math.max(score.charted?.total ?? 0, score.running?.high ?? 0)

/** For a list: who asks for most first, and of equals who is due first. */
export function byNeed(a: ScoreShown | null, b: ScoreShown | null): number {
  const due = (one: ScoreShown | null): number => one?.charted?.due ?? Number.POSITIVE_INFINITY
  return needOf(b) - needOf(a) || (due(a) === due(b) ? 0 : due(a) - due(b))
}

/** "of 20:21", the pressure by which it is computed: it never stands there as if it were of now. */
export const pressureTime = ({ pressureAt }: Pick<ScoreShown, 'pressureAt'>, zone: string): string =>
  pressureAt === null ? '' : `of ${clockTime(pressureAt, zone)}`
