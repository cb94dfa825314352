// Power off while alarms are raised, taken and set: whatever was acknowledged stands after it, and what stands is what the journal folds to.
import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { createInterface } from 'node:readline'
import { afterEach, expect, test } from 'vitest'
import { stayId } from '../../model/ids.ts'
import { keyOf, replayed } from '../../model/stayalarms.ts'
import { systemClock } from '../clock.ts'
import { seeded } from '../harness.ts'
import { masterKey } from '../store/master.ts'
import { openStore } from '../store/openstore.ts'
import { SILENT, testFolder } from '../store/testfolder.ts'
import { nameOf, openKept } from './kept.ts'

const RUNS = process.env.WARDLIGHT_SOAK ? 200 : 20
const folder = testFolder()
const value = randomBytes(32).toString('hex')
afterEach(() => folder.remove())

/** Runs until so many acts were acknowledged, and a moment more; the last line of each kind, by stay. */
function run(acts: number, more: number): Promise<ReadonlyMap<string, string>> {
  const child = spawn(process.execPath, [new URL('./killed.ts', import.meta.url).pathname, folder.path, value], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let count = 0
  const last = new Map<string, string>()
  return new Promise((done, failed) => {
    createInterface({ input: child.stdout }).on('line', (line) => {
      const [stay = '', what = '', said = ''] = line.split(' ')
      if (stay !== 'there') last.set(`${stay} ${what}`, said)
      if (count++ === acts) setTimeout(() => child.kill('SIGKILL'), more)
    })
    child.once('error', failed)
    child.once('close', () => done(last))
  })
}

test(`killed while alarms are acted on, ${RUNS} times (soak)`, { timeout: RUNS * 20_000 }, async () => {
  const random = seeded(13)
  for (let kill = 0; kill < RUNS; kill++) {
    const last = await run(1 + Math.floor(random() * 40), random() * 12)
    const store = await openStore({
      folder: folder.path,
      master: masterKey({ file: null, value, folder: folder.path, demo: false }),
      log: SILENT,
      now: systemClock().real,
    })
    const kept = await openKept(store, systemClock().real)
    for (const stay of ['stay-a', 'stay-b'].map(stayId)) {
      const stands = kept.loaded.get(nameOf({ stay }))
      const journal = await kept.journal({ stay }, 0, Number.MAX_SAFE_INTEGER)
      const folded = replayed(journal.map(({ entry }) => entry))
      expect(Object.fromEntries((stands?.alarms ?? []).map((alarm) => [keyOf(alarm), alarm]))).toEqual(Object.fromEntries(folded.alarms))
      if (stands) expect(stands.care).toEqual(folded.care)
      // What was acknowledged, or what came after it.
      const claim = Number(last.get(`${stay} claim`) ?? 0)
      expect(stands?.alarms.find(({ rule }) => rule === 'hr-high')?.claim?.until ?? 0).toBeGreaterThanOrEqual(claim)
      const limits = last.get(`${stay} limits`)
      if (limits === undefined) continue
      expect(journal.filter(({ entry }) => entry.why === limits)).toHaveLength(1)
      const [run_, turn] = limits.split('.').map(Number)
      const [stood, at] = stands?.care.overrides[0]?.why.split('.').map(Number) ?? []
      expect([stood, Math.max(at ?? 0, turn ?? 1)]).toEqual([run_, at])
    }
    await store.close()
    expect([...folder.holding('hr-high'), ...folder.holding('R. Wren')]).toEqual([])
  }
})
