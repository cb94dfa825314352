// A window as it is typed: from and to, and in words why it is none.
import { TimeField } from '../page/TimeField.tsx'

export interface Fields {
  readonly from: string
  readonly to: string
}
interface Props {
  readonly zone: string
  readonly fields: Fields
  readonly type: (fields: Fields) => void
  /** Why what is typed is no window. */
  readonly refused: string | null
}

export function TypedWindow({ zone, fields, type, refused }: Props) {
  return (
    <div className="typed-window">
      <TimeField label="From" zone={zone} text={fields.from} type={(from) => type({ ...fields, from })} />
      <TimeField label="To" zone={zone} text={fields.to} type={(to) => type({ ...fields, to })} />
      {refused !== null && <p role="alert">{refused}</p>}
    </div>
  )
}
