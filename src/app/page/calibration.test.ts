import { expect, test } from 'vitest'
import { ASSUMED_PX_PER_MM, BAR, barWidth, CARD_MM, pxPerMmOf, sweepWords } from './calibration.ts'

test('a bar as wide as the card gives the screen its millimetre back', () => {
  // A 24 inch screen of 1920 × 1080 is 531 mm wide.
  const pxPerMm = 1920 / 531.4
  expect(pxPerMmOf(pxPerMm * CARD_MM)).toBeCloseTo(pxPerMm, 6)
  expect(Math.abs(pxPerMmOf(barWidth(pxPerMm)) - pxPerMm) * CARD_MM).toBeLessThanOrEqual(0.5)
})

test('an uncalibrated screen starts at the CSS millimetre, and says that it is a guess', () => {
  expect(barWidth(null)).toBe(Math.round(ASSUMED_PX_PER_MM * 85.6))
  expect(sweepWords(25, null)).toBe('25 mm/s (screen not calibrated)')
  expect(sweepWords(12.5, 3.6)).toBe('12.5 mm/s')
})

test('no bar makes a screen that cannot be', () => {
  expect(pxPerMmOf(0)).toBe(BAR.least / CARD_MM)
  expect(pxPerMmOf(1e9)).toBe(BAR.most / CARD_MM)
})
