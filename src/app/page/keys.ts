// TABLE: one row a key. The help dialog shows it, the page obeys it.
export const KEYS = [
  { keys: ['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown'], shown: '← → ↑ ↓', does: 'move between beds', action: 'move' },
  { keys: ['Enter'], shown: 'Enter', does: 'open the bed in detail', action: 'open' },
  { keys: ['a'], shown: 'A', does: 'to the alarms, and on to the next: Enter takes it', action: 'alarms' },
  { keys: ['Escape'], shown: 'Esc', does: 'close the detail or a dialog', action: 'close' },
  { keys: ['1', '2', '3', '4', '5', '6', '7', '8', '9'], shown: '1 – 9', does: 'go to a page of beds', action: 'page' },
  { keys: ['l'], shown: 'L', does: 'take over this station by name and PIN', action: 'take-over' },
  { keys: ['m'], shown: 'M', does: 'my beds, or all beds: one that must be seen is never hidden', action: 'mine' },
  { keys: ['w'], shown: 'W', does: 'choose another ward', action: 'ward' },
  { keys: ['f'], shown: 'F', does: 'full screen on or off', action: 'full-screen' },
  { keys: ['p'], shown: 'P', does: 'privacy on or off: hides names, age, sex and clinical text', action: 'privacy' },
  { keys: ['t'], shown: 'T', does: 'next theme: dark, dim, day', action: 'theme' },
  { keys: ['s'], shown: 'S', does: 'settings of this screen', action: 'settings' },
  { keys: ['?'], shown: '?', does: 'this list', action: 'help' },
] as const

export type Action = (typeof KEYS)[number]['action']

interface Press {
  readonly key: string
  readonly ctrlKey: boolean
  readonly altKey: boolean
  readonly metaKey: boolean
}

/** What a key press asks of the page; null: nothing of ours (also with Ctrl, Alt or Meta held, and while `typing` in a field). */
export function actionOf({ key, ctrlKey, altKey, metaKey }: Press, typing: boolean): Action | null {
  if (ctrlKey || altKey || metaKey || typing) return null
  const wanted = key.length === 1 ? key.toLowerCase() : key
  return KEYS.find(({ keys }) => (keys as readonly string[]).includes(wanted))?.action ?? null
}
