// Whether an alarm could be heard at this screen, as far as a page can know: never whether a speaker is on.
import { createStore } from 'zustand/vanilla'

export interface SoundState {
  /** 'armed': sound comes out of this browser, from this tab or another. 'off': never armed, or suspended, interrupted, closed. */
  readonly state: 'armed' | 'off'
  /** Another tab sounds for this one. */
  readonly elsewhere: boolean
}
export const SOUND_START: SoundState = { state: 'off', elsewhere: false }
export const sound = createStore<SoundState>(() => SOUND_START)
