// An alarm without a delay of its own, from the bus to a real screen: its row of the banner painted, and its first pulse scheduled; beside
// a full ward and other viewers.
import type { Page } from '@playwright/test'
import { openPage } from './browser.ts'
import { startChild } from './child.ts'
import type { Crossing } from './load.ts'
import { quantile } from './stats.ts'

const BEDS = 64
/** With the real screen 20. */
const VIEWERS = 19
type Say = (text: string) => void

interface Seen {
  readonly bed: string
  readonly at: number
}
interface Looking {
  readonly seen: Seen[]
  readonly wardlightSound?: { readonly pulses: readonly { readonly at: number; readonly kind: string }[] }
}
export interface AlarmFigures {
  readonly crossings: number
  readonly painted: { readonly p50: number; readonly p99: number; readonly count: number }
  readonly scheduled: { readonly p50: number; readonly p99: number; readonly count: number }
}

/** Notes when each row of an alarm that goes on was painted: in the task after the animation frame that follows its change. */
const noteRows = async (page: Page): Promise<void> => {
  await page.addInitScript(() => {
    const found = window as unknown as { seen: { bed: string; at: number }[] }
    found.seen = []
    const was = new WeakMap<Element, string>()
    const note = (row: Element): void => {
      const state = row.getAttribute('data-state') ?? ''
      const bed = `${row.getAttribute('data-row-bed')}`
      const key = `${bed} ${state}`
      if (was.get(row) === key) return
      was.set(row, key)
      if (state !== 'active' || row.getAttribute('data-alarm') !== 'nibp') return
      requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel()
        port1.onmessage = () => found.seen.push({ bed, at: performance.timeOrigin + performance.now() })
        port2.postMessage(null)
      })
    }
    new MutationObserver(() => {
      for (const row of document.querySelectorAll('.alarm-row')) note(row)
    }).observe(document, { childList: true, subtree: true, attributes: true, attributeFilter: ['data-state', 'data-row-bed'] })
  })
}

export async function benchAlarms(seconds: number, say: Say): Promise<AlarmFigures> {
  say(`alarms, ${BEDS} beds, ${VIEWERS + 1} viewers`)
  const host = startChild('host.ts', String(BEDS), 'alarms')
  const [, url] = await host.line(/ready at (\S+)/)
  const viewers = startChild('viewers.ts', url!, String(VIEWERS))
  const bench = await openPage(`${url}/ward/4B?probe`, true, noteRows)
  const { page } = bench
  await page.locator('main[data-link="live"]').waitFor({ timeout: 30_000 })
  // A touch arms the sound.
  await page.mouse.click(960, 5)
  await page.waitForTimeout(6000)
  await host.ask('crossings')
  await page.waitForTimeout(seconds * 1000)
  const crossings = JSON.parse(await host.ask('crossings')) as Crossing[]
  // The last one may be on its way.
  const whole = crossings.slice(0, -1)
  const { seen, pulses } = await page.evaluate(() => {
    const { seen: rows, wardlightSound } = window as unknown as Looking
    return { seen: rows, pulses: wardlightSound?.pulses.filter(({ kind }) => kind === 'medium').map(({ at }) => at) ?? [] }
  })
  await bench.close()
  await viewers.stop()
  await host.stop()
  const within = (from: number, list: readonly number[]): number[] => {
    const first = list.find((at) => at >= from && at < from + 2500)
    return first === undefined ? [] : [first - from]
  }
  const painted = whole.flatMap(({ bed, at }) =>
    within(
      at,
      seen.filter((one) => one.bed === bed).map((one) => one.at),
    ),
  )
  const scheduled = whole.flatMap(({ at }) => within(at, pulses))
  const of = (list: readonly number[]) => ({ p50: quantile(list, 0.5), p99: quantile(list, 0.99), count: list.length })
  return { crossings: whole.length, painted: of(painted), scheduled: of(scheduled) }
}

/** The section of the results. */
export function alarmsText({ crossings, painted, scheduled }: AlarmFigures): string {
  const row = (what: string, { p50, p99, count }: AlarmFigures['painted']): string =>
    `| ${what} | ${p50.toFixed(0)} | ${p99.toFixed(0)} | ${count} of ${crossings} |`
  return [
    `\n## An alarm: crossing on the bus → seen and heard, ${BEDS} beds, ${VIEWERS + 1} viewers, beyond the rule's delay\n`,
    'Goals: p50 ≤ 80 ms, p99 ≤ 300 ms.\n',
    '| | p50, ms | p99, ms | of |\n| --- | --- | --- | --- |',
    row('its row of the banner painted', painted),
    row('its first pulse scheduled', scheduled),
  ].join('\n')
}
