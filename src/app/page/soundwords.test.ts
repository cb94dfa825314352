import { expect, test } from 'vitest'
import { soundWords } from './soundwords.ts'

const AT = Date.UTC(2026, 10, 25, 6, 2)
const HOUR = 3_600_000
const heard = { heard: true, at: AT, kept: true }

test.each([
  ['off', heard, AT, 'SOUND OFF: press to arm'],
  ['off', null, null, 'SOUND OFF: press to arm'],
  ['armed', null, AT, 'sound not tested'],
  ['armed', heard, AT + HOUR, 'sound heard 07:02'],
  ['armed', heard, null, 'sound heard 07:02'],
  ['armed', { ...heard, kept: false }, AT, 'sound heard 07:02, not recorded'],
  ['armed', heard, AT + 12 * HOUR + 1, 'sound not tested'],
  // A no stays, whatever the shift.
  ['armed', { ...heard, heard: false }, AT + 100 * HOUR, 'SOUND NOT HEARD'],
] as const)('%s, %o at %s: %s', (state, tested, now, words) => {
  expect(soundWords(state, tested, now, 'Europe/Berlin').words).toBe(words)
})
