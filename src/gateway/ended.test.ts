// A recording that is over, seen from behind the edge: nothing of it stands as a present value.
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { createBody } from '../feed/mock/body.ts'
import { HEALTHY } from '../feed/mock/stories.ts'
import { encode, FORMATS } from '../feed/wfdb/formats.ts'
import { createReplay } from '../feed/wfdb/replay.ts'
import { parseReplay } from '../feed/wfdb/spec.ts'
import { decodeState } from '../model/half.ts'
import { unknown } from '../model/value.ts'
import { createBed } from './bed.ts'
import { createEdge } from './edge.ts'
import { fakeClock, START } from './harness.ts'

const DATA = resolve(process.env.WARDLIGHT_DATA ?? resolve(import.meta.dirname, '../../../shared/data'), 'wfdb')
const folder = mkdtempSync(join(tmpdir(), 'wardlight-ended-'))
afterAll(() => rmSync(folder, { recursive: true }))

const sumOf = (samples: Iterable<number>): number => ([...samples].reduce((sum, one) => sum + one, 0) << 16) >> 16

/** 30 s of a drawn lead II and of a drawn pleth, of which heart and pulse rate are derived. */
function drawn(): string {
  const body = createBody({ seed: 1, epoch: START, course: () => HEALTHY, artefacts: [] })
  const ecg = body.wave('ecg-ii', 0, 7500).data.filter((_, i) => i % 2 === 0)
  const pleth = body.wave('pleth', 0, 3750).data
  const samples = Array.from(ecg, (one, i) => [one, pleth[i]!]).flat()
  const lines = [
    'drawn 2 125 3750',
    `drawn.dat 16 200/mV 16 0 ${ecg[0]} ${sumOf(ecg)} 0 II`,
    `drawn.dat 16 1000/NU 16 0 ${pleth[0]} ${sumOf(pleth)} 0 PLETH`,
  ]
  writeFileSync(join(folder, 'drawn.dat'), encode(FORMATS.get(16)!, samples))
  writeFileSync(join(folder, 'drawn.hea'), `${lines.join('\n')}\n`)
  return join(folder, 'drawn')
}

/** Plays to the end and 2 s on, and tells what is present then and how many samples the edge took for duplicates. */
function over(path: string, seconds: number) {
  const clock = fakeClock()
  const source = createReplay([parseReplay(path)], { start: START, id: () => 's' })
  let duplicates = 0
  const edge = createEdge({
    isBed: () => true,
    refused: (why) => {
      if (why === 'duplicate') duplicates++
    },
    late: () => {},
    speed: 1,
  })
  const [facts] = source.census.facts.values()
  const bed = createBed(0, null, facts!, { encoded: () => {}, dropped: () => {} })
  const known = new Set<string>()
  const stop = source.start((report) => {
    const checked = edge.check(report, clock.now())
    bed.take(checked!.samples, checked!.facts)
    for (const sample of checked!.samples) if (sample.kind === 'number' && sample.value.is === 'known') known.add(sample.signal)
  }, clock)
  clock.pass((seconds + 2) * 1000)
  stop()
  const { entries } = decodeState(bed.whole())
  return { known, duplicates, ended: bed.facts().recording?.ended, present: new Map(entries.map(({ signal, value }) => [signal, value])) }
}

const ENDED = unknown('recording-ended')

test('numbers derived to the last second are unknown after it', () => {
  const { known, duplicates, ended, present } = over(drawn(), 30)
  expect([...known].toSorted()).toEqual(['hr', 'pr'])
  expect([duplicates, ended]).toEqual([0, true])
  expect([...present]).toEqual([...known].map((signal) => [signal, ENDED]))
})

test('numbers of the recording itself are too', () => {
  writeFileSync(join(folder, 'own.dat'), encode(FORMATS.get(16)!, [70, 71, 72, 73, 74, 75, 76, 77]))
  writeFileSync(join(folder, 'own.hea'), 'own 1 1 8\nown.dat 16 1/bpm 12 0 70 588 0 HR\n')
  const { known, duplicates, present } = over(join(folder, 'own'), 8)
  expect([[...known], duplicates, present.get('hr')]).toEqual([['hr'], 0, ENDED])
})

test.skipIf(!existsSync(join(DATA, 'v102s.hea')))(`v102s, 5 min (skipped where ${DATA} is absent)`, () => {
  const { known, present } = over(join(DATA, 'v102s'), 300)
  expect(known).toContain('hr')
  for (const signal of known) expect(present.get(signal as 'hr'), signal).toEqual(ENDED)
})
