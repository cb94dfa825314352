// The record of a stay: which beds it had, from when to when and by whose word, and earlier stays of the same person. Asked for only when opened.
import { useState } from 'react'
import { Failed } from '../access/parts.tsx'
import { useZone } from './use.ts'
import { usePosted } from './usewardask.ts'
import { dayTimeIn } from './words.ts'

export function Record({ ward, stay }: { readonly ward: string; readonly stay: string }) {
  const [open, setOpen] = useState(false)
  return (
    <section>
      <button type="button" className="button" aria-expanded={open} onClick={() => setOpen(!open)}>
        {open ? 'Hide where this patient was' : 'Where this patient was'}
      </button>
      {open && <Lines ward={ward} stay={stay} />}
    </section>
  )
}

function Lines({ ward, stay }: { readonly ward: string; readonly stay: string }) {
  const zone = useZone()
  const { data, failed } = usePosted('POST /api/stay/record', { ward, stay })
  if (!data) return failed === null ? <p role="status">Asking…</p> : <Failed words={failed} />
  const when = (at: number): string => dayTimeIn(zone, at)
  return (
    <>
      <table className="table" data-record>
        <thead>
          <tr>
            <th scope="col">Bed</th>
            <th scope="col">From</th>
            <th scope="col">To</th>
            <th scope="col">By</th>
          </tr>
        </thead>
        <tbody>
          {data.beds.toReversed().map(({ bed, ward: own, from, to, by }) => (
            <tr key={from}>
              <td>
                {bed} <small className="dim">{own}</small>
              </td>
              <td className="tabular">{when(from)}</td>
              <td className="tabular">{to === null ? 'now' : when(to)}</td>
              <td>{by}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p>{data.admitted ? `Admitted ${when(data.admitted.at)} by ${data.admitted.by}.` : 'NOT ADMITTED.'}</p>
      {data.before.length === 0 ? (
        <p className="dim">No other stay of this person is known here.</p>
      ) : (
        <>
          <p>Other stays of this person:</p>
          <ul className="act-list">
            {data.before.map(({ since, ended, ward: where }) => (
              <li key={since} className="tabular">
                {where}, {when(since)} to {ended === null ? 'now' : when(ended)}
              </li>
            ))}
          </ul>
        </>
      )}
    </>
  )
}
