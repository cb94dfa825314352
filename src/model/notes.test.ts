// Which entries go along with a window: whole rows of corrections or nothing of them.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { withCorrections } from './notes.ts'
import { at } from './units.ts'

const entry = (id: string, when: number, written = when, corrects: string | null = null) => ({ id, at: when, written, corrects })
const WINDOW = { from: at(100), to: at(200) }
const ids = (entries: readonly { readonly id: string }[]): string => entries.map(({ id }) => id).join(' ')

test.each([
  ['what lies in it, its end not', [entry('a', 99), entry('b', 100), entry('c', 199), entry('d', 200)], 'b c'],
  ['written later of an hour in it', [entry('a', 150, 900)], 'a'],
  ['written in it of an hour before', [entry('a', 50, 150)], ''],
  ['a correction that was written after it', [entry('a', 150), entry('b', 150, 900, 'a')], 'a b'],
  ['a correction to an hour after it', [entry('a', 150), entry('b', 250, 900, 'a')], 'a b'],
  ['a correction in it of an hour before', [entry('a', 50), entry('b', 150, 160, 'a')], 'a b'],
  ['what was corrected in it', [entry('a', 50), entry('b', 50, 150, 'a')], 'a b'],
  [
    'a correction of a correction, and nothing of another row',
    [entry('a', 50), entry('x', 50), entry('b', 150, 400, 'a'), entry('y', 300, 300, 'x'), entry('c', 250, 500, 'b')],
    'a b c',
  ],
  ['a correction of what is kept no more', [entry('b', 150, 400, 'gone')], 'b'],
] as const)('%s', (_, entries, told) => expect(ids(withCorrections(entries, WINDOW))).toBe(told))

test('property: of a row of corrections all goes or nothing, and all that lies in the window goes', () => {
  const rows = fc.array(fc.record({ when: fc.nat(300), later: fc.nat(300), before: fc.option(fc.nat(9)) }), { maxLength: 10 })
  fc.assert(
    fc.property(rows, (list) => {
      const free = new Set<string>()
      const entries = list.map(({ when, later, before }, i) => {
        const corrects = before === null || before >= i || free.has(`${before}`) ? null : `${before}`
        if (corrects !== null) free.add(corrects)
        return entry(`${i}`, when, when + later, corrects)
      })
      const goes = new Set(withCorrections(entries, WINDOW).map(({ id }) => id))
      for (const { id, at: when, corrects } of entries) {
        if (when >= WINDOW.from && when < WINDOW.to) expect(goes).toContain(id)
        if (corrects !== null) expect(goes.has(id)).toBe(goes.has(corrects))
      }
    }),
    { seed: 8, numRuns: 200 },
  )
})
