// Who the gateway takes this browser for, as last answered: by it the page decides what to show at all.
import { createStore } from 'zustand/vanilla'
import type { Me } from '../../model/me.ts'

export interface MeState {
  /** null: not answered yet. */
  readonly me: Me | null
  /** Why there was no answer. */
  readonly failed: string | null
}
export const me = createStore<MeState>(() => ({ me: null, failed: null }))
