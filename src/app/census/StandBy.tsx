// Stand by: where to, and back when, both by one touch; the time stands there as the ward's clock will show it.
import { useId, useState } from 'react'
import { AWAY_REASONS } from '../../model/facts.ts'
import { Field } from '../access/parts.tsx'
import { clockTime } from '../core/words.ts'
import { ActDialog } from './Act.tsx'
import type { DeedProps } from './deeds.ts'
import { useTouched } from './Leave.tsx'
import { Name, Patient } from './Patient.tsx'
import { type Back, backAt, hourTyped, WAITS, waitWords } from './standby.ts'
import { useNow, useZone } from './use.ts'

export function StandBy({ bed, close, done }: DeedProps) {
  const { seen, changed } = useTouched(bed)
  const zone = useZone()
  const now = useNow()
  const [chosen, choose] = useState<string | null>(null)
  const [other, setOther] = useState('')
  const [back, setBack] = useState<Back | null>(null)
  const group = useId()
  if (!seen) return null
  const reason = chosen === 'other' ? other.trim() : (chosen ?? '')
  const at = back === null || now === null ? null : backAt(back, zone, now)
  const when = at === null ? '…' : clockTime(at, zone)
  return (
    <ActDialog
      title={`Stand by: ${seen.label}`}
      close={close}
      done={done}
      changed={changed}
      ask={seen.stay === null || reason === '' || at === null ? null : { act: 'standby', stay: seen.stay, bed: seen.bed, reason, back: at }}
      said={`Away from ${seen.label}: ${reason}, back ${when}.`}
      words={
        <>
          Stand by <Name of={seen} />: {reason || '…'}, back {when}
        </>
      }
    >
      <Patient of={seen} />
      <fieldset className="act-fields">
        <legend>Where to</legend>
        <div className="picks">
          {[...AWAY_REASONS, 'other'].map((one) => (
            <label key={one} className="pick">
              <input type="radio" name={`${group}-why`} checked={chosen === one} onChange={() => choose(one)} />
              {one === 'other' ? 'other…' : one}
            </label>
          ))}
        </div>
        {chosen === 'other' && (
          <Field
            label="In a few words, no name: for the ward list only"
            autoFocus
            maxLength={60}
            value={other}
            autoComplete="off"
            onChange={({ target }) => setOther(target.value)}
          />
        )}
      </fieldset>
      <fieldset className="act-fields">
        <legend>Back at</legend>
        <div className="picks">
          {WAITS.map((wait) => {
            const then = now === null ? null : backAt({ by: 'wait', minutes: wait }, zone, now)
            return (
              <label key={wait} className="pick">
                <input
                  type="radio"
                  name={`${group}-back`}
                  checked={back?.by === 'wait' && back.minutes === wait}
                  onChange={() => setBack({ by: 'wait', minutes: wait })}
                />
                <span>
                  {waitWords(wait)} <small className="tabular">{then === null ? '' : clockTime(then, zone)}</small>
                </span>
              </label>
            )
          })}
          <label className="pick pick-time">
            <span>or at</span>
            <input
              inputMode="numeric"
              placeholder="14:30"
              autoComplete="off"
              size={5}
              aria-label="Back at, by the ward's clock, 24 hours"
              value={back?.by === 'clock' ? back.hour : ''}
              onChange={({ target }) => setBack({ by: 'clock', hour: hourTyped(target.value) })}
            />
          </label>
        </div>
      </fieldset>
      <p className="dim">
        Numbers are blank and no alarm sounds for this bed. Watching goes on by itself as soon as valid signal is back, and the ward is told
        when the patient is late.
      </p>
    </ActDialog>
  )
}
