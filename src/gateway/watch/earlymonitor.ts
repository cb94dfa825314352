// What devices bring of the parts of the early-warning score: medians over minutes of what they watch, the newest of what they take now and then.
import type { Code } from '../../model/codes.ts'
import type { StayId } from '../../model/ids.ts'
import { PULSES } from '../../model/judge/remember.ts'
import type { Oxygen } from '../../model/observations.ts'
import { medianOf, type Reading, type Readings } from '../../model/running.ts'
import { QUALITY, type Sample } from '../../model/sample.ts'
import type { Gas, NumberPart } from '../../model/scores.ts'
import { createSeries, type Series } from '../../model/series.ts'
import { type At, between, type Ms, minutes } from '../../model/units.ts'
import type { VitalKey } from '../../model/vitals.ts'

/** TABLE: signals that are watched as they come. 5 min at one a second, and some room. */
const WATCHED = ['hr', 'pr', 'rr', 'spo2', 'temp', 'art-sys', 'art-dia', 'art-mean'] as const satisfies readonly VitalKey[]
const CUFF = ['nibp-sys', 'nibp-dia', 'nibp-mean'] as const satisfies readonly VitalKey[]
const SHARE = ['fio2', 'o2-flow'] as const satisfies readonly VitalKey[]
const SPOT = [...CUFF, ...SHARE] as const
/** What it takes of numbers. */
export const MONITORED = { watched: WATCHED, cuff: CUFF, share: SHARE } as const
type Watched = (typeof WATCHED)[number]
type Spot = (typeof SPOT)[number]
const KEPT = 360
/** The rate by pleth is the pulse where that by ECG is this much older [FACTS §1.6]. */
const ECG_LEADS = minutes(1)
/** A line that says nothing for so long shows no pressure now [design]. */
const LINE_HOLDS = minutes(1)
/** A cuff pressure makes a shock index, and is offered to be charted, for so long [design; FACTS §1.4 leaves it open]. */
export const CUFF_HOLDS = minutes(35)

const isIn = <T extends string>(list: readonly T[], key: string): key is T => (list as readonly string[]).includes(key)

interface Bedside {
  readonly series: Map<Watched, Series>
  readonly cadence: Map<Watched, Ms>
  readonly spot: Map<Spot, Reading>
  /** The newest of each, as the tile shows it. */
  readonly newest: Map<Watched, Reading>
  /** The last median of each: it holds on while its signal is gone. */
  readonly medians: Map<Watched, Reading>
  /** When its last sample said that it is not known, or none: it is not, whatever the median holds. */
  readonly gone: Map<Watched, At>
  oxygen: Reading<Code<'o2-device'>> | null
}

export interface Pressure {
  readonly by: 'line' | 'cuff'
  readonly at: At
  readonly sys: number
  readonly dia: number | null
  readonly mean: number | null
}
export interface Monitored {
  readonly readings: Readings
  /** The newest of line and cuff. */
  readonly pressure: Pressure | null
  /** What is computed from the pulse and the pressure may be told: they are as they were, and a line shows a pulse. */
  readonly holds: boolean
}

export interface Newest {
  readonly numbers: Partial<Readonly<Record<NumberPart, Reading>>>
  readonly oxygen: (Oxygen & { readonly at: At }) | null
}

export interface EarlyMonitor {
  take(stay: StayId, samples: readonly Sample[]): void
  /** Takes new medians, and tells what stands. */
  now(stay: StayId, now: At): Monitored
  /** The newest of each part as the tile shows it, and by which device oxygen is given. */
  newest(stay: StayId): Newest
  forget(stay: StayId): void
}

const NOTHING: Monitored = { readings: {}, pressure: null, holds: false }
const newer = (a: Reading | undefined, b: Reading | undefined): Reading | undefined => (!b || (a && a.at >= b.at) ? a : b)

const pulseOf = (hr: Reading | undefined, pr: Reading | undefined): Reading | undefined =>
  hr && pr && between(hr.at, pr.at) > ECG_LEADS ? pr : (hr ?? pr)
type Parts = Partial<Record<NumberPart, Reading | undefined>>
const known = (found: Parts): Partial<Record<NumberPart, Reading>> =>
  Object.fromEntries(Object.entries(found).filter(([, reading]) => reading !== undefined))

/** A flow or share counts that was said with the device, or after it; without one, nothing is told. */
function oxygenOf({ value: device, at }: Reading<Code<'o2-device'>>, spot: ReadonlyMap<Spot, Reading>): Newest['oxygen'] {
  const said = (of: Spot): number | null => {
    const found = spot.get(of)
    return found && found.at >= at ? found.value : null
  }
  const [flow, fio2] = device === 'A' ? [null, null] : [said('o2-flow'), said('fio2')]
  return device === 'A' || flow !== null || fio2 !== null ? { device, flow, fio2, at } : null
}

/** `cadence`: announced time between two samples of a device's signal, gateway ms. */
export function createEarlyMonitor(cadence: (device: string, signal: VitalKey) => Ms): EarlyMonitor {
  const beds = new Map<StayId, Bedside>()

  function bedside(stay: StayId): Bedside {
    const found = beds.get(stay) ?? {
      series: new Map(),
      cadence: new Map(),
      spot: new Map(),
      newest: new Map(),
      medians: new Map(),
      gone: new Map(),
      oxygen: null,
    }
    beds.set(stay, found)
    return found
  }

  function takeOne(bed: Bedside, sample: Sample): void {
    if (sample.quality & QUALITY.second) return
    if (sample.kind === 'number' && isIn(WATCHED, sample.signal) && !(sample.value.is === 'known' && sample.value.value > 0))
      bed.gone.set(sample.signal, Math.max(sample.at, bed.gone.get(sample.signal) ?? 0) as At)
    // A value that is doubted, or that another device leads, is not scored.
    if (sample.quality & QUALITY.questionable) return
    if (sample.kind === 'coded') {
      const { value, at } = sample
      if (sample.signal === 'o2-device' && value.is === 'known' && at >= (bed.oxygen?.at ?? 0))
        bed.oxygen = { value: value.value as Code<'o2-device'>, at }
      return
    }
    if (sample.kind !== 'number') return
    const { signal, value, at, source } = sample
    if (isIn(SPOT, signal)) {
      if (value.is === 'known' && value.value > 0 && at >= (bed.spot.get(signal)?.at ?? 0)) bed.spot.set(signal, { value: value.value, at })
    } else if (isIn(WATCHED, signal)) {
      const series = bed.series.get(signal) ?? createSeries(KEPT)
      bed.series.set(signal, series)
      series.put(at, value.is === 'known' ? value.value : Number.NaN)
      bed.cadence.set(signal, cadence(source, signal))
      if (value.is === 'known' && value.value > 0 && at >= (bed.newest.get(signal)?.at ?? 0))
        bed.newest.set(signal, { value: value.value, at })
    }
  }

  const isGone = ({ newest, gone }: Bedside, of: Watched): boolean => (gone.get(of) ?? -1) > (newest.get(of)?.at ?? 0)

  /** At once, and not as slowly as medians: no pulse by any, or a pressure of a line that shows none any more. */
  function holdsNow(bed: Bedside, pressure: Pressure | null, now: At): boolean {
    const rates = (['hr', 'pr'] as const).filter((of) => bed.newest.has(of) || bed.gone.has(of))
    if (rates.length > 0 && rates.every((of) => isGone(bed, of))) return false
    if (pressure === null || pressure.by === 'cuff') return true
    const [sys, dia] = [bed.newest.get('art-sys'), bed.newest.get('art-dia')]
    if (!sys || isGone(bed, 'art-sys') || between(sys.at, now) > LINE_HOLDS) return false
    return dia === undefined || isGone(bed, 'art-dia') || sys.value - dia.value >= PULSES
  }

  function pressureOf({ medians, spot }: Bedside): Pressure | null {
    const line = medians.get('art-sys')
    const cuff = spot.get('nibp-sys')
    const sys = newer(line, cuff)
    if (!sys) return null
    const other = (of: 'dia' | 'mean'): number | null => {
      const found = sys === line ? medians.get(`art-${of}`) : spot.get(`nibp-${of}`)
      // Of the same measurement, or of the same minutes.
      return found && Math.abs(between(found.at, sys.at)) <= (sys === line ? minutes(1) : 0) ? found.value : null
    }
    return { by: sys === line ? 'line' : 'cuff', at: sys.at, sys: sys.value, dia: other('dia'), mean: other('mean') }
  }

  const gasOf = ({ oxygen, spot }: Bedside): Reading<Gas> | null => {
    if (!oxygen) return null
    const fio2 = spot.get('fio2')
    const air = oxygen.value === 'A' || (fio2 !== undefined && fio2.at >= oxygen.at && fio2.value === 21)
    return { value: air ? 'air' : 'oxygen', at: oxygen.at }
  }

  return {
    take(stay, samples) {
      const bed = bedside(stay)
      for (const sample of samples) takeOne(bed, sample)
    },
    now(stay, now) {
      const bed = beds.get(stay)
      if (!bed) return NOTHING
      for (const [signal, series] of bed.series) {
        const median = medianOf(series, bed.cadence.get(signal)!, now)
        if (median) bed.medians.set(signal, median)
      }
      const { medians } = bed
      const pressure = pressureOf(bed)
      const found: Parts = {
        rr: medians.get('rr'),
        spo2: medians.get('spo2'),
        temp: medians.get('temp'),
        pulse: pulseOf(medians.get('hr'), medians.get('pr')),
        sys: pressure ? { value: pressure.sys, at: pressure.at } : undefined,
      }
      const oxygen = gasOf(bed)
      return { readings: { ...known(found), ...(oxygen && { oxygen }) }, pressure, holds: holdsNow(bed, pressure, now) }
    },
    newest(stay) {
      const bed = beds.get(stay)
      if (!bed) return { numbers: {}, oxygen: null }
      const { newest, spot, oxygen } = bed
      const found: Parts = {
        rr: newest.get('rr'),
        spo2: newest.get('spo2'),
        temp: newest.get('temp'),
        pulse: pulseOf(newest.get('hr'), newest.get('pr')),
        sys: newer(newest.get('art-sys'), spot.get('nibp-sys')),
      }
      return { numbers: known(found), oxygen: oxygen && oxygenOf(oxygen, spot) }
    },
    forget: (stay) => void beds.delete(stay),
  }
}
