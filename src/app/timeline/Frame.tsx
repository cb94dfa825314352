// The frame of a lane and the axis of time, drawn by Recharts. They stand still while a reader pans: they are made anew only with another
// scale or size.
import { memo } from 'react'
import { CartesianGrid, ComposedChart, XAxis, YAxis } from 'recharts'
import { ROOM } from './paintlane.ts'
import type { Tick } from './ticks.ts'

/** Pixels of the scale at the left of a lane. */
export const AXIS = 46
const AXIS_LINE = { stroke: 'var(--frame)' }
const TEXT = { fill: 'var(--text-dim)', fontSize: 12 }
const EDGES = [{ x: 0 }, { x: 1 }]

interface Props {
  readonly width: number
  readonly height: number
  readonly low: number
  readonly high: number
  readonly ticks: readonly number[]
  readonly say: (value: number) => string
}
export const LaneFrame = memo(function LaneFrame({ width, height, low, high, ticks, say }: Props) {
  return (
    <ComposedChart
      width={width + AXIS}
      height={height}
      data={EDGES}
      accessibilityLayer={false}
      margin={{ top: ROOM, right: 0, bottom: ROOM, left: 0 }}
    >
      <CartesianGrid vertical={false} stroke="var(--grid)" />
      <XAxis type="number" dataKey="x" domain={[0, 1]} hide />
      <YAxis
        type="number"
        domain={[low, high]}
        ticks={[...ticks]}
        width={AXIS}
        interval={0}
        allowDataOverflow
        axisLine={AXIS_LINE}
        tickLine={false}
        tick={TEXT}
        tickFormatter={say}
      />
    </ComposedChart>
  )
})

interface TickProps {
  readonly x?: number
  readonly y?: number
  readonly payload?: { readonly value: number }
  readonly ticks: readonly Tick[]
}
function TimeTick({ x = 0, y = 0, payload, ticks }: TickProps) {
  const tick = ticks.find(({ at }) => at === payload?.value)
  if (!tick) return null
  return (
    <g transform={`translate(${x},${y})`}>
      <text textAnchor="middle" y={-2} fontSize={13} fill="var(--text)">
        {tick.label}
      </text>
      {tick.day !== null && (
        <text textAnchor="middle" y={-18} fontSize={12} fill="var(--text-dim)">
          {tick.day}
        </text>
      )}
    </g>
  )
}
interface AxisProps {
  readonly width: number
  readonly from: number
  readonly to: number
  readonly ticks: readonly Tick[]
}
export const AXIS_HEIGHT = 40
export const TimeAxis = memo(function TimeAxis({ width, from, to, ticks }: AxisProps) {
  return (
    <ComposedChart
      width={width}
      height={AXIS_HEIGHT}
      data={EDGES}
      accessibilityLayer={false}
      margin={{ top: 0, right: 0, bottom: 0, left: 0 }}
    >
      <XAxis
        type="number"
        dataKey="x"
        domain={[from, to]}
        ticks={ticks.map(({ at }) => at)}
        orientation="top"
        height={AXIS_HEIGHT - 2}
        interval={0}
        allowDataOverflow
        axisLine={AXIS_LINE}
        tickLine={AXIS_LINE}
        tick={<TimeTick ticks={ticks} />}
      />
      <YAxis type="number" domain={[0, 1]} hide />
    </ComposedChart>
  )
})
