// A recording that ended before the start, as samples of the past: what a player of it would have brought, some quarters of an hour at a time.
import type { Sample } from '../../model/sample.ts'
import { after, minutes } from '../../model/units.ts'
import type { Recorded } from '../source.ts'
import { mapSignals } from './mapping.ts'
import { createPlayer } from './player.ts'
import { openRecord } from './record.ts'

/** Of waves and numbers a second, and of slow numbers: what is kept in one go, whole quarters of an hour. */
const SLICE = { quick: minutes(15), slow: minutes(360) }

/** Oldest first; each ends where a quarter of an hour by the clock ends. Throws a WfdbError where the files cannot be read. */
export function* recordedSlices({
  path,
  device,
  base,
}: Pick<Recorded, 'path' | 'device' | 'base'>): Generator<{ readonly samples: readonly Sample[]; readonly share: number }, undefined> {
  const recording = openRecord(path, false)
  const { fs, frames } = recording
  const player = createPlayer(recording, mapSignals(recording), device)
  try {
    const slice = fs > 2 ? SLICE.quick : SLICE.slow
    for (let from = 0; from < frames; ) {
      const when = after(base, (from / fs) * 1000)
      const border = (Math.floor(when / slice) + 1) * slice
      const to = Math.min(frames, Math.max(from + 1, Math.ceil(((border - base) / 1000) * fs)))
      yield { samples: player.play({ base, first: 0 }, from, to, null, true), share: to / frames }
      from = to
    }
  } finally {
    recording.close()
  }
}
