// Killed while samples are kept and sealed: every acknowledged one is there, once, and the store opens at once.
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { after, at, hours } from '../../model/units.ts'
import { seeded } from '../harness.ts'
import { STAYS_FILE } from '../store/master.ts'
import { NOW, type TestFolder, testFolder } from '../store/testfolder.ts'
import { PACE, second } from './killed.ts'
import { OTHER, STAY, testHistory } from './testhistory.ts'

const SOAK = process.env.WARDLIGHT_SOAK
const KILLS = SOAK ? 200 : 4
/** Milliseconds in which a store that was killed opens, whatever it has to mend. */
const OPENS = 5000
let folder: TestFolder
beforeEach(() => {
  folder = testFolder()
})
afterEach(() => folder.remove())

/** Kills it so many ms after it acknowledged so much; resolves with the last second that it acknowledged. */
function killing(first: number, goal: number, wait: number): Promise<number> {
  const args = [join(import.meta.dirname, 'killed.ts'), folder.path, String(NOW), String(first)]
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] })
  let text = ''
  let killed = false
  child.stdout.on('data', (piece: Buffer) => {
    text += piece.toString()
    if (killed || text.split('\n').length <= goal) return
    killed = true
    setTimeout(() => child.kill('SIGKILL'), wait)
  })
  return new Promise((done) => child.once('close', () => done(Number(text.split('\n').at(-2)))))
}

test(`killed ${KILLS} times while samples are kept and sealed: each acknowledged one is there, once (soak)`, {
  timeout: 900_000,
}, async () => {
  const random = seeded(5)
  let next = 0
  let checked = 0
  let slowest = 0
  for (let kill = 0; kill < KILLS; kill++) {
    const last = await killing(next, 1 + Math.floor(random() * 40), random() * 12)
    expect(last).toBeGreaterThanOrEqual(next)
    const db = new DatabaseSync(folder.file(STAYS_FILE))
    expect(db.prepare('PRAGMA integrity_check').get()).toEqual({ integrity_check: 'ok' })
    db.close()
    const begun = performance.now()
    const { history, close } = await testHistory(folder.path)
    slowest = Math.max(slowest, performance.now() - begun)
    for (const stay of [STAY, OTHER]) {
      // All of the last day's seconds, in which the seams of earlier kills lie too.
      const from = at(NOW + PACE * Math.max(0, last - 1400))
      const to = after(at(NOW + PACE * last), 1)
      const found = (await history.numbers({ stay, signals: ['hr'], from, to }))[0]!
      const expected = Array.from({ length: Math.round((to - 1 - from) / PACE) + 1 }, (_, i) => Math.round((from - NOW) / PACE) + i)
      expect([...found.at].map((time) => (time - NOW) / PACE)).toEqual(expected)
      expect([...found.value]).toEqual(expected.map((s) => 40 + (s % 100)))
      const pieces = await history.waves({ stay, signals: ['ecg-ii'], from: after(to, -hours(1) + 1000), to })
      expect(pieces.length).toBeGreaterThan(0)
      for (const piece of pieces) {
        const s = Math.round((piece.at - NOW) / PACE)
        if (s < last) expect([...piece.data]).toEqual([...(second(NOW, s)[1] as { data: Int16Array }).data])
        checked++
      }
    }
    await close()
    // One that was not acknowledged may be there or not; it comes again, as from a source that got no answer.
    next = last + 1
  }
  expect(checked).toBeGreaterThan(KILLS)
  // Time is judged only where the machine has nothing else to do.
  if (SOAK) expect(slowest).toBeLessThan(OPENS)
})
