// All alarms of the ward, and what other wards tell: every one, also those that are paused or off, by priority.
import { useRef } from 'react'
import { Dialog } from '../page/Dialog.tsx'
import { useActing } from './Acting.tsx'
import { Announced } from './Announced.tsx'
import { type HeldRow, placed } from './hold.ts'
import { Row } from './Row.tsx'
import { countWords } from './rows.ts'
import { useHeld, useRows } from './use.ts'

export function AlarmList({ close, open }: { readonly close: () => void; readonly open: (bed: string) => void }) {
  const { rows, now } = useRows()
  const { busy, act, said } = useActing()
  const host = useRef<HTMLDivElement>(null)
  const held = useHeld(host)
  const kept = useRef<readonly HeldRow[]>([])
  kept.current = placed(kept.current, rows, held)
  return (
    <Dialog title={rows.length === 0 ? 'No alarms' : `Alarms: ${countWords(rows)}`} close={close}>
      <div ref={host}>
        {said}
        <ol className="alarm-list">
          {kept.current.map(({ row, gone }) => (
            <Row key={row.key} row={row} gone={gone} now={now} busy={busy} open={open} act={act} />
          ))}
        </ol>
      </div>
      <Announced />
    </Dialog>
  )
}
