// What figures are compared with: picked from the table, or typed.
import type { Span } from '../../model/history.ts'
import { BESIDE, BESIDE_KEYS, type Beside } from './beside.ts'

export interface Fields {
  readonly from: string
  readonly to: string
}
interface Props {
  readonly chosen: Beside
  readonly pick: (beside: Beside) => void
  /** The second window on the screen; null: it is not offered. */
  readonly second: Span | null
  readonly zone: string
  readonly fields: Fields
  readonly type: (fields: Fields) => void
  /** Why what is typed is no window. */
  readonly refused: string | null
}

export function SecondWindow({ chosen, pick, second, zone, fields, type, refused }: Props) {
  return (
    <div className="second-window">
      <label className="field">
        Compare with
        <select value={chosen} onChange={({ target }) => pick(target.value as Beside)}>
          {BESIDE_KEYS.filter((key) => key !== 'second' || second !== null).map((key) => (
            <option key={key} value={key}>
              {BESIDE[key].words}
            </option>
          ))}
        </select>
      </label>
      {chosen === 'typed' && (
        <>
          {(['from', 'to'] as const).map((end) => (
            <label key={end} className="field">
              {end === 'from' ? 'From' : 'To'} ({zone})
              <input
                type="text"
                placeholder="2026-10-24 22:05"
                autoComplete="off"
                value={fields[end]}
                aria-invalid={refused !== null || undefined}
                onChange={({ target }) => type({ ...fields, [end]: target.value })}
              />
            </label>
          ))}
          {refused !== null && <p role="alert">{refused}</p>}
        </>
      )}
    </div>
  )
}
