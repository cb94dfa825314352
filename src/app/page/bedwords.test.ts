import { expect, test } from 'vitest'
import { awayWords, cadenceWords, clockOffsetWords, dutyWords, NOTICE_WORDS, recordingWords, waveWords } from './bedwords.ts'

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

test('notices as sentences: reason and age only where they may be read', () => {
  const away = { reason: 'CT', with: '', since: 0, back: Date.UTC(2026, 0, 1, 10, 42) }
  const told = { facts: { away }, stay: { population: 'adult', age: 9.2 }, zone: 'UTC', privacy: false } as const
  const hidden = { ...told, privacy: true }
  expect(NOTICE_WORDS['standby-over'](told)).toBe('AWAY LONGER THAN PLANNED: CT, back expected 10:42')
  expect(NOTICE_WORDS['standby-over'](hidden)).toBe('AWAY LONGER THAN PLANNED, back expected 10:42')
  expect(NOTICE_WORDS['preset-differs'](told)).toBe('LIMITS NOT FOR AGE: adult limits, 9 y')
  expect(NOTICE_WORDS['preset-differs'](hidden)).toBe('LIMITS NOT FOR AGE')
  expect(NOTICE_WORDS['not-admitted'](told)).toBe('NOT ADMITTED: adult default limits, alarms on')
  expect(NOTICE_WORDS['not-admitted']({ ...told, stay: { population: 'unknown', age: null } })).toContain('limits unknown')
})

test('who has a bed: by name, by initials where no names are told', () => {
  const nurse = { id: 'n', initials: 'RW', name: 'R. Wren' }
  const until = Date.UTC(2026, 0, 1, 19)
  expect(dutyWords({ nurse, buddy: { id: 'p', initials: 'PH', name: 'P. Heron' }, until }, 'UTC')).toBe(
    'R. Wren, with P. Heron, until 19:00',
  )
  expect(dutyWords({ nurse: { ...nurse, name: null }, buddy: null, until }, 'UTC')).toBe('RW, until 19:00')
})
