// Alarms and marks of the window as a list for keyboard and screen reader: each leads to its moment, an alarm to its strip.
import { useMemo, useState } from 'react'
import { isAlarm } from '../../model/priority.ts'
import { at } from '../../model/units.ts'
import { timeIn } from '../census/words.ts'
import { spanExact } from '../core/words.ts'
import { useSettings } from '../page/use.ts'
import { EVENT_KIND_KEYS, EVENT_KINDS, type EventKind, eventLines } from './eventlist.ts'
import type { PanelProps } from './panel.ts'
import { goneWords } from './sincewords.ts'
import './story.css'
import { windowWords } from './ticks.ts'
import { StripButton } from './waves/StripButton.tsx'

/** Lines at once; of more it is said how many. */
const MOST = 200

export function EventList({ stay, story, from, to, zone, go }: PanelProps) {
  const [kind, setKind] = useState<EventKind>('all')
  const privacy = useSettings((state) => state.privacy)
  const lines = useMemo(() => (story ? eventLines(story, { from, to }, kind) : []), [story, from, to, kind])
  if (!story) return <p role="status">Asking for the stay…</p>
  const { bed, initials } = story.patient
  const who = privacy || initials === null ? `bed ${bed}` : `bed ${bed}, ${initials}`
  const time = timeIn(zone, story.now)
  return (
    <section className="stay-panel" aria-label="Events">
      <p className="stay-window tabular">{windowWords(zone, { from, to })}</p>
      <label className="field">
        Show
        <select value={kind} onChange={({ target }) => setKind(target.value as EventKind)}>
          {EVENT_KIND_KEYS.map((one) => (
            <option key={one} value={one}>
              {EVENT_KINDS[one]}
            </option>
          ))}
        </select>
      </label>
      {goneWords(story.gone) !== null && <p>{goneWords(story.gone)}</p>}
      {lines.length === 0 && story.gone.length === 0 && <p>None in this window.</p>}
      <ol className="event-list" aria-label={EVENT_KINDS[kind]}>
        {lines.slice(0, MOST).map(({ key, at: when, words, sign, alarm, by }) => (
          <li key={key} data-event={alarm ? alarm.priority : 'mark'}>
            <button type="button" className="event-go" onClick={() => go(at(when))}>
              <span className="tabular">{time(when)}</span> <b aria-hidden="true">{sign}</b>{' '}
              <span>
                {alarm && <span className="sr-only">{alarm.priority} alarm: </span>}
                <bdi>{words}</bdi>
                <small>
                  {[alarm && alarm.to !== null ? `for ${spanExact(alarm.to - alarm.from)}` : null, by].filter(Boolean).join(' · ')}
                </small>
              </span>
            </button>
            {alarm && isAlarm(alarm.priority) && <StripButton strip={{ stay, at: when, words: `${sign} ${alarm.words}`.trim(), who }} />}
          </li>
        ))}
      </ol>
      {lines.length > MOST && (
        <p>
          {lines.length - MOST} earlier ones: choose a shorter window.
          {story.more && ' Older ones are not listed here.'}
        </p>
      )}
    </section>
  )
}
