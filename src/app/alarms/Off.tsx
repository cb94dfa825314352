// "Alarm off… (reason)" for one vital, until it is looked at again; and all alarms of a stay off by a physician's order.
import { useId, useState } from 'react'
import { POLICY } from '../../model/alarmpolicy.ts'
import { VITALS_WITH_LIMITS } from '../../model/limits.ts'
import { VITALS, type VitalKey } from '../../model/vitals.ts'
import { useNow, useZone } from '../census/use.ts'
import { clockTime } from '../core/words.ts'
import { Ask } from './Ask.tsx'
import type { BedDialogProps } from './Panel.tsx'
import { Reason } from './Reason.tsx'
import { useAlarms } from './use.ts'
import { Whose } from './Whose.tsx'

const HOUR = 3_600_000
const HOURS = [1, 4, POLICY['off-review'].default / HOUR, POLICY['off-review'].most / HOUR] as const
const WHY_OFF = ['sensor cannot stay on', 'known, being treated', 'artefact'] as const
const WHY_ORDER = ['comfort care', 'known, no treatment wanted'] as const
const WHY_ENDS = ['watched again', 'ordered by mistake'] as const

function Review({ hours, set }: { readonly hours: number; readonly set: (hours: number) => void }) {
  const now = useNow()
  const zone = useZone()
  const group = useId()
  return (
    <fieldset className="act-fields">
      <legend>Looked at again in</legend>
      <div className="picks">
        {HOURS.map((one) => (
          <label key={one} className="pick">
            <input type="radio" name={group} checked={hours === one} onChange={() => set(one)} />
            <span>
              {one} h <small className="tabular">{now === null ? '' : clockTime(now + one * HOUR, zone)}</small>
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  )
}

export function Off({ bed, stay, label, close }: BedDialogProps) {
  const off = useAlarms((state) => state.beds.get(bed)?.off ?? [])
  const [vital, setVital] = useState<VitalKey | ''>('')
  const [reason, setReason] = useState('')
  const [hours, setHours] = useState<number>(HOURS[2])
  const id = useId()
  return (
    <Ask
      title={`Alarm off…: ${label}`}
      ask={vital === '' || reason === '' ? null : { act: 'off', stay, bed, vital, reason, hours }}
      words={vital === '' ? 'Alarm off: …' : `Alarm off: ${VITALS[vital].name}`}
      close={close}
      done={close}
    >
      <Whose bed={bed} />
      <p>
        One number of this bed raises no alarm here until it is switched on or looked at again. Asystole, VF, VT and apnoea stay on. The
        tile shows it all the time.
      </p>
      <div className="field">
        <label htmlFor={id}>Which</label>
        <select id={id} value={vital} required onChange={({ target }) => setVital(target.value as VitalKey)}>
          <option value="">Choose…</option>
          {VITALS_WITH_LIMITS.filter((key) => !off.some((one) => one.vital === key)).map((key) => (
            <option key={key} value={key}>
              {VITALS[key].name}
            </option>
          ))}
        </select>
      </div>
      <Reason choices={WHY_OFF} set={setReason} />
      <Review hours={hours} set={setHours} />
    </Ask>
  )
}

export function OrderOff({ bed, stay, label, close }: BedDialogProps) {
  const [reason, setReason] = useState('')
  const [hours, setHours] = useState<number>(HOURS[2])
  return (
    <Ask
      title={`Alarms off by order…: ${label}`}
      ask={reason === '' ? null : { act: 'order-off', stay, bed, reason, hours }}
      words="Order: all alarms of this patient off"
      close={close}
      done={close}
    >
      <Whose bed={bed} />
      <p>
        An order, with your name: no alarm of this patient is raised here, asystole, VF, VT and apnoea included, until the order is ended or
        looked at again. The tile says ALARMS OFF BY ORDER all the time.
      </p>
      <Reason choices={WHY_ORDER} set={setReason} />
      <Review hours={hours} set={setHours} />
    </Ask>
  )
}

export function OrderOn({ bed, stay, label, close }: BedDialogProps) {
  const [reason, setReason] = useState('')
  return (
    <Ask
      title={`End the order: ${label}`}
      ask={reason === '' ? null : { act: 'order-on', stay, bed, reason }}
      words="End the order: all alarms of this patient on"
      close={close}
      done={close}
    >
      <Whose bed={bed} />
      <p>All alarms of this patient are on again at once, and what stands sounds. One that was switched off by itself stays off.</p>
      <Reason choices={WHY_ENDS} set={setReason} />
    </Ask>
  )
}
