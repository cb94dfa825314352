// What every panel beside the lanes is given: the stay, the window that is looked at, and a way to a moment.
import type { ComponentType, LazyExoticComponent } from 'react'
import type { Story } from '../../model/story.ts'
import type { At } from '../../model/units.ts'

export interface PanelProps {
  readonly stay: string
  /** The window of the lanes, told when it has come to rest. */
  readonly from: At
  readonly to: At
  /** Where the reader put the cursor; null: nowhere. */
  readonly cursor: At | null
  /** Null: not told yet, or not for this person. */
  readonly story: Story | null
  /** Brings a moment into the window, with the cursor on it. */
  go(at: At): void
}

/** 'head': above the lanes, always; 'side': beside them, one at a time. */
export interface PanelRow {
  readonly key: string
  readonly words: string
  readonly place: 'head' | 'side'
  readonly Panel: LazyExoticComponent<ComponentType<PanelProps>>
}
