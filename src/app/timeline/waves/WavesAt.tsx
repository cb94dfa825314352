// Full disclosure: the waves of a stay at any moment, on true paper, with calipers, beat to beat, and an hour of one lead in rows.
import { useEffect, useMemo, useRef, useState } from 'react'
import { Link } from 'wouter'
import { MARKS } from '../../../model/priority.ts'
import { UNITS_OF_TABLE } from '../../../model/shownunits.ts'
import { WAVE_KEYS, WAVES, type WaveKey } from '../../../model/waves.ts'
import { useNow, useZone } from '../../census/use.ts'
import { useSettings, useWard } from '../../page/use.ts'
import { intervalsOf } from './beats.ts'
import { TILE } from './cache.ts'
import { type Calipers, opened } from './calipers.ts'
import { leftOf } from './draw.ts'
import { Hour } from './Hour.tsx'
import { holesOf, whyOf } from './holes.ts'
import { Pick } from './Pick.tsx'
import { wavesPath } from './places.ts'
import type { WaveAlarm } from './rows.ts'
import { StripButton } from './StripButton.tsx'
import { ECG_GAINS, type EcgGain, type Paper, SPEEDS, type Speed, spanOf } from './scale.ts'
import { lanesOf } from './strips.ts'
import { emptyWords, windowWords } from './told.ts'
import { useWaves } from './use.ts'
import { View } from './View.tsx'
import { gapWords, rulerWords } from './words.ts'
import './waves.css'

interface Props {
  readonly stay: string
  /** The moment in the middle; another one scrolls there. */
  readonly at: number
  readonly alarms: readonly WaveAlarm[]
  /** Told of the moment in the middle, once the paper rests. */
  readonly moved?: (at: number) => void
  /** Bed and patient, for the paper of a strip. */
  readonly who?: string
  /** Another number: something came of a time that had been read. */
  readonly late?: number
  /** Offers the page of its own at this moment: where it stands beside something else. */
  readonly page?: number
}
const RESTS = 400
/** What was measured so lately may still be under way, ms. */
const UNDER_WAY = 5000
/** Beats are asked from so long before the window: the first interval reaches into it. */
const BEFORE = 5000

export function WavesAt({ stay, at, alarms, moved, who = '', late = 0, page }: Props) {
  const host = useRef<HTMLElement>(null)
  const width = useWidth(host)
  const { sweep, gain: usual, pxPerMm } = useSettings((state) => state)
  const units = useWard((state) => state.ward?.units ?? UNITS_OF_TABLE)
  const zone = useZone()
  const now = useNow()
  const [speed, setSpeed] = useState<Speed>(sweep === 50 ? 50 : 25)
  const [gain, setGain] = useState<EcgGain>(usual)
  const [middle, setMiddle] = useState(at)
  const [hour, setHour] = useState(false)
  const [calipers, setCalipers] = useState<Calipers | null>(null)
  const [march, setMarch] = useState(false)
  const [lead, setLead] = useState<WaveKey | null>(null)
  const said = useRef(at)
  useEffect(() => {
    if (at === said.current) return
    said.current = at
    setMiddle(at)
  }, [at])
  useEffect(() => {
    if (middle === said.current) return
    const timer = setTimeout(() => {
      said.current = middle
      moved?.(middle)
    }, RESTS)
    return () => clearTimeout(timer)
  }, [middle, moved])

  const span = spanOf(Math.max(100, width - leftOf({ pxPerMm })), { speed, pxPerMm })
  const from = middle - span / 2
  const to = from + span
  const paper: Paper = { from, speed, pxPerMm }
  const read = useWaves(stay, { from: from - BEFORE, to }, late)
  // By whole minutes: a scale of its own does not breathe while the paper scrolls.
  const [first, last] = [Math.floor(from / TILE) * TILE, Math.ceil(to / TILE) * TILE]
  const lanes = useMemo(() => lanesOf(read.pieces, read.gaps, gain, { from: first, to: last }), [read, gain, first, last])
  const ecg = lanes.find(({ ruler }) => ruler.kind === 'ecg')
  const stretch = { from, to }
  const until = now === null ? to : now - UNDER_WAY
  const intervals = useMemo(() => {
    const holes = ecg ? holesOf(ecg.pieces, ecg.gaps, { from: from - BEFORE, to }).filter((hole) => hole.to - hole.from > 100) : []
    return intervalsOf(read.beats, holes, { from, to })
  }, [read, ecg, from, to])
  const measured = lanes.find(({ signal }) => signal === lead) ?? lanes.find(({ signal }) => signal === 'ecg-ii') ?? ecg ?? lanes[0] ?? null
  const alarmHere = alarms.find((alarm) => alarm.from >= from && alarm.from < to)
  const told = windowWords(lanes, intervals, stretch, zone, until)
  const reasons = Object.values(read.gaps).flat()
  const empty = lanes.length === 0 && !read.asking && read.failed === null
  const signals = lanes.map(({ signal }) => signal)
  const hourLead = measured?.signal ?? WAVE_KEYS[1]!
  const [mode, setMode] = [hour ? 'hour' : 'waves', (next: 'hour' | 'waves') => setHour(next === 'hour')] as const
  return (
    <section ref={host} className="waves" aria-label="Waves" data-waves-mode={mode}>
      <div className="waves-tools">
        <Pick
          label="Show"
          list={['waves', 'hour'] as const}
          value={mode}
          say={(one) => (one === 'hour' ? 'Hour in rows' : 'Waves')}
          choose={setMode}
        />
        {!hour && (
          <>
            <Pick label="Speed, mm/s" list={SPEEDS} value={speed} say={String} choose={setSpeed} />
            <Pick label="ECG, mm/mV" list={ECG_GAINS} value={gain} say={String} choose={setGain} />
            <fieldset className="waves-pick">
              <legend>Calipers</legend>
              <button
                type="button"
                className="toggle"
                aria-pressed={calipers !== null}
                disabled={measured === null}
                onClick={() => setCalipers(calipers || !measured ? null : opened(stretch, measured.ruler, intervals))}
              >
                {calipers ? 'On' : 'Off'}
              </button>
              {calipers && (
                <button type="button" className="toggle" aria-pressed={march} onClick={() => setMarch(!march)}>
                  March out
                </button>
              )}
            </fieldset>
            {alarmHere && (
              <StripButton strip={{ stay, at: alarmHere.from, words: `${MARKS[alarmHere.priority]} ${alarmHere.words}`, who }} />
            )}
            {calipers && measured && signals.length > 1 && (
              <Pick label="Measured" list={signals} value={measured.signal} say={(one) => WAVES[one].label} choose={setLead} />
            )}
          </>
        )}
        {page !== undefined && (
          <Link href={wavesPath(stay, page)} className="deed deed-link">
            Whole width
          </Link>
        )}
      </div>
      {hour ? (
        <Hour
          stay={stay}
          late={late}
          at={middle}
          signal={hourLead}
          signals={signals.length > 0 ? signals : [hourLead]}
          choose={setLead}
          alarms={alarms}
          zone={zone}
          width={Math.max(300, width - 16)}
          open={(moment) => {
            setMiddle(moment)
            setHour(false)
          }}
        />
      ) : (
        <>
          <div className="waves-paper">
            <View
              paper={paper}
              to={to}
              until={until}
              width={width}
              lanes={lanes}
              intervals={intervals}
              beats={read.beats}
              alarms={alarms}
              zone={zone}
              units={units}
              words={told}
              scroll={(start) => setMiddle(start + span / 2)}
              calipers={calipers}
              measured={measured}
              march={march}
              setCalipers={setCalipers}
            />
            {(empty || read.asking || read.failed !== null) && (
              <p className="waves-over" role="status">
                {read.failed ??
                  (read.asking ? 'Asking…' : emptyWords(to, now, reasons.length > 0 ? gapWords(whyOf(reasons, stretch)) : null))}
                {read.failed !== null && (
                  <button type="button" className="button" onClick={read.again}>
                    Ask again
                  </button>
                )}
              </p>
            )}
          </div>
          <p className="waves-foot tabular" data-waves-told>
            {told}.
          </p>
          <p className="waves-foot dim">
            {speed} mm/s{pxPerMm === null && ' (scale not calibrated: Settings of this screen)'} ·{' '}
            {lanes.map(({ signal, ruler }) => `${WAVES[signal].label} ${rulerWords(signal, ruler, units)}`).join(' · ')}
          </p>
        </>
      )}
    </section>
  )
}

/** Of the host, whole CSS px. */
function useWidth(host: { readonly current: HTMLElement | null }): number {
  const [width, setWidth] = useState(800)
  useEffect(() => {
    const element = host.current!
    const measure = (): void => setWidth(element.clientWidth)
    const observer = new ResizeObserver(measure)
    observer.observe(element)
    measure()
    return () => observer.disconnect()
  }, [host])
  return width
}
