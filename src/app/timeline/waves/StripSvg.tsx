// A strip as it is on paper, in true millimetres: grid, calibration pulse, rulers, time, waves, holes with their reason. Pure.
import { type CSSProperties, useId } from 'react'
import type { WavePiece } from '../../../model/history.ts'
import { type DisplayUnits, inUnit, UNITS_OF_TABLE } from '../../../model/shownunits.ts'
import { WAVES, type WaveKey } from '../../../model/waves.ts'
import { scaleWords } from '../../paint/scale.ts'
import { holesOf } from './holes.ts'
import { BOX, type EcgGain, mmDown, mmOf, type Speed } from './scale.ts'
import { type GapsOf, heightOf, type Lane, lanesOf, MARGIN, widthOf } from './strips.ts'
import { type Stretch, trace } from './trace.ts'
import { gapWords, rulerWords, secondIn } from './words.ts'
import './strip.css'

export interface StripProps extends Stretch {
  readonly pieces: readonly WavePiece[]
  readonly mmPerSecond: Speed
  readonly mmPerMv: EcgGain
  readonly zone: string
  /** Why nothing is there, where the history knows. */
  readonly gaps?: GapsOf
  /** The waves in it; all that there are where it is left out. */
  readonly signals?: readonly WaveKey[]
  /** What the scale of each wave is made for, where the strip is one of several rows: all of them have one scale then. */
  readonly whole?: Stretch
  /** Up to when anything can have come: after it nothing is missing. */
  readonly until?: number
  /** Moments told on it: an alarm. */
  readonly marks?: readonly { readonly at: number; readonly words: string }[]
  readonly units?: DisplayUnits
  /** Pixels of this screen a millimetre, where it is calibrated; CSS's own millimetre otherwise, and on paper. */
  readonly pxPerMm?: number | null
}

const mm = (value: number): string => value.toFixed(2)

/** `role="img"` with lead, window and scale in words. Its size is in mm; at `pxPerMm` in true ones of this screen, and on paper. */
export function StripSvg(props: StripProps) {
  const {
    pieces,
    from,
    to,
    mmPerSecond,
    mmPerMv,
    zone,
    gaps = {},
    signals,
    whole,
    until = to,
    marks = [],
    units = UNITS_OF_TABLE,
    pxPerMm,
  } = props
  const id = useId()
  const lanes = lanesOf(pieces, gaps, mmPerMv, whole ?? { from, to }, signals)
  const wide = widthOf({ from, to }, mmPerSecond)
  const tall = heightOf(lanes)
  const [width, height] = [MARGIN.left + wide + MARGIN.right, MARGIN.top + tall + 1]
  const onScreen = pxPerMm ? { '--strip-width': `${mm(width * pxPerMm)}px`, '--strip-height': `${mm(height * pxPerMm)}px` } : undefined
  const x = (time: number): number => mmOf(time - from, mmPerSecond)
  const scaled = lanes.map(({ signal, ruler }) => `${WAVES[signal].label} ${rulerWords(signal, ruler, units)}`).join(', ')
  return (
    <svg
      className="strip-svg"
      role="img"
      aria-label={`Waves ${secondIn(zone, from)} to ${secondIn(zone, to)}, ${mmPerSecond} mm/s: ${scaled || 'none'}`}
      width={`${mm(width)}mm`}
      height={`${mm(height)}mm`}
      style={onScreen as CSSProperties | undefined}
      data-true={pxPerMm ? true : undefined}
      viewBox={`${-MARGIN.left} ${-MARGIN.top} ${mm(width)} ${mm(height)}`}
      data-strip
    >
      <defs>
        <pattern id={`${id}h`} width="2" height="2" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
          <path className="strip-hatch" d="M0 0V2" />
        </pattern>
      </defs>
      <Grid wide={wide} tall={tall} />
      <Seconds from={from} to={to} zone={zone} x={x} tall={tall} />
      {lanes.map((lane) => (
        <g key={lane.signal} transform={`translate(0 ${mm(lane.top)})`} data-strip-lane={lane.signal}>
          <clipPath id={`${id}${lane.signal}`}>
            <rect x="0" y="-1" width={mm(wide)} height={mm(lane.ruler.mm + 2)} />
          </clipPath>
          <Side lane={lane} units={units} />
          {holesOf(lane.pieces, lane.gaps, { from, to: Math.min(to, until) })
            .filter((hole) => x(hole.to) - x(hole.from) >= 0.5)
            .map((hole) => (
              <g key={hole.from} data-hole={hole.why}>
                <rect
                  className="strip-hole"
                  x={mm(x(hole.from))}
                  y={mm(lane.ruler.mm * 0.3)}
                  width={mm(x(hole.to) - x(hole.from))}
                  height={mm(lane.ruler.mm * 0.4)}
                  fill={`url(#${id}h)`}
                />
                {x(hole.to) - x(hole.from) > 24 && (
                  <text className="strip-why" x={mm((x(hole.from) + x(hole.to)) / 2)} y={mm(lane.ruler.mm / 2 + 1)} textAnchor="middle">
                    {gapWords(hole.why)}
                  </text>
                )}
              </g>
            ))}
          <path
            className="strip-wave"
            data-colour={WAVES[lane.signal].colour}
            clipPath={`url(#${id}${lane.signal})`}
            d={pathOf(lane, { from, to }, x)}
          />
        </g>
      ))}
      {marks
        .filter(({ at }) => at >= from && at < to)
        .map(({ at, words }) => (
          <g key={`${at} ${words}`} data-strip-mark>
            <path className="strip-mark" d={`M${mm(x(at))} 0V${mm(tall)}`} />
            <text className="strip-mark-words" x={mm(x(at) + 1)} y="3">
              {words}
            </text>
          </g>
        ))}
    </svg>
  )
}

function pathOf({ pieces, ruler }: Lane, stretch: Stretch, x: (time: number) => number): string {
  const out: string[] = []
  const point = (letter: string) => (time: number, value: number) => void out.push(`${letter}${mm(x(time))} ${mm(mmDown(value, ruler))}`)
  trace(pieces, stretch, { move: point('M'), line: point('L') })
  return out.join('')
}

function Grid({ wide, tall }: { readonly wide: number; readonly tall: number }) {
  const lines = (step: number, skip: number): string => {
    const out: string[] = []
    for (let at = 0; at <= wide + 1e-6; at += step) if (skip === 0 || at % skip !== 0) out.push(`M${at} 0V${mm(tall)}`)
    for (let at = 0; at <= tall + 1e-6; at += step) if (skip === 0 || at % skip !== 0) out.push(`M0 ${at}H${mm(wide)}`)
    return out.join('')
  }
  return (
    <>
      <path className="strip-fine" d={lines(BOX.small, BOX.large)} />
      <path className="strip-coarse" d={lines(BOX.large, 0)} />
    </>
  )
}

function Seconds({
  from,
  to,
  zone,
  x,
  tall,
}: Stretch & { readonly zone: string; readonly x: (time: number) => number; readonly tall: number }) {
  const seconds: number[] = []
  for (let at = Math.ceil(from / 1000) * 1000; at <= to; at += 1000) seconds.push(at)
  return (
    <>
      <path className="strip-second" d={seconds.map((at) => `M${mm(x(at))} -1.5V0M${mm(x(at))} ${mm(tall)}v1`).join('')} />
      {seconds
        .filter((at) => x(to) - x(at) > 8 || x(to) - x(from) < 10)
        .map((at) => (
          <text key={at} className="strip-time" x={mm(x(at) + 0.5)} y="-1.6">
            {secondIn(zone, at)}
          </text>
        ))}
    </>
  )
}

/** Beside the grid: which wave, how it is scaled, and the pulse of 1 mV that proves it. */
function Side({ lane: { signal, ruler }, units }: { readonly lane: Lane; readonly units: DisplayUnits }) {
  const zero = mmDown(ruler.base, ruler)
  return (
    <>
      <text className="strip-lead" x={-MARGIN.left + 0.5} y="4">
        {WAVES[signal].label}
      </text>
      {ruler.kind === 'ecg' ? (
        <path className="strip-pulse" d={`M-7 ${mm(zero)}h1.5v${-ruler.mmPerUnit}h3v${ruler.mmPerUnit}h1.5`} data-pulse />
      ) : (
        ruler.ticks.map((tick) => (
          <text
            key={tick}
            className="strip-tick"
            x="-1"
            y={mm(Math.max(2, Math.min(ruler.mm - 0.2, mmDown(tick, ruler) + 0.9)))}
            textAnchor="end"
          >
            {scaleWords(signal, tick, units)}
          </text>
        ))
      )}
      <text className="strip-ruler" x={-MARGIN.left + 0.5} y={mm(ruler.kind === 'ecg' ? zero : ruler.mm - 1)}>
        {ruler.kind === 'ecg' ? '1 mV' : ruler.kind === 'own' ? 'own scale' : inUnit(ruler.unit, units)}
      </text>
    </>
  )
}
