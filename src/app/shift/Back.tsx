// How far a page looks back.
import { BACK } from '../../model/shiftapi.ts'

export function Back({ hours, choose }: { readonly hours: number; readonly choose: (hours: number) => void }) {
  return (
    <label className="field">
      The last
      <select value={hours} onChange={({ target }) => choose(Number(target.value))}>
        {Object.entries(BACK).map(([words, value]) => (
          <option key={value} value={value}>
            {words}
          </option>
        ))}
      </select>
    </label>
  )
}
