// Early warning of a whole ward, the worst first: what was charted, what runs, what it lacks, and who is due.

import { Link } from 'wouter'
import { useStore } from 'zustand'
import type { ScoreShown } from '../../model/alarmshown.ts'
import { REFUSALS } from '../../model/scores.ts'
import { called } from '../census/patients.ts'
import { useLyings, useNow, useZone } from '../census/use.ts'
import { bedPath } from '../page/paths.ts'
import { useSettings } from '../page/use.ts'
import { alarms } from '../stores/alarms.ts'
import { askedText, byNeed, chartedText, dueWords, isOverdue, needOf, pressureTime, runningText } from './words.ts'

export function Scores({ ward }: { readonly ward: string }) {
  const beds = useStore(alarms, (state) => state.beds)
  const privacy = useSettings((state) => state.privacy)
  const zone = useZone()
  const now = useNow()
  const rows = useLyings()
    .filter(({ stay, trial }) => stay !== null && !trial)
    .map((lying) => ({ lying, score: beds.get(lying.bed)?.score ?? null }))
    .toSorted((a, b) => byNeed(a.score, b.score))
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
    <section className="sheet-scroll" tabIndex={0} aria-label="Early warning">
      <table className="list" data-scores>
        <thead>
          <tr>
            <th scope="col">Bed</th>
            <th scope="col">Patient</th>
            <th scope="col">Charted</th>
            <th scope="col">Running</th>
            <th scope="col">Next full set</th>
            <th scope="col">Shock index, MAP</th>
            <th scope="col">Asks for</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ lying, score }) => (
            <tr key={lying.bed} data-score-bed={lying.bed} data-overdue={score !== null && isOverdue(score.charted, now)}>
              <th scope="row">
                <Link href={bedPath(ward, lying.bed)} className="plain-link">
                  {lying.label}
                </Link>
              </th>
              <td>{privacy ? 'hidden (privacy)' : <bdi className="list-name">{called(lying)}</bdi>}</td>
              {score === null ? (
                <td colSpan={5}>not told yet</td>
              ) : score.refused ? (
                <td colSpan={5}>{REFUSALS[score.refused].words}</td>
              ) : (
                <>
                  <td className="tabular" data-need={needOf(score)}>
                    {chartedText(score, zone)}
                  </td>
                  <td>{runningText(score, zone)}</td>
                  <td className="tabular">
                    {isOverdue(score.charted, now) ? (
                      <strong>{dueWords(score.charted, now, zone)}</strong>
                    ) : (
                      dueWords(score.charted, now, zone) || 'no full set yet'
                    )}
                  </td>
                  <td className="tabular">{shockWords(score, zone)}</td>
                  <td>{askedText(score)}</td>
                </>
              )}
            </tr>
          ))}
        </tbody>
      </table>
      {rows.length === 0 && <p>Nobody lies in this ward.</p>}
    </section>
  )
}

function shockWords(score: ScoreShown, zone: string): string {
  const { shockIndex, map } = score
  const parts = [
    shockIndex === null ? '' : shockIndex.toFixed(2),
    map === null ? '' : `MAP ${map.value}${map.estimated ? ' (estimated)' : ''}`,
  ].filter(Boolean)
  return parts.length === 0 ? '' : `${parts.join(' · ')} ${pressureTime(score, zone)}`
}
