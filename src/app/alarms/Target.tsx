// An oxygen target, ordered by a physician: above it on oxygen is an alarm, too.
import { useState } from 'react'
import { UNITS_OF_TABLE } from '../../model/shownunits.ts'
import { Failed, Field } from '../access/parts.tsx'
import { Ask } from './Ask.tsx'
import { limitTyped, wrongTarget } from './limits.ts'
import type { BedDialogProps } from './Panel.tsx'
import { Reason } from './Reason.tsx'
import { useAlarms } from './use.ts'
import { Whose } from './Whose.tsx'

/** BTS: 88–92 % at risk of hypercapnia, else 94–98 % [FACTS §1, mem]. */
const USUAL = [
  ['88', '92', 'at risk of CO₂ retention'],
  ['94', '98', 'usual'],
] as const

export function Target({ bed, stay, label, close }: BedDialogProps) {
  const target = useAlarms((state) => state.beds.get(bed)?.target ?? null)
  const [typed, setTyped] = useState({
    low: target ? `${target.low}` : '',
    high: target ? `${target.high}` : '',
    lowOff: false,
    highOff: false,
  })
  const [reason, setReason] = useState('')
  const [ends, setEnds] = useState(false)
  const limit = limitTyped('spo2', typed, UNITS_OF_TABLE)
  const empty = typed.low === '' || typed.high === ''
  const wrong = ends || empty ? null : wrongTarget(limit)
  const ready = reason !== '' && (ends || (!empty && wrong === null))
  return (
    <Ask
      title={`Oxygen target…: ${label}`}
      ask={ready ? { act: 'target', stay, bed, low: ends ? null : limit.low, high: ends ? null : limit.high, reason } : null}
      words={ends ? 'Order: no target any more' : `Order: ${typed.low || '…'}–${typed.high || '…'} %`}
      close={close}
      done={close}
    >
      <Whose bed={bed} />
      <p>
        {target ? `Ordered now: ${target.low}–${target.high} %.` : 'No target is ordered.'} Above it on oxygen for 5 min is a medium alarm.
      </p>
      {target && (
        <label className="flag">
          <input type="checkbox" checked={ends} onChange={({ target: box }) => setEnds(box.checked)} />
          End the target
        </label>
      )}
      {!ends && (
        <>
          <div className="picks">
            {USUAL.map(([low, high, words]) => (
              <button key={low} type="button" className="button" onClick={() => setTyped({ ...typed, low, high })}>
                {low}–{high} % {words}
              </button>
            ))}
          </div>
          <div className="act-pair">
            <Field
              label="From, %"
              inputMode="numeric"
              autoComplete="off"
              value={typed.low}
              onChange={({ target: box }) => setTyped({ ...typed, low: box.value })}
            />
            <Field
              label="To, %"
              inputMode="numeric"
              autoComplete="off"
              value={typed.high}
              onChange={({ target: box }) => setTyped({ ...typed, high: box.value })}
            />
          </div>
          <Failed words={wrong} />
        </>
      )}
      <Reason choices={['COPD', 'after blood gas']} set={setReason} />
    </Ask>
  )
}
