// The beds of one ward for administrators: chosen one at a time, then renamed, taken away, or given an invented patient for a trial.
import { useState } from 'react'
import type { WardEdit } from '../../model/censusapi.ts'
import { isBedLabel } from '../../model/labels.ts'
import { Field } from '../access/parts.tsx'
import { ActDialog } from './Act.tsx'
import { labelsFrom } from './labels.ts'
import { Said } from './Said.tsx'
import { useAct } from './use.ts'
import { bedsSaid } from './WardForm.tsx'

const TAKEN = { stay: 'a patient', trial: 'trial feed', empty: 'empty' } as const
type Bed = WardEdit['beds'][number]
interface Props {
  readonly ward: WardEdit
  readonly done: (words: string) => void
}

export function WardBeds({ ward, done }: Props) {
  const [chosen, choose] = useState<string | null>(null)
  const bed = ward.beds.find(({ id }) => id === chosen)
  return (
    <>
      <fieldset className="bed-grid" aria-label={`Beds of ${ward.id}`}>
        {ward.beds.map(({ id, label, taken }) => (
          <button
            key={id}
            type="button"
            className="bed-pick"
            aria-pressed={id === chosen}
            data-pick={id}
            onClick={() => choose(id === chosen ? null : id)}
          >
            <strong>{label}</strong>
            <small>{TAKEN[taken]}</small>
          </button>
        ))}
      </fieldset>
      {bed && <BedEdit key={bed.id} ward={ward.id} bed={bed} done={done} />}
    </>
  )
}

function BedEdit({ ward, bed, done }: { readonly ward: string; readonly bed: Bed; readonly done: (words: string) => void }) {
  const { id, label, taken } = bed
  const [doing, setDoing] = useState<'rename' | 'remove' | null>(null)
  const [text, setText] = useState(label)
  const { busy, answer, act } = useAct()
  const trial = (on: boolean): void =>
    act({ act: 'trial', bed: id, on }, () =>
      done(on ? `A trial feed runs in ${label}: an invented patient, marked so.` : `The trial feed in ${label} ended.`),
    )
  const close = (): void => setDoing(null)
  const finish = (words: string): void => {
    close()
    done(words)
  }
  return (
    <div className="bed-edit">
      <p>
        <strong>{label}</strong>: {taken === 'stay' ? 'somebody lies here' : TAKEN[taken]}
      </p>
      <Said answer={answer} />
      <div className="acts">
        <button type="button" className="button" onClick={() => setDoing('rename')}>
          Rename…
        </button>
        <button type="button" className="button" disabled={taken !== 'empty'} onClick={() => setDoing('remove')}>
          Take away…
        </button>
        {taken !== 'stay' && (
          <button
            type="button"
            className="button"
            disabled={busy}
            aria-pressed={taken === 'trial'}
            onClick={() => trial(taken !== 'trial')}
          >
            {taken === 'trial' ? 'End the trial feed' : 'Trial feed: an invented patient'}
          </button>
        )}
        {taken !== 'empty' && <small className="dim">Only an empty bed can be taken away.</small>}
      </div>
      {doing === 'remove' && (
        <ActDialog
          title={`Take away ${label}`}
          close={close}
          done={finish}
          ask={{ act: 'remove-bed', ward, bed: id }}
          said={`${label} was taken away.`}
          words={`Take away ${label}`}
        >
          <p>The bed is gone from every screen of the ward. Stays that were here keep its name in their record.</p>
        </ActDialog>
      )}
      {doing === 'rename' && (
        <ActDialog
          title={`Rename ${label}`}
          close={close}
          done={finish}
          ask={text.trim() !== label && isBedLabel(text.trim()) ? { act: 'rename-bed', ward, bed: id, label: text } : null}
          said={`${label} is ${text.trim()} now.`}
          words={`Rename ${label} to ${text.trim() || '…'}`}
        >
          <Field
            label="New label"
            autoFocus
            autoComplete="off"
            maxLength={12}
            value={text}
            hint="1 to 12 letters, digits, dashes. Who lies there stays."
            onChange={({ target }) => setText(target.value)}
          />
        </ActDialog>
      )}
    </div>
  )
}

export function AddBeds({ ward, done }: { readonly ward: string; readonly done: (words: string) => void }) {
  const [text, setText] = useState('')
  const { busy, answer, act } = useAct()
  const labels = labelsFrom(text)
  return (
    <form
      className="add-beds"
      onSubmit={(event) => {
        event.preventDefault()
        if (labels.is !== 'labels') return
        act({ act: 'add-beds', ward, labels: [...labels.labels] }, () => {
          setText('')
          done(`Added ${bedsSaid(labels.labels)}.`)
        })
      }}
    >
      <Field
        label="More beds"
        autoComplete="off"
        placeholder="17–20"
        value={text}
        hint={text === '' ? 'One after the other or from–to' : labels.is === 'labels' ? bedsSaid(labels.labels) : labels.why}
        onChange={({ target }) => setText(target.value)}
      />
      <button type="submit" className="button" disabled={busy || labels.is !== 'labels'}>
        Add beds
      </button>
      <Said answer={answer} />
    </form>
  )
}
