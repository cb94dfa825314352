// An hour of one wave in rows of a minute: a look over it, and a row opens its moment.
import { type KeyboardEvent, useEffect, useId, useLayoutEffect, useMemo, useRef, useState } from 'react'
import { MARKS } from '../../../model/priority.ts'
import { WAVES, type WaveKey } from '../../../model/waves.ts'
import { hourIn } from '../../../model/zone.ts'
import { useSettings } from '../../page/use.ts'
import { THEME } from '../../theme.ts'
import { intervalsOf, rhythmOf, rhythmWords } from './beats.ts'
import { drawRows } from './drawrows.ts'
import { holesOf } from './holes.ts'
import { Pick } from './Pick.tsx'
import { HOUR, type HourRow, hourAround, ROW, rowScale, rowsOf, type WaveAlarm } from './rows.ts'
import { rulerOf } from './scale.ts'
import { piecesOf, seenOf } from './trace.ts'
import { useStretch } from './use.ts'

interface Props {
  /** Another number: something came of a time that had been read. */
  readonly late: number
  readonly stay: string
  /** The moment in its middle. */
  readonly at: number
  readonly signal: WaveKey
  readonly signals: readonly WaveKey[]
  readonly choose: (signal: WaveKey) => void
  readonly alarms: readonly WaveAlarm[]
  readonly zone: string
  readonly width: number
  readonly open: (at: number) => void
}
/** What was measured so lately may still be under way, ms. */
const UNDER_WAY = 5000
/** An hour that runs is asked for again after so long, ms: its last rows come to be. */
const AGAIN = 10_000
/** Height of a row, CSS px: more for a finger. */
const TALL = { fine: 30, coarse: 48 } as const

export function Hour({ stay, at, signal, signals, choose, alarms, zone, width, late, open }: Props) {
  const [hour, setHour] = useState(() => hourAround(at))
  const { loaded, failed, again, took } = useStretch(stay, hour, { only: signal, late, follow: AGAIN })
  const theme = useSettings((state) => state.theme)
  const canvas = useRef<HTMLCanvasElement>(null)
  const list = useRef<HTMLDivElement>(null)
  const id = useId()
  const rows = useMemo(() => rowsOf(hour, alarms), [hour, alarms])
  const [chosen, setChosen] = useState(() => Math.floor((at - hour.from) / ROW))
  const [tall] = useState(() => (matchMedia('(pointer: coarse)').matches ? TALL.coarse : TALL.fine))
  const pieces = useMemo(() => piecesOf(loaded?.pieces ?? [], signal), [loaded, signal])
  // What has not come yet is no gap.
  const end = Math.min(hour.to, (took ?? hour.to) - UNDER_WAY)
  const holes = useMemo(
    () => holesOf(pieces, loaded?.gaps[signal] ?? [], { from: hour.from, to: end }),
    [pieces, loaded, signal, hour, end],
  )
  const scale = useMemo(() => {
    const seen = seenOf(pieces, hour)
    return rowScale(seen, rulerOf(signal, 10, seen))
  }, [pieces, signal, hour])
  const height = rows.length * tall
  useLayoutEffect(() => {
    const element = canvas.current
    const ctx = element?.getContext('2d')
    if (!element || !ctx) return
    element.width = Math.round(width * devicePixelRatio)
    element.height = Math.round(height * devicePixelRatio)
    drawRows(ctx, { width, tall, dpr: devicePixelRatio, rows, pieces, holes, scale, signal, zone, theme: THEME[theme] })
  }, [width, height, tall, rows, pieces, holes, scale, signal, zone, theme])
  useEffect(() => {
    const host = list.current!
    const top = chosen * tall
    if (top < host.scrollTop || top + tall > host.scrollTop + host.clientHeight) host.scrollTop = top - host.clientHeight / 2
  }, [chosen, tall])
  const openRow = (index: number): void => open(hour.from + (index + 0.5) * ROW)
  const press = (event: KeyboardEvent): void => {
    const next = rowAfter(event.key, chosen, rows.length)
    if (next === null && event.key !== 'Enter' && event.key !== ' ') return
    event.preventDefault()
    if (next === null) openRow(chosen)
    else setChosen(next)
  }
  const told = useMemo(
    () =>
      rows.map((row) => {
        const gone = holes.some((hole) => hole.from < row.to && hole.to > row.from + 1000)
        const whole = holes.some((hole) => hole.from <= row.from && hole.to >= row.to)
        return [
          hourIn(zone, row.from),
          whole ? 'nothing' : rhythmWords(rhythmOf(intervalsOf(loaded?.beats ?? [], holes, row))),
          gone && !whole ? 'with gaps' : '',
          ...row.alarms.map(alarmWords),
        ]
          .filter(Boolean)
          .join(', ')
      }),
    [rows, holes, loaded, zone],
  )
  return (
    <section className="waves-hour" aria-label={`An hour of ${WAVES[signal].label}`}>
      <div className="waves-tools">
        <Pick label="Wave" list={signals} value={signal} say={(one) => WAVES[one].label} choose={choose} />
        <fieldset className="waves-pick">
          <legend>
            {hourIn(zone, hour.from)} to {hourIn(zone, hour.to)}
          </legend>
          <button type="button" className="toggle" onClick={() => setHour({ from: hour.from - HOUR, to: hour.to - HOUR })}>
            ◀ Hour before
          </button>
          <button type="button" className="toggle" onClick={() => setHour({ from: hour.from + HOUR, to: hour.to + HOUR })}>
            Hour after ▶
          </button>
        </fieldset>
        <p className="waves-said">Each row is a minute. A row opens its moment.</p>
      </div>
      {failed !== null && (
        <p className="waves-said" role="alert">
          {failed}{' '}
          <button type="button" className="button" onClick={again}>
            Ask again
          </button>
        </p>
      )}
      {loaded === null && failed === null && <p role="status">Asking…</p>}
      <div
        ref={list}
        className="waves-rows"
        role="listbox"
        tabIndex={0}
        aria-label="Minutes"
        aria-activedescendant={`${id}${chosen}`}
        onKeyDown={press}
      >
        <div aria-hidden="true">
          <canvas ref={canvas} style={{ width, height }} />
        </div>
        {rows.map((row, index) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the list has the keys
          <div
            key={row.from}
            id={`${id}${index}`}
            role="option"
            tabIndex={-1}
            className="waves-row"
            aria-selected={index === chosen}
            aria-label={told[index]}
            title={row.alarms.map(alarmWords).join('\n') || undefined}
            style={{ top: index * tall, height: tall, width }}
            data-row={index}
            data-row-alarms={row.alarms.length || undefined}
            onClick={() => openRow(index)}
          />
        ))}
      </div>
    </section>
  )
}

const alarmWords = ({ priority, words }: HourRow['alarms'][number]): string => `${MARKS[priority]} ${words}`.trim()

function rowAfter(key: string, chosen: number, count: number): number | null {
  const moves: Readonly<Record<string, number>> = { ArrowUp: -1, ArrowDown: 1, PageUp: -10, PageDown: 10, Home: -count, End: count }
  const by = moves[key]
  return by === undefined ? null : Math.max(0, Math.min(count - 1, chosen + by))
}
