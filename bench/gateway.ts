// What a gateway costs: 16 to 128 beds of 8 numbers a second and 2 waves at 250 Hz, 20 viewers.
import { startChild } from './child.ts'
import { cpuSince } from './process.ts'
import { line } from './stats.ts'

const VIEWERS = 20

export interface GatewayRow {
  readonly beds: number
  readonly viewers: number
  /** Percent of one core. */
  readonly cpu: number
  /** Event-loop delay, ms. */
  readonly delayP99: number
  /** Bytes of frames a viewer and second. */
  readonly bytes: number
  readonly gaps: number
}

async function one(beds: number, seconds: number): Promise<GatewayRow> {
  const host = startChild('host.ts', String(beds))
  const [, url] = await host.line(/ready at (\S+)/)
  const viewers = startChild('viewers.ts', url!, String(VIEWERS))
  const wait = (time: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, time * 1000))
  await wait(3)
  await host.ask('reset')
  const before = JSON.parse(await viewers.ask('count'))
  const cpu = cpuSince(() => [host.pid])
  await wait(seconds)
  const used = cpu()
  const { p99 } = JSON.parse(await host.ask('delay'))
  const after = JSON.parse(await viewers.ask('count'))
  await viewers.stop()
  await host.stop()
  return { beds, viewers: VIEWERS, cpu: used, delayP99: p99, bytes: (after.bytes - before.bytes) / seconds / VIEWERS, gaps: after.gaps }
}

export interface GatewayFigures {
  readonly rows: readonly GatewayRow[]
  /** Percent of a core, and bytes a second and viewer, a bed more costs. */
  readonly cpuLine: ReturnType<typeof line>
  readonly bytesLine: ReturnType<typeof line>
}
export async function benchGateway(seconds: number, say: (text: string) => void): Promise<GatewayFigures> {
  const rows: GatewayRow[] = []
  for (const beds of [16, 32, 64, 128]) {
    say(`gateway, ${beds} beds, ${VIEWERS} viewers`)
    rows.push(await one(beds, seconds))
  }
  return { rows, cpuLine: line(rows.map((row) => [row.beds, row.cpu])), bytesLine: line(rows.map((row) => [row.beds, row.bytes])) }
}
