// Gives an alarm that somebody has to a colleague, by name: it stays with the one who has it until it is theirs.
import { useState } from 'react'
import { Ask } from './Ask.tsx'
import type { AlarmRow } from './rows.ts'
import { useAlarms } from './use.ts'

interface Props {
  readonly row: AlarmRow
  readonly stay: string
  readonly bed: string
  readonly close: () => void
}

export function Give({ row, stay, bed, close }: Props) {
  const carers = useAlarms((state) => state.carers)
  const [to, setTo] = useState('')
  const { alarm, claim } = row
  const others = [...carers.values()].filter(({ id }) => id !== claim?.by)
  const chosen = carers.get(to)
  return (
    <Ask
      title={`Give to…: ${row.label}, ${row.text}`}
      ask={alarm && to !== '' ? { act: 'give', stay, bed, alarm: alarm.id, priority: alarm.priority, to } : null}
      words={chosen ? `Give to ${chosen.name ?? chosen.initials}` : 'Give to…'}
      close={close}
      done={close}
    >
      <p>{claim ? `${claim.who} has it now.` : 'Nobody has it now.'} It runs on with the one who gets it.</p>
      <fieldset className="act-fields">
        <legend>To whom</legend>
        <div className="picks">
          {others.map(({ id, initials, name }) => (
            <label key={id} className="pick">
              <input type="radio" name="give-to" checked={to === id} onChange={() => setTo(id)} />
              {name ?? initials}
            </label>
          ))}
        </div>
        {others.length === 0 && <p>This screen is told of nobody else who cares here.</p>}
      </fieldset>
    </Ask>
  )
}
