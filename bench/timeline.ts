// The timeline of a demo patient over 72 h in a real browser: opened → painted with its data, zoom, pan, cursor, and the heap after many opens.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { startGateway } from '../e2e/gateway.ts'
import { openPage } from './browser.ts'
import { benchCharts, type ChartRow } from './charts.ts'
import { type Moves, measureMoves } from './moves.ts'
import { median, quantile } from './stats.ts'

export interface TimelineFigures extends Moves {
  /** Opened → all lanes of 72 h painted, data fetched included, ms; the page's own code was loaded before. */
  readonly open: { readonly p50: number; readonly p95: number; readonly count: number }
  /** Lanes that were painted. */
  readonly lanes: number
  /** MB of heap after the first opens, and after all of them. */
  readonly heap: readonly [after: number, all: number]
  readonly opens: number
  /** The demo's first start: s until the last 12 h were there, and all. */
  readonly past: { readonly recent: number; readonly all: number }
  readonly others: readonly ChartRow[]
}

const HOURS_72 = 72 * 3_600_000

export async function benchTimeline(quick: boolean, say: (text: string) => void): Promise<TimelineFigures> {
  const folder = mkdtempSync(path.join(tmpdir(), 'wardlight-bench-'))
  const data = path.join(folder, 'data')
  const gateway = await startGateway('--past', '--no-staff', '--data', data)
  say('the demo makes its past')
  const told = (): RegExpExecArray | null => /past is there: .* in (\d+) s, the last 12 h after (\d+) s/.exec(gateway.output())
  while (!told()) await new Promise((done) => setTimeout(done, 500))
  const made = told()!
  const bench = await openPage(`${gateway.url}/ward/4B`, true)
  const { page } = bench
  await page.locator('main[data-link="live"]').waitFor({ timeout: 30_000 })
  const stay = await page.evaluate(async () => {
    const answer = await fetch('/api/ward/list', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ ward: '4B', ended: false }),
    })
    const { rows } = (await answer.json()) as { rows: { stay: string; since: number; bed: string }[] }
    return rows.toSorted((a, b) => a.since - b.since)[0]!.stay
  })
  const go = (to: string): Promise<void> =>
    page.evaluate((address) => {
      history.pushState(null, '', address)
      dispatchEvent(new PopStateEvent('popstate'))
    }, to)
  /** ms from the change of address until everything that the window wants is there and painted. */
  const open = async (): Promise<number> => {
    const now = Date.now()
    const took = await page.evaluate(
      async (address) => {
        const from = performance.now()
        history.pushState(null, '', address)
        dispatchEvent(new PopStateEvent('popstate'))
        const painted = (): boolean => {
          const canvases = [...document.querySelectorAll<HTMLCanvasElement>('main.timeline[data-whole="true"] .lane canvas')]
          return canvases.length >= 6 && canvases.every(({ width }) => width > 0)
        }
        while (!painted()) {
          if (performance.now() - from > 60_000) throw new Error('not painted within a minute')
          await new Promise((done) => requestAnimationFrame(done))
        }
        await new Promise((done) => requestAnimationFrame(() => setTimeout(done, 0)))
        return performance.now() - from
      },
      `/patient/${stay}?window=${now - HOURS_72}..${now}`,
    )
    return took
  }
  const heap = async (): Promise<number> => {
    const cdp = await page.context().newCDPSession(page)
    await cdp.send('HeapProfiler.collectGarbage')
    const { usedSize } = await cdp.send('Runtime.getHeapUsage')
    await cdp.detach()
    return usedSize / 1e6
  }
  const opens = quick ? 12 : 100
  const times: number[] = []
  let first = 0
  say(`the timeline is opened ${opens} times`)
  for (let i = 0; i < opens; i++) {
    times.push(await open())
    await go('/ward/4B')
    await page.locator('main[data-link]').first().waitFor()
    if (i === 9) first = await heap()
  }
  const all = await heap()
  await open()
  const lanes = await page.locator('.lane').count()
  await page.evaluate(() => {
    const plots = document.querySelector<HTMLElement>('[data-plots]')!
    const { left, top } = plots.getBoundingClientRect()
    const where = (x: number) => ({ clientX: left + x, clientY: top + 60, bubbles: true, cancelable: true })
    window.act = (what, i) => {
      if (what === 'cursor') plots.dispatchEvent(new PointerEvent('pointermove', { ...where(100 + ((i * 37) % 900)), pointerId: 1 }))
      else if (what === 'pan') plots.dispatchEvent(new WheelEvent('wheel', { ...where(400), deltaX: i % 100 < 50 ? -12 : 12 }))
      else plots.dispatchEvent(new WheelEvent('wheel', { ...where(400), deltaY: i % 20 < 10 ? -60 : 60 }))
    }
  })
  // Panned within a part of it: over the whole there is nowhere to go.
  await page.keyboard.press('4')
  await page.waitForTimeout(1500)
  const moves = await measureMoves(page, quick ? 40 : 120)
  await bench.close()
  await gateway.stop()
  rmSync(folder, { recursive: true, force: true })
  const [, allPast, recent] = made
  return {
    open: { p50: median(times.slice(1)), p95: quantile(times.slice(1), 0.95), count: times.length - 1 },
    lanes,
    heap: [first, all],
    opens,
    ...moves,
    past: { recent: Number(recent), all: Number(allPast) },
    others: await benchCharts(quick, say),
  }
}

const ms = (value: number): string => value.toFixed(value < 10 ? 1 : 0)
export function timelineText({ open, lanes, heap, opens, zoom, cursor, pan, past, others }: TimelineFigures): string {
  return [
    `\n## The timeline: 72 h of ${lanes} lanes, in the browser\n`,
    'Goals: opened → painted, data included, ≤ 400 ms; zoom ≤ 20 ms, pan ≥ 57 frames a second, cursor ≤ 4 ms; the heap returns after 100 opens. Others draw six lanes of 72 h at 1 Hz that are in the page already. Zoom and cursor: main-thread time each.\n',
    '| | painted first, ms | zoom, ms | pan, frames/s | cursor, ms |\n| --- | --- | --- | --- | --- |',
    `| Wardlight, data fetched (p50 / p95 of ${open.count}) | ${ms(open.p50)} / ${ms(open.p95)} | ${ms(zoom)} | ${pan.toFixed(0)} | ${ms(cursor)} |`,
    ...others.map(
      (one) =>
        `| ${one.name} | ${ms(one.paint)} (${(one.paint / open.p50).toFixed(1)} ×) | ${ms(one.zoom)} | ${one.pan.toFixed(0)} | ${ms(one.cursor)} |`,
    ),
    `\nHeap after 10 opens and closes ${heap[0].toFixed(1)} MB, after ${opens} ${heap[1].toFixed(1)} MB.`,
    `The demo's first start made its last 12 h in ${past.recent} s (goal ≤ 30) and all 72 h in ${past.all} s (goal ≤ 90), with the ward live meanwhile.`,
  ].join('\n')
}
