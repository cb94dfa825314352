// Reckons with every sample of a stay: figures, what happened since an hour, rows of a table. Read in slices, so that the loop stays free.
import { type KeptStay, wardOf } from '../../model/book.ts'
import { populationsOf } from '../../model/bookpast.ts'
import type { Code } from '../../model/codes.ts'
import { createFigures, type Figures, LONGEST_HOLD, ledIn } from '../../model/figures.ts'
import type { Hole, Span, Track, WholeNumbers } from '../../model/history.ts'
import { toldNotes } from '../../model/notes.ts'
import { beyondAt, type Cell, createColumn, edgesOf, PAGE, type Statistic } from '../../model/numbertable.ts'
import { Oxygen, toldOf } from '../../model/observations.ts'
import { isAlarm } from '../../model/priority.ts'
import { ruleOf } from '../../model/rules.ts'
import { NUMBER_PARTS, NUMBERS } from '../../model/scores.ts'
import { type OxygenSaid, type Since, sinceOf } from '../../model/since.ts'
import type { Entry } from '../../model/stayalarms.ts'
import type { AlarmBar, LimitStep } from '../../model/story.ts'
import { barsOf, limitSteps, targetSteps } from '../../model/storyfold.ts'
import { type At, after, at, hours } from '../../model/units.ts'
import type { VitalKey } from '../../model/vitals.ts'
import { breathe, earlyOf, journalOf, runningIn, type StoryParts, scoredAt, setWords, tellingOf } from './story.ts'

/** Of one signal at once: 4 h at one a second are taken in a few ms. */
const SLICE = hours(4)
/** Rows of a table that are reckoned without a break: of an hour each they are of 3,600 values. */
const ROWS_AT_ONCE = 16
/** Columns in which changes of oxygen are looked for. */
const OXYGEN_COLUMNS = 2000

/** Every sample in [from, to), and what of them cannot be read any more, a slice after another: each row is opened once. */
async function* wholeOf(
  parts: Pick<StoryParts, 'history'>,
  stay: KeptStay,
  signals: readonly VitalKey[],
  { from, to }: Span,
): AsyncIterable<WholeNumbers> {
  for (let begin = from; begin < to; begin = after(begin, SLICE)) {
    yield await parts.history.whole({ stay: stay.id, from: begin, to: at(Math.min(to, begin + SLICE)), signals })
    await breathe()
  }
}
const ledOf = ({ numbers }: WholeNumbers, signal: VitalKey) => ledIn(numbers.filter((one) => one.signal === signal))
const lostOf = ({ holes }: WholeNumbers, signal: VitalKey): readonly Hole[] => holes.filter((one) => one.signal === signal)

/** A window no wider than the stay and its present. */
const clipped = ({ from, to }: Span, stay: KeptStay, now: At): Span => {
  const begin = at(Math.max(from, stay.since))
  return { from: begin, to: at(Math.max(begin, Math.min(to, after(stay.ended?.at ?? now, 1)))) }
}

const raisedAbout = (bars: readonly AlarmBar[], signal: VitalKey, { from, to }: Span): number =>
  bars.filter((bar) => bar.from >= from && bar.from < to && isAlarm(bar.priority) && ruleOf(bar.rule).vitals.includes(signal)).length

/** None where their changes are no longer kept: presets are not what was in force. */
const limitsThen = (parts: StoryParts, stay: KeptStay, entries: readonly Entry[]): readonly LimitStep[] =>
  parts.notes.gone(stay.id).includes('alarm') ? [] : limitSteps(entries, populationsOf(stay), stay.since, false)

export async function figuresOf(
  parts: StoryParts,
  asked: {
    readonly stay: KeptStay
    readonly now: At
    readonly window: Span
    readonly other: Span | null
    readonly signals: readonly VitalKey[]
  },
): Promise<readonly { signal: VitalKey; of: Figures; alarms: number | null; other: Figures | null; otherAlarms: number | null }[]> {
  const { stay, now, signals } = asked
  const window = clipped(asked.window, stay, now)
  const other = asked.other && clipped(asked.other, stay, now)
  const entries = await journalOf(parts.alarms, stay, at(Math.max(window.to, other?.to ?? 0)))
  const limits = limitsThen(parts, stay, entries)
  const targets = targetSteps(entries)
  const bars = barsOf(entries, tellingOf(parts.census.book(), stay, false))
  async function of(span: Span): Promise<ReadonlyMap<VitalKey, Figures>> {
    const found = signals.map((signal) => {
      const own = limits.filter(({ vital }) => vital === signal)
      return { signal, lost: [] as Hole[], figures: createFigures({ signal, ...span, limits: own, targets }) }
    })
    for await (const whole of wholeOf(parts, stay, signals, { ...span, from: after(span.from, -LONGEST_HOLD) }))
      for (const { signal, lost, figures } of found) {
        figures.take(ledOf(whole, signal))
        lost.push(...lostOf(whole, signal))
        await breathe()
      }
    return new Map(found.map(({ signal, lost, figures }) => [signal, figures.done(lost)]))
  }
  /** None told is then not none raised. */
  const gone = parts.notes.gone(stay.id).includes('alarm')
  const [own, others] = [await of(window), other && (await of(other))]
  return signals.map((signal) => ({
    signal,
    of: own.get(signal)!,
    alarms: gone ? null : raisedAbout(bars, signal, window),
    other: others?.get(signal) ?? null,
    otherAlarms: other && !gone ? raisedAbout(bars, signal, other) : null,
  }))
}

/** What devices said of oxygen: its device, and the flow or share with it. */
function oxygenSaid(tracks: readonly Track[]): OxygenSaid[] {
  const said = tracks.flatMap((track): { at: number; device?: Code<'o2-device'> | null; flow?: number; fio2?: number }[] => {
    if (track.kind === 'coded' && track.signal === 'o2-device')
      return track.steps.map((step) => ({ at: step.at, device: step.code as Code<'o2-device'> | null }))
    if (track.kind !== 'number' || (track.signal !== 'o2-flow' && track.signal !== 'fio2')) return []
    const key = track.signal === 'fio2' ? 'fio2' : 'flow'
    return [...track.at].flatMap((when, i) =>
      track.value[i]! > 0 || (key === 'flow' && track.value[i] === 0) ? [{ at: when, [key]: Math.round(track.value[i]! * 10) / 10 }] : [],
    )
  })
  const state: { device: Code<'o2-device'> | null; flow: number | null; fio2: number | null } = { device: null, flow: null, fio2: null }
  const found: OxygenSaid[] = []
  for (const { at: when, ...one } of said.toSorted((a, b) => a.at - b.at || Number('device' in b) - Number('device' in a))) {
    if ('device' in one && one.device !== state.device) Object.assign(state, { flow: null, fio2: null })
    Object.assign(state, one)
    const air = state.device === 'A'
    const oxygen = Oxygen.safeParse(air ? { ...state, flow: null, fio2: null } : state)
    if (!oxygen.success || JSON.stringify(found.at(-1)?.oxygen) === JSON.stringify(oxygen.data)) continue
    // A flow comes with its device: of one instant the last is whole.
    if (found.at(-1)?.at === when) found.pop()
    found.push({ at: when, oxygen: oxygen.data })
  }
  return found
}

export async function sinceIn(
  parts: StoryParts,
  asked: Span & { readonly stay: KeptStay; readonly now: At; readonly names: boolean },
): Promise<Since> {
  const { stay, names } = asked
  const { from, to } = clipped(asked, stay, asked.now)
  const book = parts.census.book()
  const [entries, early, { notes }] = await Promise.all([journalOf(parts.alarms, stay, to), earlyOf(parts, stay), parts.notes.of(stay.id)])
  const spo2 = []
  const holes: Hole[] = []
  for await (const whole of wholeOf(parts, stay, ['spo2'], { from: after(from, -LONGEST_HOLD), to })) {
    for (const one of ledOf(whole, 'spo2')) spo2.push(one)
    holes.push(...whole.holes)
  }
  const begin = at(Math.max(stay.since, from - hours(24)))
  const tracks =
    begin < to
      ? await parts.history.window({ stay: stay.id, from: begin, to, width: OXYGEN_COLUMNS, signals: ['o2-device', 'o2-flow', 'fio2'] })
      : []
  const charted = early.sets.flatMap((set): OxygenSaid[] => (set.oxygen ? [{ at: set.at, oxygen: set.oxygen }] : []))
  return sinceOf({
    from,
    to,
    sets: early.sets.map((set) => ({ set, ...toldOf(set, scoredAt(stay, set.at), early.orders) })),
    running: await runningIn(parts, stay, early, from, to),
    spo2,
    holes,
    limits: limitsThen(parts, stay, entries),
    targets: targetSteps(entries),
    oxygen: [...oxygenSaid(tracks), ...charted].toSorted((a, b) => a.at - b.at),
    alarms: barsOf(entries, tellingOf(book, stay, names)),
    notes: toldNotes(notes, names),
    gone: parts.notes.gone(stay.id),
  })
}

interface TableAsked extends Span {
  readonly stay: KeptStay
  readonly now: At
  readonly statistic: Statistic
  readonly signals: readonly VitalKey[]
}
interface Row {
  readonly from: number
  readonly to: number
  readonly words: string | null
  readonly cells: readonly (Cell | null)[]
}
interface Page {
  readonly rows: readonly Row[]
  readonly older: number | null
}

export async function tableOf(parts: StoryParts, asked: TableAsked, minutes: number): Promise<Page> {
  const { stay, signals, statistic } = asked
  const { from, to } = clipped(asked, stay, asked.now)
  if (to <= from) return { rows: [], older: null }
  const zone = parts.census.book().ward.get(wardOf(stay))?.zone ?? 'UTC'
  const edges = edgesOf(zone, minutes, from, to)
  const limits = limitsThen(parts, stay, await journalOf(parts.alarms, stay, to))
  const [first, last] = [edges[0]!, edges.at(-1)!]
  const columns: (readonly (Cell | null)[])[] = []
  for (const signal of signals) {
    const column = createColumn(
      edges,
      limits.filter(({ vital }) => vital === signal),
      statistic,
    )
    // No row tells of what is beyond the window.
    for await (const whole of wholeOf(parts, stay, [signal], { from: at(Math.max(first, from)), to: at(Math.min(last, to)) }))
      column.take(ledOf(whole, signal))
    const cells: (Cell | null)[] = []
    for (let i = 0; i + 1 < edges.length; i++) {
      cells.push(column.cell(i))
      if (i % ROWS_AT_ONCE === 0) await breathe()
    }
    columns.push(cells)
  }
  const rows = edges
    .slice(1)
    .map((end, i): Row => ({ from: edges[i]!, to: end, words: null, cells: columns.map((cells) => cells[i] ?? null) }))
  return { rows: rows.toReversed(), older: first > from ? first : null }
}

/** A set a row, as it was charted. */
export async function setTableOf(parts: StoryParts, asked: TableAsked): Promise<Page> {
  const { stay, signals } = asked
  const { from, to } = clipped(asked, stay, asked.now)
  const [early, entries] = await Promise.all([earlyOf(parts, stay), journalOf(parts.alarms, stay, to)])
  const limits = limitsThen(parts, stay, entries)
  const newest = early.sets.filter((set) => set.at >= from && set.at < to).toSorted((a, b) => b.at - a.at)
  const rows = newest.slice(0, PAGE).map((set): Row => {
    const told = toldOf(set, scoredAt(stay, set.at), early.orders)
    const cells = signals.map((signal): Cell | null => {
      const part = NUMBER_PARTS.find((one) => NUMBERS[one] === signal)
      const value = part ? (set[part]?.value ?? null) : signal === 'glucose' ? set.glucose : null
      if (value === null) return null
      const { low, high } = beyondAt(
        value,
        limits.filter(({ vital }) => vital === signal),
        set.at,
      )
      return { low: value, high: value, count: 1, breach: low ? 'low' : high ? 'high' : null }
    })
    return { from: set.at, to: set.at, words: setWords(set, told.words).slice(0, 300), cells }
  })
  return { rows, older: newest.length > PAGE ? rows.at(-1)!.from : null }
}
