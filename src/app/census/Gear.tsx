// "Beds and devices" of one bed: which devices are on whom by whose word, which beds the stay had, and earlier stays.
import { useState } from 'react'
import type { DeviceRow } from '../../model/censusapi.ts'
import { Failed } from '../access/parts.tsx'
import { useMe } from '../access/use.ts'
import { Dialog } from '../page/Dialog.tsx'
import { ActDialog } from './Act.tsx'
import type { DeedProps } from './deeds.ts'
import { useTouched } from './Leave.tsx'
import { Patient } from './Patient.tsx'
import { Record } from './Record.tsx'
import { rightTo } from './rights.ts'
import { useLying, useNow, useWardId, useZone } from './use.ts'
import { usePosted } from './usewardask.ts'
import { timeIn } from './words.ts'

/** "confirmed by R. Wren, 14:05" */
export function placeWords({ places: [last], held }: DeviceRow, when: (at: number) => string): string {
  if (held !== null) return 'values held apart: whose are these?'
  if (!last || last.stay === null) return 'on nobody'
  return last.confirmed ? `confirmed by ${last.by}, ${when(last.from)}` : `not confirmed: taken from the bed, ${when(last.from)}`
}

export interface DeviceAct {
  readonly device: DeviceRow
  readonly act: 'bind' | 'unbind'
}

export function Gear({ bed, close, done }: DeedProps) {
  const ward = useWardId()
  const zone = useZone()
  const now = useNow()
  const lying = useLying(bed)
  const { data, failed } = usePosted('POST /api/ward/devices', ward === '' ? null : { ward })
  const may = useMe((state) => rightTo(state.me?.authority ?? null, 'bind-devices') === 'yes')
  const names = useMe((state) => rightTo(state.me?.authority ?? null, 'see-names') === 'yes')
  const [asked, ask] = useState<DeviceAct | null>(null)
  const devices = data?.devices.filter((device) => device.bed === bed) ?? []
  if (asked) return <DeviceDialog {...asked} bed={bed} close={() => ask(null)} done={done} />
  return (
    <Dialog title={`Beds and devices: ${lying?.label ?? bed}`} close={close}>
      <div className="act">
        {lying && <Patient of={lying} />}
        <Failed words={failed} />
        <h3>Devices here</h3>
        {data === null && failed === null && <p role="status">Asking…</p>}
        {data !== null && devices.length === 0 && <p>No device is here.</p>}
        <ul className="gear">
          {devices.map((device) => (
            <li key={device.id} data-device={device.id}>
              <p>
                <strong>{device.name}</strong> <small className="dim">{placeWords(device, timeIn(zone, now))}</small>
              </p>
              {may && device.held === null && <DeviceActs device={device} ask={ask} />}
            </li>
          ))}
        </ul>
        {names && lying?.stay != null && <Record ward={ward} stay={lying.stay} />}
        <div className="act-foot">
          <button type="button" className="button" onClick={close}>
            Back
          </button>
        </div>
      </div>
    </Dialog>
  )
}

export function DeviceActs({ device, ask }: { readonly device: DeviceRow; readonly ask: (asked: DeviceAct) => void }) {
  const [last] = device.places
  return (
    <span className="acts">
      {!(last?.confirmed && last.stay !== null) && (
        <button type="button" className="button" onClick={() => ask({ device, act: 'bind' })}>
          Confirm the device
        </button>
      )}
      {last?.stay != null && (
        <button type="button" className="button" onClick={() => ask({ device, act: 'unbind' })}>
          Take off
        </button>
      )}
    </span>
  )
}

/** `bed`: where the device is. */
export function DeviceDialog({ device, act, bed, close, done }: DeviceAct & DeedProps) {
  const { seen, changed } = useTouched(bed)
  const label = seen?.label ?? bed
  const on = act === 'bind'
  return (
    <ActDialog
      title={on ? `Confirm the device: ${device.name}` : `Take off: ${device.name}`}
      close={close}
      done={done}
      changed={changed}
      ask={{ act, device: device.id, bed }}
      said={on ? `${device.name} at ${label} is confirmed.` : `${device.name} at ${label} is taken off.`}
      words={on ? `Confirm the device at ${label}` : `Take off ${device.name} at ${label}`}
    >
      {seen && <Patient of={seen} place="at" />}
      <p>
        {on
          ? seen?.stay == null
            ? `The ${device.name} is at ${label}, where nobody lies. What it sends begins a stay, NOT ADMITTED.`
            : `You have looked: the ${device.name} at ${label} is on this patient.`
          : `The ${device.name} is on nobody then. What it still sends is no patient’s, until it pauses for a minute and begins anew.`}
      </p>
    </ActDialog>
  )
}
