// The audit for the privacy officer: chain state, emergency access to look at, records, export.
import { useState } from 'react'
import { type AnswerOf, post, refreshMe } from './api.ts'
import { Failed, Field, Form, Page, when } from './parts.tsx'
import { Records } from './Records.tsx'
import { useAsk, useGot } from './use.ts'
import { Ways } from './Ways.tsx'

export function Audit() {
  return (
    <Page title="Audit" width="wide">
      <Ways />
      <Chain />
      <Emergencies />
      <Records />
    </Page>
  )
}

type Verdict = AnswerOf<'POST /api/audit/verify'>
const brokenAt = ({ file, record, offset }: Extract<Verdict, { is: 'broken' }>): string =>
  [file, record === null ? '' : `record ${record}`, offset === null ? '' : `byte ${offset}`].filter(Boolean).join(', ')

function Chain() {
  const { data, failed, again } = useGot('GET /api/audit/state')
  const [verdict, setVerdict] = useState<Verdict | null>(null)
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
            : `▲ BROKEN: ${verdict.what} (${brokenAt(verdict)}).`}
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
            {reviewed ? '● Reviewed: ' : '◆ To review: '}
            <strong>{person.name}</strong> opened ward <strong>{ward}</strong>, {when(from)} to {when(until)}
          </p>
          <p>Reason given: “{reason}”</p>
          {reviewed ? (
            <p>
              {reviewed.by} found, {when(reviewed.at)}: “{reviewed.note}”
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
              <Field label="What you found: was it called for?" name="note" minLength={10} maxLength={400} />
            </Form>
          )}
        </div>
      ))}
      <Failed words={failed} />
    </section>
  )
}
