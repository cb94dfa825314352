// TABLE: name → how to make a source of samples. A device protocol is one line here and one folder beside this file.
import { randomBytes } from 'node:crypto'
import { randomId } from '../model/ids.ts'
import type { At } from '../model/units.ts'
import { createMock } from './mock/mock.ts'
import type { Source } from './source.ts'
import { createReplay } from './wfdb/replay.ts'
import { parseReplay } from './wfdb/spec.ts'

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

/** Recordings are shown by the clock of the demo's wards. */
const ZONE = 'Europe/London'
const id = (): string => randomId(randomBytes(16))

export const SOURCES = {
  mock: ({ seed, start, beds }) => createMock({ seed, start, beds, id }),
  wfdb: ({ replay, start }) =>
    createReplay(replay.map(parseReplay), { start, zone: ZONE, id, log: (line) => console.error(`replay ${line}`) }),
} as const satisfies Record<string, (wanted: Wanted) => Source | Promise<Source>>
