// What can be done about the alarms of one bed now, in words and as asks, and what quiets them, in sentences. Pure.
import { ALARM_ACTS, type AlarmActAsked, type AlarmActKey } from '../../model/alarmacts.ts'
import type { BedAlarms } from '../../model/alarmshown.ts'
import { ARMING, ruleOf } from '../../model/rules.ts'
import { type DisplayUnits, shownIn } from '../../model/shownunits.ts'
import { VITALS, type VitalKey } from '../../model/vitals.ts'
import type { Roster } from '../../model/wire.ts'
import { clockTime, counter } from '../core/words.ts'

export interface Place {
  readonly stay: string
  readonly bed: string
}

/** Asked by one touch. */
export interface Touch {
  readonly act: AlarmActKey
  readonly words: string
  readonly ask: AlarmActAsked
  /** It is on: pressed once more it ends. */
  readonly on: boolean
}
export function touchesAt({ stay, bed }: Place, { help, silence, pause }: BedAlarms): readonly Touch[] {
  const of = { stay, bed }
  return [
    { act: 'help', words: help ? 'End the call' : ALARM_ACTS.help.words, ask: { act: 'help', ...of, on: !help }, on: help !== null },
    {
      act: 'silence',
      words: silence ? 'End the silence' : ALARM_ACTS.silence.words,
      ask: { act: 'silence', ...of, on: !silence },
      on: silence !== null,
    },
    { act: 'pause', words: pause ? 'End the pause' : ALARM_ACTS.pause.words, ask: { act: 'pause', ...of, on: !pause }, on: pause !== null },
  ]
}

/** TABLE: what opens a dialog of its own. */
const DIALOG_ACTS = ['limits', 'off', 'target', 'order-off', 'order-on'] as const satisfies readonly AlarmActKey[]
export type DialogAct = (typeof DIALOG_ACTS)[number]
/** Which of them can be done now: an order that stands is ended, not given once more. */
export const dialogsAt = ({ order }: Pick<BedAlarms, 'order'>): readonly DialogAct[] =>
  DIALOG_ACTS.filter((key) => key !== (order ? 'order-off' : 'order-on'))

interface Told {
  readonly now: number | null
  readonly zone: string
  readonly units: DisplayUnits
  readonly carers: ReadonlyMap<string, Roster['carers'][number]>
}
const nameOf = ({ carers }: Told, by: string): string => carers.get(by)?.name ?? carers.get(by)?.initials ?? 'a colleague'
const labels = (vitals: readonly VitalKey[]): string => [...new Set(vitals.map((vital) => VITALS[vital].label))].join(', ')

/** What is so of the bed's alarms beside the alarms themselves, what quiets them first. */
export function standingWords(of: BedAlarms, told: Told): readonly { readonly key: string; readonly words: string }[] {
  const { now, zone, units } = told
  const left = (until: number): string => (now === null ? '' : `, ${counter(until - now)} left`)
  const review = (at: number): string => `looked at again ${clockTime(at, zone)}`
  const { order, silence, pause, help, off, limits, target, confirmAge, arming, notWatched, hidden, recorded } = of
  const lines: [key: string, words: string | null][] = [
    ['order', order && `ALARMS OFF BY ORDER of ${nameOf(told, order.by)}: ${review(order.review)}`],
    ...off.map(({ vital, by, review: at }): [string, string] => [
      `off-${vital}`,
      `Alarm off: ${VITALS[vital].name}, by ${nameOf(told, by)}, ${review(at)}`,
    ]),
    ['silence', silence && `Silenced by ${nameOf(told, silence.by)}${left(silence.until)}`],
    ['pause', pause && `Alarms paused for care by ${nameOf(told, pause.by)}${left(pause.until)}: asystole, VF and VT still sound`],
    ['help', help && `Help called by ${nameOf(told, help.by)}${now === null ? '' : ` ${counter(now - help.at)} ago`}`],
    ['hidden', hidden > 0 ? `${hidden} more ${hidden === 1 ? 'stands' : 'stand'} beneath worse ones` : null],
    [
      'limits',
      limits.length > 0
        ? `Limits here: ${limits.map((one) => `${VITALS[one.vital].label} ${limitsWords(one, units)}${one.extreme ? ' (extreme)' : ''}`).join(', ')}`
        : null,
    ],
    ['target', target && `Oxygen target by order: ${target.low}–${target.high} %`],
    ['confirm', confirmAge ? 'The limits of this age wait for a named person to confirm them' : null],
    ['arming', arming.length > 0 ? `Arming, not watched yet: ${armingWords(arming)}` : null],
    ['not-watched', notWatched.length > 0 ? `Not watched: ${notWatched.join(', ')}` : null],
    ['not-recorded', recorded ? null : 'Done, not recorded: the store cannot be written'],
  ]
  return lines.flatMap(([key, words]) => (words ? [{ key, words }] : []))
}

/** "HR (30 s of ECG), SpO₂ (10 s of pulse at the probe)" */
function armingWords(arming: BedAlarms['arming']): string {
  const by = new Map<string, Set<VitalKey>>()
  for (const key of arming) {
    const rule = ruleOf(key)
    const { words } = ARMING[rule.arming]
    const vitals = by.get(words) ?? new Set()
    by.set(words, vitals)
    for (const vital of rule.vitals) vitals.add(vital)
  }
  return [...by].map(([words, vitals]) => (vitals.size === 0 ? words : `${labels([...vitals])} (after ${words})`)).join(', ')
}

/** "50–120", "low off, high 120", "off" */
export function limitsWords(
  { vital, low, high }: { readonly vital: VitalKey; readonly low: number | null; readonly high: number | null },
  units: DisplayUnits,
): string {
  if (low === null && high === null) return 'off'
  const of = (value: number): string => shownIn(vital, value, units)
  if (low !== null && high !== null) return `${of(low)}–${of(high)}`
  return low !== null ? `low ${of(low)}, high off` : `low off, high ${of(high as number)}`
}
