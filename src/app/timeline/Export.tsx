// The dialog through which a stay leaves: which window, as what, and why; then how far it is, and a way to stop it.
import { useId, useState } from 'react'
import { EXPORT_KEYS, EXPORT_WHY, EXPORTS, type ExportKey } from '../../model/exportapi.ts'
import type { Story } from '../../model/story.ts'
import type { At } from '../../model/units.ts'
import { Failed } from '../access/parts.tsx'
import { useMe } from '../access/use.ts'
import { fieldOf } from '../core/typedtime.ts'
import { Dialog } from '../page/Dialog.tsx'
import { BESIDE, typedSpan } from './beside.ts'
import { percentOf, progressWords, spanWords, windowsOf } from './exportwords.ts'
import './report.css'
import './story.css'
import { type Fields, TypedWindow } from './TypedWindow.tsx'
import { useExport } from './useexport.ts'

export interface ExportProps {
  readonly ward: string
  readonly stay: string
  readonly from: At
  readonly to: At
  /** Of the ward. */
  readonly zone: string
  readonly story: Story | null
  readonly close: () => void
}

export function Export({ ward, stay, from, to, zone, story, close }: ExportProps) {
  const windows = windowsOf({ from, to })
  const [window, setWindow] = useState('shown')
  const [what, setWhat] = useState<ExportKey>('csv')
  const [why, setWhy] = useState('')
  const { job, failed, running, start, cancel } = useExport()
  const demo = useMe((state) => state.me?.demo === true)
  const group = useId()
  const [fields, type] = useState<Fields>(() => ({ from: fieldOf(zone, from), to: fieldOf(zone, to) }))
  const typed = window === 'typed' ? typedSpan(zone, fields, story?.now ?? to) : null
  const span = typed ?? (windows.find(({ key }) => key === window) ?? windows[0]!).window
  const ready = why.trim().length >= EXPORT_WHY.least && !running && typeof span !== 'string'
  return (
    <Dialog title="Export" close={close}>
      <form
        className="form export"
        onSubmit={(event) => {
          event.preventDefault()
          if (ready && typeof span !== 'string') start({ ward, stay, ...span, what, why })
        }}
      >
        <fieldset className="act-fields" disabled={running}>
          <legend>As</legend>
          <div className="export-kinds">
            {EXPORT_KEYS.map((key) => (
              <label key={key} className="pick export-kind">
                <input type="radio" name={`${group}-what`} checked={what === key} onChange={() => setWhat(key)} />
                <span>
                  {EXPORTS[key].words}
                  <small>{EXPORTS[key].told}</small>
                </span>
              </label>
            ))}
          </div>
        </fieldset>
        <label className="field">
          Window
          <select value={window} disabled={running} onChange={({ target }) => setWindow(target.value)}>
            {windows.map(({ key, words }) => (
              <option key={key} value={key}>
                {words}
              </option>
            ))}
            <option value="typed">{BESIDE.typed.words}</option>
          </select>
          {typeof span !== 'string' && (
            <small>
              {spanWords(span, zone)}, {zone}
            </small>
          )}
        </label>
        {typed !== null && !running && (
          <TypedWindow zone={zone} fields={fields} type={type} refused={typeof typed === 'string' ? typed : null} />
        )}
        <label className="field">
          Why it leaves
          <input
            value={why}
            maxLength={EXPORT_WHY.most}
            disabled={running}
            autoComplete="off"
            placeholder="transfer, research with consent, second opinion"
            onChange={({ target }) => setWhy(target.value)}
          />
          <small>Written into the audit with your name before anything leaves. No patient’s name here.</small>
        </label>
        {demo && <p className="dim">DEMO: the patient is invented; the file’s name and its content say so.</p>}
        <Failed words={failed} />
        {job && (
          <div className="export-job" data-export={job.state}>
            <progress max={100} value={percentOf(job)} aria-label="Progress of the export" />
            <p role="status">
              {progressWords(job)} <span className="dim">{job.name}</span>
            </p>
          </div>
        )}
        <div className="acts">
          <button type="submit" className="button button-main" disabled={!ready}>
            Export
          </button>
          {running && (
            <button type="button" className="button" onClick={cancel}>
              Cancel the export
            </button>
          )}
          <button type="button" className="button" onClick={close}>
            Close
          </button>
        </div>
      </form>
    </Dialog>
  )
}
