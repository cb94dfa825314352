// Early warning of every stay: what was charted and ordered, the running score beside it, and the notices that a person must answer.
// The one holder of it; what it remembers is kept, and goes on after a restart.
import type { ScoreShown } from '../../model/alarmshown.ts'
import type { By } from '../../model/book.ts'
import { isNarrow } from '../../model/derived.ts'
import type { EarlyAct } from '../../model/earlyacts.ts'
import type { EARLY_ANSWERS } from '../../model/earlyapi.ts'
import { CHARTED } from '../../model/earlyapi.ts'
import { answered, called, type EarlyNotice, standing } from '../../model/earlynotices.ts'
import type { StayId } from '../../model/ids.ts'
import { type Observations, type Oxygen, type ScaleOrder, type Total, toldOf } from '../../model/observations.ts'
import { type Running, rangeWords, risesIn, runningWords } from '../../model/running.ts'
import type { Sample } from '../../model/sample.ts'
import { NUMBER_PARTS, NUMBERS, printed, REFUSALS, type Scored, TRIGGERS } from '../../model/scores.ts'
import { halfUp } from '../../model/shownunits.ts'
import { type At, after, between, hours, type Ms, minutes } from '../../model/units.ts'
import { VITALS, type VitalKey } from '../../model/vitals.ts'
import type { z } from '../../model/zod.ts'
import { hourIn } from '../../model/zone.ts'
import type { ErrorCode } from '../errors.ts'
import { type EarlyOfStay, type EarlyRow, NOTHING_YET, RISES, withRow } from './earlykept.ts'
import { CUFF_HOLDS, createEarlyMonitor, type Newest } from './earlymonitor.ts'
import { scoreOf } from './earlyscore.ts'

/** A set is charted at most so long after it was taken, and no clock is ahead by more. */
const LATE = hours(12)
const AHEAD = minutes(1)
/** What the monitor brought is offered to be charted for so long; a cuff pressure for as long as it makes a shock index. */
const OFFERED = minutes(2)

export interface PatientNow extends Scored {
  readonly since: At
  /** Of the ward. */
  readonly zone: string
  /** Not away, and no invented one of a trial: somebody is called to this patient. */
  readonly here: boolean
}
export interface EarlySetup {
  readonly now: () => At
  /** null: nobody lies there any more. */
  readonly patientOf: (stay: StayId) => PatientNow | null
  readonly cadence: (device: string, signal: VitalKey) => Ms
  readonly kept: ReadonlyMap<StayId, EarlyOfStay>
  readonly keep: (rows: readonly EarlyRow[]) => Promise<void>
  readonly failed: (place: string, error: unknown) => void
}

/** A notice as the rules of alarms take it: words for its message, naming nobody. */
export interface EarlyFact {
  readonly notice: EarlyNotice
  readonly since: At
  readonly value: number | null
  readonly say: Readonly<Record<string, string>>
}
export interface EarlyView {
  readonly score: ScoreShown | null
  readonly facts: readonly EarlyFact[]
}
export type EarlyAnswer =
  | { readonly is: 'done'; readonly kept: Promise<void> }
  | { readonly is: 'refused'; readonly code: ErrorCode; readonly detail?: string }

export interface Early {
  take(stay: StayId, samples: readonly Sample[]): void
  /** What is so now; what must be remembered of it is kept. */
  look(stay: StayId): EarlyView
  /** The score as it was looked at last. */
  scoreOf(stay: StayId): ScoreShown | null
  act(ask: EarlyAct, by: By): EarlyAnswer
  /** An order that a source brings of a stay of which nothing was kept. */
  begin(stay: StayId, order: ScaleOrder): void
  chart(stay: StayId): z.output<(typeof EARLY_ANSWERS)['POST /api/early/chart']>
  /** All that is held of it, oldest first. */
  kept(stay: StayId): EarlyOfStay
  /** What was charted, ordered and answered is not forgotten: its key ends it. */
  forget(stay: StayId): void
  /** With its key. */
  erase(stay: StayId): void
}

const NOBODY: EarlyView = { score: null, facts: [] }

export function createEarly({ now, patientOf, cadence, kept, keep, failed }: EarlySetup): Early {
  const monitor = createEarlyMonitor(cadence)
  const stays = new Map(kept)
  const of = (stay: StayId): EarlyOfStay => stays.get(stay) ?? NOTHING_YET

  /** In force at once; resolves once it is kept. */
  function put(row: EarlyRow): Promise<void> {
    const own = of(row.stay)
    stays.set(row.stay, { ...withRow(own, row), n: own.n + 1 })
    return keep([row])
  }
  function remember(stay: StayId, now: At, next: Pick<EarlyOfStay, 'memory' | 'called'>): void {
    const { memory, called: before, rises = [] } = of(stay)
    if (JSON.stringify(next) === JSON.stringify({ memory, called: before })) return
    const content = { ...next, rises: [...rises, ...risesIn(memory, next.memory, now)].slice(-RISES) }
    stays.set(stay, { ...of(stay), ...content })
    void keep([{ kind: 'early', stay, n: 0, content }]).catch((error: unknown) => failed('early', error))
  }

  const seen = new Map<StayId, EarlyView>()
  function look(stay: StayId): EarlyView {
    const view = lookNow(stay)
    seen.set(stay, view)
    return view
  }

  function lookNow(stay: StayId): EarlyView {
    const patient = patientOf(stay)
    if (!patient) return NOBODY
    const when = now()
    const own = of(stay)
    const { shown, score, charted, shock, memory } = scoreOf(own, { now: when, patient, monitored: monitor.now(stay, when) })
    const next = called(own.called, { now: when, charted, running: score, shock })
    remember(stay, when, { memory, called: next })
    const clock = (t: At): string => hourIn(patient.zone, t)
    const facts = patient.here
      ? standing(next, charted, when).map(
          (one): EarlyFact => ({ ...one, ...said(one.notice, { charted, score, next, sys: shock?.sys ?? null, clock }) }),
        )
      : []
    return { score: shown, facts }
  }

  function act(ask: EarlyAct, by: By): EarlyAnswer {
    const stay = ask.stay as StayId
    const patient = patientOf(stay)
    if (!patient) return { is: 'refused', code: 'no-such-stay' }
    const when = now()
    const { n } = of(stay)
    switch (ask.act) {
      case 'observe': {
        const { set } = ask
        if (set.at > when + AHEAD || set.at < Math.max(when - LATE, patient.since)) return { is: 'refused', code: 'bad-time' }
        const empty =
          set.consciousness === null && set.oxygen === null && set.glucose === null && NUMBER_PARTS.every((part) => set[part] === null)
        if (empty) return { is: 'refused', code: 'bad-ask', detail: 'nothing was charted' }
        const taken = Math.min(set.at, when) as At
        const content: Observations = { ...set, at: taken, by, ...(taken < when && { written: when }) }
        return { is: 'done', kept: put({ kind: 'observations', stay, n, content }) }
      }
      case 'scale': {
        const content: ScaleOrder = { ...ask.order, by, at: when }
        return { is: 'done', kept: put({ kind: 'scale-order', stay, n, content }) }
      }
      case 'answer': {
        const { notice, told, plan, at } = ask
        const found = look(stay).facts.find((one) => one.notice === notice)
        const own = of(stay)
        if (!found) return { is: 'refused', code: 'no-notice' }
        if (at > when + AHEAD || at < when - LATE) return { is: 'refused', code: 'bad-time' }
        const content = { notice, since: found.since, at: when, by: by.name, told, toldAt: at, plan }
        const first = put({ kind: 'notice-answer', stay, n: own.n, content })
        remember(stay, when, { memory: own.memory, called: answered(own.called, notice, when) })
        return { is: 'done', kept: first }
      }
      default:
        return ask satisfies never
    }
  }

  function chart(stay: StayId): ReturnType<Early['chart']> {
    const { sets, orders, answers } = of(stay)
    const patient = patientOf(stay)
    const when = now()
    const newest = <T extends { readonly at: number }>(list: readonly T[]): T[] => list.toSorted((a, b) => b.at - a.at).slice(0, CHARTED)
    const { numbers, oxygen } = monitor.newest(stay)
    const offered = NUMBER_PARTS.flatMap((part) => {
      const found = numbers[part]
      const value = printed(part, found?.value ?? null)
      if (!found || value === null || between(found.at, when) > (part === 'sys' ? CUFF_HOLDS : OFFERED)) return []
      return [[part, { value: halfUp(value, VITALS[NUMBERS[part]].digits), at: found.at }] as const]
    })
    return {
      sets: newest(sets).map((set) => ({ set, ...toldOf(set, patient, orders) })),
      orders: newest(orders),
      answers: newest(answers),
      oxygen: oxygenLast(sets, oxygen, when),
      offered: Object.fromEntries(offered),
    }
  }

  function begin(stay: StayId, content: ScaleOrder): void {
    if (of(stay) !== NOTHING_YET) return
    void put({ kind: 'scale-order', stay, n: of(stay).n, content }).catch((error: unknown) => failed('early', error))
  }

  function forget(stay: StayId): void {
    monitor.forget(stay)
    seen.delete(stay)
  }

  return {
    take: monitor.take,
    look,
    scoreOf: (stay) => (seen.get(stay) ?? look(stay)).score,
    act,
    begin,
    chart,
    kept: of,
    forget,
    erase(stay) {
      forget(stay)
      stays.delete(stay)
    },
  }
}

/** The newer of what was charted and what a device sent, while it holds. */
function oxygenLast(sets: readonly Observations[], sent: Newest['oxygen'], now: At): Oxygen | null {
  const charted = sets
    .filter((set) => set.oxygen !== null)
    .reduce<Observations | null>((last, set) => (!last || set.at >= last.at ? set : last), null)
  const last = charted && charted.at >= (sent?.at ?? 0) ? { ...charted.oxygen!, at: charted.at } : sent
  if (!last || between(last.at, now) > LATE) return null
  const { device, flow, fio2 } = last
  return { device, flow, fio2 }
}

interface Said {
  readonly charted: Total | null
  readonly score: Running
  readonly next: ReturnType<typeof called>
  readonly sys: number | null
  readonly clock: (when: At) => string
}
/** Words of a notice, by the clock of its ward. */
function said(notice: EarlyNotice, { charted, score, next, sys, clock }: Said): Pick<EarlyFact, 'value' | 'say'> {
  if (notice === 'shock-index') {
    const { index = 0, pressure = null } = next.shock ?? {}
    const narrow = pressure !== null && sys !== null && isNarrow(pressure, sys)
    const text = pressure === null ? 'not known' : `${halfUp(pressure, 0)}${narrow ? ' (narrow)' : ''}`
    return { value: halfUp(index, 1), say: { index: index.toFixed(1), text } }
  }
  if (notice === 'obs-due') {
    const every = charted ? `${TRIGGERS[charted.trigger].every / hours(1)} h` : ''
    return {
      value: charted?.total ?? null,
      say: { text: charted ? clock(after(charted.at, TRIGGERS[charted.trigger].every)) : '', every, total: `${charted?.total}` },
    }
  }
  if (next.score?.by === 'charted' && charted)
    return {
      value: charted.total,
      say: { total: `${charted.total}`, text: `${charted.total} charted ${clock(charted.at)}`, more: 'tell the medical team now' },
    }
  if (score.is !== 'score') return { value: null, say: { total: '', text: REFUSALS[score.why].words, more: 'look at the patient' } }
  const lacks = score.missing.length > 0 ? `; ${runningWords(score, clock).replace(/^[^;]*; /, '')}` : ''
  return {
    value: score.low,
    say: { total: rangeWords(score), text: `${rangeWords(score)} running`, more: `take a full set${lacks}` },
  }
}
