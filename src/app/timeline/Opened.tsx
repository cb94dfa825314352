// The panel that was opened, in its frame.
import { Suspense } from 'react'
import { Boundary } from '../page/Boundary.tsx'
import type { PanelProps, PanelRow } from './panel.ts'

export function Opened({ row: { key, words, place, Panel }, given }: { readonly row: PanelRow; readonly given: PanelProps }) {
  const inside = (
    <Boundary key={key} instead={(said) => <p role="alert">This part could not be shown: {said}</p>}>
      <Suspense fallback={<p role="status">Loading…</p>}>
        <Panel {...given} />
      </Suspense>
    </Boundary>
  )
  return place === 'side' || place === 'wide' ? (
    <aside className="timeline-side" data-wide={place === 'wide' || undefined} aria-label={words}>
      {inside}
    </aside>
  ) : (
    inside
  )
}
