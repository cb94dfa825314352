// The ward screen in a real browser: frames a second, main thread, all processes, and how long a change takes to be seen.
import type { ProbeLog } from '../src/app/messages.ts'
import { openPage } from './browser.ts'
import { startChild } from './child.ts'
import { quantile } from './stats.ts'

interface Latency {
  readonly p50: number
  readonly p95: number
  readonly p99: number
  readonly count: number
}
export interface DrawRow {
  readonly tiles: number
  readonly seconds: number
  readonly fps: number
  readonly main: number
  readonly all: number
  readonly longTasks: number
  /** Frame reached the worker → its value painted, ms. */
  readonly painted?: Latency
  /** On the gateway's bus → painted, ms: numbers that wait for the next frame. */
  readonly numbers?: Latency
  /** The same for changes that flush a frame at once. */
  readonly flushed?: Latency
}

const latency = (list: readonly number[]): Latency => ({
  p50: quantile(list, 0.5),
  p95: quantile(list, 0.95),
  p99: quantile(list, 0.99),
  count: list.length,
})

/** Our page, all tiles in layout L: two sweep waves and six numbers each. */
export async function benchOurs(tiles: number, seconds: number): Promise<DrawRow> {
  const host = startChild('host.ts', String(tiles))
  const [, url] = await host.line(/ready at (\S+)/)
  const bench = await openPage(`${url}/ward/4B?probe&layout=L`, true)
  const { page } = bench
  const probe = (since: number): Promise<ProbeLog> =>
    page.evaluate((from) => (window as unknown as { wardlight: { probe(since: number): Promise<ProbeLog> } }).wardlight.probe(from), since)
  await page.locator('main[data-link="live"]').waitFor({ timeout: 30_000 })
  await page.waitForTimeout(5000)
  const before = await probe(0)
  const probed = performance.now()
  const started = Math.max(...before.values.map((value) => value.received))
  const cost = await bench.measure(seconds)
  const after = await probe(before.next)
  const between = (performance.now() - probed) / 1000
  await bench.close()
  await host.stop()
  // A value is painted again when it grows late: only its first painting tells how long it took.
  const first = new Map(after.values.toReversed().map((value) => [`${value.bed} ${value.vital} ${value.received}`, value]))
  const aged = (value: ProbeLog['values'][number]): boolean => value.freshness === 'late' || value.freshness === 'stale'
  const news = [...first.values()].filter((value) => value.received > started && !aged(value))
  const isFlush = (value: ProbeLog['values'][number]): boolean => value.vital === 'rr' && (Number(value.bed.split('-')[1]) - 1) % 4 === 0
  const fromBus = (values: ProbeLog['values']): Latency => latency(values.map((value) => value.painted - value.received))
  return {
    tiles,
    seconds: cost.seconds,
    fps: (after.counts.sweeps - before.counts.sweeps) / between,
    main: cost.main,
    all: cost.all,
    longTasks: cost.longTasks,
    painted: latency(news.map((value) => value.painted - value.arrived)),
    numbers: fromBus(news.filter((value) => !isFlush(value))),
    flushed: fromBus(news.filter(isFlush)),
  }
}

/** The naive page on the same feed. */
export async function benchNaive(tiles: number, seconds: number): Promise<DrawRow> {
  const host = startChild('naive/server.ts', String(tiles))
  const [, url] = await host.line(/ready at (\S+)/)
  const bench = await openPage(url!, false)
  const { page } = bench
  await page.waitForTimeout(5000)
  const read = (): Promise<{ frames: number; latency: number[] }> =>
    page.evaluate(() => (window as unknown as { naive: { frames: number; latency: number[] } }).naive)
  const before = await read()
  const cost = await bench.measure(seconds)
  const after = await read()
  await bench.close()
  await host.stop()
  return {
    tiles,
    seconds: cost.seconds,
    fps: (after.frames - before.frames) / cost.seconds,
    main: cost.main,
    all: cost.all,
    longTasks: cost.longTasks,
    numbers: latency(after.latency.slice(before.latency.length)),
  }
}
