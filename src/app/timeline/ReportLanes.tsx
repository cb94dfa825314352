// The lanes of a report, drawn in millimetres: crisp on paper, told apart without colour.
import { useId } from 'react'
import type { Span, Track } from '../../model/history.ts'
import { aheadOf } from '../../model/zone.ts'
import { dayTimeIn } from '../census/words.ts'
import { clockTime } from '../core/words.ts'
import { type DrawnLane, drawLane, REPORT_LANES, timeMarks, xOf } from './reportlanes.ts'

const LABEL = 32
const PLOT = { width: 146, height: 17 } as const
const WIDTH = LABEL + PLOT.width + 2
const AXIS = 6
/** Narrower hatches have no room for a word (mm a letter). */
const LETTER = 1.5

export function ReportLanes({ span, tracks, zone }: { readonly span: Span; readonly tracks: readonly Track[]; readonly zone: string }) {
  const hatch = useId()
  const lanes = REPORT_LANES.flatMap((row) => drawLane(row, tracks, span, PLOT) ?? [])
  const missing = REPORT_LANES.filter((row) => !lanes.some(({ words }) => words === row.words)).map(({ words }) => words)
  const whole = span.to - span.from > 24 * 3_600_000
  const marks = timeMarks(span, (time) => aheadOf(zone, time), whole ? 6 : 9)
  return (
    <section className="report-lanes">
      <h2>Values</h2>
      {lanes.map((lane, nr) => (
        <svg
          key={lane.words}
          className="report-lane"
          role="img"
          aria-label={`${lane.words}, ${lane.low} to ${lane.high} ${lane.unit}`}
          viewBox={`0 0 ${WIDTH} ${PLOT.height + 3}`}
          width={`${WIDTH}mm`}
          height={`${PLOT.height + 3}mm`}
        >
          <defs>
            <pattern id={`${hatch}-${nr}`} width="1.6" height="1.6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
              <rect className="report-hatch" width="0.35" height="1.6" />
            </pattern>
          </defs>
          <Label lane={lane} />
          <g transform={`translate(${LABEL} 1.5)`}>
            {marks.map((time) => (
              <line key={time} className="report-grid" x1={xOf(time, span, PLOT)} x2={xOf(time, span, PLOT)} y1={0} y2={PLOT.height} />
            ))}
            {lane.gaps.map(({ x, width, words }) => (
              <g key={x}>
                <rect x={x} width={width} height={PLOT.height} fill={`url(#${hatch}-${nr})`} />
                {width > words.length * LETTER && (
                  <text className="report-gap" x={x + width / 2} y={PLOT.height / 2 + 0.8}>
                    {words}
                  </text>
                )}
              </g>
            ))}
            <rect className="report-frame" width={PLOT.width} height={PLOT.height} />
            {lane.lines.map(({ signal, path, points }, line) => (
              <g key={signal} data-lane={signal}>
                {path !== '' && <path className="report-line" data-nr={line} d={path} />}
                {points.map(([x, y]) => (
                  <path key={`${x} ${y}`} className="report-point" data-nr={line} d={POINTS[line % POINTS.length]!(x, y)} />
                ))}
              </g>
            ))}
          </g>
        </svg>
      ))}
      {lanes.length > 0 && (
        <svg className="report-lane" aria-hidden="true" viewBox={`0 0 ${WIDTH} ${AXIS}`} width={`${WIDTH}mm`} height={`${AXIS}mm`}>
          {marks.map((time) => (
            <text key={time} className="report-time" x={LABEL + xOf(time, span, PLOT)} y={3}>
              {whole ? dayTimeIn(zone, time).replace(/ \d{4}/, '') : clockTime(time, zone)}
            </text>
          ))}
        </svg>
      )}
      <p className="report-small">
        Thinned to the width of the paper: lowest and highest of each column are drawn. Hatched: not known, and why.
        {missing.length > 0 && ` Nothing was measured in this time of: ${missing.join(', ')}.`}
      </p>
    </section>
  )
}

/** Systolic, mean, diastolic: told apart by shape. */
const POINTS = [
  (x: number, y: number) => `M${x - 0.9} ${y - 0.9}h1.8l-0.9 1.5z`,
  (x: number, y: number) => `M${x - 0.7} ${y}h1.4`,
  (x: number, y: number) => `M${x - 0.9} ${y + 0.9}h1.8l-0.9 -1.5z`,
]

function Label({ lane: { words, unit, low, high, ticks, widened, lines } }: { readonly lane: DrawnLane }) {
  const yOf = (tick: number): number => 1.5 + PLOT.height * (1 - (tick - low) / (high - low))
  return (
    <g>
      <text className="report-name" x={0} y={4.5}>
        {words}
      </text>
      <text className="report-unit" x={0} y={8}>
        {unit}
        {widened ? ', scale widened' : ''}
      </text>
      {lines.length > 1 &&
        lines.map(({ signal, label, points }, nr) => (
          <g key={signal}>
            {points.length > 0 ? (
              <path className="report-point" d={POINTS[nr % POINTS.length]!(2, 10.4 + nr * 3)} />
            ) : (
              <path className="report-line" data-nr={nr} d={`M0 ${10.4 + nr * 3}h4`} />
            )}
            <text className="report-unit" x={5} y={11.2 + nr * 3}>
              {label.replace(/^.*, /, '')}
            </text>
          </g>
        ))}
      {ticks.map((tick) => (
        <text key={tick} className="report-tick" x={LABEL - 1} y={yOf(tick) + 0.9}>
          {tick}
        </text>
      ))}
    </g>
  )
}
