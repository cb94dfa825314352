// The audit for the privacy officer: chain state, emergency access to look at, records by filter, export.
import { useCallback, useEffect, useState } from 'react'
import { AUDIT_KIND_KEYS, AUDIT_KINDS, type AuditKind } from '../../model/audit.ts'
import { type AnswerOf, post, refreshMe } from './api.ts'
import { Failed, Field, Form, Page, when } from './parts.tsx'
import { Ways } from './Room.tsx'
import { useAsk, useGot } from './use.ts'
import { eventWords } from './words.ts'

type Records = AnswerOf<'POST /api/audit'>['records']

export function Audit() {
  return (
    <Page title="Audit" wide>
      <Ways />
      <Chain />
      <Emergencies />
      <List />
    </Page>
  )
}

function Chain() {
  const { data, failed, again } = useGot('GET /api/audit/state')
  const [verdict, setVerdict] = useState<AnswerOf<'POST /api/audit/verify'> | null>(null)
  const { busy, failed: refused, run } = useAsk()
  const save = (): void =>
    run(async () => {
      const entry: unknown[] = []
      for (let before: number | undefined; ; ) {
        const page = await post('POST /api/audit/fhir', before === undefined ? {} : { before })
        entry.push(...page.entry)
        if (!page.link?.[0]) break
        before = Number(page.link[0].url.slice('?before='.length))
      }
      const bundle = { resourceType: 'Bundle', type: 'collection', entry }
      const url = URL.createObjectURL(new Blob([JSON.stringify(bundle, null, 1)], { type: 'application/fhir+json' }))
      const link = document.createElement('a')
      link.href = url
      link.download = 'audit.fhir.json'
      link.click()
      URL.revokeObjectURL(url)
    })
  return (
    <section className="card-line" aria-label="State of the audit">
      <p>
        {data?.state === 'down' ? (
          <strong role="alert">▲ THE AUDIT CANNOT BE WRITTEN: names are not shown.</strong>
        ) : (
          <strong>● Being written.</strong>
        )}{' '}
        {data && (
          <>
            {data.seq} records, last link <code>{data.hash.slice(0, 12)}</code>,{' '}
            {data.anchored === null ? 'no head at an operator’s place' : `head at the operator’s place since ${when(data.anchored)}`}
            {data.waiting > 0 && `, ${data.waiting} waiting`}
          </>
        )}
      </p>
      {verdict && (
        <p role="status" data-verdict={verdict.is}>
          {verdict.is === 'whole'
            ? `● Whole: ${verdict.records} records under ${verdict.heads} signed heads, verified in ${Math.round(verdict.took)} ms.`
            : `▲ BROKEN: ${verdict.what} (${verdict.file}${verdict.record === null ? '' : `, record ${verdict.record}`}${verdict.offset === null ? '' : `, byte ${verdict.offset}`}).`}
        </p>
      )}
      <div className="acts">
        <button
          type="button"
          className="button"
          disabled={busy}
          onClick={() => run(() => post('POST /api/audit/verify', {}).then(setVerdict).then(again))}
        >
          Verify now
        </button>
        <button type="button" className="button" disabled={busy} onClick={save}>
          Export as FHIR
        </button>
      </div>
      <Failed words={failed ?? refused} />
    </section>
  )
}

function Emergencies() {
  const { data, again } = useGot('GET /api/audit/emergencies')
  const { busy, failed, run } = useAsk()
  if (!data || data.emergencies.length === 0) return null
  return (
    <section aria-label="Emergency access">
      <h2>Emergency access</h2>
      {data.emergencies.map(({ id, person, ward, reason, from, until, reviewed }) => (
        <div key={id} className="card-line" data-emergency={reviewed ? 'reviewed' : 'open'}>
          <p>
            <strong>{person.name}</strong> opened {ward}, {when(from)} to {when(until)}: “{reason}”
          </p>
          {reviewed ? (
            <p>
              Reviewed by {reviewed.by}, {when(reviewed.at)}: {reviewed.note}
            </p>
          ) : (
            <Form
              act="Reviewed"
              busy={busy}
              send={({ note = '' }) =>
                run(() =>
                  post('POST /api/audit/review', { id, note })
                    .then(() => refreshMe())
                    .then(again),
                )
              }
            >
              <Field label="What you found" name="note" minLength={10} maxLength={400} />
            </Form>
          )}
        </div>
      ))}
      <Failed words={failed} />
    </section>
  )
}

function List() {
  const [kind, setKind] = useState<AuditKind | ''>('')
  const [emergencies, setEmergencies] = useState(false)
  const [from, setFrom] = useState('')
  const [until, setUntil] = useState('')
  const [ward, setWard] = useState('')
  const [rows, setRows] = useState<Records>([])
  const [more, setMore] = useState(false)
  const { busy, failed, run } = useAsk()
  const load = useCallback(
    (before?: number) =>
      run(async () => {
        const answer = await post('POST /api/audit', {
          ...(kind && { kinds: [kind] }),
          ...(emergencies && { emergencies }),
          ...(ward && { ward }),
          ...(from && { from: Date.parse(from) }),
          ...(until && { until: Date.parse(until) }),
          ...(before !== undefined && { before }),
        })
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
          <input value={ward} onChange={({ target }) => setWard(target.value)} />
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
            <th>What</th>
            <th>Why, or more</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ seq, at, event }) => (
            <tr key={seq} data-kind={event?.kind ?? 'unreadable'}>
              <td className="tabular">{seq}</td>
              <td className="tabular">{when(at)}</td>
              <td>{event ? eventWords(event) : '▲ this record cannot be read'}</td>
              <td>{event?.why}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {more && oldest !== undefined && (
        <button type="button" className="button" disabled={busy} onClick={() => load(oldest)}>
          Older
        </button>
      )}
    </section>
  )
}
