// A strip of one lead around a moment, at true 25 mm/s and 10 mm/mV, on a grid of millimetres with a calibration mark and a ruler.
import { useId } from 'react'
import type { WavePiece } from '../../model/history.ts'
import { isoIn } from '../../model/isotime.ts'
import { WAVES, type WaveKey } from '../../model/waves.ts'
import { AROUND, GAIN, ROW, ROW_WIDTH, ROWS, rowPath, SPEED } from './paperstrip.ts'

/** The calibration mark before each row, and the ruler beneath it (mm). */
const MARK = 5
const RULER = 4.5
const WIDTH = MARK + ROW_WIDTH
const HEIGHT = ROW.height + RULER

interface Props {
  readonly pieces: readonly WavePiece[]
  readonly lead: WaveKey
  /** The moment that it is about. */
  readonly at: number
  readonly about: string
  readonly zone: string
}

export function ReportStrip({ pieces, lead, at, about, zone }: Props) {
  const grid = useId()
  const begin = at - AROUND.before * 1000
  const clock = (time: number): string => isoIn(zone, time).slice(11, 19)
  const { label } = WAVES[lead]
  const rate = pieces.find(({ signal }) => signal === lead)?.rate
  return (
    <section className="report-strip" data-lead={lead}>
      <h2>Strip</h2>
      <p>
        <strong>Lead {label}</strong>, {SPEED} mm/s, {GAIN} mm/mV, {clock(begin)} to {clock(begin + ROWS * ROW.seconds * 1000)}
        {rate !== undefined && `, ${rate} samples a second`}. ▼ {about}
      </p>
      {Array.from({ length: ROWS }, (_, nr) => {
        const from = begin + nr * ROW.seconds * 1000
        const moment = at >= from && at < from + ROW.seconds * 1000 ? ((at - from) / 1000) * SPEED : null
        return (
          <svg
            key={from}
            className="report-row"
            role="img"
            aria-label={`Lead ${label} from ${clock(from)}`}
            viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
            width={`${WIDTH}mm`}
            height={`${HEIGHT}mm`}
          >
            <defs>
              <pattern id={`${grid}-${nr}`} width="5" height="5" patternUnits="userSpaceOnUse">
                <path className="report-mm" d="M1 0V5M2 0V5M3 0V5M4 0V5M0 1H5M0 2H5M0 3H5M0 4H5" />
                <path className="report-5mm" d="M0 0H5M0 0V5" />
              </pattern>
              <clipPath id={`${grid}-${nr}-in`}>
                <rect width={ROW_WIDTH} height={ROW.height} />
              </clipPath>
            </defs>
            <rect width={WIDTH} height={ROW.height} fill={`url(#${grid}-${nr})`} />
            <rect className="report-5mm" width={WIDTH} height={ROW.height} />
            {/* One millivolt, a fifth of a second less its edges. */}
            <path className="report-wave" d={`M0 ${ROW.height / 2}h1v-${GAIN}h3v${GAIN}h1`} />
            <g transform={`translate(${MARK} 0)`}>
              <path className="report-wave" clipPath={`url(#${grid}-${nr}-in)`} d={rowPath(pieces, lead, from)} />
              {moment !== null && <path className="report-moment" d={`M${moment - 1.2} 0h2.4l-1.2 2.2z`} />}
              {Array.from({ length: ROW.seconds + 1 }, (__, second) => (
                <g key={second}>
                  <line className="report-ruler" x1={second * SPEED} x2={second * SPEED} y1={ROW.height} y2={ROW.height + 1.5} />
                  {second < ROW.seconds && (
                    <text className="report-unit" x={second * SPEED + 0.6} y={ROW.height + 3.6}>
                      {second === 0 ? clock(from) : `+${second} s`}
                    </text>
                  )}
                </g>
              ))}
            </g>
          </svg>
        )
      })}
      <p className="report-small report-check">
        <svg aria-hidden="true" viewBox="0 0 50 3" width="50mm" height="3mm">
          <path className="report-ruler" d="M0.1 0V3M0 1.5H50M49.9 0V3M10 0.8V2.2M20 0.8V2.2M30 0.8V2.2M40 0.8V2.2" />
        </svg>
        This bar is 50 mm on paper. If it is not, the print was scaled: do not measure on it.
      </p>
    </section>
  )
}
