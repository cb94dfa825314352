// A flood in words.
import { expect, test } from 'vitest'
import { floodWords } from './rows.ts'

test.each([
  [
    { count: 14, usual: 2.14 },
    new Map([
      ['medium', 12],
      ['low', 3],
      ['notice', 1],
    ] as const),
    'A flood: 14 alarms in ten minutes, 2.1 are usual here. Folded: 12 medium, 3 low, 1 notice. High ones always stand.',
  ],
  [{ count: 11, usual: null }, new Map(), 'A flood: 11 alarms in ten minutes.'],
] as const)('%o', (flood, folded, words) => expect(floodWords(flood, folded)).toBe(words))
