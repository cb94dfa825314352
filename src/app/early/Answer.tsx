// A notice of early warning is answered: who was told, when, and what will be done. Kept with the stay.

import { useId, useState } from 'react'
import { Field } from '../access/parts.tsx'
import type { DeedProps } from '../census/deeds.ts'
import { useNow, useZone } from '../census/use.ts'
import { Ago } from './Ago.tsx'
import { ASKS, PLANS, TOLD } from './answers.ts'
import { EarlyDialog } from './EarlyDialog.tsx'
import { useCalls, useScore } from './use.ts'
import { chartedText, responseText, runningText, triggerOfScore } from './words.ts'

const AGO = [0, 5, 15] as const

export function Answer({ bed, close, done }: DeedProps) {
  const calls = useCalls(bed)
  // The one that stood first as the dialog opened: another one is answered by itself.
  const [notice, setNotice] = useState(calls[0]?.rule)
  const score = useScore(bed)
  const zone = useZone()
  const now = useNow()
  const group = useId()
  const [told, setTold] = useState('')
  const [plan, setPlan] = useState('')
  const [ago, setAgo] = useState<(typeof AGO)[number]>(0)
  if (notice === undefined) return null
  const stands = calls.some(({ rule }) => rule === notice)
  const at = now === null ? null : now - ago * 60_000
  return (
    <EarlyDialog
      title={ASKS[notice]}
      bed={bed}
      close={close}
      done={done}
      ask={
        told.trim() === '' || plan.trim() === '' || at === null || !stands
          ? null
          : ({ stay, bed: place }) => ({ act: 'answer', stay: stay!, bed: place, notice, told: told.trim(), at, plan: plan.trim() })
      }
      words="Answer"
      said={`${ASKS[notice]}: answered.`}
    >
      {calls.length > 1 && (
        <div className="picks">
          {calls.map(({ rule }) => (
            <label key={rule} className="pick">
              <input type="radio" name={`${group}-notice`} checked={notice === rule} onChange={() => setNotice(rule)} />
              {ASKS[rule]}
            </label>
          ))}
        </div>
      )}
      {!stands && <p role="status">A colleague has answered this, or it has passed.</p>}
      {score && (
        <p className="early-says">
          <strong>NEWS2</strong> charted {chartedText(score, zone)} · running {runningText(score, zone)}
          {notice.startsWith('news2') && <>. {responseText(triggerOfScore(score))}</>}
          {notice === 'shock-index' && score.shockIndex !== null && <> · shock index {score.shockIndex.toFixed(2)}</>}
        </p>
      )}
      <Choice
        legend="Whom did you tell?"
        name={`${group}-told`}
        list={TOLD}
        value={told}
        set={setTold}
        other="or: name or role"
        most={80}
      />
      <Ago legend="When" name={`${group}-ago`} list={AGO} ago={ago} set={setAgo} now={now} zone={zone} />
      <Choice
        legend="What will be done?"
        name={`${group}-plan`}
        list={PLANS[notice]}
        value={plan}
        set={setPlan}
        other="or in a few words"
        most={200}
      />
    </EarlyDialog>
  )
}

interface ChoiceProps {
  readonly legend: string
  readonly name: string
  readonly list: readonly string[]
  readonly value: string
  readonly set: (text: string) => void
  readonly other: string
  readonly most: number
}
function Choice({ legend, name, list, value, set, other, most }: ChoiceProps) {
  return (
    <fieldset className="act-fields">
      <legend>{legend}</legend>
      <div className="picks">
        {list.map((one) => (
          <label key={one} className="pick">
            <input type="radio" name={name} checked={value === one} onChange={() => set(one)} />
            {one}
          </label>
        ))}
      </div>
      <Field
        label={other}
        required={false}
        maxLength={most}
        autoComplete="off"
        value={list.includes(value) ? '' : value}
        onChange={({ target }) => set(target.value)}
      />
    </fieldset>
  )
}
