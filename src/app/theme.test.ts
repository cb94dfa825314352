import { expect, test } from 'vitest'
import { MARKS } from '../model/priority.ts'
import { COLOUR_TOKENS } from '../model/vitals.ts'
import { THEMES } from './messages.ts'
import { ALARM_LOOK, FRAMES } from './paint/alarm.ts'
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

/** What a reader without green or red receptors sees of a colour [mem: Viénot, Brettel, Mollon 1999, on linear light]. */
const BLIND = {
  deuteranopia: [0.29275, 0.70725, 0, 0.29275, 0.70725, 0, -0.02234, 0.02234, 1],
  protanopia: [0.11238, 0.88762, 0, 0.11238, 0.88762, 0, 0.00401, -0.00401, 1],
} as const
function seenBy(blind: keyof typeof BLIND, hex: string): string {
  const linear = [1, 3, 5].map((from) => {
    const c = Number.parseInt(hex.slice(from, from + 2), 16) / 255
    return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4
  })
  const matrix = BLIND[blind]
  const channels = [0, 3, 6].map((row) => {
    const light = linear.reduce((sum, c, at) => sum + c * (matrix[row + at] ?? 0), 0)
    const c = Math.min(1, Math.max(0, light))
    return Math.round(255 * (c <= 0.0031308 ? 12.92 * c : 1.055 * c ** (1 / 2.4) - 0.055))
  })
  return `#${channels.map((c) => c.toString(16).padStart(2, '0')).join('')}`
}

test.each(THEMES)('%s: alarms are read in both halves of a flash, filled and framed, with and without colour vision', (key) => {
  const { roles } = THEME[key]
  const views: readonly ((hex: string) => string)[] = [
    (hex) => hex,
    ...(Object.keys(BLIND) as (keyof typeof BLIND)[]).map((blind) => (hex: string) => seenBy(blind, hex)),
  ]
  for (const look of Object.values(ALARM_LOOK))
    for (const [at, see] of views.entries()) {
      // A violated number stands on the fill: numbers ≥ 7 : 1. Frame and symbol where nothing is filled: ≥ 3 : 1.
      expect(contrast(see(roles[look.text]), see(roles[look.fill])), `${look.text}, view ${at}`).toBeGreaterThanOrEqual(at === 0 ? 7 : 4.5)
      for (const under of ['tile', 'background'] as const)
        expect(contrast(see(roles[look.edge]), see(roles[under])), `${look.edge} on ${under}, view ${at}`).toBeGreaterThanOrEqual(3)
      expect(contrast(see(roles.text), see(roles.tile))).toBeGreaterThanOrEqual(7)
    }
})

test('priorities have shapes of their own: symbol, mark before the text, frame of the tile', () => {
  const kinds = Object.keys(ALARM_LOOK) as (keyof typeof ALARM_LOOK)[]
  expect(new Set(kinds.map((kind) => ALARM_LOOK[kind].symbol)).size).toBe(3)
  expect(new Set(kinds.map((kind) => MARKS[kind])).size).toBe(3)
  expect(new Set(kinds.map((kind) => FRAMES[kind])).size).toBe(3)
})

test('every role and colour is a CSS variable', () => {
  const css = themeCss('dark')
  expect(Object.keys(css)).toHaveLength(ROLES.length + 2 * COLOUR_TOKENS.length)
  expect(css['--text-dim']).toBe(THEME.dark.roles.textDim)
  expect(css['--colour-ecg']).toBe(THEME.dark.colours.ecg)
})
