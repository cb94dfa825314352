// Bytes and speed of the store's blocks over the demo ward: a number with its clock and roll-ups, a sample of each wave with its roll-ups, fresh
// samples, and three days of eight numbers read.
import { zstdCompressSync } from 'node:zlib'
import { createWard } from '../src/feed/mock/ward.ts'
import {
  CLOCK,
  closeSpan,
  NUMBER_SPAN,
  openClock,
  openSpan,
  packNumberRolls,
  packSamples,
  packSpan,
  packWaveRolls,
  packWaves,
  planThin,
  ROLLS,
  rollNumbers,
  rollWaves,
  thinNumbers,
  unpackNumberRolls,
  unpackNumbers,
  unpackWaves,
  WAVE_SPAN,
} from '../src/gateway/store/blocks/blocks.ts'
import type { RawNumbers } from '../src/model/history.ts'
import type { Sample, WaveSample } from '../src/model/sample.ts'
import { signalAt } from '../src/model/signals.ts'
import { after, at } from '../src/model/units.ts'
import type { VitalKey } from '../src/model/vitals.ts'

/** Sealing adds a nonce and a tag to each block. */
const SEAL = 28
const START = at(Date.UTC(2026, 9, 1, 6))
const HOUR = 3_600_000

/** All blocks of a span are one row: of its bytes each has a part as large as it would be by itself beside the others. */
function shares(blocks: ReadonlyMap<number, Uint8Array>): (block: Uint8Array) => number {
  const alone = (block: Uint8Array): number => zstdCompressSync(block).length
  const row = closeSpan(blocks).length + SEAL
  const all = [...blocks.values()].reduce((sum, block) => sum + alone(block), 0)
  return (block) => (row * alone(block)) / all
}

interface Size {
  bytes: number
  samples: number
}
export interface BlocksFigures {
  /** Bytes a sample: number blocks, the clock, roll-ups of a minute and of 15, nonces and tags, over all numbers. */
  readonly number: number
  /** Bytes a sample: wave blocks, roll-ups of a second, nonces and tags, over all waves. */
  readonly wave: number
  /** Bytes a sample of each signal's blocks; 'clock' and 'rolls' over all numbers, 'wave-rolls' over all waves. */
  readonly signals: Readonly<Record<string, number>>
  /** Microseconds a sample. */
  readonly times: { readonly fresh: number; readonly packSpan: number; readonly packWaves: number; readonly unpackWaves: number }
  /** 72 h × 8 numbers at 1 Hz, milliseconds, opening of seals apart: every sample to 1,000 columns, and from roll-ups of a minute. */
  readonly threeDays: { readonly raw: number; readonly rolled: number }
}

/** Milliseconds of a core: what else runs on the machine does not count. */
const timed = <T>(take: (took: number) => void, run: () => T): T => {
  const began = process.threadCpuUsage()
  const result = run()
  const { user, system } = process.threadCpuUsage(began)
  take((user + system) / 1000)
  return result
}

export function benchBlocks(quick: boolean, say: (text: string) => void): BlocksFigures {
  const ward = createWard({ seed: 6, start: START, beds: 32 })
  const sizes = new Map<string, Size>()
  const add = (key: string, bytes: number, samples: number): void => {
    const size = sizes.get(key) ?? { bytes: 0, samples: 0 }
    sizes.set(key, { bytes: size.bytes + bytes, samples: size.samples + samples })
  }
  const took = { fresh: 0, packSpan: 0, packWaves: 0, unpackWaves: 0 }
  const counted = { fresh: 0, span: 0, wave: 0, number: 0 }

  say('numbers')
  const beds = ['4B-03', '4B-07', '4B-20', 'ICU-2'].slice(0, quick ? 2 : 4)
  const span = quick ? HOUR : ROLLS.minute.span
  let rowsOfHour: Uint8Array[] = []
  let rollBlock: Uint8Array | null = null
  for (const bed of beds) {
    const raws = new Map<VitalKey, RawNumbers[]>()
    const spans: Map<number, Uint8Array>[] = []
    for (let from = START; from < START + span; from = after(from, NUMBER_SPAN)) {
      const samples = ward.reports(from, after(from, NUMBER_SPAN), { bed, waves: false }).flatMap((report) => report.samples)
      const blocks = timed(
        (ms) => {
          took.packSpan += ms
        },
        () => packSpan(samples),
      )
      counted.span += samples.length
      const clock = openClock(blocks.get(CLOCK)!)
      const share = shares(blocks)
      for (const [wire, block] of blocks) {
        const signal = signalAt(wire)
        const count = samples.filter((sample) => sample.signal === signal?.key).length
        add(signal?.key ?? 'clock', share(block), count)
        if (signal?.kind !== 'number') continue
        counted.number += count
        const key = signal.key as VitalKey
        raws.set(key, [...(raws.get(key) ?? []), ...unpackNumbers(clock, block)])
      }
      spans.push(blocks)
    }
    for (const [key, list] of raws)
      for (const { step, span: whole } of [ROLLS.minute, ROLLS.quarter]) {
        const block = packNumberRolls(rollNumbers(key, list, step))
        // What of a longer block falls into this time.
        add('rolls', ((block.length + SEAL) * Math.max(span, step)) / Math.max(span, Math.min(whole, span)), 0)
        if (step === ROLLS.minute.step && key === 'hr') rollBlock = block
      }
    rowsOfHour = spans.slice(0, 4).map(closeSpan)
  }

  say('waves')
  const waves = new Map<string, WaveSample[]>()
  const waveRolls = new Map<string, WaveSample[]>()
  const minutes = quick ? 1 : 5
  for (let minute = 0; minute < minutes; minute++) {
    const from = after(START, HOUR + minute * WAVE_SPAN)
    waves.clear()
    const reports = ward.reports(from, after(from, WAVE_SPAN))
    for (const report of reports)
      for (const sample of report.samples) {
        if (sample.kind !== 'wave') continue
        const key = `${report.bed} ${sample.signal}`
        waves.set(key, [...(waves.get(key) ?? []), sample])
      }
    for (const list of waves.values()) {
      const { signal } = list[0]!
      const block = timed(
        (ms) => {
          took.packWaves += ms
        },
        () => packWaves(list),
      )
      timed(
        (ms) => {
          took.unpackWaves += ms
        },
        () => unpackWaves(block),
      )
      const samples = list.reduce((sum, { data }) => sum + data.length, 0)
      counted.wave += samples
      add(signal, block.length + SEAL, samples)
      const key = `${list[0]!.source} ${signal}`
      waveRolls.set(key, [...(waveRolls.get(key) ?? []), ...list])
    }
    const seconds = new Map<string, Sample[]>()
    for (const { bed, samples } of reports) {
      if (samples.length === 0) continue
      const key = `${bed} ${Math.floor(samples[0]!.received / 1000)}`
      seconds.set(key, [...(seconds.get(key) ?? []), ...samples])
    }
    for (const samples of seconds.values()) {
      timed(
        (ms) => {
          took.fresh += ms
        },
        () => packSamples(samples),
      )
      counted.fresh += samples.length
    }
  }

  for (const list of waveRolls.values())
    add('wave-rolls', packWaveRolls(rollWaves(list[0]!.signal, list, ROLLS.second.step)).length + SEAL, 0)

  say('three days of eight numbers')
  const wires = [...openSpan(rowsOfHour[0]!).keys()].filter((wire) => signalAt(wire)?.kind === 'number').slice(0, 8)
  const runs: { raw: number; rolled: number }[] = []
  for (let run = 0; run < 5; run++) {
    const figures = { raw: 0, rolled: 0 }
    timed(
      (ms) => {
        figures.raw = ms
      },
      () => {
        const all = new Map<number, RawNumbers[]>(wires.map((wire) => [wire, []]))
        for (let i = 0; i < (72 * HOUR) / NUMBER_SPAN; i++) {
          const blocks = openSpan(rowsOfHour[i % rowsOfHour.length]!)
          const clock = openClock(blocks.get(CLOCK)!)
          // The same hour again and again, each an hour later.
          const later = Math.floor(i / rowsOfHour.length) * HOUR
          for (const section of clock) for (let row = 0; row < section.at.length; row++) section.at[row]! += later
          for (const wire of wires) if (blocks.has(wire)) all.get(wire)!.push(...unpackNumbers(clock, blocks.get(wire)!))
        }
        for (const raws of all.values())
          thinNumbers(raws[0]!.signal, planThin(START, after(START, 72 * HOUR), 1000, []), { raws, rolls: [] })
      },
    )
    timed(
      (ms) => {
        figures.rolled = ms
      },
      () => {
        for (let i = 0; i < 8; i++) {
          const rolls = Array.from({ length: (72 * HOUR) / span }, (_, part) => {
            const one = unpackNumberRolls(rollBlock!)
            const later = (column: Float64Array) => column.map((when) => when + part * span)
            return {
              ...one,
              at: later(one.at),
              firstAt: later(one.firstAt),
              minAt: later(one.minAt),
              maxAt: later(one.maxAt),
              lastAt: later(one.lastAt),
            }
          })
          thinNumbers('hr', planThin(START, after(START, 72 * HOUR), 1000, [ROLLS.minute.step, ROLLS.quarter.step]), { raws: [], rolls })
        }
      },
    )
    runs.push(figures)
  }
  const middle = (of: (run: { raw: number; rolled: number }) => number): number => runs.map(of).sort((a, b) => a - b)[2]!

  const sum = (keys: readonly string[]): number => keys.reduce((total, key) => total + (sizes.get(key)?.bytes ?? 0), 0)
  const kind = (key: string): string | undefined => [...Array(128).keys()].map(signalAt).find((signal) => signal?.key === key)?.kind
  const keys = [...sizes.keys()]
  const over: Record<string, number> = { clock: counted.number, rolls: counted.number, 'wave-rolls': counted.wave }
  return {
    number: sum([...keys.filter((key) => kind(key) === 'number'), 'clock', 'rolls']) / counted.number,
    wave: sum([...keys.filter((key) => kind(key) === 'wave'), 'wave-rolls']) / counted.wave,
    signals: Object.fromEntries(keys.map((key) => [key, sizes.get(key)!.bytes / (over[key] ?? sizes.get(key)!.samples)])),
    times: {
      fresh: (1000 * took.fresh) / counted.fresh,
      packSpan: (1000 * took.packSpan) / counted.span,
      packWaves: (1000 * took.packWaves) / counted.wave,
      unpackWaves: (1000 * took.unpackWaves) / counted.wave,
    },
    threeDays: { raw: middle((run) => run.raw), rolled: middle((run) => run.rolled) },
  }
}

/** The section of the results. */
export function blocksText({ number, wave, signals, times, threeDays }: BlocksFigures): string {
  return [
    '## Blocks, before they are sealed: the demo ward\n',
    `${number.toFixed(2)} bytes a number, ${wave.toFixed(2)} a wave sample, clocks and roll-ups included. 72 h of 8 numbers to 1,000 columns: every sample ${threeDays.raw.toFixed(0)} ms, by roll-ups ${threeDays.rolled.toFixed(0)} ms.\n`,
    '| signal | bytes a sample |\n| --- | --- |',
    ...Object.entries(signals).map(([key, size]) => `| ${key} | ${size.toFixed(3)} |`),
    `\nµs a sample: ${Object.entries(times)
      .map(([what, took]) => `${what} ${took.toFixed(2)}`)
      .join(', ')}.`,
  ].join('\n')
}

if (import.meta.main) console.log(benchBlocks(process.argv.includes('--quick'), console.error))
