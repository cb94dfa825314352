// What dies on the way is said on the screen, and nothing on it looks fresher than it is.
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { Page } from '@playwright/test'
import type { Link } from '../src/app/core/view.ts'
import type { FaultyLink } from './faults.ts'
import { startGateway } from './gateway.ts'
import { createOracle } from './oracle.ts'
import { shot } from './shot.ts'
import { expect, LINK_ERRORS, main, openWard, pause, probe, SOAK, seeded, test, tile, value } from './story.ts'
import { mono, watchWard } from './viewer.ts'

test.use({ allowed: LINK_ERRORS })

/** Beds on a wall monitor. */
const WALL = ['4B-01', '4B-02', '4B-03', '4B-04', '4B-05', '4B-07', '4B-09', '4B-10', '4B-11']
const through = ({ port }: FaultyLink): string => `http://127.0.0.1:${port}`
const openFaulty = (page: Page, faulty: FaultyLink, ward = '4B') => openWard(page, through(faulty), ward, '?probe')
/** When the link was first painted so after `since`. */
async function paintedLink(page: Page, link: Link, since: number): Promise<number> {
  await expect(main(page)).toHaveAttribute('data-link', link)
  const log = await probe(page)
  return log.link.find((row) => row.link === link && row.painted >= since)?.painted ?? Number.NaN
}
/** How often the ward was watched anew: resumed, or by a snapshot. */
async function watches(page: Page): Promise<number> {
  const { resumed, snapshots } = (await probe(page)).counts
  return resumed + snapshots
}

test('a black hole without a word: lost within 5 s on every tile, live within 5 s of its end', async ({ page, faulty }) => {
  await openFaulty(page, faulty)
  await expect(value(page, '4B-01', 'hr')).toHaveAttribute('data-freshness', 'live')
  const began = mono()
  faulty.blackHole()
  expect((await paintedLink(page, 'lost', began)) - began).toBeLessThanOrEqual(5000)

  await expect(page.getByRole('alert')).toHaveText('COMMUNICATION LOST')
  await expect(page.locator('[data-watched]')).toHaveText('none watched')
  await expect(page.locator('[data-gateway-time]')).toHaveText('--:--:--')
  await expect(page).toHaveTitle(/▲ LOST/)
  await expect(page.locator('article [data-cell="line"]')).toHaveText(Array.from({ length: 16 }, () => /^LINK LOST \d:\d\d$/))
  // Nothing is vouched for, also not what comes once a minute.
  for (const look of ['live', 'late']) await expect(page.locator(`article [data-freshness="${look}"]`)).toHaveCount(0)

  const healed = mono()
  faulty.heal()
  expect((await paintedLink(page, 'live', healed)) - healed).toBeLessThanOrEqual(5000)
  await expect(value(page, '4B-01', 'hr')).toHaveAttribute('data-freshness', 'live')
  await expect(tile(page, '4B-13').locator('[data-cell="line"]')).toContainText('away')
  await expect(page.getByRole('alert')).toHaveCount(0)
})

const CUTS = SOAK ? 40 : 10
const LONGEST = SOAK ? 30_000 : 3000
test(`${CUTS} seeded cuts of 0.1 to ${LONGEST / 1000} s: what is painted was sent, and nothing old looks live (soak)`, async ({
  page,
  gateway,
  faulty,
}, info) => {
  test.setTimeout(60_000 + CUTS * (LONGEST / 2 + 10_000))
  const random = seeded(11)
  const oracle = createOracle(gateway.url, '4B')
  await oracle.ready
  await openFaulty(page, faulty)
  let since = 0
  const read = async (calm = false): Promise<void> => {
    const log = await probe(page, since)
    expect(log.dropped, 'the probe keeps up').toBe(0)
    since = log.next
    oracle.take(log, calm)
  }
  for (let cut = 0; cut < CUTS; cut++) {
    await pause(300 + 1200 * random())
    const before = await watches(page)
    if (random() < 0.4) faulty.blackHole()
    else faulty.cut()
    await pause(100 * (LONGEST / 100) ** random())
    faulty.heal()
    // What was swallowed stays dead: a short black hole is noticed only after it healed.
    await expect.poll(() => watches(page), { intervals: [100] }).toBeGreaterThan(before)
    await expect(main(page)).toHaveAttribute('data-link', 'live')
    await read()
  }
  await expect(value(page, '4B-01', 'hr')).toHaveAttribute('data-freshness', 'live')
  await read()
  // Whole again for a while: now every sample is drawn, each once.
  await pause(3000)
  await read()
  await pause(3000)
  await read(true)
  const { counts } = await probe(page, since)
  expect(oracle.errors(mono())).toEqual([])
  expect(oracle.compared().live).toBeGreaterThan(100)
  expect(oracle.compared().samples).toBeGreaterThan(5000)
  info.annotations.push({ type: 'compared', description: JSON.stringify({ ...oracle.compared(), ...counts }) })
  oracle.stop()
})

test('a cut longer than the gateway keeps frames: the waves in detail are filled from the history, and say so', async ({
  page,
  faulty,
}) => {
  test.setTimeout(120_000)
  await openFaulty(page, faulty)
  await page.goto(`${through(faulty)}/ward/4B/bed/4B-01?probe`)
  const wave = page.locator('[data-detail="4B-01"] [data-wave="ecg-ii"]')
  await expect(wave).toHaveAttribute('data-state', 'live')
  faulty.cut()
  await expect(main(page)).toHaveAttribute('data-link', 'lost', { timeout: 10_000 })
  await pause(34_000)
  const snapshots = (await probe(page)).counts.snapshots
  faulty.heal()
  await expect(main(page)).toHaveAttribute('data-link', 'live')
  expect((await probe(page)).counts.snapshots).toBeGreaterThan(snapshots)
  await expect(wave.locator('[data-filled]')).toHaveText(/filled from the history: \d\d:\d\d:\d\d to \d\d:\d\d:\d\d/)
  await expect(wave).toHaveAttribute('data-state', 'live')
  await shot(page, 'detail-filled')
})

test('bytes damaged on the way are counted; no tile stays dead', async ({ page, faulty }) => {
  await openFaulty(page, faulty)
  // Frames are damaged, not the scripts that are fetched ahead.
  await page.waitForLoadState('networkidle')
  const random = seeded(12)
  let damaged = 0
  faulty.damage((chunk) => {
    // Large chunks are frames: what breaks a small one breaks the connection, which other stories do.
    if (chunk.length < 1000 || random() > 0.3) return chunk
    damaged += 1
    const copy = Buffer.from(chunk)
    const place = 200 + Math.floor(random() * (copy.length - 200))
    copy.fill(255, place, place + 24)
    return copy
  })
  await expect.poll(async () => (await probe(page)).counts.malformed, { timeout: 60_000 }).toBeGreaterThanOrEqual(3)
  faulty.damage(null)
  expect(damaged).toBeGreaterThanOrEqual(3)
  await expect(main(page)).toHaveAttribute('data-link', 'live')
  for (const bed of WALL) await expect(value(page, bed, 'spo2')).toHaveAttribute('data-freshness', 'live')
  await expect(page.locator('[role="alert"]')).toHaveCount(0)
})

const VIEWERS = 20
test('a gateway killed and started anew: the page and 20 viewers are live within 10 s, and do not come all at once', async ({
  page,
}, info) => {
  // Kept, so that the sessions outlive the kill as well.
  const folder = path.join(mkdtempSync(path.join(tmpdir(), 'wardlight-killed-')), 'data')
  const first = await startGateway('--seed', '7', '--data', folder)
  await openWard(page, first.url, '4B', '?probe')
  const viewers = Array.from({ length: VIEWERS }, () => {
    const seen = { live: Number.NaN, epoch: -1 }
    const live = watchWard(first.url, '4B', {
      ward: ({ epoch }) => {
        seen.epoch = epoch
        seen.live = mono()
      },
    })
    return { live, seen }
  })
  await expect.poll(() => viewers.every(({ live }) => live.link().link === 'live')).toBe(true)
  const before = viewers[0]!.seen.epoch

  await first.stop('SIGKILL')
  const second = await startGateway('--seed', '7', '--data', folder, '--port', String(first.port))
  const up = mono()
  await expect.poll(() => viewers.every(({ live, seen }) => live.link().link === 'live' && seen.epoch !== before)).toBe(true)
  await expect(main(page)).toHaveAttribute('data-link', 'live')
  await expect(value(page, '4B-01', 'hr')).toHaveAttribute('data-freshness', 'live')
  const took = viewers.map(({ seen }) => seen.live - up).toSorted((a, b) => a - b)
  expect(took.at(-1)).toBeLessThanOrEqual(10_000)
  const { link } = await probe(page)
  const back = link.filter((row) => row.link === 'live').at(-1)!.painted - up
  expect(back).toBeLessThanOrEqual(10_000)
  // Spread by chance: not all in one quarter of a second.
  expect(took.at(-1)! - took[0]!).toBeGreaterThan(250)
  info.annotations.push({
    type: 'back after ms',
    description: `page ${back.toFixed(0)}, viewers ${took.map((ms) => ms.toFixed(0)).join(' ')}`,
  })
  for (const { live } of viewers) live.stop()
  await second.stop()
})

const RECONNECTS = SOAK ? 100 : 10
test(`${RECONNECTS} reconnects leave as many listeners as one (soak)`, async ({ page, faulty }) => {
  test.setTimeout(60_000 + RECONNECTS * 8000)
  await openFaulty(page, faulty)
  const { listeners } = (await probe(page)).counts
  expect(listeners).toBeGreaterThan(0)
  for (let cut = 0; cut < RECONNECTS; cut++) {
    const before = await watches(page)
    faulty.cut()
    faulty.heal()
    await expect.poll(() => watches(page), { intervals: [100] }).toBeGreaterThan(before)
  }
  await expect(main(page)).toHaveAttribute('data-link', 'live')
  expect((await probe(page)).counts.listeners).toBe(listeners)
})
