import { expect, test } from 'vitest'
import { DEFAULTS, keepAgain, keepSettings, parseKept, settings } from './settings.ts'

test('what does not pass its check falls back, the rest is kept', () => {
  expect(parseKept('{"theme":"neon","sweep":50,"pxPerMm":-3,"privacy":true,"other":1}')).toEqual({ ...DEFAULTS, sweep: 50, privacy: true })
  for (const text of [null, '', '{', '7', '[]', '"x"']) expect(parseKept(text)).toEqual(DEFAULTS)
})

test('each change is written, nothing but settings is', () => {
  const shelf = new Map<string, string>()
  const stop = keepSettings({ getItem: (key) => shelf.get(key) ?? null, setItem: (key, value) => void shelf.set(key, value) })
  settings.setState({ theme: 'day', lastWard: 'ICU' })
  stop()
  settings.setState({ theme: 'dim' })
  expect([...shelf.keys()]).toEqual(['wardlight.settings'])
  expect(parseKept(shelf.get('wardlight.settings') ?? null)).toEqual({ ...DEFAULTS, theme: 'day', lastWard: 'ICU' })
})

test('storage that refuses is lived without', () => {
  const refuse = (): never => {
    throw new Error('denied')
  }
  const stop = keepSettings({ getItem: refuse, setItem: refuse })
  settings.setState({ gain: 20 })
  expect(settings.getState().gain).toBe(20)
  stop()
})

test('a sign-out clears the storage, and the settings of the screen are put back: the last ward only at a station', () => {
  const shelf = new Map<string, string>()
  const stop = keepSettings({ getItem: (key) => shelf.get(key) ?? null, setItem: (key, text) => void shelf.set(key, text) })
  settings.setState({ ...DEFAULTS, pxPerMm: 4, lastWard: '4B' })
  for (const [station, lastWard] of [
    [true, '4B'],
    [false, null],
  ] as const) {
    shelf.clear()
    keepAgain(station)
    expect(parseKept(shelf.get('wardlight.settings') ?? null)).toEqual({ ...DEFAULTS, pxPerMm: 4, lastWard })
  }
  stop()
})
