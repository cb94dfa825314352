// A day and a time that a reader types, by the ward's clock. In the night in which clocks go back, which of two alike is chosen beside it.
import { useId } from 'react'
import { meantBy, typedTime } from '../core/typedtime.ts'
import '../census/census.css'

interface Props {
  readonly label: string
  readonly zone: string
  readonly text: string
  readonly type: (text: string) => void
}

export function TimeField({ label, zone, text, type }: Props) {
  const id = useId()
  const typed = typedTime(zone, text)
  return (
    <div className="time-field">
      <label className="field">
        {label} ({zone})
        <input
          type="text"
          placeholder="2026-10-24 22:05"
          autoComplete="off"
          value={text}
          aria-invalid={typeof meantBy(zone, text) === 'string' || undefined}
          onChange={({ target }) => type(target.value)}
        />
      </label>
      {typed.is === 'twice' && (
        <fieldset className="act-fields">
          <legend>{label}: this time came twice that night</legend>
          <div className="picks">
            {typed.choices.map(({ at, field, words }) => (
              <label key={at} className="pick">
                <input type="radio" name={id} checked={typed.at === at} onChange={() => type(field)} />
                {words}
              </label>
            ))}
          </div>
        </fieldset>
      )}
    </div>
  )
}
