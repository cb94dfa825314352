// The report of a window as it is printed: whose, when and where, values, alarms, one strip at true scale, by whom. A page of its own kind:
// whoever shows it hides nothing else; on paper it stands alone.
import { useEffect, useState } from 'react'
import type { Span, Track, WavePiece } from '../../model/history.ts'
import { isoIn } from '../../model/isotime.ts'
import type { AlarmBar, Story } from '../../model/story.ts'
import { type At, after, at } from '../../model/units.ts'
import { WAVES, type WaveKey } from '../../model/waves.ts'
import { Failed } from '../access/parts.tsx'
import { useMe } from '../access/use.ts'
import { gatewayNow } from '../census/use.ts'
import { dayTimeIn } from '../census/words.ts'
import { span as spanText } from '../core/words.ts'
import { fetchWaves, fetchWindow } from './client.ts'
import { pageRules } from './pagemarks.ts'
import { AROUND, ECG_KEYS, leadsIn } from './paperstrip.ts'
import { ReportLanes } from './ReportLanes.tsx'
import { ReportNotes } from './ReportNotes.tsx'
import { ReportStrip } from './ReportStrip.tsx'
import './report.css'
import { REPORT_SIGNALS } from './reportlanes.ts'
import { goneWords } from './sincewords.ts'

/** Columns of a lane: more than a printer's dots would not be seen. */
const WIDTH = 800
/** Lines of the list of alarms; of more it is said how many. */
const MOST_ALARMS = 120
/** TABLE: symbols of the priorities, as on the screen. */
const SYMBOLS: Readonly<Record<string, string>> = { high: '***', medium: '**', low: '*' }

export interface ReportProps {
  readonly ward: string
  readonly stay: string
  readonly from: At
  readonly to: At
  /** Of this window; null: not told yet. */
  readonly story: Story | null
  readonly close: () => void
}

/** While it stands, pages are printed with its margins. */
function usePages(rules: string): void {
  useEffect(() => {
    const style = new CSSStyleSheet()
    style.replaceSync(rules)
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, style]
    return () => {
      document.adoptedStyleSheets = document.adoptedStyleSheets.filter((one) => one !== style)
    }
  }, [rules])
}

/** Asked anew where `key` changes. */
function useFetched<T>(key: string, ask: (signal: AbortSignal) => Promise<T>): { readonly data: T | null; readonly failed: string | null } {
  const [held, setHeld] = useState<{ readonly key: string; readonly data: T | null; readonly failed: string | null } | null>(null)
  useEffect(() => {
    const ending = new AbortController()
    ask(ending.signal).then(
      (data) => setHeld({ key, data, failed: null }),
      (error: unknown) => {
        if (!ending.signal.aborted) setHeld({ key, data: null, failed: error instanceof Error ? error.message : 'That did not work.' })
      },
    )
    return () => ending.abort()
    // `key` says all that is asked.
  }, [key])
  return held?.key === key ? held : { data: null, failed: null }
}

const inside = ({ from, to }: Span, alarm: AlarmBar): boolean => alarm.from < to && (alarm.to === null || alarm.to > from)
const worstFirst = (alarms: readonly AlarmBar[]): readonly AlarmBar[] =>
  alarms.toSorted((a, b) => (SYMBOLS[b.priority]?.length ?? 0) - (SYMBOLS[a.priority]?.length ?? 0) || b.from - a.from)

export function Report({ ward, stay, from, to, story, close }: ReportProps) {
  const span: Span = { from, to }
  const zone = story?.patient.zone ?? 'UTC'
  const demo = useMe((state) => state.me?.demo === true)
  const by = useMe((state) => state.me?.authority.name ?? '')
  const [made] = useState(gatewayNow)
  const alarms = (story?.alarms ?? []).filter((alarm) => inside(span, alarm))
  const [chosen, choose] = useState<string | null>(null)
  const [lead, setLead] = useState<WaveKey | null>(null)
  const about = alarms.find(({ id }) => id === chosen) ?? (chosen === '' ? undefined : worstFirst(alarms)[0])
  const moment = about ? at(Math.max(about.from, from)) : after(to, -AROUND.after * 1000)

  const values = useFetched<readonly Track[]>(`${stay} ${from} ${to}`, (signal) => fetchWindow(stay, span, REPORT_SIGNALS, WIDTH, signal))
  const strip = useFetched<readonly WavePiece[]>(`${stay} ${moment}`, (signal) =>
    fetchWaves(stay, { from: after(moment, -AROUND.before * 1000), to: after(moment, AROUND.after * 1000) }, ECG_KEYS, signal),
  )
  const leads = leadsIn(strip.data ?? [])
  const shown = lead && leads.includes(lead) ? lead : (leads.find((key) => key === 'ecg-ii') ?? leads[0])

  const printed = made === null ? '' : `${dayTimeIn(zone, made)} (${zone})`
  const bed = story?.patient.bed ?? ''
  const name = story?.patient.name ?? story?.patient.initials ?? 'name not shown'
  usePages(
    pageRules({
      whose: `${story?.patient.wardName ?? ward} · bed ${bed} · ${name}`,
      mark: demo ? 'DEMO: invented patient' : '',
      by: `Printed ${printed} by ${by}. Secondary display: bedside alarms lead.`,
    }),
  )
  return (
    <section className="report" aria-label="Report" data-report={values.data && strip.data ? 'whole' : 'asking'}>
      <div className="report-tools no-print">
        <button type="button" className="button button-main" disabled={values.data === null || story === null} onClick={() => print()}>
          Print or save as PDF
        </button>
        <label className="field">
          Strip around
          <select value={about?.id ?? ''} onChange={({ target }) => choose(target.value)}>
            {alarms.slice(0, MOST_ALARMS).map((alarm) => (
              <option key={alarm.id} value={alarm.id}>
                {isoIn(zone, alarm.from).slice(11, 19)} {SYMBOLS[alarm.priority] ?? ''} {alarm.words}
              </option>
            ))}
            <option value="">the end of the window</option>
          </select>
        </label>
        <label className="field">
          Lead
          <select value={shown ?? ''} disabled={leads.length === 0} onChange={({ target }) => setLead(target.value as WaveKey)}>
            {leads.length === 0 && <option value="">none kept</option>}
            {leads.map((key) => (
              <option key={key} value={key}>
                {WAVES[key].label}
              </option>
            ))}
          </select>
        </label>
        <button type="button" className="button" onClick={close}>
          Back to the timeline
        </button>
      </div>
      <Failed words={values.failed ?? strip.failed} />
      {story === null && <p role="status">Asking…</p>}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard */}
      <section className="report-desk" tabIndex={0} aria-label="The report as it will be printed">
        <article className="report-paper">
          {story && <Head story={story} span={span} demo={demo} printed={printed} by={by} />}
          {values.data && <ReportLanes span={span} tracks={values.data} zone={zone} />}
          {story && <Alarms alarms={alarms} zone={zone} more={story.more} gone={goneWords(story.gone, ['alarm'])} />}
          {story && <ReportNotes story={story} span={span} zone={zone} />}
          {strip.data && shown && (
            <ReportStrip
              pieces={strip.data}
              lead={shown}
              at={moment}
              about={about ? about.words : `${dayTimeIn(zone, moment)}, the end of the window`}
              zone={zone}
            />
          )}
          {strip.data && !shown && <p className="report-small">No ECG is kept around {dayTimeIn(zone, moment)}: there is no strip.</p>}
        </article>
      </section>
    </section>
  )
}

interface HeadProps {
  readonly story: Story
  readonly span: Span
  readonly demo: boolean
  readonly printed: string
  readonly by: string
}
function Head({ story: { patient, sets, gone }, span, demo, printed, by }: HeadProps) {
  const { zone } = patient
  const own = sets.filter(({ set }) => set.at >= span.from && set.at < span.to).toSorted((a, b) => a.set.at - b.set.at)
  return (
    <header className="report-head">
      {demo && <p className="report-demo">DEMO: this patient is invented.</p>}
      <h1>
        Bed {patient.bed}, <bdi>{patient.name ?? patient.initials ?? 'name not shown'}</bdi>
      </h1>
      <p>
        {patient.wardName}
        {patient.age !== null && `, ${patient.age} years`}
        {patient.sex && patient.sex !== 'unknown' && `, ${patient.sex}`}
        {patient.record && `, record ${patient.record}`}
        {patient.reason && (
          <>
            , <bdi>{patient.reason}</bdi>
          </>
        )}
      </p>
      <p>
        <strong>
          {dayTimeIn(zone, span.from)} to {dayTimeIn(zone, span.to)}
        </strong>{' '}
        ({spanText(span.to - span.from)}), clock of {zone}. Monitored since {dayTimeIn(zone, patient.since)}.
      </p>
      {goneWords(gone) !== null && <p>{goneWords(gone)}</p>}
      {own.length > 0 && (
        <p>
          NEWS2 charted:{' '}
          {own
            .map(({ set, total, words }) => `${dayTimeIn(zone, set.at).replace(/ \d{4}/, '')} ${total === null ? `(${words})` : total}`)
            .join('; ')}
          .
        </p>
      )}
      <p className="report-small">
        Printed {printed} by {by}. Secondary display: bedside alarms lead.
      </p>
    </header>
  )
}

interface AlarmsProps {
  readonly alarms: readonly AlarmBar[]
  readonly zone: string
  readonly more: boolean
  /** In words, where alarms are no longer kept. */
  readonly gone: string | null
}
function Alarms({ alarms, zone, more, gone }: AlarmsProps) {
  const lines = alarms.toSorted((a, b) => a.from - b.from)
  const shown = lines.slice(-MOST_ALARMS)
  return (
    <section className="report-list">
      <h2>Alarms</h2>
      {lines.length === 0 ? (
        <p>{gone ?? 'None in this time.'}</p>
      ) : (
        <table>
          <thead>
            <tr>
              <th scope="col">Time</th>
              <th scope="col">Priority</th>
              <th scope="col">Alarm</th>
              <th scope="col">For</th>
              <th scope="col">Taken</th>
            </tr>
          </thead>
          <tbody>
            {shown.map((alarm) => (
              <tr key={alarm.id}>
                <td className="tabular">{dayTimeIn(zone, alarm.from).replace(/ \d{4}/, '')}</td>
                <td>
                  {SYMBOLS[alarm.priority] ?? ''} {alarm.priority}
                </td>
                <td>{alarm.words}</td>
                <td className="tabular">{alarm.to === null ? 'stands' : seconds(alarm.to - alarm.from)}</td>
                <td>
                  <bdi>
                    {alarm.takenAt === null
                      ? alarm.unseen
                        ? 'ended, not seen'
                        : ''
                      : `${alarm.takenBy ?? 'somebody'} ${dayTimeIn(zone, alarm.takenAt).slice(-5)}`}
                  </bdi>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {(lines.length > shown.length || more) && (
        <p className="report-small">
          {lines.length - shown.length} earlier alarms{more ? ' and older ones' : ''} are not listed.
        </p>
      )}
    </section>
  )
}
const seconds = (long: number): string => (long < 120_000 ? `${Math.round(long / 1000)} s` : spanText(long))
