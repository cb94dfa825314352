// Power off between the two halves of a swap: both patients are in one bed each, as before it or as after it, and nothing acknowledged is lost.
import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { createInterface } from 'node:readline'
import { afterEach, expect, test } from 'vitest'
import { bedOf } from '../../model/book.ts'
import { systemClock } from '../clock.ts'
import { seeded } from '../harness.ts'
import { masterKey } from '../store/master.ts'
import { openStore } from '../store/openstore.ts'
import { SILENT, testFolder } from '../store/testfolder.ts'
import { loadBook } from './kept.ts'

const RUNS = process.env.WARDLIGHT_SOAK ? 100 : 3
const folder = testFolder()
const value = randomBytes(32).toString('hex')
afterEach(() => folder.remove())

/** Runs until so many swaps were acknowledged, and a moment more; tells how many, and who lay in A-1 at its start. */
function run(swaps: number, more: number): Promise<{ readonly acknowledged: number; readonly first: readonly string[] }> {
  const child = spawn(process.execPath, [new URL('./killed.ts', import.meta.url).pathname, folder.path, value], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let acknowledged = 0
  let first: readonly string[] = []
  return new Promise((done, failed) => {
    createInterface({ input: child.stdout }).on('line', (line) => {
      const [word, ...rest] = line.split(' ')
      if (word === 'there') first = rest
      else acknowledged = Number(rest[0])
      if (acknowledged === swaps) setTimeout(() => child.kill('SIGKILL'), more)
    })
    child.once('error', failed)
    child.once('close', () => done({ acknowledged, first }))
  })
}

test(`killed while beds are swapped, ${RUNS} times (soak)`, { timeout: RUNS * 20_000 }, async () => {
  const random = seeded(5)
  for (let kill = 0; kill < RUNS; kill++) {
    const { acknowledged, first } = await run(1 + Math.floor(random() * 20), random() * 12)
    const clock = systemClock()
    const store = await openStore({
      folder: folder.path,
      master: masterKey({ file: null, value, folder: folder.path, demo: false }),
      log: SILENT,
      now: clock.real,
    })
    const book = await loadBook(store)
    await store.close()
    const beds = first.map((id) => bedOf(book.stay.get(id as never)!))
    expect(beds.toSorted()).toEqual(['A-1', 'B-1'])
    expect(book.lying.size).toBe(2)
    // As after what was acknowledged, or after the one that was under way.
    const swaps = [...book.stay.values()].map((stay) => stay.beds.length)
    expect(swaps[0]).toBe(swaps[1])
    const parity = beds[0] === 'A-1' ? 0 : 1
    expect([acknowledged % 2, (acknowledged + 1) % 2]).toContain(parity)
    expect(folder.holding('Ada')).toEqual([])
  }
})
