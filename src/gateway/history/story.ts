// What is told of a stay beside its signals, gathered: whose it is, alarms as bars, limits as they were in force, marks, observations, notes.
import { ageTold } from '../../model/ages.ts'
import { type Book, bedOf, type KeptStay, wardOf } from '../../model/book.ts'
import { populationsOf, stayAt } from '../../model/bookpast.ts'
import { initials } from '../../model/census.ts'
import { CODED } from '../../model/codes.ts'
import { awayTold } from '../../model/facts.ts'
import type { Span } from '../../model/history.ts'
import { toldHand, toldNotes, withCorrections } from '../../model/notes.ts'
import { type Observations, type ScaleOrder, toldOf } from '../../model/observations.ts'
import { createRunningPast, type PastScore, QUARTER, RUNNING_SIGNALS } from '../../model/runningpast.ts'
import { type Scored, TRIGGERS } from '../../model/scores.ts'
import { UNITS_OF_TABLE } from '../../model/shownunits.ts'
import { oxygenWords } from '../../model/since.ts'
import type { Entry } from '../../model/stayalarms.ts'
import type { Mark, Story } from '../../model/story.ts'
import { barsOf, careMarks, limitSteps, type Telling } from '../../model/storyfold.ts'
import { type At, after, at, hours, minutes } from '../../model/units.ts'
import { ageOf } from '../census/bedfacts.ts'
import type { Gateway } from '../gateway.ts'
import type { EarlyOfStay } from '../watch/earlykept.ts'

/** TABLE: so much of each is told at once, the newest. */
const MOST = { alarms: 5000, limits: 2000, marks: 5000, sets: 1000, running: 4000, notes: 2000, hand: 2000, off: 1000 } as const
/** The journal is read so much at a time, and the past score is made so, so that the loop stays free. */
const SLICE = hours(12)
const DAY = hours(24)
/** The minutes before a quarter, of which its score is. */
const BEFORE = minutes(20)
const MINUTE = minutes(1)

export const breathe = (): Promise<void> => new Promise((free) => setImmediate(free))

export type StoryParts = Pick<Gateway, 'census' | 'alarms' | 'early' | 'history' | 'notes' | 'making'>
export interface StoryAsked extends Span {
  readonly stay: KeptStay
  readonly now: At
  /** Names may be seen; initials may. */
  readonly names: boolean
  readonly initials: boolean
  readonly lookedBefore: At | null
}

/** The whole journal of a stay up to `to`, in order, a slice at a time. */
export async function journalOf(alarms: StoryParts['alarms'], { id, since }: Pick<KeptStay, 'id' | 'since'>, to: At): Promise<Entry[]> {
  const entries: Entry[] = []
  for (let from = after(since, -SLICE); from < to; from = after(from, SLICE)) {
    const told = await alarms.journal({ stay: id }, from, Math.min(to, from + SLICE))
    for (const { entry } of told) entries.push(entry)
    await breathe()
  }
  return entries
}

export function tellingOf(book: Book, stay: KeptStay, names: boolean): Telling {
  const ward = book.ward.get(wardOf(stay))
  const placeAt = (when: At) => stay.beds.findLast(({ from }) => from <= when) ?? stay.beds[0]!
  const bedAt = (when: At): string => book.bed.get(placeAt(when).bed)?.label ?? placeAt(when).bed
  return { zone: ward?.zone ?? 'UTC', ...(ward && { units: ward.units, ward: ward.name }), bedAt, names }
}

function headOf(book: Book, stay: KeptStay, { names, initials: short, now }: StoryAsked): Story['patient'] {
  const ward = book.ward.get(wardOf(stay))
  const { identity, population, since, ended } = stay
  const seen = names ? identity : null
  return {
    stay: stay.id,
    bed: book.bed.get(bedOf(stay))?.label ?? bedOf(stay),
    ward: wardOf(stay),
    wardName: ward?.name ?? wardOf(stay),
    zone: ward?.zone ?? 'UTC',
    units: ward?.units ?? UNITS_OF_TABLE,
    name: seen?.name ?? null,
    initials: short && identity ? initials(identity.name) : null,
    age: ageTold(ageOf(stay, ended?.at ?? now)),
    sex: seen?.sex ?? null,
    population,
    reason: seen?.reason ?? null,
    record: seen?.record ?? null,
    since,
    ended: ended?.at ?? null,
  }
}

/** What the ward book tells of: where the patient lay, and when nobody was to be alarmed. */
function bookMarks(book: Book, stay: KeptStay, names: boolean): Mark[] {
  const by = (who: { readonly is: string; readonly name: string }): string | null => (who.is !== 'person' || names ? who.name : null)
  const label = (one: KeptStay['beds'][number]): string => book.bed.get(one.bed)?.label ?? one.bed
  const wardName = (one: KeptStay['beds'][number]): string => book.ward.get(one.ward)?.name ?? one.ward
  const { admitted, ended, beds, aways = [], away } = stay
  const marks: Mark[] = []
  const add = (is: Mark['is'], when: number, words: string, who: string | null, to: number | null = null): void =>
    void marks.push({ is, id: `${is} ${when}`, at: when, to, words, by: who })
  if (admitted)
    add('admitted', admitted.at, `admitted to ${label(beds.findLast(({ from }) => from <= admitted.at) ?? beds[0]!)}`, by(admitted.by))
  for (const [i, one] of beds.entries()) {
    const last = beds[i - 1]
    if (!last) continue
    const whither = last.ward === one.ward ? label(one) : `${label(one)}, ${wardName(one)}`
    add('moved', one.from, `moved from ${label(last)} to ${whither}`, by(one.by))
  }
  const reason = (text: string): string => (names ? text : awayTold(text))
  for (const one of aways) add('standby', one.since, `standby: ${reason(one.reason)}`, by(one.by), one.to)
  if (away) add('standby', away.since, `standby: ${reason(away.reason)}`, by(away.by))
  if (ended) add('discharged', ended.at, ended.how === 'discharged' ? 'discharged' : 'nobody was there', by(ended.by))
  return marks
}

const targetWords = ({ target }: Pick<ScaleOrder, 'target'>): string => (target ? `target ${target.low}–${target.high} %` : 'no target')
function earlyMarks({ sets, orders, answers }: EarlyOfStay, told: Story['sets'], names: boolean): Mark[] {
  const by = (who: Observations['by']): string | null => (who.is !== 'person' || names ? who.name : null)
  return [
    ...sets.map(
      (set, i): Mark => ({
        is: 'observations',
        id: `set ${set.at} ${i}`,
        at: set.at,
        to: null,
        words: setWords(set, told[i]!.words),
        by: by(set.by),
      }),
    ),
    ...orders.map(
      (order, i): Mark => ({
        is: 'order',
        id: `order ${order.at} ${i}`,
        at: order.at,
        to: null,
        words: `NEWS2 scale ${order.scale}, ${targetWords(order)}`,
        by: by(order.by),
      }),
    ),
    ...answers.map(
      (one, i): Mark => ({
        is: 'answered',
        id: `answer ${one.at} ${i}`,
        at: one.at,
        to: null,
        words: names ? `${NOTICE_WORDS[one.notice]}: told ${one.told}; ${one.plan}` : NOTICE_WORDS[one.notice],
        by: names ? one.by : null,
      }),
    ),
  ]
}
const NOTICE_WORDS = {
  'news2-7': `NEWS2 ${TRIGGERS.high.words}`,
  'news2-5': `NEWS2 ${TRIGGERS.medium.words}`,
  'news2-3': `NEWS2 ${TRIGGERS.single.words}`,
  'obs-due': 'observations due',
  'shock-index': 'shock index',
} as const

export function setWords({ consciousness, oxygen, glucose }: Observations, score: string): string {
  const parts = [
    score,
    consciousness && (consciousness === 'not-assessable' ? 'consciousness not assessable' : CODED.consciousness.codes[consciousness]),
    oxygen && oxygenWords(oxygen),
    glucose === null ? null : `glucose ${glucose} mmol/L`,
  ]
  return parts.filter(Boolean).join(' · ')
}
/** Of who lies here as it is held, of others as it was kept. */
export const earlyOf = async (parts: Pick<StoryParts, 'early' | 'notes'>, { id, ended }: KeptStay): Promise<EarlyOfStay> =>
  ended === null ? parts.early.kept(id) : parts.notes.early(id)

/** Every set that was charted, with its score: those that are held, and those that are in the store alone. */
export async function allSets(parts: Pick<StoryParts, 'early' | 'notes'>, stay: KeptStay) {
  const kept = await parts.notes.early(stay.id)
  const { sets, orders } = stay.ended === null ? parts.early.kept(stay.id) : kept
  const all = new Map([...kept.sets, ...sets].map((set) => [JSON.stringify(set), set]))
  const ordered = new Map([...kept.orders, ...orders].map((order) => [JSON.stringify(order), order]))
  const given = [...ordered.values()].toSorted((a, b) => a.at - b.at)
  return [...all.values()].toSorted((a, b) => a.at - b.at).map((set) => ({ set, ...toldOf(set, scoredAt(stay, set.at), given) }))
}

/** For whom a score was told at an instant, as far as was known then. */
export function scoredAt(stay: KeptStay, when: At): Scored {
  const then = stayAt(stay, when) ?? stay
  return { age: ageOf(then, when), pregnant: then.pregnant }
}

/** By the quarter of an hour, of what was kept. */
export async function runningIn(
  parts: StoryParts,
  stay: KeptStay,
  { sets, orders }: EarlyOfStay,
  from: At,
  to: At,
): Promise<readonly PastScore[]> {
  const past = createRunningPast({ patientAt: (when) => scoredAt(stay, when), sets, orders })
  const scores: PastScore[] = []
  const start = at(Math.floor(Math.max(from, to - MOST.running * QUARTER) / QUARTER) * QUARTER)
  for (let begin = start; begin < to; begin = after(begin, DAY)) {
    const end = at(Math.min(to, begin + DAY))
    const asked = { from: after(begin, -BEFORE), to: end }
    const width = Math.max(1, Math.round((asked.to - asked.from) / MINUTE))
    const tracks = await parts.history.window({ stay: stay.id, ...asked, width, signals: RUNNING_SIGNALS })
    scores.push(...past.take(tracks, begin, end))
    await breathe()
  }
  return scores
}

/** What of a list touches the window; the newest where it is too much. */
function cut<T>(list: readonly T[], most: number, inside: (one: T) => boolean, full: { more: boolean }): T[] {
  const found = list.filter(inside)
  if (found.length > most) full.more = true
  return found.slice(-most)
}

/** The story of [from, to). */
export async function storyOf(parts: StoryParts, asked: StoryAsked): Promise<Story> {
  const { stay, now, names, lookedBefore } = asked
  const book = parts.census.book()
  const from = at(Math.max(asked.from, stay.since))
  const to = at(Math.max(from, Math.min(asked.to, after(stay.ended?.at ?? now, 1))))
  const telling = tellingOf(book, stay, names)
  const [entries, early, { notes, hand }] = await Promise.all([
    journalOf(parts.alarms, stay, to),
    earlyOf(parts, stay),
    parts.notes.of(stay.id),
  ])
  const running = await runningIn(parts, stay, early, from, to)
  const sets = early.sets.map((set) => ({
    set: names ? set : unnamed(set),
    ...toldOf(set, scoredAt(stay, set.at), early.orders),
  }))
  const told = { notes: toldNotes(notes, names), hand: toldHand(hand, names) }
  const marks = [
    ...bookMarks(book, stay, names),
    ...careMarks(entries, telling),
    ...earlyMarks(early, sets, names),
    ...told.notes
      .filter((one) => one.corrected === null)
      .map(({ id, kind, at: when, text, by }): Mark => ({ is: kind, id: `note ${id}`, at: when, to: null, words: text, by })),
  ].toSorted((a, b) => a.at - b.at)
  const full = { more: false }
  const here = ({ at: when, to: end }: { readonly at: number; readonly to?: number | null }): boolean => when < to && (end ?? when) >= from
  const lies = stay.ended === null
  const shown = lies ? parts.alarms.shownOf(stay.id) : null
  return {
    now,
    patient: headOf(book, stay, asked),
    oxygen: lies ? parts.early.chart(stay.id).oxygen : null,
    target: shown?.target ? { low: shown.target.low, high: shown.target.high } : null,
    score: shown?.score ?? null,
    alarms: cut(barsOf(entries, telling), MOST.alarms, (bar) => bar.from < to && (bar.to ?? to) >= from, full),
    limits: cut(limitSteps(entries, populationsOf(stay), stay.since, names), MOST.limits, (step) => step.from < to, full),
    marks: cut(marks, MOST.marks, here, full),
    sets: cut(sets, MOST.sets, ({ set }) => here(set), full),
    running: cut(running, MOST.running, here, full),
    notes: cut(withCorrections(told.notes, { from, to }), MOST.notes, () => true, full),
    hand: cut(withCorrections(told.hand, { from, to }), MOST.hand, () => true, full),
    off: cut(parts.history.downtimes(), MOST.off, (gap) => gap.from < to && gap.to > from, full).map((gap) => ({ ...gap })),
    late: [...parts.history.late(stay.id)],
    making: parts.making(),
    gone: [...parts.notes.gone(stay.id)],
    lookedBefore,
    more: full.more,
  }
}
const unnamed = (set: Observations): Observations => ({ ...set, by: { ...set.by, name: set.by.is === 'person' ? '' : set.by.name } })
