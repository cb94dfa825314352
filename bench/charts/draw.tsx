// TABLE: how each library draws the six lanes. `show` draws [from, to) ms at once; `point` puts its cursor there.
import * as echarts from 'echarts'
import { flushSync } from 'react-dom'
import { createRoot } from 'react-dom/client'
import { Line, LineChart, Tooltip, XAxis, YAxis } from 'recharts'
import uPlot from 'uplot'
import 'uplot/dist/uPlot.min.css'
import { type Columns, thin } from '../../src/model/series.ts'
import { at } from '../../src/model/units.ts'
import { lanes } from './lanes.ts'

export interface Drawn {
  show(from: number, to: number): void
  point(x: number): void
}
const WIDTH = 1200
const HEIGHT = 140
const boxes = (host: HTMLElement): HTMLElement[] =>
  lanes.map(() => {
    const box = document.createElement('div')
    host.append(box)
    return box
  })
const rows = ({ at: times, value }: Columns): { t: number; v: number }[] => Array.from(times, (t, i) => ({ t, v: value[i]! }))

function byRecharts(host: HTMLElement, width: number | null): Drawn {
  const every = width === null ? lanes.map(rows) : null
  const root = createRoot(host)
  const show = (from: number, to: number): void =>
    flushSync(() =>
      root.render(
        lanes.map((lane, i) => {
          const data = every?.[i] ?? rows(thin(lane, at(from), at(to), width!))
          return (
            <LineChart key={i} width={WIDTH} height={HEIGHT} data={data}>
              <XAxis dataKey="t" type="number" domain={[from, to]} allowDataOverflow />
              <YAxis domain={[40, 200]} />
              <Tooltip />
              <Line dataKey="v" dot={false} isAnimationActive={false} stroke="#06c" />
            </LineChart>
          )
        }),
      ),
    )
  return {
    show,
    point(x) {
      for (const surface of host.querySelectorAll('.recharts-wrapper')) {
        const { left, top } = surface.getBoundingClientRect()
        surface.dispatchEvent(new MouseEvent('mousemove', { clientX: left + x, clientY: top + 50, bubbles: true }))
      }
    },
  }
}

function byUPlot(host: HTMLElement): Drawn {
  const charts = boxes(host).map(
    (box, i) =>
      new uPlot(
        {
          width: WIDTH,
          height: HEIGHT,
          legend: { show: false },
          series: [{}, { stroke: '#06c' }],
          scales: { x: { time: false }, y: { range: [40, 200] } },
        },
        [lanes[i]!.at as unknown as number[], lanes[i]!.value as unknown as number[]],
        box,
      ),
  )
  return {
    show(min, max) {
      for (const chart of charts) chart.batch(() => chart.setScale('x', { min, max }))
    },
    point(left) {
      for (const chart of charts) chart.setCursor({ left, top: 50 })
    },
  }
}

function byECharts(host: HTMLElement): Drawn {
  const charts = boxes(host).map((box, i) => {
    const chart = echarts.init(box, null, { renderer: 'canvas' })
    const data = new Float64Array(lanes[i]!.at.length * 2)
    lanes[i]!.at.forEach((t, k) => {
      data[2 * k] = t
      data[2 * k + 1] = lanes[i]!.value[k]!
    })
    chart.setOption({
      animation: false,
      xAxis: { type: 'value', min: 'dataMin', max: 'dataMax' },
      yAxis: { type: 'value', min: 40, max: 200 },
      tooltip: { trigger: 'axis' },
      dataZoom: [{ type: 'inside' }],
      series: [{ type: 'line', showSymbol: false, data, dimensions: ['t', 'v'] }],
    })
    return chart
  })
  return {
    show(startValue, endValue) {
      for (const chart of charts) {
        chart.dispatchAction({ type: 'dataZoom', startValue, endValue })
        chart.getZr().flush()
      }
    },
    point(x) {
      for (const chart of charts) {
        chart.dispatchAction({ type: 'showTip', x, y: 50 })
        chart.getZr().flush()
      }
    },
  }
}

export const LIBRARIES: Readonly<Record<string, (host: HTMLElement) => Drawn>> = {
  'recharts, every point': (host) => byRecharts(host, null),
  'recharts, thinned to 1,000': (host) => byRecharts(host, 1000),
  'uPlot, every point': byUPlot,
  'ECharts, every point': byECharts,
}
