// TABLE: name → how to make a source of samples. A device protocol is one line here and one folder beside this file.
import type { At } from '../model/units.ts'
import { createMock } from './mock/mock.ts'
import type { Source } from './source.ts'

/** What was asked for at the start; each source takes what it knows. */
export interface Wanted {
  readonly seed: number
  /** Gateway time of the start. */
  readonly start: At
  /** Beds of the demo's ward 4B, 1–128. */
  readonly beds: number
  /** Recordings to replay, as given: PATH[?loop][?ends=now]. */
  readonly replay: readonly string[]
}

export const SOURCES = {
  mock: (wanted) => createMock(wanted),
} as const satisfies Record<string, (wanted: Wanted) => Source | Promise<Source>>

export type SourceName = keyof typeof SOURCES
