// How many lanes are hidden, the way to have them back, and to keep those that a link brought.
import { useState } from 'react'
import { LANES, type LaneKey } from './lanes.ts'
import { toggled, WISH, type Wish } from './wish.ts'

interface Props {
  readonly hidden: readonly LaneKey[]
  readonly wish: Wish
  readonly change: (wish: Wish) => void
  /** Keeps lanes of the link as one's own; null: they are. */
  readonly take: (() => void) | null
}

export function Hidden({ hidden, wish, change, take }: Props) {
  const [open, setOpen] = useState(false)
  const words = hidden.length === 0 ? 'Lanes' : `${hidden.length} ${hidden.length === 1 ? 'lane' : 'lanes'} hidden`
  return (
    <div className="hidden-lanes">
      <button type="button" className="preset" aria-expanded={open} data-hidden-lanes={hidden.length} onClick={() => setOpen(!open)}>
        {words}
      </button>
      {open && (
        <div className="lane-items hidden-items">
          {take && (
            <button
              type="button"
              className="lane-item"
              onClick={() => {
                take()
                setOpen(false)
              }}
            >
              Keep these lanes as mine
            </button>
          )}
          {hidden.map((key) => (
            <button key={key} type="button" className="lane-item" onClick={() => change(toggled(wish, 'hidden', key))}>
              Show {LANES[key].label}
            </button>
          ))}
          <button
            type="button"
            className="lane-item"
            onClick={() => {
              change(WISH)
              setOpen(false)
            }}
          >
            All as usual
          </button>
        </div>
      )}
    </div>
  )
}
