// Who a patient is, as it is typed in: for admitting and correcting. What does not fit together is said while it is typed.
import { useId } from 'react'
import { AGE_CLASSES, ageAt, ageClass, ageWords, mismatch, presetOf } from '../../model/ages.ts'
import { YES_NO, type YesNo } from '../../model/book.ts'
import { POPULATIONS, type Population } from '../../model/census.ts'
import type { At } from '../../model/units.ts'
import { Field } from '../access/parts.tsx'
import { type PatientFields, withBorn } from './patientfields.ts'
import { bornWords } from './words.ts'

interface Props {
  readonly fields: PatientFields
  readonly set: (fields: PatientFields) => void
  readonly now: At | null
  /** The ward's own. */
  readonly preset: Population
}

export function PatientForm({ fields, set, now, preset }: Props) {
  const { name, born, record, sex, reason, population, paced, pregnant } = fields
  const put = (change: Partial<PatientFields>): void => set({ ...fields, ...change })
  const age = now === null || born === '' ? null : ageAt(born, now)
  const fits = presetOf(age)
  return (
    <div className="act-fields patient-form">
      <div className="act-cols">
        <Field
          label="Name"
          name="name"
          autoComplete="off"
          autoFocus
          maxLength={200}
          value={name}
          onChange={({ target }) => put({ name: target.value })}
        />
        <Field
          label="Why here"
          name="reason"
          required={false}
          autoComplete="off"
          maxLength={200}
          value={reason}
          onChange={({ target }) => put({ reason: target.value })}
        />
      </div>
      <div className="act-cols">
        <div className="field">
          <Field
            label="Date of birth"
            name="born"
            type="date"
            required={false}
            value={born}
            onChange={({ target }) => set(withBorn(fields, target.value, now, preset))}
          />
          <p className="patient-age" aria-live="polite" data-age-class={ageClass(age)}>
            {born === '' ? (
              'Age unknown: a record number is needed instead.'
            ) : age === null ? (
              <strong>This is no date of birth: it lies ahead or too far back.</strong>
            ) : (
              <>
                {bornWords(born)}: <strong>{ageWords(age)}</strong>, {AGE_CLASSES[ageClass(age) as keyof typeof AGE_CLASSES].words}
              </>
            )}
          </p>
        </div>
        <Field
          label="Record number"
          name="record"
          required={false}
          autoComplete="off"
          maxLength={32}
          value={record}
          onChange={({ target }) => put({ record: target.value })}
        />
      </div>
      <div className="act-cols">
        <Radios name="Sex" list={['F', 'M', 'unknown']} say={SEX} value={sex} choose={(one) => put({ sex: one })} />
        <label className="field">
          Limits for
          <select value={population} onChange={({ target }) => put({ population: target.value as Population, meant: false, chosen: true })}>
            {POPULATIONS.map((one) => (
              <option key={one} value={one}>
                {one === preset ? `${one} (preset of this ward)` : one}
              </option>
            ))}
          </select>
        </label>
      </div>
      {fits !== null && mismatch(population, age) && (
        <p className="act-warning" role="status">
          <span>
            <strong>These do not fit:</strong> {ageWords(age)} old, {AGE_CLASSES[ageClass(age) as keyof typeof AGE_CLASSES].words}, with the
            limits for {population}. Take those that fit, or say that these are meant.
          </span>
          <button type="button" className="button" onClick={() => put({ population: fits, chosen: true })}>
            Take {fits} limits
          </button>
          <label className="pick">
            <input type="checkbox" checked={fields.meant ?? false} onChange={({ target }) => put({ meant: target.checked })} />
            These limits are meant
          </label>
        </p>
      )}
      <div className="act-cols">
        <Radios name="Pacemaker" list={YES_NO} say={YES} value={paced} choose={(one) => put({ paced: one })} />
        <Radios name="Pregnant" list={YES_NO} say={YES} value={pregnant} choose={(one) => put({ pregnant: one })} />
      </div>
    </div>
  )
}

const SEX = { F: 'female', M: 'male', unknown: 'not known' } as const
const YES: Readonly<Record<YesNo, string>> = { yes: 'yes', no: 'no', unknown: 'not known' }

function Radios<K extends string>(props: {
  readonly name: string
  readonly list: readonly K[]
  readonly say: Readonly<Record<K, string>>
  readonly value: K
  readonly choose: (one: K) => void
}) {
  const { name, list, say, value, choose } = props
  const group = useId()
  return (
    <fieldset className="act-fields">
      <legend>{name}</legend>
      <div className="picks">
        {list.map((one) => (
          <label key={one} className="pick">
            <input type="radio" name={group} checked={one === value} onChange={() => choose(one)} />
            {say[one]}
          </label>
        ))}
      </div>
    </fieldset>
  )
}
