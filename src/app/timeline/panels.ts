// TABLE: what is shown around the lanes. A further panel is a row here; each is loaded when it is opened.
import { lazy } from 'react'
import type { PanelRow } from './panel.ts'

export const PANELS: readonly PanelRow[] = [
  { key: 'waves', words: 'Waves', place: 'side', Panel: lazy(() => import('./waves/Waves.tsx').then(({ Waves }) => ({ default: Waves }))) },
  { key: 'who', words: 'Patient', place: 'head', Panel: lazy(() => import('./Head.tsx').then(({ Head }) => ({ default: Head }))) },
  {
    key: 'figures',
    words: 'Figures',
    place: 'side',
    Panel: lazy(() => import('./Figures.tsx').then(({ Figures }) => ({ default: Figures }))),
  },
  { key: 'table', words: 'Table', place: 'side', Panel: lazy(() => import('./Table.tsx').then(({ Table }) => ({ default: Table }))) },
  { key: 'notes', words: 'Notes', place: 'side', Panel: lazy(() => import('./Notes.tsx').then(({ Notes }) => ({ default: Notes }))) },
]
