// The stay store on the disk: windows of 72 h and 24 h of a wave that nobody has read before, bytes of all files, and what it costs to keep a
// large ward. In the same run the same window from a table with a row a sample.
import { randomBytes } from 'node:crypto'
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { createWard } from '../src/feed/mock/ward.ts'
import { systemClock } from '../src/gateway/clock.ts'
import type { History } from '../src/gateway/history/history.ts'
import { openHistory } from '../src/gateway/history/openhistory.ts'
import { masterKey } from '../src/gateway/store/master.ts'
import { openStore, type StayThreads } from '../src/gateway/store/openstore.ts'
import { type StayId, stayId } from '../src/model/ids.ts'
import type { Sample } from '../src/model/sample.ts'
import { after, at } from '../src/model/units.ts'
import { LOAD_NUMBERS, secondOf } from './second.ts'
import { median, quantile } from './stats.ts'

const HOUR = 3_600_000
const END = at(Date.UTC(2026, 9, 4, 6))
const LOG = { info: () => {}, warn: () => {}, error: console.error } as never

interface Times {
  readonly p50: number
  readonly p95: number
  readonly count: number
}
const timesOf = (list: readonly number[]): Times => ({ p50: median(list), p95: quantile(list, 0.95), count: list.length })
export interface StoreFigures {
  /** 72 h of 8 numbers at 1 Hz to 1,000 columns, of stays that were not read before, ms. */
  readonly cold: Times
  /** The same again. */
  readonly warm: Times
  /** The same of every sample, ms. */
  readonly raw: Times
  /** Every sample of the 72 h handed over as columns, a day at a time, ms. */
  readonly columns: Times
  /** 24 h of a wave at 250 Hz to 1,200 columns, not read before, ms. */
  readonly wave: Times
  /** All files over all samples of a part of the demo ward. */
  readonly bytes: { readonly number: number; readonly wave: number }
  readonly rows: { readonly query: Times; readonly bytes: number; readonly ours: number }
  readonly ingest: {
    readonly core: number
    readonly commitP50: number
    readonly commitP99: number
    readonly lost: number
    readonly seconds: number
  }
}

const sizeOf = (folder: string): number => readdirSync(folder).reduce((sum, name) => sum + statSync(path.join(folder, name)).size, 0)
const idOf = (number: number): StayId => stayId(`bench${String(number).padStart(27, '0')}`)
async function timed(act: () => Promise<unknown>): Promise<number> {
  const from = performance.now()
  await act()
  return performance.now() - from
}

interface Opened {
  readonly history: History
  readonly store: StayThreads
  readonly folder: string
  close(): Promise<number>
}
/** `close` tells the bytes of all files, and removes them. */
async function opened(): Promise<Opened> {
  const folder = mkdtempSync(path.join(tmpdir(), 'wardlight-bench-'))
  const clock = systemClock()
  const store = await openStore({
    folder,
    master: masterKey({ file: null, value: randomBytes(32).toString('hex'), folder, demo: true }),
    log: LOG,
    now: clock.real,
  })
  const history = openHistory({ stays: store.stays, clock, log: LOG, downtimes: () => [] })
  return {
    history,
    store: store.stays,
    folder,
    async close() {
      await history.close()
      await store.close()
      const bytes = sizeOf(folder)
      rmSync(folder, { recursive: true, force: true })
      return bytes
    },
  }
}

function* numbersOf(hours: number): Iterable<Sample> {
  for (let s = 0; s < hours * 3600; s++) yield* secondOf(after(END, -hours * HOUR + s * 1000), s, false)
}
function* wavesOf(hours: number): Iterable<Sample> {
  for (let s = 0; s < hours * 3600; s++)
    for (const one of secondOf(after(END, -hours * HOUR + s * 1000), s, true)) if (one.kind === 'wave' && one.signal === 'ecg-ii') yield one
}

async function windows(quick: boolean, say: (text: string) => void) {
  const stays = quick ? 3 : 16
  const { history, store, close } = await opened()
  say(`72 h of ${stays} patients are written`)
  for (let i = 0; i < stays; i++) await history.fill(idOf(i), numbersOf(72))
  const asked = { from: after(END, -72 * HOUR), to: END }
  const [cold, warm, raw, columns, wave]: [number[], number[], number[], number[], number[]] = [[], [], [], [], []]
  // The first is not counted: the thread has never run this code.
  for (let i = 0; i < stays; i++) {
    const window = () => history.window({ ...asked, stay: idOf(i), signals: LOAD_NUMBERS, width: 1000 })
    const first = await timed(window)
    if (i > 0) cold.push(first)
    warm.push(await timed(window))
  }
  for (let i = 0; i < stays; i++) {
    const whole = { ...asked, stay: idOf(i), signals: LOAD_NUMBERS, width: 1000 }
    const took = await timed(() => store.read('window', { asked: whole, downtimes: [], raw: true }))
    if (i > 0) raw.push(took)
    const each = async () => {
      for (let day = 0; day < 3; day++)
        await history.numbers({
          stay: idOf(i),
          signals: LOAD_NUMBERS,
          from: after(asked.from, day * 24 * HOUR),
          to: after(asked.from, (day + 1) * 24 * HOUR),
        })
    }
    const handed = await timed(each)
    if (i > 0) columns.push(handed)
  }
  const leads = quick ? 2 : 4
  say(`24 h of ${leads} leads are written`)
  for (let i = 0; i < leads; i++) await history.fill(idOf(100 + i), wavesOf(24))
  for (let i = 0; i < leads; i++)
    wave.push(
      await timed(() => history.window({ stay: idOf(100 + i), from: after(END, -24 * HOUR), to: END, signals: ['ecg-ii'], width: 1200 })),
    )
  await close()
  return { cold: timesOf(cold), warm: timesOf(warm), raw: timesOf(raw), columns: timesOf(columns), wave: timesOf(wave.slice(1)) }
}

/** Of the demo ward, whose ECG has noise. */
async function bytes(quick: boolean) {
  const ward = createWard({ seed: 1, start: END })
  const own = new Map(ward.census.stays.map(({ bed, id }) => [bed, id]))
  const measured = async (hours: number, waves: boolean): Promise<number> => {
    const { history, close } = await opened()
    let count = 0
    for (const bed of ['4B-01', '4B-02', 'ICU-1', 'ICU-3']) {
      const samples = ward
        .reports(END, after(END, hours * HOUR), { waves, events: false, bed })
        .flatMap((report) => report.samples)
        .filter(({ kind }) => kind === (waves ? 'wave' : 'number'))
      count += samples.reduce((sum, one) => sum + (one.kind === 'wave' ? one.data.length : 1), 0)
      const stay = own.get(bed as never)
      if (stay) await history.fill(stay, samples)
    }
    return (await close()) / count
  }
  return { number: await measured(quick ? 4 : 24, false), wave: await measured(quick ? 0.25 : 1, true) }
}

/** As it is usually kept: a row a sample. */
function rowASample(quick: boolean) {
  const folder = mkdtempSync(path.join(tmpdir(), 'wardlight-bench-'))
  const db = new DatabaseSync(path.join(folder, 'rows.db'))
  db.exec(
    'PRAGMA journal_mode = WAL; CREATE TABLE sample (stay INTEGER, signal TEXT, at INTEGER, value REAL, PRIMARY KEY (stay, signal, at)) WITHOUT ROWID',
  )
  const put = db.prepare('INSERT INTO sample VALUES (1, ?, ?, ?)')
  db.exec('BEGIN')
  for (const one of numbersOf(72)) if (one.kind === 'number' && one.value.is === 'known') put.run(one.signal, one.at, one.value.value)
  db.exec('COMMIT; PRAGMA wal_checkpoint(TRUNCATE)')
  const from = after(END, -72 * HOUR)
  // Signal by signal, along the key.
  const ask = db.prepare(
    'SELECT CAST((at - ?) * 1000 / ? AS INTEGER) AS bucket, min(value), max(value), count(*) FROM sample WHERE stay = 1 AND signal = ? AND at >= ? AND at < ? GROUP BY bucket',
  )
  const times: number[] = []
  for (let i = 0; i < (quick ? 2 : 5); i++) {
    const begun = performance.now()
    for (const signal of LOAD_NUMBERS) ask.all(from, 72 * HOUR, signal, from, END)
    times.push(performance.now() - begun)
  }
  db.close()
  const size = sizeOf(folder)
  rmSync(folder, { recursive: true, force: true })
  return { query: timesOf(times), bytes: size }
}

/** 128 beds, a batch a second: the process's own CPU, with all its threads. */
async function ingest(quick: boolean) {
  const { history, close } = await opened()
  const seconds = quick ? 15 : 120
  const begin = Math.floor(Date.now() / 1000) * 1000
  const commits: number[] = []
  let cpu = process.cpuUsage()
  let started = performance.now()
  let next = started
  for (let s = 0; s < seconds + 5; s++) {
    // The first seconds compile.
    if (s === 5) {
      cpu = process.cpuUsage()
      started = performance.now()
    }
    next += 1000
    const batches = Array.from({ length: 128 }, (_, bed) => ({ stay: idOf(bed), samples: secondOf(at(begin + s * 1000), s, true) }))
    const took = await timed(() => history.append(batches))
    if (s >= 5) commits.push(took)
    await new Promise((done) => setTimeout(done, Math.max(0, next - performance.now())))
  }
  const used = process.cpuUsage(cpu)
  const core = ((used.user + used.system) / 1000 / (performance.now() - started)) * 100
  const { lost } = history.counts()
  await close()
  return { core, commitP50: quantile(commits, 0.5), commitP99: quantile(commits, 0.99), lost, seconds }
}

export async function benchStore(quick: boolean, say: (text: string) => void): Promise<StoreFigures> {
  const read = await windows(quick, say)
  say('bytes of the demo ward')
  const size = await bytes(quick)
  say('a row a sample')
  const rows = rowASample(quick)
  const one = await opened()
  await one.history.fill(idOf(1), numbersOf(72))
  const ours = await one.close()
  say('128 beds are kept')
  return { ...read, bytes: size, rows: { ...rows, ours }, ingest: await ingest(quick) }
}

const ms = (value: number): string => value.toFixed(value < 10 ? 1 : 0)
/** The section of the results. */
export function storeText({ cold, warm, raw, columns, wave, bytes: size, rows, ingest: kept }: StoreFigures): string {
  return [
    '\n## The stay store: 72 h of one patient, 8 numbers at 1 Hz (2.07 million samples), to 1,000 columns\n',
    '| | p50, ms | p95, ms | of | goal p95 |\n| --- | --- | --- | --- | --- |',
    ...(
      [
        ['by roll-ups, not read before', cold, '60'],
        ['the same again', warm, ''],
        ['of every sample, unthinned by roll-ups', raw, '150'],
        ['every sample handed over as columns', columns, ''],
        ['24 h of a 250 Hz wave to 1,200 columns, not read before', wave, '300'],
        ['a row a sample in SQLite, unsealed', rows.query, ''],
      ] as const
    ).map(([words, times, goal]) => `| ${words} | ${ms(times.p50)} | ${ms(times.p95)} | ${times.count} | ${goal} |`),
    `\nA row a sample takes ${(rows.query.p50 / cold.p50).toFixed(1)} times as long, and ${(rows.bytes / rows.ours).toFixed(1)} times the bytes (${(rows.bytes / 1e6).toFixed(0)} MB, ours ${(rows.ours / 1e6).toFixed(1)} MB).`,
    `All files over all samples of four demo beds: ${size.number.toFixed(2)} bytes a number (goal ≤ 1.2), ${size.wave.toFixed(2)} a wave sample (goal ≤ 0.9).`,
    `Kept for ${kept.seconds} s, 128 beds × (8 numbers + 2 × 250 Hz): ${kept.core.toFixed(1)} % of a core with all threads (goal ≤ 25), ${kept.lost} lost, commit p50 ${ms(kept.commitP50)} / p99 ${ms(kept.commitP99)} ms (goal ≤ 50).`,
  ].join('\n')
}
