// A recording that ends now lies in the history of its stay, sample by sample, with its gaps; one that cannot be read harms no other.
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import type { Recorded } from '../../../feed/source.ts'
import { encode, FORMATS } from '../../../feed/wfdb/formats.ts'
import { createReplay } from '../../../feed/wfdb/replay.ts'
import { parseReplay } from '../../../feed/wfdb/spec.ts'
import { stayId } from '../../../model/ids.ts'
import { at, hours, minutes } from '../../../model/units.ts'
import { testHistory } from '../testhistory.ts'
import { keepRecorded } from './keep.ts'

const START = at(1_800_000_000_000)
const NUMERICS = resolve(import.meta.dirname, '../../../../../shared/data/wfdb/s00001-2896-10-10-00-31n')
const folder = mkdtempSync(join(tmpdir(), 'wardlight-recorded-'))
afterAll(() => rmSync(folder, { recursive: true }))

/** Lead II of 25 minutes at 100 Hz that counts up and around. */
function lead(name: string): string {
  const samples = Array.from({ length: 25 * 60 * 100 }, (_, index) => (index % 2000) - 1000)
  const sum = (samples.reduce((all, one) => all + one, 0) << 16) >> 16
  writeFileSync(join(folder, `${name}.dat`), encode(FORMATS.get(16)!, samples))
  writeFileSync(join(folder, `${name}.hea`), `${name} 1 100 ${samples.length}\n${name}.dat 16 200/mV 12 0 -1000 ${sum} 0 II\n`)
  return join(folder, name)
}
const replayOf = (...specs: string[]) => {
  let ids = 0
  return createReplay(specs.map(parseReplay), { start: START, id: () => `stay-${ids++}` })
}

test('waves of a recording that ends now are kept as they are in the file; a path that is gone is told and harms no other', async () => {
  const source = replayOf(`${lead('one')}?ends=now`)
  const [own] = source.recorded!
  expect(own).toMatchObject({ stay: 'stay-0', base: START - minutes(25) })
  expect(source.census.stays[0]!.since).toBe(START - minutes(25))
  const { history, close } = await testHistory(null)
  const failures: unknown[] = []
  const shares: number[] = []
  const gone: Recorded = { ...own!, path: join(folder, 'gone'), stay: stayId('stay-9') }
  const { done } = keepRecorded({
    sources: [{ recorded: [gone, own!] }],
    history,
    known: () => true,
    skipped: () => expect.fail('skipped'),
    told: (_, share) => shares.push(share),
    failed: (error) => failures.push(error),
  })
  await done
  expect(failures).toHaveLength(1)
  expect(shares.at(-1)).toBe(1)
  const pieces = await history.waves({ stay: own!.stay, from: own!.base, to: START, signals: ['ecg-ii'] })
  expect(pieces.flatMap(({ data }) => [...data])).toEqual(Array.from({ length: 150_000 }, (_, index) => (index % 2000) - 1000))
  expect(pieces[0]).toMatchObject({ at: own!.base, rate: 100, gain: 200, unit: 'mV' })
  await close()
})

test('under a stay that no book holds nothing is kept; the one the book holds is', async () => {
  const source = replayOf(`${lead('two')}?ends=now`, `${lead('three')}?ends=now`)
  const [strange, own] = source.recorded!
  const { history, close } = await testHistory(null)
  const skipped: Recorded[] = []
  await keepRecorded({
    sources: [source],
    history,
    known: (stay) => stay === own!.stay,
    skipped: (recorded) => skipped.push(recorded),
    told: () => {},
    failed: (error) => expect.fail(String(error)),
  }).done
  expect(skipped).toEqual([strange])
  const piecesOf = ({ stay, base }: Recorded) => history.waves({ stay, from: base, to: START, signals: ['ecg-ii'] })
  expect(await piecesOf(strange!)).toEqual([])
  expect(await piecesOf(own!)).not.toEqual([])
  await close()
})

test.skipIf(!existsSync(`${NUMERICS}.hea`))(
  `32 hours of numbers, what is unknown among them (skipped where ${NUMERICS} is absent)`,
  async () => {
    const source = replayOf(`${NUMERICS}?ends=now`)
    const [own] = source.recorded!
    expect(START - own!.base).toBeGreaterThan(hours(32))
    const { history, close } = await testHistory(null)
    await keepRecorded({
      sources: [source],
      history,
      known: () => true,
      skipped: () => expect.fail('skipped'),
      told: () => {},
      failed: (error) => expect.fail(String(error)),
    }).done
    const tracks = await history.window({ stay: own!.stay, from: own!.base, to: START, width: 1000, signals: ['hr', 'spo2', 'rr'] })
    expect(tracks.map((track) => [track.signal, track.kind === 'number' && track.count])).toEqual([
      ['hr', 1890],
      ['spo2', 1573],
      ['rr', 1891],
    ])
    for (const { gaps } of tracks) expect(gaps.some(({ why }) => why === 'no-data')).toBe(true)
    await close()
  },
)
