// What makes two samples one.
import { expect, test } from 'vitest'
import { identityOf } from './sample.ts'
import { at } from './units.ts'

const T = 1_790_000_000_000
const row = (seq: number, ms: number, deviceTime?: number) => ({ seq, at: at(T + ms), ...(deviceTime !== undefined && { deviceTime }) })

test.each([
  ['the same, sent twice', row(1, 0), row(1, 0), true],
  ['the next', row(1, 0), row(2, 0), false],
  ['without a clock of its own: the same number of another instant', row(1, 0), row(1, 40), false],
  ['sent again, its clock guessed anew', row(1, 0, 500), row(1, 40, 500), true],
  ['switched on again, by its clock', row(1, 0, 500), row(1, 0, 30_500), false],
  ['switched on again, its clock from the beginning', row(1, 0, 500), row(1, 30_000, 500), false],
])('%s', (_, one, other, isSame) => {
  expect(identityOf(one) === identityOf(other)).toBe(isSame)
})
