// The same 72 h of six lanes drawn by other libraries, each in a browser of its own.
import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import path from 'node:path'
import { openPage } from './browser.ts'
import { type Moves, measureMoves } from './moves.ts'

const dist = path.resolve(import.meta.dirname, '../.cache/charts')
const TYPES: Record<string, string> = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css' }
/** TABLE: what is compared. `slow`: takes minutes, left out of a quick run. */
const LIBRARIES: readonly { readonly name: string; readonly slow?: true }[] = [
  { name: 'recharts, every point', slow: true },
  { name: 'recharts, thinned to 1,000' },
  { name: 'uPlot, every point' },
  { name: 'ECharts, every point' },
]
export interface ChartRow extends Moves {
  readonly name: string
  /** ms until the whole was painted first. */
  readonly paint: number
}
declare global {
  interface Window {
    draw(library: string): Promise<number>
  }
}

export async function benchCharts(quick: boolean, say: (text: string) => void): Promise<readonly ChartRow[]> {
  const http = createServer((request, response) => {
    const name = new URL(request.url ?? '/', 'http://x').pathname
    try {
      const body = readFileSync(path.join(dist, name === '/' ? 'index.html' : path.normalize(name)))
      response.setHeader('content-type', TYPES[path.extname(name)] ?? 'text/html').end(body)
    } catch {
      response.writeHead(404).end()
    }
  })
  await new Promise<void>((done) => http.listen(0, '127.0.0.1', done))
  const url = `http://127.0.0.1:${(http.address() as AddressInfo).port}/`
  const rows: ChartRow[] = []
  for (const { name, slow } of LIBRARIES) {
    if (slow && quick) continue
    say(`72 h by ${name}`)
    const { page, close } = await openPage(url, false)
    page.setDefaultTimeout(600_000)
    await page.waitForFunction(() => document.title === 'ready')
    const paint = await page.evaluate((library) => window.draw(library), name)
    rows.push({ name, paint, ...(await measureMoves(page, slow ? 3 : 60)) })
    await close()
  }
  await new Promise((done) => http.close(done))
  return rows
}
