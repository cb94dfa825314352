// How fast a stay leaves, and how long an export keeps the loop: each encoder over an invented stay whose samples cost nothing to read.
import { csvOf } from '../src/gateway/export/csv.ts'
import type { Encoder, Exporting } from '../src/gateway/export/exporting.ts'
import { fhirOf } from '../src/gateway/export/fhir.ts'
import { wfdbOf } from '../src/gateway/export/wfdb.ts'
import type { RawNumbers, Span, WavePiece } from '../src/model/history.ts'
import { deviceId, stayId } from '../src/model/ids.ts'
import { at, hours, hz } from '../src/model/units.ts'
import type { VitalKey } from '../src/model/vitals.ts'
import type { WaveKey } from '../src/model/waves.ts'

export interface ExportFigures {
  readonly hours: number
  readonly rows: readonly {
    readonly what: string
    readonly megabytes: number
    readonly seconds: number
    readonly longest: number
    readonly p99: number
  }[]
}

const VITALS: readonly VitalKey[] = ['hr', 'pr', 'spo2', 'rr', 'art-sys', 'art-dia', 'art-mean', 'temp']
const WAVES: readonly WaveKey[] = ['ecg-ii', 'pleth']
const RATE = 250
const source = deviceId('wall')
const END = at(1_790_000_000_000)

/** A number a second of each vital. */
function numbers({ from, to }: Span, signals: readonly VitalKey[]): readonly RawNumbers[] {
  const first = Math.ceil(from / 1000) * 1000
  const count = Math.max(0, Math.ceil((to - first) / 1000))
  const times = Float64Array.from({ length: count }, (_, i) => first + i * 1000)
  return signals.map((signal, nr) => ({
    signal,
    source,
    at: times,
    received: times,
    value: times.map((time) => 60 + ((time / 1000) % 37) + nr),
    why: new Uint8Array(count).fill(255),
    quality: new Uint8Array(count),
  }))
}
const MINUTE = Int16Array.from({ length: RATE * 60 }, (_, i) => Math.round(900 * Math.sin(i / 17)))
function waves({ from, to }: Span, signals: readonly WaveKey[]): readonly WavePiece[] {
  const first = Math.ceil((from * RATE) / 1000)
  const count = Math.ceil((to * RATE) / 1000) - first
  return signals.flatMap((signal) =>
    Array.from({ length: Math.ceil(count / MINUTE.length) }, (_, nr): WavePiece => {
      const begin = first + nr * MINUTE.length
      const data = MINUTE.slice(0, Math.min(MINUTE.length, first + count - begin))
      return { signal, source, at: at((begin * 1000) / RATE), quality: 0, rate: hz(RATE), gain: 1000, baseline: 0, unit: 'mV', data }
    }),
  )
}

function stay(long: number): Exporting {
  const span = { from: at(END - hours(long)), to: END }
  const extent = (signal: VitalKey | WaveKey) => ({ signal, sources: [source], ...span, count: 1 })
  return {
    ...span,
    stay: { id: stayId('0123456789abcdef0123456789abcdef'), since: span.from, ended: null, admitted: null, population: 'adult' },
    person: null,
    bed: '4B-07',
    ward: 'Ward 4B',
    zone: 'Europe/Berlin',
    demo: true,
    made: END,
    by: 'bench',
    name: 'DEMO_bench',
    alarms: [],
    sets: [],
    notes: [],
    hand: [],
    gone: [],
    reading: {
      window: async () => [],
      numbers: async (asked) => numbers(asked, asked.signals),
      waves: async (asked) => waves(asked, asked.signals),
      extents: async () => [...VITALS, ...WAVES].map(extent),
    },
  }
}

/** As the gateway does it: a turn of the loop between two pieces. */
async function measure(what: string, encoder: Encoder, of: Exporting): Promise<ExportFigures['rows'][number]> {
  const begun = performance.now()
  const blocks: number[] = []
  // Time of this thread, not of the wall: what else runs on the machine is not ours.
  const used = (): number => {
    const { user, system } = process.threadCpuUsage()
    return (user + system) / 1000
  }
  let bytes = 0
  let since = used()
  for await (const part of encoder(of)) {
    bytes += part.bytes.length
    blocks.push(used() - since)
    await new Promise((go) => setImmediate(go))
    since = used()
  }
  const seconds = (performance.now() - begun) / 1000
  const sorted = blocks.toSorted((a, b) => a - b)
  return { what, megabytes: bytes / 1e6, seconds, longest: sorted.at(-1) ?? 0, p99: sorted[Math.floor(sorted.length * 0.99)] ?? 0 }
}

export async function benchExport(quick: boolean, say: (text: string) => void): Promise<ExportFigures> {
  const long = quick ? 2 : 24
  const rows = []
  for (const [what, encoder] of [
    ['CSV', csvOf],
    ['FHIR', fhirOf],
    ['WFDB', wfdbOf],
  ] as const) {
    say(`export as ${what}, ${long} h`)
    // Once before, so that what is measured is compiled.
    await measure(what, encoder, stay(1))
    rows.push(await measure(what, encoder, stay(long)))
  }
  return { hours: long, rows }
}

export const exportText = ({ hours: long, rows }: ExportFigures): string =>
  [
    `## A stay leaves: ${long} h, 8 numbers at 1 Hz; two waves at 250 Hz in FHIR and WFDB`,
    '',
    'Goal: no piece keeps the loop longer than 20 ms.',
    '',
    '| as | MB | s | MB/s | longest block, ms of CPU | p99, ms |',
    '| --- | --- | --- | --- | --- | --- |',
    ...rows.map(
      ({ what, megabytes, seconds, longest, p99 }) =>
        `| ${what} | ${megabytes.toFixed(1)} | ${seconds.toFixed(2)} | ${(megabytes / seconds).toFixed(0)} | ${longest.toFixed(1)} | ${p99.toFixed(1)} |`,
    ),
  ].join('\n')
