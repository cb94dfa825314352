// The devices of a ward: where each is and was, by whose word; confirmed, and taken off.
import { useState } from 'react'
import type { DeviceRow } from '../../model/censusapi.ts'
import { Failed } from '../access/parts.tsx'
import { Confirm } from './Confirm.tsx'
import { type DeviceAct, DeviceActs, DeviceDialog, placeWords } from './Gear.tsx'
import { lyingWords } from './patients.ts'
import { useLyings, useNow, useZone } from './use.ts'
import { usePosted } from './usewardask.ts'
import { timeIn } from './words.ts'

export function Devices({ ward }: { readonly ward: string }) {
  const { data, failed, again } = usePosted('POST /api/ward/devices', { ward })
  const lyings = useLyings()
  const zone = useZone()
  const now = useNow()
  const when = timeIn(zone, now)
  const [asked, ask] = useState<DeviceAct | null>(null)
  const [held, setHeld] = useState<string | null>(null)
  const [open, setOpen] = useState<string | null>(null)
  const [said, setSaid] = useState<string | null>(null)
  const order = new Map(lyings.map(({ bed }, at) => [bed, at]))
  const rows = data?.devices.toSorted((a, b) => (order.get(a.bed) ?? 999) - (order.get(b.bed) ?? 999)) ?? []
  const done = (words: string): void => {
    setSaid(words)
    ask(null)
    setHeld(null)
    again()
  }
  return (
    <>
      <Failed words={failed} />
      {said !== null && (
        <p className="deeds-said" role="status">
          ✓ {said}
        </p>
      )}
      {data === null && failed === null && <p role="status">Asking…</p>}
      {data && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
        <section className="sheet-scroll" tabIndex={0} aria-label="Devices">
          <table className="list list-tall">
            <thead>
              <tr>
                <th scope="col">Bed</th>
                <th scope="col">Device</th>
                <th scope="col">On</th>
                <th scope="col">Where it was</th>
                <th scope="col">
                  <span className="sr-only">Act</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {rows.map((device) => {
                const lying = lyings.find((one) => one.bed === device.bed)
                return (
                  <tr key={device.id} data-device={device.id} data-held={device.held ? true : undefined}>
                    <th scope="row">{lying?.label ?? device.at}</th>
                    <td>{device.name}</td>
                    <td>
                      {device.places[0]?.stay != null && lying && <bdi>{lyingWords(lying)}</bdi>}{' '}
                      <small className={device.held ? 'list-held' : 'dim'}>{placeWords(device, when)}</small>
                    </td>
                    <td>
                      <Places
                        device={device}
                        when={when}
                        open={open === device.id}
                        turn={() => setOpen(open === device.id ? null : device.id)}
                      />
                    </td>
                    <td>
                      {device.held ? (
                        <button type="button" className="button button-main" onClick={() => setHeld(device.bed)}>
                          Whose values are these?
                        </button>
                      ) : (
                        <DeviceActs device={device} ask={ask} />
                      )}
                    </td>
                  </tr>
                )
              })}
            </tbody>
          </table>
          {rows.length === 0 && <p>No device has been heard in this ward yet.</p>}
        </section>
      )}
      {asked && <DeviceDialog {...asked} bed={asked.device.bed} close={() => ask(null)} done={done} />}
      {held !== null && <Confirm bed={held} close={() => setHeld(null)} done={done} />}
    </>
  )
}

/** The newest first; the one before the last stays folded. */
function Places(props: {
  readonly device: DeviceRow
  readonly when: (at: number) => string
  readonly open: boolean
  readonly turn: () => void
}) {
  const { device, when, open, turn } = props
  const { places } = device
  if (places.length < 2) return <span className="dim">here since {places[0] ? when(places[0].from) : 'unknown'}</span>
  return (
    <>
      <button type="button" className="button" aria-expanded={open} onClick={turn}>
        {open ? 'Hide' : `${places.length - 1} before`}
      </button>
      {open && (
        <ul className="act-list tabular">
          {places.map(({ bed, stay, from, to, by, confirmed }) => (
            <li key={from}>
              {bed}, {when(from)} to {to === null ? 'now' : when(to)}:{' '}
              {stay === null ? 'on nobody' : confirmed ? `confirmed by ${by}` : 'taken from the bed'}
            </li>
          ))}
        </ul>
      )}
    </>
  )
}
