// The numbers of the window as a table: an interval a row, the statistic named, what was beyond its limit by an arrow and a word.
import { useState } from 'react'
import { type Cell, INTERVALS, type Interval, STATISTIC_KEYS, STATISTICS, type Statistic } from '../../model/numbertable.ts'
import { shownIn, shownUnit } from '../../model/shownunits.ts'
import { VITALS, type VitalKey } from '../../model/vitals.ts'
import type { AnswerOf } from '../access/api.ts'
import { Failed } from '../access/parts.tsx'
import { usePosted } from '../census/usewardask.ts'
import { timeIn } from '../census/words.ts'
import { clockTime } from '../core/words.ts'
import type { PanelProps } from './panel.ts'
import { goneWords } from './sincewords.ts'
import './story.css'

/** TABLE: columns in the order of the lanes. */
const COLUMNS = [
  'hr',
  'spo2',
  'rr',
  'art-sys',
  'art-dia',
  'art-mean',
  'nibp-sys',
  'nibp-dia',
  'nibp-mean',
  'temp',
  'etco2',
  'glucose',
] as const
const CHARTED = ['rr', 'spo2', 'nibp-sys', 'hr', 'temp', 'glucose'] as const
const INTERVAL_WORDS: Readonly<Record<Interval, string>> = {
  '1': '1 min',
  '5': '5 min',
  '15': '15 min',
  '60': '60 min',
  observations: 'observations',
}
/** TABLE: said of a value beyond its limit, beside the arrow. */
const BREACHES = { low: ['↓', 'below limit'], high: ['↑', 'above limit'], both: ['↕', 'below and above limit'] } as const

type Answer = AnswerOf<'POST /api/stay/table'>

export function Table({ stay, from, to, story, late, go }: PanelProps) {
  const [interval, setInterval] = useState<Interval>('15')
  const [statistic, setStatistic] = useState<Statistic>('median')
  // Ends of the pages before this one, of one window and choice.
  const [pages, setPages] = useState<{ readonly of: string; readonly ends: readonly number[] }>({ of: '', ends: [] })
  const sets = interval === 'observations'
  const signals: readonly VitalKey[] = sets ? CHARTED : COLUMNS
  const key = `${from} ${to} ${interval}`
  const ends = pages.of === key ? pages.ends : []
  const { data, failed } = usePosted(
    'POST /api/stay/table',
    { stay, from, to: ends.at(-1) ?? to, interval, statistic, signals: [...signals] },
    late,
  )
  const zone = story?.patient.zone ?? 'UTC'
  const older = data?.older ?? null
  return (
    <section className="stay-panel" aria-label="Table">
      <div className="stay-tools">
        <label className="field">
          Interval
          <select value={interval} onChange={({ target }) => setInterval(target.value as Interval)}>
            {INTERVALS.map((one) => (
              <option key={one} value={one}>
                {INTERVAL_WORDS[one]}
              </option>
            ))}
          </select>
        </label>
        {!sets && (
          <label className="field">
            Shows
            <select value={statistic} onChange={({ target }) => setStatistic(target.value as Statistic)}>
              {STATISTIC_KEYS.map((one) => (
                <option key={one} value={one}>
                  {STATISTICS[one]}
                </option>
              ))}
            </select>
          </label>
        )}
        <span className="stay-pages">
          <button
            type="button"
            className="button"
            disabled={ends.length === 0}
            onClick={() => setPages({ of: key, ends: ends.slice(0, -1) })}
          >
            Newer
          </button>
          <button
            type="button"
            className="button"
            disabled={older === null}
            onClick={() => older !== null && setPages({ of: key, ends: [...ends, older] })}
          >
            Older
          </button>
        </span>
      </div>
      <Failed words={failed} />
      {!data && failed === null && <p role="status">Reckoning…</p>}
      {data?.rows.length === 0 && (
        <p>
          {sets ? (goneWords(story?.gone ?? [], ['charted']) ?? 'No observations were charted in this window.') : 'Nothing in this window.'}
        </p>
      )}
      {data && data.rows.length > 0 && (
        <Rows
          data={data}
          signals={signals}
          zone={zone}
          units={story?.patient.units}
          told={sets ? 'as charted' : `${STATISTICS[statistic]} of each ${INTERVAL_WORDS[interval]}`}
          now={story?.now ?? null}
          go={go}
        />
      )}
    </section>
  )
}

interface RowsProps {
  readonly data: Answer
  readonly signals: readonly VitalKey[]
  readonly zone: string
  readonly units: NonNullable<PanelProps['story']>['patient']['units'] | undefined
  readonly told: string
  readonly now: number | null
  readonly go: PanelProps['go']
}
function Rows({ data, signals, zone, units, told, now, go }: RowsProps) {
  const time = timeIn(zone, now)
  // A column in which nothing was known is left out, and counted.
  const shown = signals
    .map((signal, place) => ({ signal, place }))
    .filter(({ place }) => data.rows.some(({ cells }) => cells[place] !== null))
  const hidden = signals.length - shown.length
  const words = data.rows.some((row) => row.words !== null)
  return (
    <>
      <p className="list-told">
        {told}; {words ? 'the value' : 'any value of the interval'} beyond the limit in force when it was measured: ↓ below, ↑ above.
        {hidden > 0 && ` ${hidden} ${hidden === 1 ? 'signal' : 'signals'} without a value here.`}
      </p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard */}
      <section className="stay-scroll" tabIndex={0} aria-label="Numbers of the window">
        <table className="list numbers">
          <caption className="sr-only">{told}, newest first</caption>
          <thead>
            <tr>
              <th scope="col">Time</th>
              {words && <th scope="col">Charted</th>}
              {shown.map(({ signal }) => (
                <th key={signal} scope="col" className="number-head">
                  {VITALS[signal].label} {/-(sys|dia|mean)$/.exec(signal)?.[1]}
                  <small className="unit">{shownUnit(signal, units)}</small>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {data.rows.map((row) => (
              <tr key={row.from}>
                <th scope="row" className="number-time">
                  <button type="button" className="moment tabular" onClick={() => go(row.from as PanelProps['from'])}>
                    {time(row.from)}
                    {row.to > row.from && `–${clockTime(row.to, zone)}`}
                  </button>
                </th>
                {words && <td>{row.words}</td>}
                {shown.map(({ signal, place }) => (
                  <td key={signal} className="tabular" data-cell data-breach={row.cells[place]?.breach ?? undefined}>
                    <Value cell={row.cells[place] ?? null} signal={signal} units={units} />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </>
  )
}

function Value({ cell, signal, units }: { readonly cell: Cell | null; readonly signal: VitalKey; readonly units: RowsProps['units'] }) {
  if (!cell)
    return (
      <span className="unknown">
        <span aria-hidden="true">·</span>
        <span className="sr-only">not known</span>
      </span>
    )
  const [low, high] = [shownIn(signal, cell.low, units), shownIn(signal, cell.high, units)]
  const text = low === high ? low : `${low}–${high}`
  if (!cell.breach) return <>{text}</>
  const [arrow, words] = BREACHES[cell.breach]
  return (
    <strong>
      <span aria-hidden="true">{arrow} </span>
      {text}
      <span className="sr-only"> {words}</span>
    </strong>
  )
}
