// When something was done or taken: now, or some minutes ago, with the ward's clock beside it.
import type { ReactNode } from 'react'
import { clockTime } from '../core/words.ts'

interface Props<Many extends number> {
  readonly legend: string
  /** Name of the radio group. */
  readonly name: string
  /** Minutes. */
  readonly list: readonly Many[]
  /** Null: another of the group. */
  readonly ago: Many | null
  readonly set: (ago: Many) => void
  /** Gateway time; null while it is not known. */
  readonly now: number | null
  readonly zone: string
  /** Another of the group, beside these. */
  readonly children?: ReactNode
}

export function Ago<Many extends number>({ legend, name, list, ago, set, now, zone, children }: Props<Many>) {
  return (
    <fieldset className="act-fields">
      <legend>{legend}</legend>
      <div className="picks">
        {list.map((many) => (
          <label key={many} className="pick">
            <input type="radio" name={name} checked={ago === many} onChange={() => set(many)} />
            <span>
              {many === 0 ? 'now' : `${many} min ago`}{' '}
              <small className="tabular">{now === null ? '' : clockTime(now - many * 60_000, zone)}</small>
            </span>
          </label>
        ))}
        {children}
      </div>
    </fieldset>
  )
}
