// What is said of the sound of this screen: off, not heard, not tested, or heard and when.

import type { SoundTested } from '../stores/settings.ts'
import type { SoundState } from '../stores/sound.ts'
import { clockIn } from './words.ts'

/** A test counts for a shift, ms [design]. */
const SHIFT = 12 * 3_600_000

export type SoundLook = 'off' | 'unheard' | 'untested' | 'heard'
export interface SoundWords {
  readonly look: SoundLook
  readonly words: string
}

/** `now`: gateway time, null where it is not known: then a test is taken for one of this shift. */
export function soundWords(state: SoundState['state'], test: SoundTested | null, now: number | null, zone: string): SoundWords {
  if (state === 'off') return { look: 'off', words: 'SOUND OFF: press to arm' }
  // Until somebody heard it, however long that takes.
  if (test?.heard === false) return { look: 'unheard', words: 'SOUND NOT HEARD' }
  if (test === null || (now !== null && now - test.at > SHIFT)) return { look: 'untested', words: 'sound not tested' }
  return { look: 'heard', words: `sound heard ${clockIn(zone)(test.at).slice(0, 5)}${test.kept ? '' : ', not recorded'}` }
}

/** What no page can know. */
export const CANNOT_KNOW = 'This screen cannot know whether its speaker is on, plugged in or loud enough: only you can hear that.'
