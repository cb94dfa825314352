// What a reader does over a chart, one a frame, and what it costs the page's main thread by the browser's own count.
import type { CDPSession, Page } from '@playwright/test'

export interface Moves {
  /** Main-thread ms an action. */
  readonly zoom: number
  readonly cursor: number
  /** Frames a second while it is dragged along. */
  readonly pan: number
}
/** Run in the page: does it once, for the i-th time. */
export type Act = (what: 'zoom' | 'cursor' | 'pan', i: number) => void
declare global {
  interface Window {
    act: Act
  }
}

const busyOf = async (cdp: CDPSession): Promise<number> =>
  (await cdp.send('Performance.getMetrics')).metrics.find(({ name }) => name === 'TaskDuration')?.value ?? Number.NaN

/** `window.act` must be there. `rounds`: actions of each kind; a pan takes at most 5 s. */
export async function measureMoves(page: Page, rounds: number): Promise<Moves> {
  const cdp = await page.context().newCDPSession(page)
  await cdp.send('Performance.enable')
  const run = (what: 'zoom' | 'cursor' | 'pan', count: number): Promise<number> =>
    page.evaluate(
      async ([kind, most]) => {
        const begun = performance.now()
        let i = 0
        for (; i < most && performance.now() - begun < (kind === 'pan' ? 5000 : 120_000); i++) {
          window.act(kind, i)
          await new Promise((done) => requestAnimationFrame(done))
        }
        return (i * 1000) / (performance.now() - begun)
      },
      [what, count] as const,
    )
  const cost = async (what: 'zoom' | 'cursor'): Promise<number> => {
    await run(what, 2)
    const before = await busyOf(cdp)
    await run(what, rounds)
    return (((await busyOf(cdp)) - before) / rounds) * 1000
  }
  // In this order: a pan after a zoom shows a part.
  const cursor = await cost('cursor')
  const pan = await run('pan', 300)
  const zoom = await cost('zoom')
  await cdp.detach()
  return { zoom, cursor, pan }
}
