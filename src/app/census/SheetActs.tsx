// What a page of a ward does with what it was answered: ask anew, and print it once it is there.
interface Props {
  readonly again: () => void
  readonly ready: boolean
}

export function SheetActs({ again, ready }: Props) {
  return (
    <span className="sheet-acts">
      <button type="button" className="button" onClick={again}>
        Ask again
      </button>
      <button type="button" className="button" disabled={!ready} onClick={() => print()}>
        Print
      </button>
    </span>
  )
}
