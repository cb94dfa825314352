import { expect, test } from 'vitest'
import { COLOUR_TOKENS } from '../model/vitals.ts'
import { THEMES } from './messages.ts'
import { ROLES, type Role, THEME, themeCss } from './theme.ts'

/** Relative luminance and contrast ratio as WCAG 2.2 defines them. */
function luminance(hex: string): number {
  const channel = (from: number) => {
    const c = Number.parseInt(hex.slice(from, from + 2), 16) / 255
    return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4
  }
  return 0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5)
}
function contrast(a: string, b: string): number {
  const [high, low] = [luminance(a), luminance(b)].sort((x, y) => y - x) as [number, number]
  return (high + 0.05) / (low + 0.05)
}

test('black on white contrasts 21 : 1', () => {
  expect(contrast('#ffffff', '#000000')).toBeCloseTo(21, 5)
})

test.each(THEMES)('%s: numbers ≥ 7 : 1, dimmed numbers and text ≥ 4.5 : 1, waves ≥ 3 : 1', (key) => {
  const { roles, colours, dim } = THEME[key]
  for (const token of COLOUR_TOKENS) {
    // A wave has its number's colour, so that it passes where the number does.
    expect(contrast(colours[token], roles.tile), token).toBeGreaterThanOrEqual(7)
    expect(contrast(dim[token], roles.tile), `dim ${token}`).toBeGreaterThanOrEqual(4.5)
    expect(contrast(dim[token], roles.tile), `dim ${token} is dimmer`).toBeLessThan(contrast(colours[token], roles.tile) - 1)
  }
  const words: readonly (readonly [Role, Role])[] = [
    ['text', 'tile'],
    ['text', 'background'],
    ['textDim', 'tile'],
    ['textDim', 'tileIdle'],
    ['textDim', 'background'],
    ['technicalText', 'technical'],
    ['noticeText', 'notice'],
    ['alarmHighText', 'alarmHigh'],
    ['alarmMediumText', 'alarmMedium'],
    ['alarmLowText', 'alarmLow'],
  ]
  for (const [text, under] of words) expect(contrast(roles[text], roles[under]), `${text} on ${under}`).toBeGreaterThanOrEqual(4.5)
  for (const line of ['scale', 'spark', 'technical', 'focus'] as const)
    if (!(key === 'day' && line === 'technical')) expect(contrast(roles[line], roles.tile), line).toBeGreaterThanOrEqual(3)
})

test('every role and colour is a CSS variable', () => {
  const css = themeCss('dark')
  expect(Object.keys(css)).toHaveLength(ROLES.length + 2 * COLOUR_TOKENS.length)
  expect(css['--text-dim']).toBe(THEME.dark.roles.textDim)
  expect(css['--colour-ecg']).toBe(THEME.dark.colours.ecg)
})
