// Reads of the history what a screen needs to stand as it did: of each signal the newest that had come, however long ago it may count.
import { CODED, CODED_KEYS, type CodedKey } from '../../model/codes.ts'
import type { DeviceFacts } from '../../model/facts.ts'
import { GAP_WHYS, type Gap, MOST, type RawNumbers } from '../../model/history.ts'
import type { StayId } from '../../model/ids.ts'
import type { Shown } from '../../model/replayapi.ts'
import { type Came, type Frames, frameAt, presentAt, type Step } from '../../model/replayed.ts'
import { type At, at, hours, minutes, seconds } from '../../model/units.ts'
import { WHYS } from '../../model/value.ts'
import { VITAL_KEYS, VITALS, type VitalKey } from '../../model/vitals.ts'
import type { Reading } from './history.ts'

const NO_DATA = WHYS.indexOf('no-data')
const KNOWN = 255
const NO_DEVICE = 255
/** A value of a watched signal is none after ten of its intervals, 15 s at the least [DESIGN P1]. */
const TIMES = 10
/** A reading is blank after so long at the least: what a person entered has no interval of its own. */
const READING = minutes(252)

/** Read so far back, ms: few steps, so that what is asked together is read together. */
const BACKS = [minutes(2), minutes(11), READING, MOST.rawSpan - minutes(12)] as const

/** How long ago a value of this signal may have been measured and still be shown. */
function backOf(signal: VitalKey, devices: readonly DeviceFacts[]): number {
  const said = devices.flatMap(({ cadence }) => cadence?.[signal] ?? [])
  const longest = Math.max(VITALS[signal].cadence, ...said)
  const back = VITALS[signal].clock === 'spot' ? Math.max(READING, 2 * longest) : TIMES * longest + 5000
  return BACKS.find((one) => one >= back) ?? BACKS.at(-1)!
}

interface Sample extends Came {
  readonly signal: VitalKey
  readonly source: string
  /** null: unknown, by `why`. */
  readonly value: number | null
  readonly why: number
}
function* samplesOf({ signal, source, at: times, received, value, why, quality }: RawNumbers): Iterable<Sample> {
  for (let i = 0; i < times.length; i++) {
    const known = why[i] === KNOWN
    const reason = known ? KNOWN : why[i]! < WHYS.length ? why[i]! : NO_DATA
    yield { signal, source, at: times[i]!, received: received[i]!, value: known ? value[i]! : null, why: reason, quality: quality[i]! }
  }
}

export interface Stood {
  readonly numbers: readonly Shown[]
  readonly coded: readonly Step<{ signal: CodedKey; at: number; code: string | null; why: number }>[]
}

/**
 * What stood of a stay at frames `first` … `last`, where it lay in one bed. `since`: when the gateway began that ran then. `placeOf`: of a device
 * in the answer's list.
 */
export async function stoodOf(
  history: Pick<Reading, 'numbers' | 'window' | 'extents'>,
  asked: {
    readonly stay: StayId
    readonly frames: Frames
    readonly first: number
    readonly last: number
    readonly since: number
    readonly devices: readonly DeviceFacts[]
    readonly placeOf: (device: string) => number
  },
): Promise<Stood> {
  const { stay, frames, first, last, since, devices, placeOf } = asked
  const own: Frames = { from: frameAt(frames, first), step: frames.step, count: last - first + 1 }
  const to = at(frameAt(frames, last) + 1)
  const extents = (await history.extents(stay)).filter(({ from }) => from < to)
  const known = VITAL_KEYS.filter((key) => extents.some(({ signal }) => signal === key))
  const numbers: Shown[] = []
  const read = async (signals: readonly VitalKey[], back: number): Promise<ReadonlyMap<VitalKey, readonly Step<{ sample: Sample }>[]>> => {
    if (signals.length === 0) return new Map()
    const raw = await history.numbers({ stay, from: at(Math.max(0, own.from - back)), to, signals })
    return new Map(
      signals.map((key) => [
        key,
        presentAt(
          raw.filter(({ signal }) => signal === key).flatMap((one) => [...samplesOf(one)]),
          own,
          since,
        ),
      ]),
    )
  }
  const told = (k: number, { signal, at: when, received, value, why, quality, source }: Sample): Shown => [
    first + k,
    VITAL_KEYS.indexOf(signal),
    when,
    received - when,
    value,
    why,
    quality,
    placeOf(source),
  ]
  const coded = codedOf(history, stay, own, first, to, since)
  // What was refused is said once, whatever is waited for first.
  coded.catch(() => {})
  const groups = [...Map.groupBy(known, (key) => backOf(key, devices))].map(async ([back, signals]) => {
    const found = await read(signals, back)
    // What a person charted of a watched signal stays for hours, and comes seldom.
    const lacking = signals.filter(
      (key) => (found.get(key)?.[0]?.k ?? 1) > 0 && extents.some(({ signal, to: end }) => signal === key && end >= own.from - READING),
    )
    const further = back < READING ? await read(lacking, READING) : new Map<VitalKey, readonly Step<{ sample: Sample }>[]>()
    return { signals, found, further }
  })
  for (const { signals, found, further } of await Promise.all(groups)) {
    for (const signal of signals) {
      const steps: readonly Step<{ sample: Sample }>[] = further.get(signal) ?? found.get(signal) ?? []
      for (const { k, sample } of steps) numbers.push(told(k, sample))
      // It came once, too long ago to be shown: its place says that nothing comes, not that it was never measured.
      const begun = extents.find((one) => one.signal === signal)!.from
      if ((steps[0]?.k ?? 1) > 0 && begun >= since && begun <= own.from)
        numbers.push([first, VITAL_KEYS.indexOf(signal), begun, 0, null, NO_DATA, 0, NO_DEVICE])
    }
  }
  return { numbers, coded: await coded }
}

/** Of coded states the changes are kept, and where nothing was known: a watched one that stands is as new as the frame. */
async function codedOf(
  history: Pick<Reading, 'window'>,
  stay: StayId,
  frames: Frames,
  first: number,
  to: At,
  since: number,
): Promise<Stood['coded']> {
  const out: Stood['coded'][number][] = []
  for (const clock of ['watched', 'spot'] as const) {
    const signals = CODED_KEYS.filter((key) => CODED[key].clock === clock)
    const back = clock === 'watched' ? seconds(60) : hours(23)
    const tracks = await history.window({ stay, from: at(Math.max(0, since, frames.from - back)), to, signals, width: 2 })
    for (const track of tracks) {
      if (track.kind !== 'coded') continue
      let before = ''
      for (let k = 0; k < frames.count; k++) {
        const t = frameAt(frames, k)
        const found = track.steps.findLast((one) => one.at <= t)
        if (!found) continue
        const gap = clock === 'watched' ? track.gaps.find((one) => one.from <= t && t < one.to) : undefined
        const code = gap ? null : found.code
        const why = code === null ? whyOf(gap) : KNOWN
        const when = clock === 'watched' && code !== null ? t : found.at
        const name = `${code} ${why} ${when}`
        if (name !== before) out.push({ k: first + k, signal: track.signal, at: when, code, why })
        before = name
      }
    }
  }
  return out
}
const whyOf = (gap: Gap | undefined): number => {
  const why = gap ? GAP_WHYS.indexOf(gap.why) : NO_DATA
  return why < WHYS.length ? why : NO_DATA
}
