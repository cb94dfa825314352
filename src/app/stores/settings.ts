// Settings of this screen, kept in this browser: never anything about a patient.
import { createStore } from 'zustand/vanilla'
import { SOUND_THEMES, type SoundTheme, VOLUME } from '../../model/tones.ts'
import { type Settings, THEMES } from '../messages.ts'

export const SWEEPS = [12.5, 25, 50] as const
export const GAINS = [5, 10, 20] as const

/** The last answer to "did you hear it?". `at`: gateway time, ms. `kept`: the gateway wrote it down. */
export interface SoundTested {
  readonly heard: boolean
  readonly at: number
  readonly kept: boolean
}

/** What a screen remembers. `lastWard` is a ward's id; `teaches` shows the demo's "what is this?" lines. */
export interface Kept {
  readonly theme: Settings['theme']
  readonly privacy: boolean
  readonly sweep: Settings['sweep']
  readonly gain: Settings['gain']
  /** CSS pixels a millimetre; null: not calibrated. */
  readonly pxPerMm: number | null
  readonly teaches: boolean
  readonly lastWard: string | null
  readonly soundTheme: SoundTheme
  /** Share of the range; there is a floor. */
  readonly volume: number
  /** null: the sound was never tested here. */
  readonly soundTest: SoundTested | null
}

export const DEFAULTS: Kept = {
  theme: 'dark',
  privacy: false,
  sweep: 25,
  gain: 10,
  pxPerMm: null,
  teaches: false,
  lastWard: null,
  soundTheme: 'general',
  volume: 1,
  soundTest: null,
}

const KEY = 'wardlight.settings'
const isOneOf =
  <T>(list: readonly T[]) =>
  (value: unknown): value is T =>
    list.includes(value as T)
const isFlag = (value: unknown): value is boolean => typeof value === 'boolean'

function isTested(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false
  const { heard, at, kept } = value as Partial<SoundTested>
  return isFlag(heard) && isFlag(kept) && Number.isFinite(at)
}

/** A check a setting: storage is an edge like any other, and what does not pass falls back to its default. */
const CHECKS: { readonly [K in keyof Kept]: (value: unknown) => boolean } = {
  theme: isOneOf(THEMES),
  privacy: isFlag,
  sweep: isOneOf(SWEEPS),
  gain: isOneOf(GAINS),
  pxPerMm: (value) => value === null || (typeof value === 'number' && value >= 1 && value <= 40),
  teaches: isFlag,
  lastWard: (value) => value === null || (typeof value === 'string' && value.length <= 64),
  soundTheme: isOneOf(SOUND_THEMES),
  volume: (value) => typeof value === 'number' && value >= VOLUME.least && value <= VOLUME.most,
  soundTest: (value) => value === null || isTested(value),
}

/** Reads settings from their stored text; anything that does not pass its check is its default. Never throws. */
export function parseKept(text: string | null): Kept {
  let stored: unknown = null
  try {
    stored = JSON.parse(text ?? 'null')
  } catch {
    return DEFAULTS
  }
  if (typeof stored !== 'object' || stored === null) return DEFAULTS
  const row = stored as Record<string, unknown>
  const passed = Object.entries(CHECKS).filter(([key, check]) => key in row && check(row[key]))
  return { ...DEFAULTS, ...Object.fromEntries(passed.map(([key]) => [key, row[key]])) }
}

interface Shelf {
  getItem(key: string): string | null
  setItem(key: string, value: string): void
}

function read(shelf: Shelf): Kept {
  try {
    return parseKept(shelf.getItem(KEY))
  } catch {
    return DEFAULTS
  }
}

/** What is taken from another tab is not written again: two tabs would answer each other for ever. */
let following = false

export const settings = createStore<Kept>(() => DEFAULTS)

/** Loads the settings from `shelf` and writes each change back; returns the undo. None, or one that refuses, is lived without. */
export function keepSettings(shelf: Shelf | null): () => void {
  if (shelf === null) return () => {}
  settings.setState(read(shelf), true)
  return settings.subscribe((kept) => {
    if (following) return
    try {
      shelf.setItem(KEY, JSON.stringify(kept))
    } catch {
      // Private mode or a full disk: the settings live as long as the page.
    }
  })
}

/** The sound is the screen's, not the tab's: follows what another tab of it set; returns the undo. */
export function followSound(from: Pick<Window, 'addEventListener'>): () => void {
  const controller = new AbortController()
  const hear = ({ key, newValue }: StorageEvent): void => {
    if (key !== KEY || newValue === null) return
    const { soundTheme, volume, soundTest } = parseKept(newValue)
    following = true
    settings.setState({ soundTheme, volume, soundTest })
    following = false
  }
  from.addEventListener('storage', hear, { signal: controller.signal })
  return () => controller.abort()
}

/**
 * Writes the settings once more: a sign-out clears the storage of this site (Clear-Site-Data), and what stands here belongs to the screen,
 * not to the person: a calibrated station stays calibrated. `station` false: nobody is left here, and which ward it was goes too.
 */
export function keepAgain(station: boolean): void {
  settings.setState(station ? {} : { lastWard: null })
}

export const next = <T>(list: readonly T[], current: T): T => list[(list.indexOf(current) + 1) % list.length] as T
