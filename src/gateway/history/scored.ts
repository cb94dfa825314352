// Early warning as a tile told it at past instants: of the samples that had come and the sets that had been charted by then, by the code that
// scores now. Hours before are read for what holds that long, of what had come by then; of a time before the book thinned.
import type { ScoreShown } from '../../model/alarmshown.ts'
import type { KeptStay } from '../../model/book.ts'
import type { NumberTrack, RawNumbers, WholeNumbers } from '../../model/history.ts'
import { deviceId, type StayId } from '../../model/ids.ts'
import { knownSince } from '../../model/observations.ts'
import { type Frames, frameAt, type Step } from '../../model/replayed.ts'
import { memoryThen, NO_MEMORY, type Reading, type Readings } from '../../model/running.ts'
import { createRunningPast, OVER, RUNNING_SIGNALS, type RunningPast } from '../../model/runningpast.ts'
import { QUALITY, type Sample } from '../../model/sample.ts'
import { NUMBER_PARTS } from '../../model/scores.ts'
import type { SignalKey } from '../../model/signals.ts'
import { type At, after, at, hours, type Ms, minutes, seconds } from '../../model/units.ts'
import { known as knownAs, unknown } from '../../model/value.ts'
import type { VitalKey } from '../../model/vitals.ts'
import type { EarlyOfStay } from '../watch/earlykept.ts'
import { CUFF_HOLDS, createEarlyMonitor, MONITORED, type Monitored } from '../watch/earlymonitor.ts'
import { scoreOf } from '../watch/earlyscore.ts'
import type { Reading as ReadingHistory } from './history.ts'
import { remembered } from './remembered.ts'
import { scoredAt } from './story.ts'

/** Nothing holds longer [FACTS §1.6]. */
const LONGEST = hours(12)
/** Between two looks: as the gateway does, and while it only gets there. */
const LOOK = seconds(5)
const APPROACH = minutes(1)
type Held = ReturnType<RunningPast['standing']>
const NOTHING_HELD: Held = { readings: {}, memory: NO_MEMORY }
/** What was held at an instant is remembered of so many. */
const MOST = 512

type History = Pick<ReadingHistory, 'numbers' | 'whole' | 'window' | 'extents' | 'late'>
interface Asked {
  readonly stay: KeptStay
  readonly early: Pick<EarlyOfStay, 'sets' | 'orders' | 'rises'>
  readonly frames: Frames
  readonly first: number
  readonly last: number
  /** When the gateway began that ran then: it knew of nothing that came before. */
  readonly since: number
  /** When the book began: of what is told of a time before, nothing says when it was written. */
  readonly begun: number
  readonly cadence: (device: string, signal: VitalKey) => Ms
}
/** null: what stood then cannot be read any more, and so no score is known. */
export type PastScores = (asked: Asked) => Promise<readonly Step<{ score: ScoreShown | null }>[] | null>

function* samplesOf({ signal, source, at: times, received, value, quality }: RawNumbers, since: number): Iterable<Sample> {
  for (let i = 0; i < times.length; i++) {
    if (received[i]! < since || quality[i]! & QUALITY.second) continue
    const is = Number.isNaN(value[i]!) ? unknown('no-data') : knownAs(value[i]!)
    const [when, came] = [at(times[i]!), at(received[i]!)]
    yield { kind: 'number', signal, source, value: is, at: when, received: came, quality: quality[i]!, seq: i }
  }
}
const newer = <T>(a: Reading<T> | undefined, b: Reading<T> | undefined): Reading<T> | undefined => (!b || (a && a.at >= b.at) ? a : b)
function newest(one: Readings, other: Readings): Readings {
  const parts = NUMBER_PARTS.map((part) => [part, newer(one[part], other[part])] as const)
  const oxygen = newer(one.oxygen, other.oxygen)
  return { ...Object.fromEntries(parts.filter(([, reading]) => reading !== undefined)), ...(oxygen && { oxygen }) }
}

/** What had come by `when`; null: the newest of it cannot be read. Of what is watched no median ever took what came later than the minutes it is of. */
function cameBy({ numbers, holes }: WholeNumbers, since: number, when: number): readonly NumberTrack[] | null {
  const tracks = [...Map.groupBy(numbers, ({ signal }) => signal)].map(([signal, own]): NumberTrack => {
    const isSpot = (MONITORED.cuff as readonly VitalKey[]).includes(signal)
    const found: { at: number; value: number }[] = []
    for (const { at: times, received, value, quality } of own)
      for (let i = 0; i < times.length; i++) {
        if (received[i]! < since || received[i]! > when || quality[i]! & (QUALITY.second | QUALITY.questionable)) continue
        if (isSpot || received[i]! - times[i]! <= OVER) found.push({ at: times[i]!, value: value[i]! })
      }
    found.sort((a, b) => a.at - b.at)
    const columns = { at: Float64Array.from(found, (one) => one.at), value: Float64Array.from(found, ({ value }) => value) }
    return { kind: 'number', signal, source: null, gaps: [], marked: [], ...columns, count: found.length }
  })
  const last = (of: string): number => tracks.find(({ signal }) => signal === of)?.at.at(-1) ?? Number.NEGATIVE_INFINITY
  // What may have been newer than all that is known.
  return holes.some(({ signal, to }) => to > last(signal)) ? null : tracks
}

/** `history`: where it is read. What held before is remembered, so that the windows of a replay follow fast. */
export function createPastScores(history: () => History): { readonly of: PastScores; forget(stay: StayId): void } {
  const known = remembered<Promise<Held | null>>(MOST)

  /** What held at `when` of these signals, of the hours before. */
  function standing(asked: Asked, when: At, signals: readonly SignalKey[]): Promise<Held | null> {
    const { stay, early, since, begun } = asked
    const { sets, orders } = early
    const key = `${when} ${since} ${sets.length} ${orders.length} ${stay.was?.length ?? 0} ${history().late(stay.id).at(-1)?.n ?? 0} ${signals.join()}`
    const before = known.get(stay.id, key)
    if (before) return before
    const read = async (): Promise<Held | null> => {
      const from = at(Math.max(stay.since, since, when - LONGEST))
      const told = sets.filter((set) => toldSince(set, begun, when) <= when)
      const past = createRunningPast({ patientAt: (time) => scoredAt(stay, time), sets: told, orders, every: OVER })
      if (from < when) {
        const own = { stay: stay.id, from, to: after(when, 1) }
        const width = Math.max(1, Math.round((when - from) / minutes(1)))
        // Of a time before the book all was filled in, as if it had come in time.
        const tracks =
          when < begun
            ? await history().window({ ...own, width, signals })
            : cameBy(await history().whole({ ...own, signals: signals as readonly VitalKey[] }), since, when)
        if (tracks === null) return null
        past.take(tracks, from, when)
      }
      return past.standing()
    }
    const found = read()
    known.set(stay.id, key, found)
    found.catch(() => known.drop(stay.id, key))
    return found
  }

  /** Of what came a moment before `warm` nothing older holds; and what was remembered is kept, but of a time before the book. */
  async function heldBefore(asked: Asked, warm: At, recent: readonly RawNumbers[]): Promise<Held | null> {
    if (frameAt(asked.frames, asked.first) < asked.begun) return standing(asked, warm, RUNNING_SIGNALS)
    const comes = (signal: string): boolean =>
      recent.some(
        (one) =>
          one.signal === signal &&
          one.at.some((when, i) => when <= warm && one.received[i]! <= warm && one.received[i]! >= asked.since && one.value[i]! > 0),
      )
    const had = (await history().extents(asked.stay.id)).filter(({ from }) => from <= warm).map(({ signal }) => signal)
    const lacking = RUNNING_SIGNALS.filter((signal) => signal !== 'o2-device' && had.includes(signal) && !comes(signal))
    return lacking.length === 0 ? NOTHING_HELD : standing(asked, warm, lacking)
  }

  const of: PastScores = async (asked) => {
    const { stay, early, frames, first, last, since, begun, cadence } = asked
    if (stay.trial) return []
    const [start, end] = [frameAt(frames, first), frameAt(frames, last)]
    const warm = at(Math.floor(start / OVER) * OVER)
    const own = { stay: stay.id, to: after(end, 1) }
    const [watched, cuff, share, oxygen] = await Promise.all([
      history().numbers({ ...own, from: after(warm, -OVER), signals: MONITORED.watched }),
      history().numbers({ ...own, from: after(warm, -CUFF_HOLDS), signals: MONITORED.cuff }),
      history().numbers({ ...own, from: after(warm, -LONGEST), signals: MONITORED.share }),
      history().window({ ...own, from: at(Math.max(0, since, warm - LONGEST)), width: 2, signals: ['o2-device'] }),
    ])
    const held = await heldBefore(asked, warm, [...watched, ...cuff])
    if (held === null) return null
    const monitor = createEarlyMonitor(cadence)
    const came: Sample[] = [...watched, ...cuff, ...share].flatMap((one) => [...samplesOf(one, since)])
    for (const track of oxygen)
      if (track.kind === 'coded')
        for (const { at: when, code } of track.steps)
          if (code !== null)
            came.push({
              kind: 'coded',
              signal: 'o2-device',
              source: deviceId('o2'),
              value: knownAs(code),
              at: when,
              received: when,
              quality: 0,
              seq: 0,
            })
    came.sort((a, b) => a.received - b.received)
    const { readings: before } = held
    let { memory } = held
    let next = 0
    function look(now: At): ScoreShown {
      const from = next
      while (next < came.length && came[next]!.received <= now) next++
      monitor.take(stay.id, came.slice(from, next))
      const brought = monitor.now(stay.id, now)
      const monitored: Monitored = { ...brought, readings: newest(brought.readings, before) }
      const sets = early.sets.filter((set) => toldSince(set, begun, now) <= now)
      const orders = early.orders.filter((order) => order.at <= now)
      // While the gateway ran it kept what it remembered; of a time before it is reckoned.
      if (now >= begun) memory = memoryThen(early.rises ?? [], lastSeen(sets, monitored.readings.oxygen), now)
      const scoring = scoreOf({ sets, orders, memory }, { now, patient: scoredAt(stay, now), monitored })
      memory = scoring.memory
      return scoring.shown
    }
    for (let now = warm; now < start; now = after(now, APPROACH)) look(now)
    const steps: Step<{ score: ScoreShown | null }>[] = []
    let [told, looked] = ['', Number.NEGATIVE_INFINITY]
    for (let k = first; k <= last; k++) {
      const now = frameAt(frames, k)
      // What was charted meanwhile is seen at once.
      const isNew = [...early.sets.map((set) => toldSince(set, begun, now)), ...early.orders.map((order) => order.at)].some(
        (one) => one > looked && one <= now,
      )
      if (now - looked < LOOK && !isNew) continue
      looked = now
      const score = look(now)
      const json = JSON.stringify(score)
      if (json !== told) steps.push({ k, score })
      told = json
    }
    return steps
  }
  return { of, forget: known.forget }
}

/** When consciousness and oxygen were seen last. */
const lastSeen = (sets: EarlyOfStay['sets'], sent: Readings['oxygen']): Parameters<typeof memoryThen>[1] => {
  const last = (part: 'consciousness' | 'oxygen', and: At | null): At | null =>
    sets.reduce<At | null>((newest, set) => (set[part] !== null && (newest === null || set.at >= newest) ? set.at : newest), and)
  return { consciousness: last('consciousness', null), oxygen: last('oxygen', sent?.at ?? null) }
}
const toldSince = (set: Parameters<typeof knownSince>[0], begun: number, now: number): At => (now < begun ? set.at : knownSince(set))
