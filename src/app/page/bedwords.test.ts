import { expect, test } from 'vitest'
import { awayWords, cadenceWords, clockOffsetWords, recordingWords, waveWords } from './bedwords.ts'

test('a device’s clock: how far off, and that it is corrected', () => {
  expect([24 * 60_000, -90 * 60_000, 5000, 400, undefined].map(clockOffsetWords)).toEqual([
    '+24 min, corrected',
    '−1 h 30 min, corrected',
    '+5 s, corrected',
    'right',
    'none',
  ])
})

test('announced cadences are gathered', () => {
  expect(cadenceWords({ cadence: { hr: 60_000, rr: 60_000, glucose: 300_000 } })).toBe('HR, RR each 1 min; GLU each 5 min')
  expect(cadenceWords({ cadence: undefined })).toBe('')
})

test('a wave, an absence, a recording', () => {
  expect(waveWords({ rate: 62.4725, gain: 200, unit: 'mV' })).toBe('62.47 Hz · 200 steps/mV')
  const away = { reason: 'CT', with: 'P. Heron', since: Date.UTC(2026, 0, 1, 10, 32), back: Date.UTC(2026, 0, 1, 10, 42) }
  expect(awayWords(away, 'UTC', false)).toBe('away: CT, with P. Heron, since 10:32, back 10:42')
  expect(awayWords(away, 'UTC', true)).toBe('away, since 10:32, back 10:42')
  const recording = { name: '3000003_0003', date: '10/10/2896 00:31:25', length: 3_600_000, ended: false, loop: true }
  expect(recordingWords(recording)).toBe('3000003_0003 · recorded 10/10/2896 00:31:25 · 1:00:00 long · plays over and over')
  expect(recordingWords({ ...recording, date: null, loop: false, ended: true })).toContain('no date in it · 1:00:00 long · ended')
})
