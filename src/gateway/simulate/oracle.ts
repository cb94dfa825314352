// What must stand and what may stand, reckoned from the samples alone: written from WARD §8–9, not from the engine's tables.
// Of two readings of a border it takes, for what must be, the later one, and for what may be, the earlier: between the two it says nothing.
import type { AlarmShown, BedAlarms } from '../../model/alarmshown.ts'
import type { Sample } from '../../model/sample.ts'
import type { At } from '../../model/units.ts'
import { ADULT, type Limits, type Range, RHYTHMS, ROWS, type Row } from './oraclerows.ts'

const SECOND = 1000

interface Track {
  at: number
  value: number | null
  /** Handed over while it was still good. */
  held: boolean
  /** Without a break, by the strict and by the free reading. */
  since: number | null
  sinceFree: number | null
}
interface Watch {
  out: number | null
  outFree: number | null
  /** It stood beyond doubt, and nothing has ended it since. */
  stood: boolean
  /** Since when it is surely inside. */
  inside: number | null
  /** When it was heard to be out last. */
  heard: number
}

const CALM: Watch = { out: null, outFree: null, stood: false, inside: null, heard: 0 }

export interface Oracle {
  hear(sample: Sample, now: At): void
  /** null: the preset's. */
  limits(vital: string, range: Range | null, now: At): void
  /** Standby and its end: nothing of it stands, and arming begins anew. */
  again(): void
  /** Alarms were switched off, or on again: nothing of these stands, and delays begin anew. */
  off(which: (rule: string) => boolean): void
  /** Another run of the gateway, which knows of these that stood. Arming begins anew. */
  restarted(stood: ReadonlySet<string>): void
  /** Somebody reset what is only last known, or saw what ended. */
  seen(rule: string): void
  /** What is wrong with what is told of the stay; empty: nothing. `off`: whether a rule is off or resting now. */
  check(told: BedAlarms, now: At, off: (rule: string, arrest: boolean) => boolean): string[]
}

/** `cadence`: seconds between two numbers of each signal. */
export function createOracle(cadenceOf: (signal: string) => number): Oracle {
  const tracks = new Map<string, Track>()
  const watches = new Map(ROWS.map(({ rule }): [string, Watch] => [rule, { ...CALM }]))
  let limits: Limits = ADULT
  const known = new Set<string>()
  let limitsAt = 0
  /** Rules that stood at the last look. */
  let stood: ReadonlySet<string> = new Set()
  const isSparse = (signal: string): boolean => cadenceOf(signal) > 60
  const validOf = (signal: string): number => (isSparse(signal) ? 4 * 3600 * SECOND : Math.max(3 * cadenceOf(signal), 5) * SECOND)
  const cuffOut = (of: readonly string[]): boolean =>
    of.some((signal) => {
      const track = tracks.get(signal)
      return track?.value != null && (track.value < limits[signal]![0] || track.value > limits[signal]![1])
    })

  function take(rule: Row, signal: string, track: Track, broken: boolean, now: number): void {
    const watch = watches.get(rule.rule)!
    const range = limits[signal] ?? [0, 0]
    const { at, value, held } = track
    if (value === null) {
      watch.out = watch.outFree = watch.inside = null
      return
    }
    if (broken || !held) watch.out = null
    // Three numbers of a cuff are one reading.
    const grouped = rule.of.length > 1
    const out = grouped ? cuffOut(rule.of) : rule.out(value, range, limits)
    const inside = grouped ? !out : rule.inside(value, range)
    if (out) {
      if (held) watch.out ??= at
      watch.outFree ??= at
      watch.heard = now
      watch.inside = null
    } else {
      watch.out = watch.outFree = null
      if (inside) {
        if (broken) watch.inside = null
        watch.inside ??= at
        watch.stood = false
      } else watch.inside = null
    }
  }

  /** Whether it must stand by now. */
  function must(row: Row, now: number): boolean {
    const watch = watches.get(row.rule)!
    const signal = row.of[0]!
    const track = tracks.get(signal)
    const cadence = cadenceOf(signal) * SECOND
    if (!track || track.value === null || watch.out === null || track.since === null) return false
    if (now - track.at > 1.5 * cadence) return false
    if (isSparse(signal) || row.arming + row.delay === 0) return true
    const from = row.arming === 0 ? watch.out : Math.max(watch.out, track.since + row.arming * SECOND + cadence)
    return track.at - from >= row.delay * SECOND + cadence
  }

  function wrongWith(alarm: AlarmShown, now: number): string | null {
    const found = ROWS.find(({ rule }) => rule === alarm.rule)
    if (!found || alarm.phase !== 'active') return null
    const watch = watches.get(found.rule)!
    const signal = alarm.vital && found.of.includes(alarm.vital) ? alarm.vital : found.of[0]!
    const track = tracks.get(signal)
    const slack = (cadenceOf(signal) + 2) * SECOND
    // It ends by a sample, not by silence.
    if (alarm.lastKnown === null && watch.inside !== null && track && track.at - watch.inside > found.settle * SECOND + 2 * slack)
      return `${alarm.id} stands, though its value has been inside since ${watch.inside}`
    if (known.has(alarm.id)) return null
    known.add(alarm.id)
    // Raised beneath a worse one, or in a pause: what it was raised by is past.
    if (alarm.raised < now - 1000) return null
    // Out at the other side now, without ever having been inside.
    if (stood.has(alarm.rule)) return null
    // Raised just before the limit became another.
    if (limitsAt === now) return null
    // By a report before another one of this very instant.
    if (track && track.value !== null && watch.outFree === null && watch.heard === now) return null
    if (!track || track.value === null || watch.outFree === null) return `${alarm.id} was raised by nothing that is out`
    if (now - track.at > validOf(signal) + slack) return `${alarm.id} was raised by a value of ${(now - track.at) / SECOND} s ago`
    if (isSparse(signal)) return null
    // One reading of what comes seldom is enough.
    const enough = (least: number): boolean => cadenceOf(signal) >= least
    if (!enough(found.delay) && track.at - watch.outFree < found.delay * SECOND) return `${alarm.id} was raised before its delay`
    if (track.sinceFree === null || (!enough(found.arming) && track.at - track.sinceFree < found.arming * SECOND))
      return `${alarm.id} was raised before it was armed`
    return null
  }

  return {
    hear(sample, now) {
      if (sample.kind !== 'number' && sample.kind !== 'coded') return
      const { signal } = sample
      const value =
        sample.value.is === 'unknown' ? null : sample.kind === 'number' ? Number(sample.value.value) : (RHYTHMS[sample.value.value] ?? 0)
      const before = tracks.get(signal)
      // Twice, or out of order: never now.
      if (before && sample.at <= before.at) return
      const held = now - sample.at <= validOf(signal)
      const broken = !before || sample.at - before.at > 1.5 * cadenceOf(signal) * SECOND || now - before.at > validOf(signal)
      const goesOn = value !== null && held
      const track: Track = {
        at: sample.at,
        value,
        held,
        since: goesOn ? (broken ? sample.at : (before.since ?? sample.at)) : null,
        sinceFree: value === null ? null : (before?.sinceFree ?? sample.at),
      }
      tracks.set(signal, track)
      for (const one of ROWS) if (one.of.at(-1) === signal) take(one, signal, track, broken, now)
    },
    limits(vital, range, now) {
      limitsAt = now
      limits = { ...limits, [vital]: range ?? ADULT[vital]! }
      for (const row_ of ROWS) {
        const { rule, of } = row_
        if (!of.includes(vital)) continue
        const track = tracks.get(vital)
        // By the new limit the last value may be out, from now on.
        const out = track?.value != null && row_.out(track.value, limits[vital]!, limits)
        const { outFree } = watches.get(rule)!
        Object.assign(watches.get(rule)!, { out: null, outFree: out ? (outFree ?? track!.at) : null, stood: false, inside: null })
      }
    },
    again() {
      for (const watch of watches.values()) Object.assign(watch, CALM)
      for (const track of tracks.values()) Object.assign(track, { since: null, sinceFree: null })
    },
    off(which) {
      for (const [rule, watch] of watches) if (which(rule)) Object.assign(watch, { out: null, stood: false })
    },
    restarted(stood) {
      for (const [rule, watch] of watches) Object.assign(watch, { ...CALM, stood: watch.stood && stood.has(rule) })
      for (const track of tracks.values()) Object.assign(track, { since: null, sinceFree: null })
    },
    seen(rule) {
      const watch = watches.get(rule)
      if (watch) Object.assign(watch, { stood: false, out: null })
    },
    check(told, now, off) {
      const wrong: string[] = []
      for (const row_ of ROWS) {
        const { rule, under, arrest } = row_
        const watch = watches.get(rule)!
        if (must(row_, now)) watch.stood = true
        if (!watch.stood || off(rule, arrest === true)) continue
        const stands = told.alarms.some((alarm) => alarm.phase === 'active' && (alarm.rule === rule || under.includes(alarm.rule)))
        if (!stands && told.alarms.length < 64) wrong.push(`${rule} does not stand, though out since ${watch.out}`)
      }
      for (const alarm of told.alarms) {
        const text = wrongWith(alarm, now)
        if (text) wrong.push(text)
      }
      stood = new Set(told.alarms.filter(({ phase }) => phase === 'active').map(({ rule }) => rule))
      return wrong
    },
  }
}
