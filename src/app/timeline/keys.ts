// TABLE: one row a key of the timeline. The help line shows it, the page obeys it. Pure.
import { type At, at } from '../../model/units.ts'
import { atEnd, atStart, type Bounds, PRESETS, panned, preset, type View, zoomed } from './moves.ts'

interface Row {
  readonly keys: readonly string[]
  readonly shown: string
  readonly does: string
}
export const TIMELINE_KEYS: readonly Row[] = [
  { keys: ['ArrowLeft', 'ArrowRight'], shown: '← →', does: 'earlier, later' },
  { keys: ['Shift+ArrowLeft', 'Shift+ArrowRight'], shown: 'Shift ← →', does: 'cursor' },
  { keys: ['+', '=', '-'], shown: '+ −', does: 'nearer, farther' },
  { keys: ['Home', 'End'], shown: 'Home End', does: 'start of the stay, now' },
  { keys: PRESETS.map(({ key }) => key), shown: '1 – 6', does: PRESETS.map(({ words }) => words).join(' · ') },
  { keys: ['l'], shown: 'L', does: 'live' },
  { keys: ['r'], shown: 'R', does: 'replay the ward at the cursor' },
]

/** About the cursor; a window that follows goes on following. */
const scaled = (view: View, by: number, cursor: At | null, bounds: Bounds): View =>
  view.live && cursor === null
    ? atEnd(zoomed(view, by, view.to, bounds), bounds)
    : zoomed(view, by, cursor ?? (view.from + view.to) / 2, bounds)

/** What a key makes of window and cursor; null: it is none of ours. */
export function pressed(
  { key, shiftKey }: { readonly key: string; readonly shiftKey: boolean },
  view: View,
  cursor: At | null,
  bounds: Bounds,
): { readonly view?: View; readonly cursor?: At } | null {
  const span = view.to - view.from
  const chosen = PRESETS.find((one) => one.key === key)
  if (chosen) return { view: preset(view, chosen, bounds) }
  switch (key) {
    case 'ArrowLeft':
    case 'ArrowRight': {
      const by = key === 'ArrowLeft' ? -1 : 1
      if (!shiftKey) return { view: panned(view, (by * span) / 8, bounds) }
      const next = at((cursor ?? (view.from + view.to) / 2) + (by * span) / 200)
      return { cursor: at(Math.min(view.to, Math.max(view.from, next))) }
    }
    case '+':
    case '=':
      return { view: scaled(view, 0.5, cursor, bounds) }
    case '-':
      return { view: scaled(view, 2, cursor, bounds) }
    case 'Home':
      return { view: atStart(view, bounds) }
    case 'End':
    case 'l':
    case 'L':
      return { view: atEnd(view, bounds) }
    default:
      return null
  }
}
