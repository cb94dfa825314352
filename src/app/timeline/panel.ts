// What every panel beside the lanes is given: the stay, the window that is looked at, and a way to a moment.
import type { ComponentType, LazyExoticComponent } from 'react'
import type { Span } from '../../model/history.ts'
import type { Action } from '../../model/may.ts'
import type { Story } from '../../model/story.ts'
import type { At } from '../../model/units.ts'

export interface PanelProps {
  readonly stay: string
  readonly ward: string
  readonly zone: string
  /** The window of the lanes, told when it has come to rest. */
  readonly from: At
  readonly to: At
  /** The second of two windows side by side, when it has come to rest; null: there is one. */
  readonly beside: Span | null
  /** Where the reader put the cursor; null: nowhere. */
  readonly cursor: At | null
  /** Null: not told yet, or not for this person. */
  readonly story: Story | null
  /** Another number: something came of a time that had been read; what was asked is asked again. */
  readonly late: number
  /** Brings a moment into the window, with the cursor on it. */
  go(at: At): void
  close(): void
}

/**
 * 'head': above the lanes, always; 'side': beside them; 'wide': beside them, a table; 'instead': in their place, of the window as it
 * was when opened; 'dialog': over them, of the same window. One at a time.
 */
export interface PanelRow {
  readonly key: string
  readonly words: string
  readonly place: 'head' | 'side' | 'wide' | 'instead' | 'dialog'
  /** What a person must be allowed; else the panel is not offered. */
  readonly right?: Action
  readonly Panel: ComponentType<PanelProps> | LazyExoticComponent<ComponentType<PanelProps>>
}
