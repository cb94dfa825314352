// The early-warning score of an open bed: charted and running apart, what is missing, when the next set is due, and what is computed beside it.
import { useState } from 'react'
import { PARTS, REFUSALS } from '../../model/scores.ts'
import { shownIn, shownUnit, UNITS_OF_TABLE } from '../../model/shownunits.ts'
import { Failed } from '../access/parts.tsx'
import { useLying, useNow, useWardId, useZone } from '../census/use.ts'
import { usePosted } from '../census/usewardask.ts'
import { timeIn } from '../census/words.ts'
import { clockTime } from '../core/words.ts'
import { useSettings, useWard } from '../page/use.ts'
import { ASKS } from './answers.ts'
import { useScore } from './use.ts'
import { askedText, askText, chartedText, dueWords, pressureTime, runningText } from './words.ts'

export function ScoreFacts({ bed }: { readonly bed: string }) {
  const score = useScore(bed)
  const zone = useZone()
  const now = useNow()
  const units = useWard((state) => state.ward?.units ?? UNITS_OF_TABLE)
  if (score === null) return null
  const pressure = (value: number): string => `${shownIn('nibp-mean', value, units)} ${shownUnit('nibp-mean', units)}`
  const { shockIndex, map, pulsePressure } = score
  const beside = [
    shockIndex === null ? '' : `shock index ${shockIndex.toFixed(2)}`,
    map === null ? '' : `MAP ${pressure(map.value)}${map.estimated ? ', estimated' : ''}`,
    pulsePressure === null ? '' : `pulse pressure ${pressure(pulsePressure)}`,
  ]
    .filter(Boolean)
    .join(' · ')
  return (
    <section className="detail-note early-facts" data-early aria-label="Early warning">
      {score.refused ? (
        <p data-refused={score.refused}>{REFUSALS[score.refused].words}</p>
      ) : (
        <>
          <p>
            <strong>NEWS2 charted: </strong>
            <span data-charted>{chartedText(score, zone)}</span>
            {score.charted && <> · {dueWords(score.charted, now, zone)}</>}
            {score.scale === 2 && score.charted?.scale !== 2 && ' · scale 2 is ordered now'}
          </p>
          <p>
            <strong>Running: </strong>
            <span data-running>{runningText(score, zone)}</span>
            {askText(score) !== null && <> · {askText(score)}</>}
          </p>
          {score.running && score.running.missing.length > 1 && (
            <p className="dim">
              Missing:{' '}
              {score.running.missing
                .map(({ part, seen }) => `${PARTS[part]}${seen === null ? '' : ` (last ${clockTime(seen, zone)})`}`)
                .join(', ')}
            </p>
          )}
          <p className="dim">{askedText(score)}</p>
        </>
      )}
      {beside !== '' && (
        <p data-beside>
          {beside} <span className="tabular">{pressureTime(score, zone)}</span>
        </p>
      )}
      <Before bed={bed} />
    </section>
  )
}

/** What was charted, ordered and answered before. Asked for only when opened, and written down as read. */
function Before({ bed }: { readonly bed: string }) {
  const [open, setOpen] = useState(false)
  const privacy = useSettings((state) => state.privacy)
  if (privacy) return null
  return (
    <>
      <button type="button" className="button" aria-expanded={open} onClick={() => setOpen(!open)}>
        {open ? 'Hide the chart' : 'Chart so far'}
      </button>
      {open && <Lines bed={bed} />}
    </>
  )
}

function Lines({ bed }: { readonly bed: string }) {
  const ward = useWardId()
  const zone = useZone()
  const stay = useLying(bed)?.stay ?? null
  const now = useNow()
  const { data, failed } = usePosted('POST /api/early/chart', stay === null ? null : { ward, stay })
  if (!data) return failed === null ? <p role="status">Asking…</p> : <Failed words={failed} />
  const when = timeIn(zone, now)
  const lines = [
    ...data.sets.map(({ set, words }) => ({ at: set.at as number, text: `${words}, by ${set.by.name}` })),
    ...data.orders.map(({ at, scale, target, by }) => ({
      at: at as number,
      text: `scale ${scale}${target ? `, oxygen target ${target.low}–${target.high} %` : ', no oxygen target'}, ordered by ${by.name}`,
    })),
    ...data.answers.map(({ at, notice, told, toldAt, plan, by }) => ({
      at,
      text: `${ASKS[notice]}: told ${told} at ${clockTime(toldAt, zone)}, ${plan}, by ${by}`,
    })),
  ].toSorted((a, b) => b.at - a.at)
  return lines.length === 0 ? (
    <p>Nothing was charted yet.</p>
  ) : (
    <ul className="act-list" data-chart>
      {lines.map(({ at, text }) => (
        <li key={`${at} ${text}`}>
          <span className="tabular">{when(at)}</span> {text}
        </li>
      ))}
    </ul>
  )
}
