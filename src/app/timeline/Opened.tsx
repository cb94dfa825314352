// The panel that was opened, in its frame.
import { Part } from '../page/Part.tsx'
import type { PanelProps, PanelRow } from './panel.ts'

export function Opened({ row: { key, words, place, Panel }, given }: { readonly row: PanelRow; readonly given: PanelProps }) {
  const inside = (
    <Part key={key}>
      <Panel {...given} />
    </Part>
  )
  return place === 'side' || place === 'wide' ? (
    <aside className="timeline-side" data-wide={place === 'wide' || undefined} aria-label={words}>
      {inside}
    </aside>
  ) : (
    inside
  )
}
