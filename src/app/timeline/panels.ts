// TABLE: what is shown around the lanes. A further panel is a row here; each is loaded when it is opened.
// import { lazy } from 'react'
import type { PanelRow } from './panel.ts'

export const PANELS: readonly PanelRow[] = [
  // { key: 'figures', words: 'Figures', place: 'side', Panel: lazy(() => import('./Figures.tsx').then(({ Figures }) => ({ default: Figures }))) },
]
