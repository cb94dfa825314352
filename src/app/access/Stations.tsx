// Enrolled screens.
import { useState } from 'react'
import { STATION_KINDS, type StationKind } from '../../model/may.ts'
import { post, refreshMe } from './api.ts'
import { Failed, Field, Form, Page, Sure, when } from './parts.tsx'
import { useAsk, useGot } from './use.ts'
import { Ways } from './Ways.tsx'

const KIND: Readonly<Record<StationKind, string>> = {
  'ward-station': 'ward station: changes hands by PIN, 15 min',
  workstation: 'personal workstation: changes hands by PIN, 2 min',
  'wall-display': 'wall display: no names, nobody signs in',
}

export function Stations() {
  const { data, failed, again } = useGot('GET /api/stations')
  const wards = useGot('GET /api/wards')
  const [chosen, setChosen] = useState<readonly string[]>([])
  const [kind, setKind] = useState<StationKind>('ward-station')
  const { busy, failed: refused, run } = useAsk()
  return (
    <Page title="Stations" width="wide">
      <Ways />
      <Failed words={failed ?? refused} />
      <table className="table">
        <thead>
          <tr>
            <th>Station</th>
            <th>Kind</th>
            <th>Wards</th>
            <th>Enrolled</th>
            <th>
              <span className="sr-only">Act</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {data?.stations.map((station) => (
            <tr key={station.id}>
              <td>
                {station.name} {station.here && <strong>(this browser)</strong>}
              </td>
              <td>{KIND[station.kind].split(':')[0]}</td>
              <td>{station.wards.join(', ')}</td>
              <td className="tabular">
                {when(station.enrolled)} by {station.by}
              </td>
              <td className="table-act">
                <Sure
                  act="End"
                  asks={`End the station ${station.name}?`}
                  busy={busy}
                  run={() =>
                    run(() =>
                      post('POST /api/stations/end', { id: station.id })
                        .then(() => refreshMe())
                        .then(again),
                    )
                  }
                >
                  Its screen stops monitoring at once, unless somebody is signed in there. To come back it must be enrolled again.
                </Sure>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {data?.stations.length === 0 && <p>No browser is enrolled yet.</p>}
      <section className="card-line" aria-label="Make this browser a station">
        <h2>Make this browser a station</h2>
        <fieldset>
          <legend>Wards that it shows, whoever sits there</legend>
          <div className="acts">
            {wards.data?.wards.map(({ id, name }) => (
              <label key={id} className="flag">
                <input
                  type="checkbox"
                  checked={chosen.includes(id)}
                  onChange={({ target }) => setChosen(target.checked ? [...chosen, id] : chosen.filter((one) => one !== id))}
                />
                {name}
              </label>
            ))}
          </div>
        </fieldset>
        <Form
          act="Enrol this browser"
          busy={busy || chosen.length === 0}
          send={({ name = '' }) =>
            run(() =>
              post('POST /api/stations', { name, kind, wards: [...chosen] })
                .then(() => refreshMe())
                .then(again),
            )
          }
        >
          <Field label="Name, as on the wall" name="name" autoComplete="off" />
          <label className="field">
            Kind
            <select value={kind} onChange={({ target }) => setKind(target.value as StationKind)}>
              {STATION_KINDS.map((one) => (
                <option key={one} value={one}>
                  {KIND[one]}
                </option>
              ))}
            </select>
          </label>
        </Form>
      </section>
    </Page>
  )
}
