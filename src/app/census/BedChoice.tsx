// The ward's beds as a grid, who lies in each, and one of them to be chosen.
import { type Lying, lyingWords } from './patients.ts'

interface Props {
  readonly legend: string
  readonly beds: readonly Lying[]
  readonly may: (bed: Lying) => boolean
  readonly chosen: string | null
  readonly choose: (bed: string) => void
}

export function BedChoice({ legend, beds, may, chosen, choose }: Props) {
  return (
    <fieldset className="act-fields">
      <legend>{legend}</legend>
      <div className="bed-grid">
        {beds.map((one) => (
          <button
            key={one.bed}
            type="button"
            className="bed-pick"
            aria-pressed={chosen === one.bed}
            disabled={!may(one)}
            data-pick={one.bed}
            onClick={() => choose(one.bed)}
          >
            <strong>{one.label}</strong>
            <small>
              <bdi>{lyingWords(one)}</bdi>
            </small>
          </button>
        ))}
      </div>
    </fieldset>
  )
}
