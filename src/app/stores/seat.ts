// When the session of the person at this screen ends without a touch. Written by what counts touches, read by the ward screen.
import { createStore } from 'zustand/vanilla'

export interface SeatState {
  /** Page clock (performance.now()); null where no session runs. */
  readonly endsAt: number | null
}

export const seat = createStore<SeatState>(() => ({ endsAt: null }))
