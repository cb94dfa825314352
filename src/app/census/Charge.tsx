// Who is in charge of the ward in this shift: said by a charge nurse.
import { useState } from 'react'
import { People, type Staff } from './Beds.tsx'
import { Said } from './Said.tsx'
import type { ShiftEnd } from './shift.ts'
import { useAct } from './use.ts'

interface Props {
  readonly ward: string
  readonly staff: Staff['staff']
  readonly end: ShiftEnd | null
  readonly again: () => void
}

export function Charge({ ward, staff, end, again }: Props) {
  const [nurse, setNurse] = useState('')
  const { busy, answer, act } = useAct()
  const say = (to: string | null): void => {
    if (end !== null) act({ act: 'charge', ward, nurse: to, until: end.at }, again)
  }
  return (
    <fieldset className="act-fields">
      <legend>In charge of the ward</legend>
      <div className="sheet-tools">
        <People label="Who" staff={staff} own={null} value={nurse} choose={setNurse} none="nobody" />
        <button type="button" className="button" disabled={busy || end === null} onClick={() => say(nurse || null)}>
          {nurse === '' ? 'Nobody is in charge' : `In charge until ${end?.hour ?? '…'}`}
        </button>
        {answer?.is === 'done' && <span role="status">✓ Done.</span>}
      </div>
      <Said answer={answer} />
    </fieldset>
  )
}
