// The lanes of a printed report as paths on paper: scales fixed per lane, gaps as hatched spans with their reason, never joined. Pure; in mm.
import type { Gap, GapWhy, NumberTrack, Span, Track } from '../../model/history.ts'
import { WHY_WORDS } from '../../model/value.ts'
import { VITALS, type VitalKey } from '../../model/vitals.ts'

interface LaneRow {
  readonly words: string
  /** Drawn one over the other, told apart by their dash. */
  readonly signals: readonly VitalKey[]
  /** Of the scale; widened where values lie beyond it, and said so. */
  readonly range: readonly [low: number, high: number]
  readonly step: number
  /** Measured now and then: points. */
  readonly points?: true
}
/** TABLE: lanes of the report, in their order; those without any value are left out and named. */
export const REPORT_LANES: readonly LaneRow[] = [
  { words: 'Heart rate', signals: ['hr', 'pr'], range: [40, 160], step: 40 },
  { words: 'SpO₂', signals: ['spo2'], range: [80, 100], step: 5 },
  { words: 'Breathing rate', signals: ['rr'], range: [0, 40], step: 10 },
  { words: 'Arterial pressure', signals: ['art-sys', 'art-mean', 'art-dia'], range: [40, 200], step: 40 },
  { words: 'Cuff pressure', signals: ['nibp-sys', 'nibp-mean', 'nibp-dia'], range: [40, 200], step: 40, points: true },
  { words: 'Temperature', signals: ['temp'], range: [35, 40], step: 1 },
  { words: 'End-tidal CO₂', signals: ['etco2'], range: [0, 60], step: 20 },
]
export const REPORT_SIGNALS: readonly VitalKey[] = REPORT_LANES.flatMap(({ signals }) => signals)

/** TABLE: words of what only the store knows. */
const STORE_WORDS: Readonly<Record<Exclude<GapWhy, keyof typeof WHY_WORDS>, string>> = {
  'gateway-off': 'GATEWAY OFF',
  'nothing-came': 'NOTHING CAME',
  damaged: 'DAMAGED',
  pruned: 'NOT KEPT',
}
export const gapWords = (why: GapWhy): string =>
  why in WHY_WORDS ? WHY_WORDS[why as keyof typeof WHY_WORDS] : STORE_WORDS[why as keyof typeof STORE_WORDS]

export interface Box {
  readonly width: number
  readonly height: number
}
export interface DrawnLane {
  readonly words: string
  readonly unit: string
  readonly low: number
  readonly high: number
  readonly widened: boolean
  readonly ticks: readonly number[]
  readonly lines: readonly {
    readonly signal: VitalKey
    readonly label: string
    readonly path: string
    readonly points: readonly (readonly [number, number])[]
  }[]
  /** Of the first signal that has any. */
  readonly gaps: readonly { readonly x: number; readonly width: number; readonly words: string }[]
}

const round = (value: number): number => Math.round(value * 100) / 100
/** Millimetres from the left edge of a lane. */
export const xOf = (time: number, { from, to }: Span, { width }: Box): number => round(((time - from) / (to - from)) * width)

function pathOf({ at, value }: NumberTrack, span: Span, box: Box, yOf: (value: number) => number): string {
  let path = ''
  let pen = false
  for (let i = 0; i < at.length; i++) {
    const one = value[i]!
    if (Number.isNaN(one)) {
      pen = false
      continue
    }
    path += `${pen ? 'L' : 'M'}${xOf(at[i]!, span, box)} ${yOf(one)}`
    pen = true
  }
  return path
}
const pointsOf = ({ at, value }: NumberTrack, span: Span, box: Box, yOf: (value: number) => number): (readonly [number, number])[] =>
  Array.from(at, (time, i) => [time, value[i]!] as const).flatMap(([time, one]) =>
    Number.isNaN(one) ? [] : [[xOf(time, span, box), yOf(one)] as const],
  )

/** What is wide enough to be seen on paper (mm). */
const SEEN = 0.4
const gapsOf = (gaps: readonly Gap[], span: Span, box: Box): DrawnLane['gaps'] =>
  gaps.flatMap(({ from, to, why }) => {
    const x = Math.max(0, xOf(from, span, box))
    const width = round(Math.min(box.width, xOf(to, span, box)) - x)
    return width < SEEN ? [] : [{ x, width, words: gapWords(why) }]
  })

/** null: nothing was measured of it in this window. */
export function drawLane(row: LaneRow, tracks: readonly Track[], span: Span, box: Box): DrawnLane | null {
  const own = row.signals.flatMap(
    (signal) => tracks.find((track): track is NumberTrack => track.kind === 'number' && track.signal === signal) ?? [],
  )
  const values = own.flatMap(({ value }) => Array.from(value)).filter((one) => !Number.isNaN(one))
  if (values.length === 0) return null
  const down = (value: number): number => Math.floor(value / row.step) * row.step
  const low = Math.min(row.range[0], down(Math.min(...values)))
  const high = Math.max(row.range[1], -down(-Math.max(...values)))
  const yOf = (value: number): number => round(box.height * (1 - (value - low) / (high - low)))
  const ticks: number[] = []
  const step = row.step * Math.max(1, Math.ceil((high - low) / row.step / 6))
  for (let tick = low; tick <= high; tick += step) ticks.push(tick)
  return {
    words: row.words,
    unit: VITALS[row.signals[0]!].unit,
    low,
    high,
    widened: low < row.range[0] || high > row.range[1],
    ticks,
    lines: own.map((track) => ({
      signal: track.signal,
      label: VITALS[track.signal].name,
      path: row.points ? '' : pathOf(track, span, box, yOf),
      points: row.points ? pointsOf(track, span, box, yOf) : [],
    })),
    gaps: row.points ? [] : gapsOf(own[0]?.gaps ?? [], span, box),
  }
}

/** TABLE: distances of the marks of time, ms. */
const STEPS = [1, 2, 5, 10, 15, 30, 60, 120, 240, 360, 720, 1440].map((minutes) => minutes * 60_000)
/** Instants at which the axis is marked: whole steps of the ward's clock in `ahead` (its distance to UTC), at most `most`. */
export function timeMarks({ from, to }: Span, ahead: (t: number) => number, most = 9): readonly number[] {
  const step = STEPS.find((one) => (to - from) / one <= most) ?? STEPS.at(-1)! * Math.ceil((to - from) / STEPS.at(-1)! / most)
  const marks: number[] = []
  const first = Math.ceil((from + ahead(from)) / step) * step - ahead(from)
  for (let time = first; time < to; time += step) marks.push(time)
  return marks
}
