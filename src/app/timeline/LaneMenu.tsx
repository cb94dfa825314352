// A lane's name; pressed, it opens what can be done with the lane.
import { useEffect, useRef, useState } from 'react'
import { LANES, type LaneKey } from './lanes.ts'
import { HEIGHT, moved, resized, toggled, type Wish } from './wish.ts'

interface Props {
  readonly lane: LaneKey
  readonly wish: Wish
  readonly shown: readonly LaneKey[]
  readonly change: (wish: Wish) => void
  /** As it stands now, px. */
  readonly height: number
}

export function LaneMenu({ lane, wish, shown, change, height }: Props) {
  const [open, setOpen] = useState(false)
  const host = useRef<HTMLDivElement>(null)
  const { label, name, scale } = LANES[lane]
  const place = shown.indexOf(lane)
  useEffect(() => {
    if (!open) return
    const away = (event: PointerEvent): void => {
      if (!host.current?.contains(event.target as Node)) setOpen(false)
    }
    document.addEventListener('pointerdown', away)
    return () => document.removeEventListener('pointerdown', away)
  }, [open])
  const item = (words: string, next: () => Wish, able = true, stays = true) => (
    <button
      type="button"
      className="lane-item"
      disabled={!able}
      onClick={() => {
        change(next())
        if (!stays) setOpen(false)
      }}
    >
      {words}
    </button>
  )
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: Escape closes what its own button opened
    <div
      ref={host}
      className="lane-menu"
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || !open) return
        event.stopPropagation()
        setOpen(false)
        host.current?.querySelector('button')?.focus()
      }}
    >
      <button
        type="button"
        className="lane-name"
        aria-expanded={open}
        aria-label={`${label}, ${name}: lane settings`}
        title={name}
        onClick={() => setOpen(!open)}
      >
        {label} <span aria-hidden="true">▾</span>
      </button>
      {open && (
        <div className="lane-items">
          {item('Up', () => moved(wish, lane, -1, shown), place > 0)}
          {item('Down', () => moved(wish, lane, 1, shown), place < shown.length - 1)}
          {item('Taller', () => resized(wish, lane, height + HEIGHT.step), height < HEIGHT.most)}
          {item('Lower', () => resized(wish, lane, height - HEIGHT.step), height > HEIGHT.least)}
          {scale && item(wish.auto.includes(lane) ? 'Fixed scale' : 'Auto scale', () => toggled(wish, 'auto', lane))}
          {item('Hide', () => toggled(wish, 'hidden', lane), shown.length > 1, false)}
        </div>
      )}
    </div>
  )
}
