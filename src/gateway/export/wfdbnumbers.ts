// Numbers of a window as a WFDB record of their own: one frame a cadence, integers as fine as what was measured [FACTS §5.3: records "…n"].

import type { RawNumbers, Span } from '../../model/history.ts'
import { QUALITY } from '../../model/sample.ts'
import { VITALS, type VitalKey } from '../../model/vitals.ts'
import { NO_SAMPLE } from '../../model/waves.ts'
import { type Exporting, shareOf, slicesOf } from './exporting.ts'
import type { Lane } from './wfdbfile.ts'

/** Decimals tried; finer ones are rounded. */
const MOST_DIGITS = 4
const TINY = 1e-6

export interface NumberRecord {
  readonly at: number
  /** ms a frame. */
  readonly period: number
  readonly frames: number
  readonly vitals: readonly VitalKey[]
  readonly lanes: readonly Lane[]
}

/** TABLE: how a numerics record of PhysioNet's monitors calls what has another name here, so that readers know it again. */
const NAMES: Partial<Record<VitalKey, string>> = {
  hr: 'HR',
  pr: 'PULSE',
  rr: 'RESP',
  spo2: 'SpO2',
  'art-sys': 'ABP Sys',
  'art-dia': 'ABP Dias',
  'art-mean': 'ABP Mean',
  'nibp-sys': 'NBP Sys',
  'nibp-dia': 'NBP Dias',
  'nibp-mean': 'NBP Mean',
  'pap-sys': 'PAP Sys',
  'pap-dia': 'PAP Dias',
  'pap-mean': 'PAP Mean',
  temp: 'Temp',
  etco2: 'EtCO2',
  cvp: 'CVP',
  icp: 'ICP',
}
/** A unit as readers of recordings know it. */
const UNITS: Readonly<Record<string, string>> = { '°C': 'degC', '/min': 'pm' }

export const leads = ({ quality }: RawNumbers, i: number): boolean => (quality[i]! & QUALITY.second) === 0

/** Steps that are nearer than this are one cadence with a clock's jitter (ms). */
const JITTER = 100
/** A cadence shows itself so often, or in such a share of all steps. */
const OFTEN = { times: 10, share: 0.01 } as const

/** The shortest cadence that is more than chance: slower signals have frames without a sample, none shares a frame with another. */
function periodOf(steps: ReadonlyMap<number, number>): number {
  const all = [...steps].toSorted((a, b) => a[0] - b[0])
  const total = all.reduce((sum, [, count]) => sum + count, 0)
  for (const [step] of all) {
    const near = all.filter(([other]) => other >= step && other < step + JITTER)
    const count = near.reduce((sum, [, one]) => sum + one, 0)
    if (count >= OFTEN.times || count >= Math.max(1, total * OFTEN.share)) {
      const mean = near.reduce((sum, [other, one]) => sum + other * one, 0) / count
      const plain = Math.round(mean / JITTER) * JITTER
      // Jitter makes no cadence: what is nearly a tenth of a second is one.
      return Math.abs(mean - plain) <= mean * 0.005 ? plain : Math.round(mean)
    }
  }
  return 1000
}

/** What there is: when it begins and ends, how often it comes, how fine it is. */
export async function* surveyNumbers(
  of: Exporting,
  vitals: readonly VitalKey[],
): AsyncGenerator<{ readonly done: number; readonly found: NumberRecord | null }> {
  let [first, last] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
  const steps = new Map<number, number>()
  const seen = new Map<VitalKey, { digits: number; most: number }>()
  const recordOf = (): NumberRecord | null => {
    if (seen.size === 0) return null
    const period = periodOf(steps)
    const lanes = vitals.flatMap((vital) => {
      const { digits, most } = seen.get(vital) ?? { digits: 0, most: -1 }
      if (most < 0) return []
      const { label, unit } = VITALS[vital]
      const gain = 10 ** digits
      const lane: Lane = {
        description: NAMES[vital] ?? label,
        spf: 1,
        gain,
        baseline: 0,
        unit: UNITS[unit] ?? unit,
        wide: most * gain > 32_767,
      }
      return [{ vital, lane }]
    })
    const ordered = lanes.toSorted((a, b) => Number(a.lane.wide) - Number(b.lane.wide))
    return {
      at: first,
      period,
      frames: Math.round((last - first) / period) + 1,
      vitals: ordered.map(({ vital }) => vital),
      lanes: ordered.map(({ lane }) => lane),
    }
  }
  for (const slice of slicesOf(of)) {
    for (const raw of await of.reading.numbers({ stay: of.stay.id, ...slice, signals: vitals })) {
      const spot = VITALS[raw.signal].clock === 'spot'
      const own = seen.get(raw.signal) ?? { digits: 0, most: 0 }
      let before = Number.NaN
      for (let i = 0; i < raw.at.length; i++) {
        if (!leads(raw, i)) continue
        const when = raw.at[i]!
        first = Math.min(first, when)
        last = Math.max(last, when)
        if (!spot && when > before) steps.set(Math.round(when - before), (steps.get(Math.round(when - before)) ?? 0) + 1)
        before = when
        const value = raw.value[i]!
        if (Number.isNaN(value)) continue
        own.most = Math.max(own.most, Math.abs(value))
        while (own.digits < MOST_DIGITS && Math.abs(value * 10 ** own.digits - Math.round(value * 10 ** own.digits)) > TINY) own.digits++
      }
      seen.set(raw.signal, own)
    }
    yield { done: shareOf(of, slice.to), found: recordOf() }
  }
}

/** Reads frames of the record; of several samples in one frame the last stands. */
export const numberReader =
  (of: Exporting, { at, period, vitals, lanes }: NumberRecord) =>
  async (from: number, count: number): Promise<readonly Int32Array[]> => {
    const begin = at + (from - 0.5) * period
    const out = lanes.map(() => new Int32Array(count).fill(NO_SAMPLE))
    const span = { from: Math.max(of.from, begin), to: Math.min(of.to, begin + count * period) } as Span
    if (span.to <= span.from) return out
    for (const raw of await readLong(of, span, vitals)) {
      const index = vitals.indexOf(raw.signal)
      for (let i = 0; i < raw.at.length; i++) {
        const frame = Math.round((raw.at[i]! - at) / period) - from
        const value = raw.value[i]!
        if (!leads(raw, i) || Number.isNaN(value) || frame < 0 || frame >= count) continue
        out[index]![frame] = Math.round(value * lanes[index]!.gain)
      }
    }
    return out
  }

/** A slow record has hours in a step: read in slices, so that no answer is too long. */
async function readLong(of: Exporting, span: Span, vitals: readonly VitalKey[]): Promise<readonly RawNumbers[]> {
  const out: RawNumbers[] = []
  for (const slice of slicesOf(span, 6 * 3_600_000))
    out.push(...(await of.reading.numbers({ stay: of.stay.id, ...slice, signals: vitals })))
  return out
}
