import { expect, test } from 'vitest'
import { DEFAULTS, followSound, keepAgain, keepSettings, parseKept, settings } from './settings.ts'

test('what does not pass its check falls back, the rest is kept', () => {
  expect(parseKept('{"theme":"neon","sweep":50,"pxPerMm":-3,"privacy":true,"other":1}')).toEqual({ ...DEFAULTS, sweep: 50, privacy: true })
  expect(parseKept('{"volume":0.1,"soundTheme":"icons","soundTest":{"heard":1}}')).toEqual(DEFAULTS)
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

test('the sound of another tab of this screen is followed, and not written back', () => {
  const shelf = new Map<string, string>()
  const stop = keepSettings({ getItem: (key) => shelf.get(key) ?? null, setItem: (key, text) => void shelf.set(key, text) })
  settings.setState(DEFAULTS)
  shelf.clear()
  const from = new EventTarget()
  const unfollow = followSound(from as unknown as Window)
  const say = (key: string, kept: object) =>
    from.dispatchEvent(Object.assign(new Event('storage'), { key, newValue: JSON.stringify({ ...DEFAULTS, ...kept }) }))
  const soundTest = { heard: false, at: 1, kept: true }
  say('wardlight.settings', { volume: 0.5, theme: 'day', soundTest, soundTheme: 'melodies-2012' })
  say('another', { volume: 0.7 })
  expect(settings.getState()).toEqual({ ...DEFAULTS, volume: 0.5, soundTest, soundTheme: 'melodies-2012' })
  expect(shelf.size).toBe(0)
  unfollow()
  say('wardlight.settings', { volume: 0.7 })
  expect(settings.getState().volume).toBe(0.5)
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
