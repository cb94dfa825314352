// Figures of the window that the lanes show, each with its window and what is missing of it; beside a second window where the reader picks one.
import { useState } from 'react'
import type { Figures as OneFigures } from '../../model/figures.ts'
import { shownIn, shownUnit } from '../../model/shownunits.ts'
import type { Story } from '../../model/story.ts'
import { minutes } from '../../model/units.ts'
import { VITALS, type VitalKey } from '../../model/vitals.ts'
import type { AnswerOf } from '../access/api.ts'
import { Failed } from '../access/parts.tsx'
import { usePosted } from '../census/usewardask.ts'
import { timeIn } from '../census/words.ts'
import { fieldOf } from '../core/typedtime.ts'
import { span } from '../core/words.ts'
import { BESIDE, type Beside, typedSpan } from './beside.ts'
import type { PanelProps } from './panel.ts'
import { SecondWindow } from './SecondWindow.tsx'
import { longWords, missingAll } from './sincewords.ts'
import type { Fields } from './TypedWindow.tsx'
import './story.css'

/** TABLE: of what figures are told, in the order of the lanes. */
export const FIGURED = [
  'hr',
  'spo2',
  'rr',
  'art-sys',
  'art-mean',
  'nibp-sys',
  'nibp-mean',
  'temp',
  'etco2',
  'pr',
] as const satisfies readonly VitalKey[]
type Row = AnswerOf<'POST /api/stay/figures'>['signals'][number]
/** Lost is not "nothing came". */
const isTold = ({ count, lost }: OneFigures): boolean => count > 0 || lost.length > 0
type Units = Story['patient']['units']

export function Figures({ stay, from, to, beside, story, late, go }: PanelProps) {
  const zone = story?.patient.zone ?? 'UTC'
  const [picked, setPicked] = useState<Beside | null>(null)
  const [fields, setFields] = useState<Fields | null>(null)
  // Who looks at two windows compares them, until something else is picked.
  const chosen = picked !== null && (picked !== 'second' || beside !== null) ? picked : beside !== null ? 'second' : 'none'
  // What is typed begins as the window just before.
  const shown = fields ?? { from: fieldOf(zone, from - (to - from)), to: fieldOf(zone, from) }
  const typed = typedSpan(zone, shown, story?.now ?? to)
  const refused = chosen === 'typed' && typeof typed === 'string' ? typed : null
  const other = BESIDE[chosen].of({ first: { from, to }, second: beside, typed: typeof typed === 'string' ? null : typed })
  const { data, failed } = usePosted(
    'POST /api/stay/figures',
    { stay, window: { from, to }, ...(other && { other }), signals: [...FIGURED] },
    late,
  )
  const time = timeIn(zone, story?.now ?? null)
  const rows = data?.signals.filter(({ of, other: second }) => isTold(of) || (second !== null && isTold(second))) ?? []
  const window = (one: { readonly from: number; readonly to: number }): string =>
    `${time(one.from)} to ${time(one.to)} (${span(one.to - one.from)})`
  return (
    <section className="stay-panel" aria-label="Figures">
      <p className="stay-window">
        Window <strong className="tabular">{window({ from, to })}</strong>
        {other && (
          <>
            {' '}
            · compared with {BESIDE[chosen].row}, <strong className="tabular">{window(other)}</strong>
          </>
        )}
      </p>
      <SecondWindow
        chosen={chosen}
        pick={(next) => {
          setPicked(next)
          if (next === 'typed') setFields(shown)
        }}
        second={beside}
        zone={zone}
        fields={shown}
        type={setFields}
        refused={refused}
      />
      <Failed words={failed} />
      {!data && failed === null && <p role="status">Reckoning with every sample…</p>}
      {data && rows.length === 0 && <p>No numbers in this window.</p>}
      {rows.length > 0 && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
        <section className="stay-scroll" tabIndex={0} aria-label="Figures by signal">
          <table className="list figures">
            <thead>
              <tr>
                <th scope="col">Signal</th>
                {other && <th scope="col">Window</th>}
                <th scope="col">Lowest</th>
                <th scope="col">Median</th>
                <th scope="col">Highest</th>
                <th scope="col">Outside limits</th>
                <th scope="col">Alarms</th>
                <th scope="col">Missing</th>
                <th scope="col">Slope</th>
              </tr>
            </thead>
            {rows.map((row) => (
              <Signal key={row.signal} row={row} beside={BESIDE[chosen].row} units={story?.patient.units} time={time} go={go} />
            ))}
          </table>
        </section>
      )}
    </section>
  )
}

interface SignalProps {
  readonly row: Row
  /** The second window in words, for its row. */
  readonly beside: string
  readonly units: Units | undefined
  readonly time: (at: number) => string
  readonly go: PanelProps['go']
}
function Signal({ row, beside, ...around }: SignalProps) {
  const { signal, of, alarms, other, otherAlarms } = row
  const { label } = VITALS[signal]
  const part = /-(sys|dia|mean)$/.exec(signal)?.[1]
  return (
    <tbody data-figures={signal}>
      <tr>
        <th scope="rowgroup" rowSpan={other ? 2 : 1}>
          {label} {part && <small>{part}</small>}
          <small className="unit">{shownUnit(signal, around.units)}</small>
        </th>
        {other && <th scope="row">this window</th>}
        <Cells figures={of} alarms={alarms} signal={signal} {...around} />
      </tr>
      {other && (
        <tr className="figures-other">
          <th scope="row">{beside}</th>
          <Cells figures={other} alarms={otherAlarms} signal={signal} {...around} />
        </tr>
      )}
    </tbody>
  )
}

function Cells({
  figures,
  alarms,
  signal,
  units,
  time,
  go,
}: Omit<SignalProps, 'row' | 'beside'> & { readonly figures: OneFigures; readonly alarms: number | null; readonly signal: VitalKey }) {
  const { count, min, median, max, below, above, belowTarget, longest, missing } = figures
  const [open, setOpen] = useState(false)
  const number = (value: number): string => shownIn(signal, value, units)
  const moment = (one: OneFigures['min']) =>
    one === null ? (
      '–'
    ) : (
      <button type="button" className="moment" onClick={() => go(one.at as PanelProps['from'])}>
        <strong>{number(one.value)}</strong> <small>{time(one.at)}</small>
        <span className="sr-only">: go there</span>
      </button>
    )
  const spot = VITALS[signal].clock === 'spot'
  return (
    <>
      <td className="tabular">{moment(min)}</td>
      <td className="tabular">
        <strong>{median === null ? '–' : number(median)}</strong>
      </td>
      <td className="tabular">{moment(max)}</td>
      <td>
        {below === null && above === null ? (
          spot ? (
            `${count} ${count === 1 ? 'reading' : 'readings'}`
          ) : (
            'no limit'
          )
        ) : (
          <>
            <div>↓ {longWords(below ?? 0)}</div>
            <div>↑ {longWords(above ?? 0)}</div>
            {belowTarget !== null && <div>below target {longWords(belowTarget)}</div>}
            {longest && (
              <button type="button" className="moment" onClick={() => go(longest.from as PanelProps['from'])}>
                longest {longWords(longest.to - longest.from)}, to {number(longest.lowest)} <small>{time(longest.from)}</small>
              </button>
            )}
          </>
        )}
      </td>
      <td className="tabular">{alarms ?? 'no longer kept'}</td>
      <td>{missingAll(figures) || (missing === null ? 'spot readings' : 'none')}</td>
      <td>
        <button type="button" className="button moment-button" aria-expanded={open} onClick={() => setOpen(!open)}>
          {open ? 'Hide' : 'Slope'}
        </button>
        {open && <p className="slope">{slopeWords(figures, signal, units)}</p>}
      </td>
    </>
  )
}

/** Names the method and its uncertainty; never a trend by words. */
function slopeWords({ slope }: OneFigures, signal: VitalKey, units: Units | undefined): string {
  if (!slope) return 'Too little is known for a slope: it takes 8 stretches.'
  const scale = Number(shownIn(signal, 100, units).replace('−', '-')) - Number(shownIn(signal, 0, units).replace('−', '-'))
  const number = (value: number): string => {
    const shown = (value * scale) / 100
    return `${shown < 0 ? '−' : '+'}${Math.abs(shown).toFixed(Math.abs(shown) < 10 ? 1 : 0)}`
  }
  return `${number(slope.perHour)} ${shownUnit(signal, units)} an hour (95 % interval ${number(slope.low)} to ${number(slope.high)}). Theil–Sen of ${slope.bins} means of ${slope.bin / minutes(1)} min.`
}
