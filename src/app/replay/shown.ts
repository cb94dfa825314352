// A frame of the replay as tiles: the very words of the live ones, from what was there then. Pure.
import { NO_ALARMS, NO_WARD_ALARMS } from '../../model/alarmshown.ts'
import type { BedFacts } from '../../model/facts.ts'
import { EMPTY_BED } from '../../model/facts.ts'
import type { CodedEntry, NumberEntry } from '../../model/half.ts'
import { type Replayed, type ReplayedBed, signalOfShown } from '../../model/replayapi.ts'
import { frameAt, heldAt } from '../../model/replayed.ts'
import { type At, at, ms } from '../../model/units.ts'
import { known, unknown, WHYS } from '../../model/value.ts'
import type { DutyRow, RosterRow } from '../../model/wire.ts'
import type { BedView, WardView } from '../core/view.ts'
import { clockTime, span } from '../core/words.ts'
import { type TileView, tileView } from '../tile.ts'

const framesOf = ({ from, step, count }: Pick<Replayed, 'from' | 'step' | 'count'>) => ({ from: at(from), step: ms(step), count })
export const timeOf = (answer: Pick<Replayed, 'from' | 'step' | 'count'>, k: number): At => frameAt(framesOf(answer), k)

const toValue = <T>(value: T | null, why: number) => (value === null ? unknown(WHYS[why] ?? 'no-data') : known(value))

function factsOf({ devices }: ReplayedBed, isHidden: boolean, told: Told | null, alarms: BedView['alarms']): BedFacts {
  if (isHidden) return { ...EMPTY_BED, notes: ['not shown to you'] }
  if (!told) return EMPTY_BED
  const set: BedFacts['marks'] = [
    ...(alarms.limits.length > 0 ? (['limit-changed'] as const) : []),
    ...(alarms.order ? (['alarms-off-by-order'] as const) : []),
  ]
  return { ...EMPTY_BED, ...told.facts, devices, marks: [...set, ...told.facts.marks].slice(0, 8) }
}
type Told = ReplayedBed['told'][number]

/** A bed as a screen knew it at frame `k`. */
export function bedAt(bed: ReplayedBed, index: number, k: number): BedView {
  const lie = heldAt(bed.lies, k)
  const isThere = lie !== null && lie.stay !== null
  // Of the stay that lies there, from when it came to lie there: another one begins with nothing.
  const begun = lie?.k ?? 0
  const numbers = new Map<NumberEntry['signal'], NumberEntry>()
  const coded = new Map<CodedEntry['signal'], CodedEntry>()
  if (isThere) {
    for (const [of, signal, when, lag, value, why, quality, source] of bed.numbers) {
      const key = signalOfShown(signal)
      if (of < begun || of > k || key === undefined) continue
      // Nothing is measured after it arrived.
      const measured = at(Math.min(when, when + lag))
      numbers.set(key, { kind: 'number', signal: key, at: measured, received: at(when + lag), quality, source, value: toValue(value, why) })
    }
    for (const { k: of, signal, at: when, code, why } of bed.coded)
      if (of >= begun && of <= k)
        coded.set(signal, {
          kind: 'coded',
          signal,
          at: at(when),
          received: at(when),
          quality: 0,
          source: 255,
          value: toValue(code, why),
        } as CodedEntry)
  }
  const told = isThere ? heldAt(bed.told, k) : null
  const held = isThere ? bed.alarms.findLast((one) => one.k <= k && one.k >= begun) : undefined
  const score = isThere ? bed.scores.findLast((one) => one.k <= k && one.k >= begun) : undefined
  const alarms = held ? { ...held.alarms, score: score?.score ?? null } : NO_ALARMS
  return {
    index,
    id: bed.bed,
    label: bed.label,
    stay: told && lie?.stay ? { ...lie.stay, population: told.population, age: told.age } : null,
    facts: factsOf(bed, lie?.hidden ?? false, told, alarms),
    numbers,
    coded,
    seconds: new Map(),
    rings: new Map(),
    lastBeat: null,
    held: 'none',
    alarms: { ...alarms, alarms: alarms.alarms.map((alarm) => asThen(alarm, numbers)) },
  }
}

/** The journal keeps a value only where more changed than that: the one that stood is the number's own. */
function asThen<T extends BedView['alarms']['alarms'][number]>(alarm: T, numbers: BedView['numbers']): T {
  if (alarm.phase !== 'active' || alarm.lastKnown !== null || alarm.vital === null || alarm.limit === null || alarm.value === null)
    return alarm
  const entry = numbers.get(alarm.vital)
  if (entry?.value.is !== 'known') return alarm
  const value = entry.value.value
  const isOut = alarm.side === 'low' ? value < alarm.limit : value > alarm.limit
  return isOut ? { ...alarm, value } : alarm
}

function personAt(bed: ReplayedBed, k: number): [string, RosterRow][] {
  const stay = heldAt(bed.lies, k)?.stay
  const who = stay && heldAt(bed.told, k)?.who
  if (!stay || !who) return []
  return [[stay.id, { stay: stay.id, ...who, name: null, born: null, record: null, reason: null, teaches: null }]]
}
/** A frame tells who has the bed at its instant: until when that was to be is not asked. */
function dutyAt({ bed, nurses }: ReplayedBed, k: number): [string, DutyRow][] {
  const nurse = heldAt(nurses, k)?.nurse
  return nurse ? [[bed, { bed, nurse, buddy: null, until: Number.POSITIVE_INFINITY, own: false }]] : []
}

export function wardAt(answer: Replayed, k: number): WardView {
  const now = timeOf(answer, k)
  return {
    gateway: { protocol: 0, epoch: 0, now, speed: answer.speed, demo: false, version: '' },
    ward: { ...answer.ward, note: null, continuous: true, preset: 'adult', beds: answer.beds.length },
    epoch: 0,
    seq: 0,
    rev: 0,
    beds: answer.beds.map((bed, index) => bedAt(bed, index, k)),
    people: new Map(answer.beds.flatMap((bed) => personAt(bed, k))),
    duties: new Map(answer.beds.flatMap((bed) => dutyAt(bed, k))),
    charge: null,
    carers: new Map(answer.carers.map((one) => [one.id, one])),
    alarms: NO_WARD_ALARMS,
    trend: null,
  }
}

/** In a nurse's place; what it means stands once above all of them. */
export const NURSE_UNKNOWN = '?'
/** Of a bed that nobody is known to have lain in, before anything of it is known. */
export const LYING_UNKNOWN = 'not known of then'
export interface ShownFrame {
  readonly time: At
  /** "NO GATEWAY 01:30–01:42": nothing was shown. */
  readonly off: string | null
  /** "who had which bed is not known": of what is told of now, but not of then; null: all of it is. */
  readonly unknown: string | null
  readonly tiles: readonly TileView[]
}
export function frameOf(answer: Replayed, k: number, privacy: boolean): ShownFrame {
  const time = timeOf(answer, k)
  const { zone } = answer.ward
  const gone = answer.off.find(({ from, to }) => from <= time && time < to)
  if (gone) return { time, off: `NO GATEWAY ${clockTime(gone.from, zone)}–${clockTime(gone.to, zone)}`, unknown: null, tiles: [] }
  const ward = wardAt(answer, k)
  const context = { link: 'live', silentFor: 0, privacy, zone, layout: 'M' } as const
  const tiles = ward.beds.map((bed, place): TileView => {
    const tile = tileView(bed, ward, time, context)
    const isKnown = heldAt(answer.beds[place]!.nurses, k)?.known !== false
    if (isKnown) return tile
    return tile.presence === 'empty' ? { ...tile, line: LYING_UNKNOWN } : { ...tile, nurse: NURSE_UNKNOWN }
  })
  const isAsked = tiles.some(({ nurse }) => nurse === NURSE_UNKNOWN)
  return { time, off: null, unknown: isAsked ? 'who had which bed is not known of then' : null, tiles }
}

const formats = new Map<string, Intl.DateTimeFormat>()
/** "Thu 19 Nov 02:14:10" */
export function momentIn(zone: string, time: number): string {
  const format =
    formats.get(zone) ??
    new Intl.DateTimeFormat('en-GB', {
      timeZone: zone,
      weekday: 'short',
      day: 'numeric',
      month: 'short',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
      hourCycle: 'h23',
    })
  formats.set(zone, format)
  return format.format(time).replaceAll(',', '')
}
/** "(5 h 16 min ago)" */
export const agoWords = (ms: number): string => {
  const whole = Math.max(0, Math.floor(ms / 1000))
  if (whole < 120) return `${whole} s ago`
  return ms < 7_200_000 ? `${span(ms)} ago` : `${span(ms)}${ms < 48 * 3_600_000 ? ' min' : ''} ago`
}
