// Why an alarm is off, or a limit changed: by one touch, or in a few words. It is kept with the act.
import { useId, useState } from 'react'
import { Field } from '../access/parts.tsx'

interface Props {
  readonly choices: readonly string[]
  readonly set: (reason: string) => void
  /** One that was chosen already. */
  readonly given?: string | null
}

export function Reason({ choices, set, given = null }: Props) {
  const group = useId()
  const [chosen, choose] = useState(given)
  return (
    <fieldset className="act-fields">
      <legend>Why</legend>
      <div className="picks">
        {[...(given === null ? [] : [given]), ...choices, 'other'].map((one) => (
          <label key={one} className="pick">
            <input
              type="radio"
              name={group}
              checked={chosen === one}
              onChange={() => {
                choose(one)
                set(one === 'other' ? '' : one)
              }}
            />
            {one === 'other' ? 'other…' : one}
          </label>
        ))}
      </div>
      {chosen === 'other' && (
        <Field
          label="In a few words, no name"
          maxLength={120}
          autoComplete="off"
          autoFocus
          onChange={({ target }) => set(target.value.trim())}
        />
      )}
    </fieldset>
  )
}
