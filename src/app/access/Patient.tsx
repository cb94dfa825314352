// "Who looked at this patient": every viewer, when, how long, why, in plain words; fit to be printed and handed over.
import { useState } from 'react'
import { type AnswerOf, post } from './api.ts'
import { Failed, Page, when } from './parts.tsx'
import { useAsk, useGot, useMe } from './use.ts'
import { Ways } from './Ways.tsx'
import { actorWords, long } from './words.ts'

type Report = AnswerOf<'POST /api/audit/patient'>
const seatWords = ({ roles, station }: Report['lines'][number]): string =>
  actorWords({
    is: roles.some((role) => role === 'station' || role === 'wall-display') ? 'station' : 'person',
    roles,
    station: station === null ? null : { id: '', name: station },
  })

export function Patient() {
  const { data, failed } = useGot('GET /api/audit/patients')
  const [report, setReport] = useState<Report | null>(null)
  const [search, setSearch] = useState('')
  const { busy, failed: refused, run } = useAsk()
  const found =
    data?.patients.filter(({ bed, name, ward, stay }) =>
      `${ward} ${bed} ${name ?? ''} ${stay}`.toLowerCase().includes(search.toLowerCase()),
    ) ?? []
  if (report) return <Printed report={report} back={() => setReport(null)} />
  return (
    <Page title="Who looked at a patient" width="wide">
      <Ways />
      <label className="field">
        Bed, ward or name
        <input type="search" value={search} onChange={({ target }) => setSearch(target.value)} />
      </label>
      <Failed words={failed ?? refused} />
      <ul className="people-list">
        {found.map(({ stay, bed, ward, name, ended, since, last }) => (
          <li key={stay}>
            <button
              type="button"
              className="button person"
              disabled={busy}
              data-patient={ended ? stay : bed}
              onClick={() => run(() => post('POST /api/audit/patient', { stay }).then(setReport))}
            >
              <strong>{name ?? 'name not known'}</strong>
              <small>
                {ended ? `stay ended, ward ${ward}, ${when(since)} to ${when(last ?? since)}, ${stay}` : `bed ${bed}, ward ${ward}`}
              </small>
            </button>
          </li>
        ))}
      </ul>
      {data?.more && <p>There are more stays that ended, further back.</p>}
    </Page>
  )
}

function Printed({ report, back }: { readonly report: Report; readonly back: () => void }) {
  const by = useMe((state) => state.me?.authority.name ?? '')
  const { patient, made, lines, more, unreadable } = report
  return (
    <Page title="Who looked at this patient" width="wide">
      <div className="acts no-print">
        <button type="button" className="button" onClick={back}>
          Another patient
        </button>
        <button type="button" className="button button-main" onClick={() => window.print()}>
          Print
        </button>
      </div>
      <p>
        <strong>{patient.name ?? 'Name not known'}</strong>,{' '}
        {patient.ended
          ? `stay ${patient.stay}, ward ${patient.ward}, first record ${when(patient.since)}, last ${when(patient.last ?? patient.since)}.`
          : `bed ${patient.bed}, ward ${patient.ward}, here since ${when(patient.since)}.`}
      </p>
      {more && <p role="alert">▲ NOT ALL: only the newest {lines.length} lines are here.</p>}
      {unreadable > 0 && <p role="alert">▲ NOT ALL: {unreadable} records of this patient cannot be read.</p>}
      <p>
        Made {when(made)} by {by}. It lists everyone who was shown this patient’s data by Wardlight, when, for how long and why. A screen of
        the ward shows all its beds: who watched it saw this one among others. Times are those of{' '}
        {Intl.DateTimeFormat().resolvedOptions().timeZone}.
      </p>
      <table className="table" data-report>
        <thead>
          <tr>
            <th>Who</th>
            <th>When</th>
            <th>How long</th>
            <th>What</th>
            <th>Why</th>
          </tr>
        </thead>
        <tbody>
          {lines.map((line) => (
            <tr key={`${line.name} ${line.from} ${line.what}`}>
              <td>
                {line.name}
                <small>{seatWords(line)}</small>
              </td>
              <td className="tabular table-when">{when(line.from)}</td>
              <td className="tabular">{line.long === null ? 'one look' : long(line.long)}</td>
              <td>{line.what}</td>
              <td>
                {line.purpose}
                {line.why !== null && `: ${line.why}`}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {lines.length === 0 && <p>Nobody has looked yet.</p>}
    </Page>
  )
}
