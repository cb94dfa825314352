import { expect, test } from 'vitest'
import { actionOf, KEYS } from './keys.ts'

const press = (key: string, held: Partial<Record<'ctrlKey' | 'altKey' | 'metaKey', boolean>> = {}) => ({
  key,
  ctrlKey: false,
  altKey: false,
  metaKey: false,
  ...held,
})

test('no key does two things', () => {
  const all = KEYS.flatMap(({ keys }) => [...keys])
  expect(new Set(all).size).toBe(all.length)
})

test('a letter works with and without shift, and never with Ctrl, Alt or Meta', () => {
  expect(actionOf(press('T'), false)).toBe('theme')
  expect(actionOf(press('t'), false)).toBe('theme')
  expect(actionOf(press('?'), false)).toBe('help')
  for (const held of ['ctrlKey', 'altKey', 'metaKey']) expect(actionOf(press('p', { [held]: true }), false)).toBeNull()
  expect(actionOf(press('x'), false)).toBeNull()
})

test('while a reader types or chooses, no key is ours: Escape closes their list, not our detail', () => {
  for (const { keys } of KEYS) for (const key of keys) expect(actionOf(press(key), true)).toBeNull()
})
