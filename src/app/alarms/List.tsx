// All alarms of the ward, and what other wards tell: every one, also those that are paused or off, by priority.
import { useRef, useState } from 'react'
import { ALARM_ACTS } from '../../model/alarmacts.ts'
import { folded } from '../../model/flood.ts'
import { useMe } from '../access/use.ts'
import { Dialog } from '../page/Dialog.tsx'
import { useWard } from '../page/use.ts'
import { useActing } from './Acting.tsx'
import { Announced } from './Announced.tsx'
import { type HeldRow, placed } from './hold.ts'
import { Row } from './Row.tsx'
import { alarmRight } from './right.ts'
import { countWords, floodWords, provenWords } from './rows.ts'
import { useAlarms, useHeld, useRows } from './use.ts'

export function AlarmList({ close, open }: { readonly close: () => void; readonly open: (bed: string) => void }) {
  const { rows, now } = useRows()
  const { busy, act, said } = useActing()
  const host = useRef<HTMLDivElement>(null)
  const held = useHeld(host)
  const kept = useRef<readonly HeldRow[]>([])
  const flood = useAlarms((state) => state.ward.flood)
  const [whole, setWhole] = useState(false)
  const { shown, folded: counts } = folded(rows, { on: flood !== null && !whole })
  kept.current = placed(kept.current, shown, held)
  return (
    <Dialog title={rows.length === 0 ? 'No alarms' : `Alarms: ${countWords(rows)}`} close={close}>
      <div ref={host}>
        {said}
        {flood && (
          <div className="row" data-flood={whole ? 'whole' : 'folded'}>
            <p>{floodWords(flood, whole ? new Map() : counts)}</p>
            <button type="button" className="button" aria-pressed={whole} onClick={() => setWhole(!whole)}>
              Show all
            </button>
          </div>
        )}
        <ol className="alarm-list">
          {kept.current.map(({ row, gone }) => (
            <Row key={row.key} row={row} gone={gone} now={now} busy={busy} open={open} act={act} />
          ))}
        </ol>
      </div>
      <Proven act={act} busy={busy} />
      <Announced />
    </Dialog>
  )
}

/** That the path of an alarm lives: when it was proven last, and how long it took. */
function Proven({ act, busy }: { readonly act: ReturnType<typeof useActing>['act']; readonly busy: boolean }) {
  const proven = useAlarms((state) => state.ward.proven)
  const ward = useWard((state) => state.ward)
  const authority = useMe((state) => state.me?.authority ?? null)
  if (ward === null) return null
  const { words } = ALARM_ACTS.prove
  return (
    <div className="row">
      <p data-proven={proven !== null}>{provenWords(proven, ward.zone)}</p>
      {alarmRight(authority, 'prove') !== 'no' && (
        <button
          type="button"
          className="button"
          disabled={busy}
          onClick={() => act({ act: 'prove', ward: ward.id }, { label: ward.name, text: words })}
        >
          {words}
        </button>
      )}
    </div>
  )
}
