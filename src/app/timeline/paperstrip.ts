// A strip of ECG as on paper: 25 mm a second, 10 mm a millivolt, in rows that fit the page. Pure; in mm [mem: the standard of ECG paper].
import type { WavePiece } from '../../model/history.ts'
import { NO_SAMPLE, WAVES, type WaveKey } from '../../model/waves.ts'

export const SPEED = 25
export const GAIN = 10
/** One row: seconds, and mm above and beneath its zero line. */
export const ROW = { seconds: 7, height: 30 } as const
export const ROW_WIDTH = ROW.seconds * SPEED
/** Seconds before and after the moment. */
export const AROUND = { before: 10, after: 11 } as const
export const ROWS = (AROUND.before + AROUND.after) / ROW.seconds

export const ECG_KEYS = (Object.keys(WAVES) as WaveKey[]).filter((key) => WAVES[key].scale === 'ecg')

const round = (value: number): number => Math.round(value * 1000) / 1000

/** The line of one lead in a row that begins at `from`; y is measured from the row's top, its zero line in the middle. Breaks where nothing is known. */
export function rowPath(pieces: readonly WavePiece[], lead: WaveKey, from: number): string {
  const end = from + ROW.seconds * 1000
  let path = ''
  let last = Number.NaN
  for (const { signal, at, rate, gain, baseline, unit, data } of pieces) {
    if (signal !== lead || (unit !== 'mV' && unit !== 'uV')) continue
    const scale = unit === 'uV' ? 0.001 : 1
    for (let i = Math.max(0, Math.ceil(((from - at) * rate) / 1000)); i < data.length; i++) {
      const time = at + (i * 1000) / rate
      if (time >= end) break
      const raw = data[i]!
      if (raw === NO_SAMPLE) continue
      const x = round(((time - from) / 1000) * SPEED)
      const y = round(ROW.height / 2 - ((raw - baseline) / gain) * scale * GAIN)
      // No line is joined over more than one missing sample.
      path += `${time - last <= 2100 / rate ? 'L' : 'M'}${x} ${y}`
      last = time
    }
  }
  return path
}

/** Leads that the pieces hold in a unit of voltage, in the order of the table. */
export const leadsIn = (pieces: readonly WavePiece[]): readonly WaveKey[] =>
  ECG_KEYS.filter((key) => pieces.some(({ signal, unit }) => signal === key && (unit === 'mV' || unit === 'uV')))
