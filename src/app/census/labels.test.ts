// Beds as somebody types them in.
import { expect, test } from 'vitest'
import { labelsFrom } from './labels.ts'

test.each([
  ['01–04', ['01', '02', '03', '04']],
  ['01-03', ['01', '02', '03']],
  ['9..11', ['9', '10', '11']],
  ['01 – 02, A1 A2;B', ['01', '02', 'A1', 'A2', 'B']],
  ['A1–A3', ['A1', 'A2', 'A3']],
  ['A1–3', ['A1', 'A2', 'A3']],
  ['08 - 10', ['08', '09', '10']],
  ['4B-01', ['4B-01']],
  ['4B-01 4B-02', ['4B-01', '4B-02']],
  ['Zimmer', ['Zimmer']],
] as const)('%s', (text, labels) => expect(labelsFrom(text)).toEqual({ is: 'labels', labels }))

test.each([
  ['', /no bed/],
  ['04–01', /upwards/],
  ['A1–B4', /upwards/],
  ['1–4 3', /“3” stands there twice/],
  ['1–200', /more than 128/],
  ['1–999999999', /upwards/],
  ['a-very-long-label', /no label/],
  ['<b>', /no label/],
] as const)('%s is refused', (text, why) => {
  const answer = labelsFrom(text)
  expect(answer.is === 'wrong' && answer.why).toMatch(why)
})
