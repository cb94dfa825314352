// Records of the audit by filter, in plain words.
import { useCallback, useEffect, useRef, useState } from 'react'
import { AUDIT_KIND_KEYS, AUDIT_KINDS, type AuditKind } from '../../model/audit.ts'
import { type AnswerOf, post } from './api.ts'
import { Failed, when } from './parts.tsx'
import { useAsk, useGot } from './use.ts'
import { actorWords, whatWords, whyWords } from './words.ts'

type Rows = AnswerOf<'POST /api/audit'>['records']

/** Newest first, a page at a time. */
export function Records() {
  const [kind, setKind] = useState<AuditKind | ''>('')
  const [emergencies, setEmergencies] = useState(false)
  const [from, setFrom] = useState('')
  const [until, setUntil] = useState('')
  const [ward, setWard] = useState('')
  const [rows, setRows] = useState<Rows>([])
  const [more, setMore] = useState(false)
  const wards = useGot('GET /api/wards').data
  const { busy, failed, run } = useAsk()
  /** Counts the asks: an answer to an older one, of another filter, comes too late. */
  const asked = useRef(0)
  const load = useCallback(
    (before?: number) =>
      run(async () => {
        const own = ++asked.current
        const answer = await post('POST /api/audit', {
          ...(kind && { kinds: [kind] }),
          ...(emergencies && { emergencies }),
          ...(ward && { ward }),
          ...(from && { from: Date.parse(from) }),
          ...(until && { until: Date.parse(until) }),
          ...(before !== undefined && { before }),
        })
        if (own !== asked.current) return
        setRows((old) => (before === undefined ? answer.records : [...old, ...answer.records]))
        setMore(answer.more)
      }),
    [kind, emergencies, ward, from, until, run],
  )
  useEffect(() => load(), [load])
  const oldest = rows.at(-1)?.seq
  return (
    <section aria-label="Records">
      <h2>Records</h2>
      <div className="filters">
        <label className="field">
          What
          <select value={kind} onChange={({ target }) => setKind(target.value as AuditKind | '')}>
            <option value="">everything</option>
            {AUDIT_KIND_KEYS.map((one) => (
              <option key={one} value={one}>
                {AUDIT_KINDS[one].words}
              </option>
            ))}
          </select>
        </label>
        <label className="field">
          Ward
          <select value={ward} onChange={({ target }) => setWard(target.value)}>
            <option value="">every ward</option>
            {wards?.wards.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </select>
        </label>
        <label className="field">
          From
          <input type="datetime-local" value={from} onChange={({ target }) => setFrom(target.value)} />
        </label>
        <label className="field">
          Until
          <input type="datetime-local" value={until} onChange={({ target }) => setUntil(target.value)} />
        </label>
        <label className="flag">
          <input type="checkbox" checked={emergencies} onChange={({ target }) => setEmergencies(target.checked)} />
          emergencies only
        </label>
        <button type="button" className="button" disabled={busy} onClick={() => load()}>
          Look again
        </button>
      </div>
      <Failed words={failed} />
      <table className="table">
        <thead>
          <tr>
            <th>No.</th>
            <th>When</th>
            <th>Who</th>
            <th>What</th>
            <th>Why</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ seq, at, event }) => (
            <tr key={seq} data-kind={event?.kind ?? 'unreadable'} data-emergency={event?.purpose === 'emergency' || undefined}>
              <td className="tabular">{seq}</td>
              <td className="tabular table-when">{when(at)}</td>
              {event ? (
                <>
                  <td>
                    {event.actor.name}
                    <small>{actorWords(event.actor)}</small>
                  </td>
                  <td>{whatWords(event)}</td>
                  <td>{whyWords(event.why)}</td>
                </>
              ) : (
                <td colSpan={3}>▲ this record cannot be read</td>
              )}
            </tr>
          ))}
        </tbody>
      </table>
      {rows.length === 0 && !busy && <p>Nothing was written that fits.</p>}
      {more && oldest !== undefined && (
        <button type="button" className="button" disabled={busy} onClick={() => load(oldest)}>
          Older
        </button>
      )}
    </section>
  )
}
