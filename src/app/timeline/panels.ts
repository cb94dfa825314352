// TABLE: what is shown around the lanes, in the order of the buttons. A further panel is a row here; each is loaded when it is opened.
import { lazy } from 'react'
import { Head } from './Head.tsx'
import type { PanelRow } from './panel.ts'

export const PANELS: readonly PanelRow[] = [
  { key: 'who', words: 'Patient', place: 'head', Panel: Head },
  { key: 'waves', words: 'Waves', place: 'side', Panel: lazy(() => import('./waves/Waves.tsx').then(({ Waves }) => ({ default: Waves }))) },
  {
    key: 'figures',
    words: 'Figures',
    place: 'wide',
    Panel: lazy(() => import('./Figures.tsx').then(({ Figures }) => ({ default: Figures }))),
  },
  { key: 'table', words: 'Table', place: 'wide', Panel: lazy(() => import('./Table.tsx').then(({ Table }) => ({ default: Table }))) },
  { key: 'notes', words: 'Notes', place: 'side', Panel: lazy(() => import('./Notes.tsx').then(({ Notes }) => ({ default: Notes }))) },
  {
    key: 'events',
    words: 'Events',
    place: 'side',
    Panel: lazy(() => import('./EventList.tsx').then(({ EventList }) => ({ default: EventList }))),
  },
  {
    key: 'report',
    words: 'Report…',
    place: 'instead',
    right: 'export',
    Panel: lazy(() => import('./Report.tsx').then(({ Report }) => ({ default: Report }))),
  },
  {
    key: 'export',
    words: 'Export…',
    place: 'dialog',
    right: 'export',
    Panel: lazy(() => import('./Export.tsx').then(({ Export }) => ({ default: Export }))),
  },
]
