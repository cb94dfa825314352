// The keys of the timeline, wherever on the page: of the window that is touched, else of the first. Not in a dialog, nor where something is typed.
import { useEffect } from 'react'
import type { At } from '../../model/units.ts'
import { pressed } from './keys.ts'
import type { Bounds } from './moves.ts'
import type { Stage } from './stage.ts'

interface Keys {
  readonly first: Stage
  readonly second: Stage | null
  readonly bounds: () => Bounds
  readonly pin: (moment: At) => void
  /** Shows the ward at the cursor. */
  readonly replay: () => void
}
export function useKeys({ first, second, bounds, pin, replay }: Keys): void {
  useEffect(() => {
    const press = (event: KeyboardEvent): void => {
      if (event.ctrlKey || event.altKey || event.metaKey) return
      const target = event.target as Element | null
      if (document.querySelector('dialog[open]') !== null || target?.closest('input, select, textarea, [contenteditable]') != null) return
      // What scrolls, scrolls.
      if (target?.matches('.stay-scroll, .report-desk') && event.key.length > 1) return
      if (event.key === 'r' || event.key === 'R') {
        replay()
        return
      }
      const stage = (target?.closest('[data-window="Second window"]') && second) || first
      const said = pressed(event, stage.view(), stage.cursor(), bounds())
      if (said === null) return
      event.preventDefault()
      if (said.view) stage.look(said.view)
      if (said.cursor !== undefined) pin(said.cursor)
    }
    document.addEventListener('keydown', press)
    return () => document.removeEventListener('keydown', press)
  }, [first, second, bounds, pin, replay])
}
