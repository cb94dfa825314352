// What figures are compared with: picked from the table, or typed.
import type { Span } from '../../model/history.ts'
import { BESIDE, BESIDE_KEYS, type Beside } from './beside.ts'
import { type Fields, TypedWindow } from './TypedWindow.tsx'

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
      {chosen === 'typed' && <TypedWindow zone={zone} fields={fields} type={type} refused={refused} />}
    </div>
  )
}
