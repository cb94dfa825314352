// Times and running numbers of a source's wave chunks: foreseen from the chunk where the run began, by the samples counted since.
import { BadBlock, type Sink, type Tap } from './bytes.ts'
import { readExact, readWholes, UNITS, unitOf, writeExact, writeWholes } from './columns.ts'

export interface Run {
  readonly at: number
  readonly received: number
  readonly deviceTime?: number
  readonly seq: number
  readonly rate: number
  /** Samples in the chunk. */
  readonly length: number
}
type Known = Pick<Run, 'rate' | 'length'>

/** A deviation of more 4096ths or whole milliseconds begins a run anew. */
const ANEW = 2

/** Foresees the next chunk's time in `unit`, and learns what it was. */
function foresight(unit: number) {
  let [at, seq, next, rate] = [0, 0, Number.NaN, 0]
  return {
    seq: () => (Number.isNaN(next) ? 0 : next),
    at: (chunkSeq: number, chunkRate: number): number => {
      if (Number.isNaN(next) || rate !== chunkRate) return at * unit
      const foreseen = Math.round((at + ((chunkSeq - seq) * 1000) / rate) * unit)
      return Number.isSafeInteger(foreseen) ? foreseen : 0
    },
    learn: (chunk: Run, off: number): void => {
      if (chunk.seq !== next || rate !== chunk.rate || Math.abs(off) > ANEW) {
        at = chunk.at
        seq = chunk.seq
        rate = chunk.rate
      }
      next = chunk.seq + chunk.length
    },
  }
}

export function writeRuns(sink: Sink, chunks: readonly Run[]): void {
  const column = (of: (chunk: Run) => number) => Float64Array.from(chunks, of)
  const at = column((chunk) => chunk.at)
  const received = column((chunk) => chunk.received)
  const own = column(({ deviceTime }) => (deviceTime === undefined ? 0 : 1))
  const told = chunks.filter(({ deviceTime }) => deviceTime !== undefined)
  const ahead = Float64Array.from(told, (chunk) => chunk.deviceTime! - chunk.at)
  const exact = told.every((chunk, i) => Object.is(chunk.at + ahead[i]!, chunk.deviceTime))
  const fits = unitOf(at)
  const foreseen = foresight(fits ?? 1)
  const offSeq = new Float64Array(chunks.length)
  const offAt = new Float64Array(chunks.length)
  let back = true
  chunks.forEach((chunk, i) => {
    const seq = foreseen.seq()
    offSeq[i] = chunk.seq - seq
    back &&= Object.is(seq + offSeq[i]!, chunk.seq)
    offAt[i] = chunk.at * (fits ?? 1) - foreseen.at(chunk.seq, chunk.rate)
    foreseen.learn(chunk, offAt[i]!)
  })
  const plain = fits === null || !back || !offAt.every(Number.isSafeInteger)
  sink.u8(plain ? 0 : UNITS.indexOf(fits as 1) + 1)
  if (plain) {
    writeExact(
      sink,
      column(({ seq }) => seq),
    )
    writeExact(sink, at)
  } else {
    writeFirst(sink, offSeq)
    writeFirst(sink, offAt)
  }
  writeExact(sink, received)
  writeWholes(sink, own)
  sink.u8(exact ? 1 : 0)
  writeExact(sink, exact ? ahead : Float64Array.from(told, (chunk) => chunk.deviceTime!))
}
/** The first deviation is the value itself, and apart. */
function writeFirst(sink: Sink, values: Float64Array): void {
  if (values.length === 0) return
  sink.f64(values[0]!)
  writeExact(sink, values.subarray(1))
}
function readFirst(tap: Tap, count: number): Float64Array {
  if (count === 0) return new Float64Array(0)
  const values = new Float64Array(count)
  values[0] = tap.f64()
  values.set(readExact(tap, count - 1), 1)
  return values
}

export function readRuns(tap: Tap, known: readonly Known[]): Run[] {
  const count = known.length
  const kind = tap.u8()
  const unit = kind === 0 ? null : UNITS[kind - 1]
  if (unit === undefined) throw new BadBlock(`no such unit: ${kind}`)
  const seq = unit === null ? readExact(tap, count) : readFirst(tap, count)
  const at = unit === null ? readExact(tap, count) : readFirst(tap, count)
  const received = readExact(tap, count)
  const own = readWholes(tap, count)
  let told = 0
  for (const one of own) if (one === 1) told++
  const exact = tap.u8() === 1
  const device = readExact(tap, told)
  const foreseen = foresight(unit ?? 1)
  let next = 0
  return known.map((chunk, i): Run => {
    let off = 0
    if (unit !== null) {
      seq[i]! += foreseen.seq()
      off = at[i]!
      at[i] = (off + foreseen.at(seq[i]!, chunk.rate)) / unit
    }
    const run = { ...chunk, at: at[i]!, received: received[i]!, seq: seq[i]! }
    foreseen.learn(run, off)
    if (own[i] !== 1) return run
    return { ...run, deviceTime: exact ? run.at + device[next++]! : device[next++]! }
  })
}
