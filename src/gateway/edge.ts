// The edge: every report is checked here, and trusted behind. What is refused is counted by reason and harms nothing else.
import { createHash } from 'node:crypto'
import { CODED, codesOf, EVENT_KEYS, EVENT_MARKS } from '../model/codes.ts'
import { BedFacts } from '../model/facts.ts'
import { type FeedFacts, plausible, QUALITY, type Report, type Sample } from '../model/sample.ts'
import { isSignal, signalOf } from '../model/signals.ts'
import { type At, at } from '../model/units.ts'
import { unknown } from '../model/value.ts'
import { VITALS } from '../model/vitals.ts'
import { checkedAlarms } from './edgealarms.ts'

/** Why a report or a sample was refused. */
export const REFUSALS = [
  'report', // not a report at all
  'bed', // a bed no census knows
  'facts', // facts that do not fit their schema
  'signal', // no such signal, code, event or mark
  'time', // not an instant, or measured after it was received
  'wave', // no rate, gain or samples
  'duplicate',
  'alarm', // an alarm of a device that does not fit its schema
] as const
export type EdgeRefusal = (typeof REFUSALS)[number]

/** A sample may be measured, or received, so much ahead of gateway time, ms: it is then taken as of now. */
const AHEAD = 2000
/** Sequence numbers kept a device and signal, by which a duplicate is known. */
const REMEMBERED = 64
const SECOND = 1000
/** Devices times signals remembered a bed. */
const LINES = 256
/** Characters of a device's id, as the wire has it. */
const NAME = 64
/** Samples of one wave chunk, and samples of one report. */
const CHUNK = 32_768
/** Of a wave: no monitor's is slower [design], Hz, and no piece of one is longer, s. */
const SLOWEST = 1
const LONGEST = 600
const SAMPLES = 4096
/** The devices' part of a bed's facts: the rest follows from the ward book, whatever a source says. */
const SomeFacts = BedFacts.pick({ devices: true, channels: true, recording: true, notes: true }).partial()
/** Characters of what a monitor calls its patient, and of the digest in a longer one's place of its end. */
const PATIENT = 80
const DIGEST = 16

export interface Edge {
  /** The report with what may pass, or null. `now` is gateway time, `speed` its virtual seconds a second. */
  check(report: Report, now: At): Report | null
}

interface Seen {
  readonly seqs: Float64Array
  /** When the sample of each place was measured, and what its device's clock said (NaN: nothing). */
  readonly ats: Float64Array
  readonly times: Float64Array
  next: number
  latest: number
}
const nothing = (): Float64Array => new Float64Array(REMEMBERED).fill(Number.NaN)
const nothingSeen = (): Seen => ({ seqs: nothing(), ats: nothing(), times: nothing(), next: 0, latest: Number.NEGATIVE_INFINITY })

/** The same number so much later is another sample, ms: a device that began to count anew. Readings now and then are told apart within a minute. */
function apart(sample: Sample): number {
  const cadence = sample.kind === 'number' ? VITALS[sample.signal].cadence : sample.kind === 'coded' ? CODED[sample.signal].cadence : SECOND
  return Math.min(2 * cadence, 60 * SECOND)
}

export function createEdge({
  isBed,
  refused,
  late,
  speed,
}: {
  isBed: (bed: string) => boolean
  refused: (why: EdgeRefusal) => void
  late: () => void
  speed: number
}): Edge {
  const seen = new Map<string, Map<string, Seen>>()
  const ahead = AHEAD * speed

  /** The instants, or null: what runs a little ahead is set back, so that it never looks fresher than it is. */
  function instants(sample: Sample, now: At): { at: At; received: At } | null {
    if (!Number.isFinite(sample.at) || !Number.isFinite(sample.received)) return null
    if (sample.received > now + ahead || sample.at > sample.received + ahead) return null
    const received = Math.min(sample.received, now)
    return { at: at(Math.min(sample.at, received)), received: at(received) }
  }

  /**
   * 'new', or 'late' where a later one is known already, or 'duplicate': the same number from the same device, measured
   * at about the same time. A device that was switched on again counts anew, and says so by its times.
   */
  function order({ bed }: Report, sample: Sample): 'new' | 'late' | 'duplicate' {
    const ofBed = seen.get(bed) ?? new Map<string, Seen>()
    seen.set(bed, ofBed)
    const key = `${sample.source} ${sample.signal}`
    const one = ofBed.get(key) ?? nothingSeen()
    ofBed.set(key, one)
    if (ofBed.size > LINES) ofBed.delete(ofBed.keys().next().value!)
    const time = sample.deviceTime ?? Number.NaN
    const before = one.seqs.indexOf(sample.seq)
    if (before >= 0) {
      const isOther = Math.abs(sample.at - one.ats[before]!) > apart(sample) || Math.abs(time - one.times[before]!) > 0
      if (!isOther) return 'duplicate'
    }
    const place = before >= 0 ? before : one.next
    one.seqs[place] = sample.seq
    one.ats[place] = sample.at
    one.times[place] = time
    if (before < 0) one.next = (one.next + 1) % REMEMBERED
    // Events may share an instant; beats of two chambers, say.
    if (sample.at < one.latest) return 'late'
    one.latest = sample.at
    return 'new'
  }

  function checked(sample: Sample, report: Report, now: At): Sample | EdgeRefusal {
    if (typeof sample.source !== 'string' || sample.source.length > NAME) return 'report'
    if (!isSignal(sample.signal) || signalOf(sample.signal).kind !== sample.kind || !Number.isFinite(sample.seq)) return 'signal'
    const when = instants(sample, now)
    if (!when) return 'time'
    if (sample.deviceTime !== undefined && !Number.isFinite(sample.deviceTime)) return 'time'
    const quality = Number.isInteger(sample.quality) ? sample.quality & ~QUALITY.second & 0xff : QUALITY.questionable
    if (sample.kind === 'wave' && !isWave(sample)) return 'wave'
    if (sample.kind === 'event' && !(EVENT_KEYS.includes(sample.signal) && EVENT_MARKS.includes(sample.mark))) return 'signal'
    if (sample.kind === 'coded' && sample.value.is === 'known' && !codesOf(sample.signal).includes(sample.value.value)) return 'signal'
    const place = order(report, sample)
    if (place === 'duplicate') return 'duplicate'
    if (place === 'late') late()
    const common = { ...when, quality: place === 'late' ? quality | QUALITY.late : quality }
    if (sample.kind !== 'number') return { ...sample, ...common }
    const finite = sample.value.is === 'unknown' || Number.isFinite(sample.value.value)
    return { ...sample, ...common, value: finite ? plausible(sample.signal, sample.value) : unknown('invalid') }
  }

  return {
    check(report, now) {
      const isReport = report && Array.isArray(report.samples) && report.samples.length <= SAMPLES
      const wrong = !isReport ? 'report' : isBed(report.bed) ? null : 'bed'
      if (wrong) {
        refused(wrong)
        return null
      }
      const samples: Sample[] = []
      for (const sample of report.samples) {
        let one: Sample | EdgeRefusal
        try {
          one = checked(sample, report, now)
        } catch {
          one = 'report'
        }
        if (typeof one === 'string') refused(one)
        else samples.push(one)
      }
      const { facts, patient, bed } = report
      // What a monitor calls its patient is text of its own; anything else is taken as not said.
      const said = patient === null || typeof patient === 'string'
      const alarms = checkedAlarms(report.alarms, now, ahead, () => refused('alarm'))
      const rest = {
        bed,
        ...(said && { patient: patient === null ? null : calledShort(patient.trim()) || null }),
        ...(alarms.length > 0 && { alarms }),
      }
      if (facts === undefined) return { ...rest, samples }
      const parsed = SomeFacts.safeParse(facts)
      if (!parsed.success) {
        refused('facts')
        return { ...rest, samples }
      }
      return { ...rest, samples, facts: parsed.data as Partial<FeedFacts> }
    },
  }
}

/** Two long ones that begin alike differ: the digest is of the whole. */
function calledShort(text: string): string {
  if (text.length <= PATIENT) return text
  const digest = createHash('sha256').update(text).digest('hex').slice(0, DIGEST)
  return `${text.slice(0, PATIENT - DIGEST - 1).toWellFormed()}…${digest}`
}

function isWave({ rate, gain, baseline, unit, data }: Extract<Sample, { kind: 'wave' }>): boolean {
  const scaled = rate >= SLOWEST && Number.isFinite(rate) && Number.isFinite(gain) && gain !== 0 && Number.isFinite(baseline)
  return (
    scaled &&
    typeof unit === 'string' &&
    (data instanceof Int16Array || data instanceof Int32Array) &&
    data.length > 0 &&
    data.length <= Math.min(CHUNK, LONGEST * rate)
  )
}
