// Takes a sample into the memory: what is newest, since when, and whether it came late.
import type { CodedSample, EventSample, NumberSample, Sample, WaveSample } from '../sample.ts'
import { QUALITY } from '../sample.ts'
import { type At, at, hours, minutes, seconds } from '../units.ts'
import { VITALS, type VitalKey } from '../vitals.ts'
import { NO_SAMPLE } from '../waves.ts'
import type { Around } from './around.ts'
import { damped } from './damping.ts'
import { cadenceIn, deviceIn, endOf, type Gear, isDerived, type Memory, mark, newSpikes, newTrack, shown, type Train } from './memory.ts'

/**
 * 'now': the newest of its signal, and it holds. 'slow': so, too, but a reading now and then that came late: it may end an alarm, and begins
 * none. 'late': not now; 'slow' and 'late' are told where they are out of limits. 'no': nothing follows of it.
 */
export type Taken = 'now' | 'slow' | 'late' | 'no'

const FLOOR = seconds(5)
/** A reading now and then that arrives so long after it was taken is late [WARD §4 H2]. */
const SLOW = minutes(5)
/** A spot reading is blank then [freshness.ts]. */
const BLANK = hours(4)
const OVERDUE = minutes(10)
/** A signal that was there for so long is missed when it stops [design]. */
const STEADY = seconds(10)
/** Sources that say 0 where they have no value [FACTS §1.6]. */
const ZERO_IS_NONE: ReadonlySet<VitalKey> = new Set(['hr', 'pr', 'spo2'])

/** How long a value holds, ms: as its look is plain or dimmed, never struck [freshness.ts]. */
export function validFor(vital: VitalKey, cadence: number, speed: number): number {
  if (VITALS[vital].clock === 'spot') return Math.max(BLANK, 2 * cadence, cadence + OVERDUE)
  return Math.max(3 * cadence, FLOOR * speed)
}

/** Without a break: no sample is missing between two, ms for what says no cadence. */
const EACH = 1.5
const CODED_EACH = 5000
/** Spans kept. */
const SPANS = 64
/** Spans without a break, oldest first: what comes again of one was judged in its time. */
function hear(spans: [from: At, to: At][], when: At, each: number): void {
  const last = spans.at(-1)
  if (last && when - last[1] <= each) last[1] = when
  else {
    spans.push([when, when])
    if (spans.length > SPANS) spans.shift()
  }
}
const wasHeard = (spans: readonly (readonly [from: At, to: At])[], when: At): boolean =>
  spans.some(([from, to]) => when >= from && when <= to)

/** Zero of what cannot be zero is none; the heart's says that there is no beat. */
function cleaned(sample: NumberSample): NumberSample {
  const { value, signal } = sample
  if (value.is === 'unknown') return sample
  if (value.value === 0 && ZERO_IS_NONE.has(signal))
    return { ...sample, value: { is: 'unknown', why: signal === 'hr' ? 'no-beat' : 'no-pulse' } }
  return { ...sample, value: { is: 'known', value: shown(signal, value.value) } }
}

export function takeNumber(memory: Memory, raw: NumberSample, { facts, speed }: Around, now: At): Taken {
  const sample = cleaned(raw)
  const { signal, value, quality } = sample
  const cadence = cadenceIn(facts.devices, sample)
  const track = memory.numbers.get(signal)
  if (track?.seen.includes(sample.at)) {
    // The same again; or the same instant told otherwise: the later word holds.
    const isLast = sample.at === track.last.at && sample.value.is === 'known' && track.last.value.is === 'unknown'
    if (!isLast) return 'no'
  }
  if (track && sample.at < track.last.at) {
    mark(track, sample.at)
    return wasHeard(track.heard, sample.at) ? 'no' : 'late'
  }
  const valid = validFor(signal, cadence, speed)
  const kept = track ?? newTrack(sample)
  const before = track?.last
  mark(kept, sample.at)
  hear(kept.heard, sample.at, EACH * cadence)
  const holds = now - sample.at <= valid
  const gap = before !== undefined && sample.at - before.at > kept.valid
  kept.last = sample
  kept.valid = valid
  kept.cadence = cadence
  kept.slow = cadence > minutes(1) && ((quality & QUALITY.late) !== 0 || sample.received - sample.at > SLOW + FLOOR * speed)
  if (value.is === 'known') {
    if (kept.since === null || gap || !holds) kept.since = holds ? sample.at : null
    kept.none = null
    if (kept.since !== null && (cadence >= STEADY || sample.at - kept.since >= STEADY)) kept.steady = true
  } else {
    const same = before?.value.is === 'unknown' && before.value.why === value.why && kept.none !== null && !gap
    if (!same) kept.none = sample.at
    kept.since = null
  }
  memory.numbers.set(signal, kept)
  if (!holds) return 'late'
  return kept.slow ? 'slow' : 'now'
}

/** A state, a beat or a breath that came so long after it was is none of now [seen.ts, STATES_HOLD]. */
const HOLDS = seconds(30)
const isPast = (when: number, { speed }: Around, now: At): boolean => now - when > HOLDS * Math.max(1, speed)

export function takeCoded(memory: Memory, sample: CodedSample, around: Around, now: At): Taken {
  const { signal, value } = sample
  const before = memory.coded.get(signal)
  if ((sample.quality & QUALITY.late) !== 0 || (before && sample.at < before.last.at))
    return before && wasHeard(before.heard, sample.at) ? 'no' : 'late'
  if (before && sample.at === before.last.at) return 'no'
  const was = before?.last.value
  const same =
    was !== undefined &&
    (was.is === 'known' ? value.is === 'known' && value.value === was.value : value.is === 'unknown' && value.why === was.why)
  const heard = before?.heard ?? []
  hear(heard, sample.at, CODED_EACH)
  memory.coded.set(signal, { last: sample, since: same ? before!.since : sample.at, heard })
  return isPast(sample.at, around, now) ? 'late' : 'now'
}

const KEPT = 8
/** A wave that goes on so long after the last one ended has a hole, ms. */
const HOLE = 500
/** A beat answers a spike within, ms [design]. */
const ANSWER = 300

/** A hole: silence is not counted over it. */
function hole(train: Train): void {
  train.times = []
  train.from = null
  train.end = null
}

/** What is not valid is as if nothing came: another lead may go on. */
function takeWave(train: Train, wave: WaveSample, onHole: () => void): void {
  const end = at(endOf(wave))
  const { data } = wave
  if (data.length === 0 || data[data.length - 1] === NO_SAMPLE || data[0] === NO_SAMPLE) return
  if (train.end !== null && end <= train.end) return
  if (train.end !== null && wave.at - train.end > HOLE) {
    hole(train)
    train.holed = wave.at
    onHole()
  }
  train.from ??= wave.at
  train.end = end
}

/** A beat may come before its piece of wave does, but not by so much, ms: there was a hole between. */
const AHEAD = seconds(3)
function takeBeat(train: Train, when: At): void {
  if (train.end !== null && when - train.end > AHEAD) hole(train)
  if (train.times.length > 0 && when <= train.times.at(-1)!) return
  train.times.push(when)
  if (train.times.length > KEPT) train.times.shift()
  train.from = train.beat = when
  train.heard = true
}

function takeEvent(memory: Memory, { signal, mark: what, at: when }: EventSample): void {
  const { spikes } = memory
  if (signal === 'breath') {
    takeBeat(memory.breath, when)
    const third = memory.breath.times.at(-3)
    if (third !== undefined && when - third <= minutes(1)) memory.breathing = true
    return
  }
  settleSpike(memory, when)
  if (what === 'spike') {
    spikes.open = when
    return
  }
  takeBeat(memory.heart, when)
  memory.spikes = newSpikes(spikes.lost)
}

/** A spike that nothing answered in time was lost. */
export function settleSpike({ spikes }: Memory, until: At): void {
  if (spikes.open === null || until - spikes.open <= ANSWER) return
  spikes.lost++
  spikes.first ??= spikes.open
  spikes.open = null
}

/** Pulse pressure of a pulsation, and a mean beyond any patient's: the flush of the line [FACTS §7.6]. mmHg. */
export const PULSES = 8
const FLUSHED = 250
/** Open to the air, a line stands at about zero, mmHg. */
const ZEROED = 5
const FLUSH_ENDS = seconds(90)

/** After the three pressures of an instant were taken. */
export function takeLine(memory: Memory, when: At): void {
  const of = (vital: VitalKey) => {
    const last = memory.numbers.get(vital)?.last
    return last && last.at === when ? last.value : null
  }
  const [sys, dia, mean] = [of('art-sys'), of('art-dia'), of('art-mean')]
  if (!mean) return
  const flushed = mean.is === 'unknown' ? mean.why === 'flush' : mean.value >= FLUSHED
  if (!flushed) memory.stuck = null
  else if (memory.flush === null && memory.stuck === null) {
    memory.flush = when
    memory.pulsing = memory.pulsed !== null
  }
  const since = memory.numbers.get('art-mean')?.since ?? null
  if (flushed || since === null || (memory.pulsed !== null && memory.pulsed < since)) memory.pulsed = memory.flat = null
  const zero = mean.is === 'unknown' || flushed || Math.abs(mean.value) <= ZEROED
  if (zero) memory.carries = null
  else if (memory.carries === null || (since !== null && memory.carries < since)) memory.carries = when
  if (memory.flush !== null && when - memory.flush > FLUSH_ENDS) {
    if (flushed) memory.stuck = memory.flush
    // What pulsed before it is watched again, pulsing or not.
    else if (memory.pulsing) memory.pulsed = since
    memory.flush = null
  }
  if (mean.is === 'unknown' || flushed) return
  const pulse = sys?.is === 'known' && dia?.is === 'known' ? sys.value - dia.value : 0
  if (pulse < PULSES) {
    memory.flat ??= when
    return
  }
  memory.pulsed ??= when
  memory.flat = memory.flush = null
  memory.damping = damped(memory.damping, pulse, mean.value, when)
}

/** CO2 of a breath, mmHg: what is less is a line without any. */
export const CO2_NONE = 3
export function takeCo2(memory: Memory): void {
  const track = memory.numbers.get('etco2')
  if (!track || track.since === null) memory.co2 = null
  else if (track.last.value.is === 'known' && track.last.value.value > CO2_NONE) memory.co2 ??= track.last.at
}

/** Numbers that never stand still in a living patient for ten minutes. */
const LIVELY: ReadonlySet<VitalKey> = new Set(['hr', 'pr', 'rr', 'art-sys', 'art-mean', 'etco2', 'pi'])

function gearOf(memory: Memory, sample: Sample): Gear {
  const found = memory.gear.get(sample.source)
  if (found) return found
  const gear: Gear = {
    newest: sample.at,
    heard: sample.received,
    changed: sample.at,
    same: 0,
    lively: false,
    hashes: new Map(),
    vitals: new Set(),
  }
  memory.gear.set(sample.source, gear)
  return gear
}

function hashOf({ data }: WaveSample): number {
  let hash = data.length
  for (let i = 0; i < data.length; i += 3) hash = (Math.imul(hash, 31) + data[i]!) | 0
  return hash
}

function takeGear(memory: Memory, sample: Sample): void {
  // What a person wrote down says nothing of the device beside which it stands.
  if (sample.quality & QUALITY.manual) return
  const gear = gearOf(memory, sample)
  if (sample.received > gear.heard) gear.heard = sample.received
  if (sample.at < gear.newest) return
  gear.newest = sample.at
  if (sample.kind === 'number') {
    gear.vitals.add(sample.signal)
    const value = sample.value.is === 'known' ? sample.value.value : Number.NaN
    if (VITALS[sample.signal].clock === 'spot') return
    if (Number.isNaN(value)) return
    gear.lively ||= LIVELY.has(sample.signal)
    gear.same++
    if (gear.hashes.get(sample.signal) === value) return
    gear.hashes.set(sample.signal, value)
    gear.changed = sample.at
    gear.same = 0
  } else if (sample.kind === 'wave' && sample.data[0] !== NO_SAMPLE) {
    const hash = hashOf(sample)
    if (gear.hashes.get(sample.signal) === hash) return
    gear.hashes.set(sample.signal, hash)
    gear.changed = sample.at
    gear.same = 0
  }
}

/** Takes any sample but those of a second device. */
export function take(memory: Memory, sample: Sample, around: Around, now: At): Taken {
  takeGear(memory, sample)
  if (sample.quality & QUALITY.second) return 'no'
  if (sample.kind === 'number') return takeNumber(memory, sample, around, now)
  if (sample.kind === 'coded') return takeCoded(memory, sample, around, now)
  if (sample.quality & QUALITY.late) return 'no'
  // No claim is made of beats and breaths that we found ourselves.
  if (isDerived(sample) || deviceIn(around.facts.devices, sample.source)?.kind === 'recording') return 'no'
  if (sample.kind === 'event') takeEvent(memory, sample)
  else if (sample.signal.startsWith('ecg-'))
    takeWave(memory.heart, sample, () => {
      memory.spikes = newSpikes()
    })
  // Who breathed before a hole is expected to breathe after it: silence is counted anew from its end.
  else if (sample.signal === 'resp') takeWave(memory.breath, sample, () => {})
  else return 'no'
  return isPast(endOf(sample), around, now) ? 'late' : 'now'
}
