// For a test: keeps samples of two stays, second by second, and prints a line for each second that was acknowledged, until it is killed.
import { writeSync } from 'node:fs'
import type { Sample } from '../../model/sample.ts'
import { at, hz } from '../../model/units.ts'
import { OTHER, STAY, testHistory } from './testhistory.ts'

/** A minute to the second, so that spans end while it runs. */
export const PACE = 60_000

/** What came in a second of its run. */
export function second(from: number, s: number): readonly Sample[] {
  const common = { at: at(from + PACE * s), received: at(from + PACE * s + 20), source: 'monitor-1' as never, quality: 0 }
  const data = Int16Array.from({ length: 250 }, (_, i) => (s * 31 + i * 7) % 900)
  return [
    { kind: 'number', signal: 'hr', value: { is: 'known', value: 40 + (s % 100) }, seq: s, ...common },
    { kind: 'wave', signal: 'ecg-ii', data, rate: hz(250), gain: 400, baseline: 0, unit: 'mV', seq: s * 250, ...common },
  ]
}

if (import.meta.main) {
  const [folder = '', from = '', first = ''] = process.argv.slice(2)
  const { history, store, clock } = await testHistory(folder)
  for (let s = Number(first); ; s++) {
    clock.pass(PACE)
    await history.append([STAY, OTHER].map((stay) => ({ stay, samples: second(Number(from), s) })))
    writeSync(1, `${s}\n`)
    await store.stays.write('settle', { now: Number(from) + PACE * s, at: clock.real() })
  }
}
