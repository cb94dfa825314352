import { expect, test } from 'vitest'
import { cssString, pageRules } from './pagemarks.ts'

test('a name cannot leave its string', () => {
  const text = cssString('"; } body { display: none } /* \\ \n')
  expect(text.startsWith('"')).toBe(true)
  expect(text.slice(1, -1)).not.toMatch(/["{}\n*]/)
  expect(text.slice(1, 4)).toBe('\\22')
  expect(cssString('Ängström–Øre, bed 4B-07')).toBe('"Ängström–Øre, bed 4B-07"')
})

test('every page says whose it is, by whom, and its number of all', () => {
  const rules = pageRules({ whose: 'Ward 4B · bed 4B-07', mark: 'DEMO', by: 'Printed by A. Rook' })
  for (const part of ['Ward 4B · bed 4B-07', '"DEMO"', 'Printed by A. Rook', 'counter(page) " of " counter(pages)', 'A4 portrait'])
    expect(rules).toContain(part)
})
