// One screen on a thin line is served less; nobody beside it feels it.
import { expect, LINK_ERRORS, main, openWard, pause, SOAK, test } from './story.ts'
import { mono, watchFrames } from './viewer.ts'

test.use({ allowed: LINK_ERRORS, args: ['--seed', '7', '--beds', '32'] })

const MEBIBYTE = 1024 * 1024
const THIN = SOAK ? 60_000 : 15_000

/** A gauge of the gateway's metrics. */
async function gauge(url: string, name: string): Promise<number> {
  const text = await (await fetch(`${url}/metrics`)).text()
  return Number(new RegExp(`^${name} (\\S+)$`, 'm').exec(text)?.[1])
}
const quantile = (all: readonly number[], share: number): number =>
  all.toSorted((a, b) => a - b)[Math.floor(all.length * share)] ?? Number.NaN

test(`a screen at 8 kB/s for ${THIN / 1000} s holds back at most 1 MB, and the others miss nothing (soak)`, async ({
  page,
  gateway,
  faulty,
}, info) => {
  test.setTimeout(90_000 + 2 * THIN)
  const viewers = Array.from({ length: 3 }, () => watchFrames(gateway.url, '4B'))
  const taken = (): number[] => viewers.flatMap(({ delays }) => delays.splice(0))
  const missed = (): number => viewers.reduce((sum, viewer) => sum + viewer.missed(), 0)
  await openWard(page, `http://127.0.0.1:${faulty.port}`, '4B')
  await expect.poll(() => viewers.every(({ delays }) => delays.length > 4)).toBe(true)
  taken()
  await pause(THIN / 2)
  const before = taken()
  faulty.throttle(8000)
  const until = mono() + THIN
  let most = 0
  const modes = new Set<string>()
  while (mono() < until) {
    most = Math.max(most, await gauge(gateway.url, 'wardlight_waiting_bytes_max'))
    modes.add((await main(page).getAttribute('data-link')) ?? '')
    await pause(500)
  }
  const during = taken()
  expect(most).toBeLessThanOrEqual(MEBIBYTE)
  // What it was spared is counted and named.
  const held = await gauge(gateway.url, 'wardlight_dropped_total\\{what="held waves"\\}')
  expect(held).toBeGreaterThan(0)
  expect(missed()).toBe(0)
  // Four frames a second reach each of them, all the while.
  expect(during.length).toBeGreaterThan(3 * 3.5 * (THIN / 1000))
  const figures = [0.5, 0.99].map(
    (share) => `p${share * 100} ${quantile(before, share).toFixed(1)} → ${quantile(during, share).toFixed(1)} ms`,
  )
  info.annotations.push({
    type: 'delay of the others',
    description: `${figures.join(', ')}; most waiting ${most} bytes, ${held} halves held; the slow page: ${[...modes].join(', ')}`,
  })

  faulty.throttle(Number.POSITIVE_INFINITY)
  await expect(main(page)).toHaveAttribute('data-link', 'live', { timeout: 30_000 })
  for (const viewer of viewers) viewer.stop()
})
