// The last 30 minutes of a few numbers for each stay: the lowest and highest of each step, for the sparklines of who comes now.
import type { StayId } from '../model/ids.ts'
import type { Sample } from '../model/sample.ts'
import type { At } from '../model/units.ts'
import type { VitalKey } from '../model/vitals.ts'
import type { Trend } from '../model/wire.ts'

/** TABLE: what is kept. */
export const TREND_VITALS: readonly VitalKey[] = ['hr', 'spo2']
export const TREND_STEP = 15_000
export const TREND_STEPS = 120

interface Line {
  readonly low: Float64Array
  readonly high: Float64Array
  /** Number of the step that the place holds; −1 for none. */
  readonly step: Float64Array
}

const column = () => new Float64Array(TREND_STEPS)
const newLine = (): Line => ({ low: column(), high: column(), step: column().fill(-1) })

export interface Trends {
  take(stay: StayId, samples: Iterable<Sample>): void
  /** One row a stay and vital that has any value within the last 30 min before `now`; null where nothing was known in a step. */
  rows(stays: readonly StayId[], now: At): Trend
  forget(stay: StayId): void
}

export function createTrends(): Trends {
  const stays = new Map<StayId, Map<VitalKey, Line>>()

  function add(stay: StayId, vital: VitalKey, at: At, value: number): void {
    const lines = stays.get(stay) ?? new Map<VitalKey, Line>()
    stays.set(stay, lines)
    const line = lines.get(vital) ?? newLine()
    lines.set(vital, line)
    const step = Math.floor(at / TREND_STEP)
    const place = step % TREND_STEPS
    if (line.step[place]! > step) return
    if (line.step[place] === step) {
      line.low[place] = Math.min(line.low[place]!, value)
      line.high[place] = Math.max(line.high[place]!, value)
    } else {
      line.step[place] = step
      line.low[place] = value
      line.high[place] = value
    }
  }

  return {
    take(stay, samples) {
      for (const sample of samples)
        if (sample.kind === 'number' && sample.value.is === 'known' && TREND_VITALS.includes(sample.signal))
          add(stay, sample.signal, sample.at, sample.value.value)
    },
    rows(asked, now) {
      const last = Math.floor(now / TREND_STEP)
      const first = last - TREND_STEPS + 1
      const rows = asked.flatMap((stay) =>
        [...(stays.get(stay) ?? [])].flatMap(([vital, line]) => {
          const places = Array.from({ length: TREND_STEPS }, (_, i) =>
            line.step[(first + i) % TREND_STEPS] === first + i ? (first + i) % TREND_STEPS : null,
          )
          if (places.every((place) => place === null)) return []
          const of = (column: Float64Array) => places.map((place) => (place === null ? null : column[place]!))
          return [{ stay, vital, from: first * TREND_STEP, low: of(line.low), high: of(line.high) }]
        }),
      )
      return { is: 'trend', step: TREND_STEP, rows: rows.slice(0, 1024) }
    },
    forget: (stay) => void stays.delete(stay),
  }
}
