// Who this is and how it stands, without a click; and what happened since an hour, each figure a way to its moment.
import { useState } from 'react'
import { ageWords } from '../../model/ages.ts'
import { GONE } from '../../model/history.ts'
import { REFUSALS } from '../../model/scores.ts'
import { oxygenWords, SINCE, SINCE_KEYS, type SinceKey, sinceSpan } from '../../model/since.ts'
import type { Story } from '../../model/story.ts'
import { at } from '../../model/units.ts'
import { Failed } from '../access/parts.tsx'
import { usePosted } from '../census/usewardask.ts'
import { timeIn } from '../census/words.ts'
import { clockTime, span } from '../core/words.ts'
import { dueWords, runningText } from '../early/words.ts'
import { useSettings } from '../page/use.ts'
import type { PanelProps } from './panel.ts'
import { type SinceLine, sinceLines } from './sincewords.ts'
import '../census/census.css'
import './story.css'
import { agoWords, useStayNow } from './use.ts'

const DAY = 86_400_000

export function Head({ story, go }: PanelProps) {
  const now = useStayNow(story)
  if (!story) return <p role="status">Asking for the stay…</p>
  return (
    <section className="stay-head" aria-label="Patient">
      <Who story={story} now={now} />
      <SinceBand story={story} go={(when) => go(at(when))} />
    </section>
  )
}

function Who({ story, now }: { readonly story: Story; readonly now: number | null }) {
  const { patient, oxygen, target, score, making, gone } = story
  const privacy = useSettings((state) => state.privacy)
  const { bed, wardName, name, initials, age, sex, reason, record, since, ended, zone } = patient
  const end = ended ?? now
  const called = privacy ? (initials ?? 'hidden (privacy)') : (name ?? initials ?? 'NOT ADMITTED')
  const day = end === null ? null : Math.floor((end - since) / DAY) + 1
  return (
    <dl className="stay-who">
      <div className="stay-name">
        <dt>
          {bed} <small className="stay-ward">{wardName}</small>
        </dt>
        <dd>
          <strong>
            <bdi>{called}</bdi>
          </strong>{' '}
          {ageWords(age)}
          {sex && sex !== 'unknown' ? ` ${sex}` : ''}
          {record && !privacy && <small className="tabular"> {record}</small>}
        </dd>
      </div>
      <Fact words="Reason">{privacy ? 'hidden (privacy)' : <bdi>{reason || 'not given'}</bdi>}</Fact>
      <Fact words={ended === null ? 'Stay' : 'Stay ended'}>
        {day !== null && `day ${day}`} <small className="stay-since">since {timeIn(zone, now)(since)}</small>
      </Fact>
      <Fact words="Oxygen">
        {oxygen ? oxygenWords(oxygen) : 'not known'}
        {target && (
          <small>
            {' '}
            target {target.low}–{target.high} %
          </small>
        )}
      </Fact>
      {gone.length > 0 && <Fact words="No longer kept">{gone.map((what) => GONE[what]).join(', ')}</Fact>}
      {making !== null && (
        <Fact words="Past of the demo">
          <span role="status">being made, {Math.floor(100 * making)} %</span>
        </Fact>
      )}
      {score?.refused ? (
        <Fact words="NEWS2">{REFUSALS[score.refused].words}</Fact>
      ) : (
        <>
          <Fact words="NEWS2 charted">
            {score?.charted ? (
              <>
                <strong className="stay-score">{score.charted.total}</strong>{' '}
                <small className="tabular">
                  {clockTime(score.charted.at, zone)}
                  {agoWords(score.charted.at, now)}
                  {score.charted.scale === 2 && ', scale 2'} · {dueWords(score.charted, now === null ? null : at(now), zone)}
                </small>
              </>
            ) : (
              'no full set yet'
            )}
          </Fact>
          <Fact words="NEWS2 running">{score ? <Running text={runningText(score, zone)} /> : 'not told'}</Fact>
        </>
      )}
    </dl>
  )
}

/** "2–5; consciousness last seen 14:00": the figures first. */
function Running({ text }: { readonly text: string }) {
  const [figures = '', lacks] = text.split('; ')
  return (
    <>
      <strong className="stay-score">{figures}</strong> {lacks && <small>{lacks}</small>}
    </>
  )
}

function Fact({ words, children }: { readonly words: string; readonly children: React.ReactNode }) {
  return (
    <div>
      <dt>{words}</dt>
      <dd>{children}</dd>
    </div>
  )
}

function SinceBand({ story, go }: { readonly story: Story; readonly go: (at: number) => void }) {
  const { patient, lookedBefore, now } = story
  const { zone } = patient
  const [key, setKey] = useState<SinceKey>('night')
  // By when the story was told: figures do not run away under the eye.
  const span_ = sinceSpan(key, zone, at(patient.ended ?? now), lookedBefore)
  const { data, failed } = usePosted('POST /api/stay/since', span_ && { stay: patient.stay, from: span_.from, to: span_.to })
  const time = timeIn(zone, now)
  return (
    <div className="since">
      <fieldset className="since-presets">
        <legend>
          {span_ ? (
            <>
              {time(span_.from)} to {time(span_.to)} <small>({span(span_.to - span_.from)})</small>
            </>
          ) : (
            'You did not look at this stay before.'
          )}
        </legend>
        <div className="picks">
          {SINCE_KEYS.map((one) => (
            <label key={one} className="pick">
              <input type="radio" name="since" checked={key === one} onChange={() => setKey(one)} />
              <span>
                {SINCE[one]}
                {one === 'looked' && <small> {lookedBefore === null ? 'never' : time(lookedBefore)}</small>}
              </span>
            </label>
          ))}
        </div>
      </fieldset>
      <Failed words={failed} />
      {span_ && !data && failed === null && <p role="status">Reckoning…</p>}
      {data && (
        <ul className="since-lines">
          {sinceLines(data).map((line) => (
            <Line key={line.key} line={line} time={time} go={go} />
          ))}
        </ul>
      )}
    </div>
  )
}

function Line({ line, time, go }: { readonly line: SinceLine; readonly time: (at: number) => string; readonly go: (at: number) => void }) {
  const { key, label, says, more, at: when, calls } = line
  const inside = (
    <>
      <span className="since-label">{label}</span>
      <strong>
        {calls && <span aria-hidden="true">▲ </span>}
        {says}
      </strong>
      {when !== null && <span className="since-time tabular">{time(when)} ›</span>}
      {more && (
        <small>
          <bdi>{more}</bdi>
        </small>
      )}
    </>
  )
  return (
    <li data-since={key} data-calls={calls}>
      {when === null ? (
        <div className="since-line">{inside}</div>
      ) : (
        <button type="button" className="since-line" onClick={() => go(when)}>
          {inside}
        </button>
      )}
    </li>
  )
}
