// The wards of this gateway, for administrators: made, changed, given beds. No patient's data stands here.
import { useState } from 'react'
import { Link } from 'wouter'
import type { WardEdit } from '../../model/censusapi.ts'
import { Failed, Page } from '../access/parts.tsx'
import { useGot } from '../access/use.ts'
import { Ways } from '../access/Ways.tsx'
import './census.css'
import { Said } from './Said.tsx'
import { useAct } from './use.ts'
import { AddBeds, WardBeds } from './WardBeds.tsx'
import { WardForm } from './WardForm.tsx'

export function Wards() {
  const { data, failed, again } = useGot('GET /api/wards/edit')
  const [making, setMaking] = useState(false)
  const [said, setSaid] = useState<string | null>(null)
  const { busy, answer, act } = useAct()
  const done = (words: string): void => {
    setSaid(words)
    again()
  }
  const wards = data?.wards ?? []
  return (
    <Page title="Wards and beds" width="wide">
      <Ways />
      <Failed words={failed} />
      <Said answer={answer} />
      {said !== null && (
        <p className="deeds-said" role="status">
          ✓ {said}
        </p>
      )}
      {wards.map((ward) => (
        <WardCard key={ward.id} ward={ward} done={done} />
      ))}
      {data && wards.length === 0 && <p>There is no ward yet.</p>}
      {making || (data && wards.length === 0) ? (
        <section className="card-line">
          <h2>A new ward</h2>
          <WardForm
            act="Make the ward"
            busy={busy}
            send={({ beds, ...ward }) =>
              act({ act: 'make-ward', ...ward, beds: [...beds] }, () => {
                setMaking(false)
                done(`${ward.name} was made.`)
              })
            }
          />
          {wards.length > 0 && (
            <button type="button" className="button" onClick={() => setMaking(false)}>
              Back, change nothing
            </button>
          )}
        </section>
      ) : (
        <button type="button" className="button button-main button-fit" onClick={() => setMaking(true)}>
          Make a ward…
        </button>
      )}
      <p>
        <Link href="/begin" className="room-link">
          First steps of a new installation
        </Link>
      </p>
    </Page>
  )
}

function WardCard({ ward, done }: { readonly ward: WardEdit; readonly done: (words: string) => void }) {
  const [changing, setChanging] = useState(false)
  const { busy, answer, act } = useAct()
  const { id, name, zone, preset, units, night, beds } = ward
  return (
    <section className="card-line" aria-label={`Ward ${id}`} data-ward-card={id}>
      <header className="ward-head">
        <h2>{name}</h2>
        <p className="dim">
          {id} · {beds.length} beds · {zone} · limits of a new patient: {preset} · {Object.values(units).join(', ')}
          {night && ` · alarms by night at most ${Math.round(night.most * 100)} %`}
        </p>
        <button type="button" className="button" aria-expanded={changing} onClick={() => setChanging(!changing)}>
          {changing ? 'Back, change nothing' : 'Change…'}
        </button>
      </header>
      <Said answer={answer} />
      {changing && (
        <WardForm
          ward={ward}
          act="Change the ward"
          busy={busy}
          send={({ beds: _, ...asked }) =>
            act({ act: 'change-ward', ...asked }, () => {
              setChanging(false)
              done(`${asked.name} was changed.`)
            })
          }
        />
      )}
      <WardBeds ward={ward} done={done} />
      <AddBeds ward={id} done={done} />
    </section>
  )
}
