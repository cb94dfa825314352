// Roll-ups as blocks: offsets within the interval instead of times, values as whole numbers.
import { GAP_WHYS } from '../../../model/history.ts'
import { deviceId } from '../../../model/ids.ts'
import { signalAt, signalOf } from '../../../model/signals.ts'
import { hz, at as instant } from '../../../model/units.ts'
import { VITALS, type VitalKey } from '../../../model/vitals.ts'
import { WAVE_KEYS, type WaveKey } from '../../../model/waves.ts'
import { BadBlock, MOST_ROWS, Sink, type Tap } from './bytes.ts'
import { readExact, readWholes, writeExact, writeWholes } from './columns.ts'
import { KNOWN, readDecimals, writeDecimals } from './decimals.ts'
import { close, open } from './frame.ts'
import { type NumberRolls, type Rolls, rollColumns } from './rolls.ts'
import type { WaveRolls } from './waverolls.ts'

const TIMES = ['firstAt', 'minAt', 'maxAt', 'lastAt'] as const
const VALUES = ['first', 'min', 'max', 'last'] as const

/** Columns as offsets from others, where adding gives them back. */
function writeOffsets(sink: Sink, values: Float64Array, base: Float64Array): void {
  const offsets = values.map((value, i) => value - base[i]!)
  const back = offsets.every((offset, i) => Object.is(base[i]! + offset, values[i]!))
  sink.u8(back ? 1 : 0)
  writeExact(sink, back ? offsets : values)
}
function readOffsets(tap: Tap, base: Float64Array): Float64Array {
  const back = tap.u8() === 1
  const values = readExact(tap, base.length)
  return back ? values.map((value, i) => base[i]! + value) : values
}

function writeStretches(
  sink: Sink,
  list: readonly { readonly from: number; readonly to: number; readonly open: boolean }[],
  what: (i: number) => number,
): void {
  sink.count(list.length)
  const from = Float64Array.from(list, (one) => one.from)
  writeExact(sink, from)
  writeOffsets(
    sink,
    Float64Array.from(list, (one) => one.to),
    from,
  )
  writeWholes(
    sink,
    Float64Array.from(list, (one) => (one.open ? 1 : 0)),
  )
  writeWholes(
    sink,
    Float64Array.from(list, (_, i) => what(i)),
  )
}
function readStretches<T>(tap: Tap, make: (from: number, to: number, open: boolean, what: number) => T): T[] {
  const count = tap.count(MOST_ROWS)
  const from = readExact(tap, count)
  const to = readOffsets(tap, from)
  const opens = readWholes(tap, count)
  return Array.from(readWholes(tap, count), (what, i) => make(from[i]!, to[i]!, opens[i] === 1, what))
}

function writeRolls(sink: Sink, rolls: Rolls, digits: number): void {
  sink.count(rolls.step)
  sink.count(rolls.sources.length)
  for (const source of rolls.sources) sink.text(source)
  sink.count(rolls.at.length)
  writeExact(sink, rolls.at)
  for (const column of ['count', 'unknown', 'source', 'spacing'] as const) writeWholes(sink, rolls[column])
  const full = rolls.count.every((count) => count > 0)
  const known = (column: Float64Array): Float64Array => (full ? column : column.filter((_, i) => rolls.count[i]! > 0))
  let base = known(rolls.at)
  for (const column of TIMES) {
    writeOffsets(sink, known(rolls[column]), base)
    if (column === 'firstAt') base = known(rolls.firstAt)
  }
  const why = new Uint8Array(base.length).fill(KNOWN)
  for (const column of VALUES) writeDecimals(sink, known(rolls[column]), why, digits)
  writeDecimals(sink, known(rolls.mean), why, digits + 2)
  writeStretches(sink, rolls.gaps, (i) => GAP_WHYS.indexOf(rolls.gaps[i]!.why))
  writeStretches(sink, rolls.marked, (i) => rolls.marked[i]!.quality)
}

function readRolls(tap: Tap): Rolls {
  const step = tap.count()
  const sources = Array.from({ length: tap.count(255) }, () => deviceId(tap.text()))
  const rows = tap.count(MOST_ROWS)
  const at = readExact(tap, rows)
  const [count, unknown, source, spacing] = [readWholes(tap, rows), readWholes(tap, rows), readWholes(tap, rows), readWholes(tap, rows)]
  if (!source.every((index) => index >= 0 && index < sources.length)) throw new BadBlock('of a source that it does not name')
  const full = count.every((known) => known > 0)
  const filled = full ? at : at.filter((_, i) => count[i]! > 0)
  const firstAt = readOffsets(tap, filled)
  const times = { firstAt, minAt: readOffsets(tap, firstAt), maxAt: readOffsets(tap, firstAt), lastAt: readOffsets(tap, firstAt) }
  const read = (): Float64Array => readDecimals(tap, filled.length).value
  const values = { first: read(), min: read(), max: read(), last: read(), mean: read() }
  const whole = { at, count, unknown, source, spacing }
  const spread = (column: Float64Array): Float64Array => {
    if (full) return column
    let next = 0
    return at.map((_, i) => (count[i]! > 0 ? column[next++]! : Number.NaN))
  }
  const columns = { ...times, ...values, ...whole }
  return {
    step,
    sources,
    ...rollColumns((column) => (Object.hasOwn(whole, column) ? columns[column] : spread(columns[column]))),
    gaps: readStretches(tap, (from, to, isOpen, what) => {
      const why = GAP_WHYS[what]
      if (why === undefined) throw new BadBlock(`no such reason: ${what}`)
      return { from: instant(from), to: instant(to), why, open: isOpen }
    }),
    marked: readStretches(tap, (from, to, isOpen, quality) => ({ from: instant(from), to: instant(to), quality, open: isOpen })),
  }
}

/** The same roll-ups always give the same bytes. */
export function packNumberRolls(rolls: NumberRolls): Uint8Array {
  const sink = new Sink()
  sink.u8(signalOf(rolls.signal).wire)
  writeRolls(sink, rolls, VITALS[rolls.signal].digits)
  return close('number-rolls', sink)
}
/** Throws BadBlock. */
export function unpackNumberRolls(block: Uint8Array): NumberRolls {
  const tap = open('number-rolls', block)
  const wire = tap.u8()
  const signal = signalAt(wire)
  if (signal?.kind !== 'number') throw new BadBlock(`no such number: ${wire}`)
  const rolls = readRolls(tap)
  tap.end()
  return { signal: signal.key as VitalKey, ...rolls }
}

/** Of one wave, of all its scales. */
export function packWaveRolls(all: readonly WaveRolls[]): Uint8Array {
  const sink = new Sink()
  sink.u8(signalOf(all[0]!.signal).wire)
  sink.count(all.length)
  for (const rolls of all) {
    sink.f64(rolls.rate)
    sink.f64(rolls.gain)
    sink.f64(rolls.baseline)
    sink.text(rolls.unit)
    writeRolls(sink, rolls, 0)
  }
  return close('wave-rolls', sink)
}
/** Throws BadBlock. */
export function unpackWaveRolls(block: Uint8Array): WaveRolls[] {
  const tap = open('wave-rolls', block)
  const wire = tap.u8()
  const signal = signalAt(wire)?.key as WaveKey
  if (!WAVE_KEYS.includes(signal)) throw new BadBlock(`no such wave: ${wire}`)
  const all = Array.from({ length: tap.count(255) }, (): WaveRolls => {
    const [rate, gain, baseline] = [tap.f64(), tap.f64(), tap.f64()]
    return { signal, rate: hz(rate), gain, baseline, unit: tap.text(), ...readRolls(tap) }
  })
  tap.end()
  return all
}
