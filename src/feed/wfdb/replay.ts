// A source that plays recordings into beds of their own ward, each at its own time scale.
import type { Census, Person, Stay } from '../../model/census.ts'
import type { BedFacts } from '../../model/facts.ts'
import { type BedId, bedId, type StayId, stayId, wardId } from '../../model/ids.ts'
import type { FeedFacts, Report, Sample } from '../../model/sample.ts'
import { type At, after, type Ms, ms } from '../../model/units.ts'
import { VITALS } from '../../model/vitals.ts'
import type { Clock, Source } from '../source.ts'
import { WfdbError } from './error.ts'
import { type Mapping, mapSignals } from './mapping.ts'
import { createPlayer, type Pass, type Player, unitOf } from './player.ts'
import { openRecord, type Recording } from './record.ts'
import type { ReplaySpec } from './spec.ts'

export interface ReplayOptions {
  /** When the gateway starts: where `ends=now` puts the end of a recording. */
  readonly start: At
  /** A new random id, for each stay. */
  readonly id: () => string
  /** IANA zone of the ward's clock; UTC where absent. */
  readonly zone?: string
  /** Takes one line for the log; says nothing of a patient. */
  readonly log?: (line: string) => void
}

const WARD = wardId('Replay')
/** How often the recordings move on, in real time. */
const TICK = ms(250)
/** Faster than this no waves are sent, numbers only. */
const FASTEST_WAVES = 4
/** Without samples between two passes of a loop, so that the seam is seen (s). */
const SEAM = 1
/** What was not played in so long, in real time, is left out: it would be late anyway (s). */
const PATIENCE = 10
/** Record time played in one go (s): bounds memory at high speed. */
const SLICE = 60
/** A derived number needs so much before it (s). */
const WARM_UP = 20

interface Replayed {
  readonly spec: ReplaySpec
  readonly bed: BedId
  readonly label: string
  readonly stay: StayId
  readonly device: string
  readonly recording: Recording
  readonly mapping: Mapping
  readonly facts: BedFacts
  /** What its checksums disprove; it keeps its bed, says so, and is not played. */
  readonly damage: string | null
}

/** `<age>: 60 <sex>: F` or `age: 60` among the info strings. */
function about(info: readonly string[]): { readonly age: number | null; readonly sex: Person['sex'] } {
  const text = info.join(' ')
  const age = /<?\bage\b>?\s*:\s*(\d{1,3})/i.exec(text)?.[1]
  const sex = /<?\bsex\b>?\s*:\s*([FM])/i.exec(text)?.[1]?.toUpperCase()
  return { age: age === undefined ? null : Number(age), sex: sex === 'F' || sex === 'M' ? sex : 'unknown' }
}

/** What else the info strings say of the patient; empty: nothing. */
const reasonIn = (info: readonly string[]): string =>
  info
    .map((line) => line.replaceAll(/<?\b(age|sex)\b>?\s*:\s*\S*/gi, '').trim())
    .filter(Boolean)
    .join(', ')
    .slice(0, 120)

/** As much as a note holds. */
const noted = (text: string): string => (text.length > 120 ? `${text.slice(0, 119)}…` : text)

function factsOf({ spec, recording, mapping, device, damage }: Omit<Replayed, 'facts' | 'bed' | 'label' | 'stay'>): BedFacts {
  const channels = mapping.waves.map(({ index, key }, ch) => {
    const { rate, gain, baseline, unit } = recording.signals[index]!
    return { ch, signal: key, rate, gain, baseline, unit: unitOf(unit), source: device }
  })
  const cadence: Record<string, number> = {}
  for (const { index, key } of mapping.numbers) {
    const interval = Math.max(1000, 1000 / recording.signals[index]!.rate)
    if (VITALS[key].clock === 'watched' && Math.abs(interval - VITALS[key].cadence) > 1) cadence[key] = Math.round(interval)
  }
  const announced = Object.keys(cadence).length ? { cadence } : {}
  return {
    presence: 'occupied',
    away: null,
    devices: [{ id: device, name: 'recording', kind: 'recording', link: 'on', ...announced }],
    channels,
    marks: [],
    notices: [],
    valuesOnRequest: false,
    recording: {
      name: recording.name.slice(0, 120),
      date: recording.date,
      length: recording.duration,
      ended: damage !== null,
      loop: spec.loop,
    },
    notes: [...(damage ? [noted(`recording damaged: ${damage}`)] : []), ...mapping.notes].slice(0, 3),
  }
}

function open(spec: ReplaySpec, nr: number, id: () => string): Replayed {
  let damage: string | null = null
  let recording: Recording
  try {
    recording = openRecord(spec.path)
  } catch (error) {
    if (!(error instanceof WfdbError) || error.code !== 'checksum') throw error
    damage = error.message
    recording = openRecord(spec.path, false)
  }
  const mapping = mapSignals(recording)
  const device = `recording-${nr}`
  const facts = factsOf({ spec, recording, mapping, device, damage })
  return { spec, bed: bedId(`replay-${nr}`), label: `R${nr}`, stay: stayId(id()), device, recording, mapping, facts, damage }
}

function censusOf(beds: readonly Replayed[], start: At, zone: string): Census {
  const people: Person[] = []
  const stays: Stay[] = []
  for (const { bed, stay, recording, spec } of beds) {
    const { age, sex } = about(recording.info)
    stays.push({
      id: stay,
      bed,
      population: age === null ? 'unknown' : age >= 16 ? 'adult' : 'paediatric',
      age,
      since: spec.endsNow ? after(start, -recording.duration) : start,
    })
    const reason = reasonIn(recording.info) || 'a recording'
    people.push({ stay, name: '', sex, reason, teaches: null })
  }
  return {
    wards: [{ id: WARD, name: 'Recordings', note: 'played back, not live', continuous: false, zone, beds: beds.map(({ bed }) => bed) }],
    beds: beds.map(({ bed, label }) => ({ id: bed, ward: WARD, label })),
    stays,
    people,
    facts: new Map(beds.map(({ bed, facts }) => [bed, facts])),
  }
}

/** Frames without samples at the seam of a loop, and frames from one pass to the next. */
const seamOf = (recording: Recording): number => Math.round(SEAM * recording.fs)
const periodOf = (recording: Recording): number => recording.frames + seamOf(recording)

/** Plays one bed from `origin` on; each call brings it up to the clock. Returns false at its end. */
function play(bed: Replayed, player: Player, clock: Clock, origin: At, from: number, sink: (report: Report) => void): () => boolean {
  const { recording, spec } = bed
  const { fs, frames } = recording
  const slow = fs <= 2
  const period = periodOf(recording)
  const passOf = (nr: number): Pass => ({ base: after(origin, ((nr * period) / fs) * 1000), first: nr * period })
  let done = from
  const report = (samples: readonly Sample[], facts?: Partial<FeedFacts>): void => {
    if (samples.length || facts) sink({ bed: bed.bed, samples, ...(facts ? { facts } : {}) })
  }
  const recordingFacts = bed.facts.recording!
  /** All is said to be unknown from frame `at` of pass `nr` on; what went wrong comes before what was always to be said. */
  const end = (nr: number, at: number, note?: string): false => {
    report(player.silence(passOf(nr), at, at + Math.ceil(fs / 4), clock.now(), 'recording-ended', true), {
      recording: { ...recordingFacts, ended: true },
      ...(note ? { notes: [noted(note), ...bed.facts.notes] } : {}),
    })
    recording.close()
    return false
  }
  // Whatever breaks here ends this bed, never its neighbours.
  const failed = (error: unknown, nr: number, at: number): false =>
    end(nr, at, `recording stopped: ${error instanceof Error ? error.message : 'unreadable'}`)

  return () => {
    const now = clock.now()
    const elapsed = (now - origin) / 1000
    // A wave's frame is over when its time has passed; a number is there at its instant.
    const reached = Math.floor(elapsed * fs + 1e-6) + (slow ? 1 : 0)
    const target = spec.loop ? reached : Math.min(reached, frames)
    const most = Math.ceil(PATIENCE * Math.max(1, clock.speed) * fs)
    if (!slow && target - done > most) {
      done = target - Math.ceil(fs)
      player.restart()
    }
    const waves = clock.speed <= FASTEST_WAVES
    while (done < target) {
      const nr = spec.loop ? Math.floor(done / period) : 0
      const frame = done - nr * period
      const pass = passOf(nr)
      if (frame >= frames) {
        const to = Math.min(period, frame + target - done)
        if (waves) report(player.silence(pass, frame, to, now, 'no-data', false))
        player.restart()
        done += to - frame
        continue
      }
      const to = Math.min(frames, frame + target - done, frame + Math.max(1, Math.ceil(SLICE * fs)))
      try {
        report(player.play(pass, frame, to, now, waves))
      } catch (error) {
        return failed(error, nr, frame)
      }
      done += to - frame
      if (to === frames) player.restart()
    }
    return spec.loop || elapsed * fs < frames - 1e-6 ? true : end(0, frames)
  }
}

/** The last number of each signal before the end, for a recording that is all past. */
function lastNumbers(bed: Replayed, base: At, received: At): Sample[] {
  const { recording } = bed
  const player = createPlayer(recording, bed.mapping, bed.device)
  const back = bed.mapping.numbers.length ? 86_400 : WARM_UP
  const last = new Map<string, Sample>()
  const step = Math.max(1, Math.ceil(SLICE * recording.fs))
  for (let from = Math.max(0, recording.frames - Math.ceil(back * recording.fs)); from < recording.frames; from += step) {
    const samples = player.play({ base, first: 0 }, from, Math.min(recording.frames, from + step), null, false)
    for (const sample of samples) if (sample.kind === 'number') last.set(sample.signal, { ...sample, received })
  }
  return [...last.values()]
}

/** Numbers of a recording that ends now, in [from, to), thinned to one a `step` and signal. */
function* pastOf(bed: Replayed, base: At, from: At, to: At, step: Ms): Generator<Report> {
  const { recording } = bed
  const { fs, frames } = recording
  const player = createPlayer(recording, bed.mapping, bed.device)
  const frameAt = (when: At): number => Math.floor(((when - base) / 1000) * fs)
  const last = Math.min(frames, frameAt(to) + 1)
  const slice = Math.max(1, Math.ceil(SLICE * fs))
  const taken = new Map<string, number>()
  for (let frame = Math.max(0, frameAt(from) - Math.ceil(WARM_UP * fs)); frame < last; frame += slice) {
    for (const sample of player.play({ base, first: 0 }, frame, Math.min(last, frame + slice), null, false)) {
      if (sample.kind !== 'number' || sample.at < from || sample.at >= to) continue
      const place = Math.floor((sample.at - from) / step)
      if (taken.get(sample.signal) === place) continue
      taken.set(sample.signal, place)
      yield { bed: bed.bed, samples: [sample] }
    }
  }
}

/** Merges lists of reports, each in order of its samples' `at`. */
function* merge(lists: readonly Generator<Report>[]): Generator<Report> {
  const heads = lists.map((list) => ({ list, next: list.next() }))
  const when = ({ next }: (typeof heads)[number]): number => (next.done ? Number.POSITIVE_INFINITY : (next.value.samples[0]?.at ?? 0))
  for (;;) {
    const first = heads.reduce<(typeof heads)[number] | null>((best, head) => (best && when(best) <= when(head) ? best : head), null)
    if (!first || first.next.done) return
    yield first.next.value
    first.next = first.list.next()
  }
}

/**
 * Opens all recordings, proves their samples, and makes a ward of one bed each: R1, R2 … in the order given.
 * Throws a WfdbError where one cannot be read. A damaged one, or one that breaks later, harms its own bed only.
 */
export function createReplay(specs: readonly ReplaySpec[], options: ReplayOptions): Source {
  const beds = specs.map((spec, index) => open(spec, index + 1, options.id))
  const log = options.log ?? (() => {})
  /** Where frame 0 lies of a recording that ends now. */
  const pastBase = (bed: Replayed): At => after(options.start, -bed.recording.duration)

  const start = (bed: Replayed, sink: (report: Report) => void, clock: Clock): (() => boolean) => {
    const { spec, recording, mapping, device } = bed
    const player = createPlayer(recording, mapping, device)
    if (bed.damage) {
      const now = clock.now()
      const samples = player.silence({ base: now, first: 0 }, 0, Math.ceil(recording.fs / 4), now, 'invalid', true)
      sink({ bed: bed.bed, samples, facts: { notes: bed.facts.notes } })
      return () => false
    }
    if (!spec.endsNow) return play(bed, player, clock, clock.now(), 0, sink)
    try {
      const samples = lastNumbers(bed, pastBase(bed), clock.now())
      if (samples.length) sink({ bed: bed.bed, samples })
    } catch (error) {
      log(`${bed.label}: ${error instanceof Error ? error.message : 'unreadable'}`)
    }
    return play(bed, player, clock, pastBase(bed), recording.frames, sink)
  }

  return {
    name: 'wfdb',
    census: censusOf(beds, options.start, options.zone ?? 'UTC'),
    recorded: beds
      .filter(({ spec, damage }) => spec.endsNow && !damage)
      .map((bed) => ({ path: bed.spec.path, device: bed.device, stay: bed.stay, base: pastBase(bed) })),
    start(sink, clock) {
      let running = beds.map((bed) => {
        const heard = (report: Report): void => {
          const note = report.facts?.notes?.[0]
          if (note) log(`${bed.label}: ${note}`)
          sink(report)
        }
        return { bed, advance: start(bed, heard, clock) }
      })
      const tick = (): void => {
        running = running.filter(({ advance }) => advance())
      }
      tick()
      const stop = clock.every(TICK, tick)
      return () => {
        stop()
        for (const { recording } of beds) recording.close()
      }
    },
    *past(from, to, step) {
      const ended = beds.filter(({ spec, damage }) => spec.endsNow && !damage)
      yield* merge(ended.map((bed) => pastOf(bed, pastBase(bed), from, to, step)))
    },
  }
}
