// Roll-ups of what was just sealed, put into the longer blocks they stand in: within the same transaction, so that they never differ from what they sum up.
import type { RawNumbers } from '../../model/history.ts'
import { type SignalKind, signalAt } from '../../model/signals.ts'
import type { VitalKey } from '../../model/vitals.ts'
import type { WaveKey } from '../../model/waves.ts'
import type { Packed } from './asks.ts'
import {
  type Blocks,
  CLOCK,
  type Clock,
  openClock,
  openSpan,
  packNumberRolls,
  packWaveRolls,
  ROLLS,
  replaceRolls,
  rollNumbers,
  rollWaves,
  unpackNumberRolls,
  unpackNumbers,
  unpackWaveRolls,
  unpackWaves,
  type WaveRolls,
} from './blocks/blocks.ts'
import { Unsealable } from './seal.ts'
import { rowOf, spanOf } from './spans.ts'
import type { BlockPlace, StaysWriter } from './stays.ts'

/** TABLE: of which kinds of signals there are which roll-ups. Keys of ROLLS. */
export const ROLLED: Readonly<Record<SignalKind, readonly (keyof typeof ROLLS)[]>> = {
  number: ['minute', 'quarter'],
  wave: ['second'],
  coded: [],
  event: [],
}

/** Spans without a hole between them, all within one block of roll-ups. */
function runsOf(spans: readonly Packed[], block: number): readonly (readonly Packed[])[] {
  const runs: Packed[][] = []
  for (const span of spans.toSorted((a, b) => a.start - b.start)) {
    const run = runs.at(-1)
    const last = run?.at(-1)
    const goesOn =
      last && last.start + spanOf(span.wave) === span.start && Math.floor(last.start / block) === Math.floor(span.start / block)
    if (run && goesOn) run.push(span)
    else runs.push([span])
  }
  return runs
}

const sameScale = (a: WaveRolls, b: WaveRolls): boolean =>
  a.rate === b.rate && a.gain === b.gain && a.baseline === b.baseline && a.unit === b.unit
const NOTHING = new Float64Array(0)

/** Of each scale what it had outside of [from, to), and what is fresh within. */
export function replaceWaves(old: readonly WaveRolls[], from: number, to: number, fresh: readonly WaveRolls[]): readonly WaveRolls[] {
  const gone = old.filter((one) => !fresh.some((other) => sameScale(one, other)))
  const kept = gone.map((one) => {
    const none = Object.fromEntries(Object.entries(one).map(([name, column]) => [name, column instanceof Float64Array ? NOTHING : column]))
    return replaceRolls(one, from, to, { ...(none as unknown as WaveRolls), gaps: [], marked: [] })
  })
  const put = fresh.map((one) => replaceRolls(old.find((other) => sameScale(one, other)) ?? null, from, to, one))
  return [...kept, ...put].filter(({ at }) => at.length > 0)
}

function opened(open: () => Uint8Array): Uint8Array | 'damaged' {
  try {
    return open()
  } catch (error) {
    if (error instanceof Unsealable) return 'damaged'
    throw error
  }
}

type Read = (span: Packed, wire: number) => readonly RawNumbers[]
/** Each clock and each block is opened once, for all roll-ups that are made of it; of one signal at a time. */
function createRead(): Read {
  const clocks = new Map<Packed, Clock>()
  const known = new Map<Packed, { readonly wire: number; readonly raws: readonly RawNumbers[] }>()
  return (span, wire) => {
    const before = known.get(span)
    if (before?.wire === wire) return before.raws
    const bytes = span.blocks.get(CLOCK)
    const clock = clocks.get(span) ?? (bytes ? openClock(bytes) : [])
    clocks.set(span, clock)
    const raws = unpackNumbers(clock, span.blocks.get(wire)!)
    known.set(span, { wire, raws })
    return raws
  }
}

export function createRollups(stays: StaysWriter) {
  /** `next` is handed null where there is none, 'damaged' where it does not open. */
  function replace(place: BlockPlace, at: number, next: (old: Uint8Array | 'damaged' | null) => Uint8Array | null): void {
    const row = stays.blocks(place, place.start, place.start + 1)[0]
    const bytes = next(row ? opened(() => stays.openBlock(place, row)) : null)
    if (bytes) stays.putBlock(place, (row?.version ?? 0) + 1, bytes, at)
  }
  /** All that is sealed of one roll-up's span, and opens. */
  function sealedIn({ stay, signal, start }: BlockPlace, wave: boolean, to: number) {
    const place = { stay, signal: rowOf(signal), kind: 'raw' } as const
    return stays.blocks(place, start, to).flatMap((row) => {
      const bytes = opened(() => stays.openBlock({ ...place, start: row.start }, row))
      if (bytes === 'damaged') return []
      const blocks: Blocks = wave ? new Map([[signal, bytes]]) : openSpan(bytes)
      const own = blocks.get(signal)
      return own ? [{ bytes: own, clock: blocks.get(CLOCK) }] : []
    })
  }
  function put(stay: string, wire: number, run: readonly Packed[], kind: keyof typeof ROLLS, at: number, read: Read): void {
    const { step, span } = ROLLS[kind]
    const first = run[0]!.start
    const last = run.at(-1)!.start + spanOf(run[0]!.wave)
    const place = { stay, signal: wire, kind, start: Math.floor(first / span) * span } as const
    const signal = signalAt(wire)!
    replace(place, at, (found) => {
      // One that does not open is made anew, of all that its blocks hold.
      const isBroken = found === 'damaged'
      const old = isBroken ? null : found
      const [from, to] = isBroken ? [place.start, place.start + span] : [first, last]
      const whole = isBroken ? sealedIn(place, run[0]!.wave, to) : []
      if (signal.kind === 'wave') {
        const fresh = rollWaves(
          signal.key as WaveKey,
          (isBroken ? whole.map(({ bytes }) => bytes) : run.map(({ blocks }) => blocks.get(wire)!)).flatMap((bytes) => unpackWaves(bytes)),
          step,
        )
        const all = replaceWaves(old ? unpackWaveRolls(old) : [], from, to, fresh)
        return all.length > 0 ? packWaveRolls(all) : null
      }
      const raws = isBroken
        ? whole.flatMap(({ bytes, clock }) => unpackNumbers(clock ? openClock(clock) : [], bytes))
        : run.flatMap((one) => read(one, wire))
      return packNumberRolls(replaceRolls(old ? unpackNumberRolls(old) : null, from, to, rollNumbers(signal.key as VitalKey, raws, step)))
    })
  }
  return {
    /** Spans of one stay, sealed just now. */
    put(stay: string, spans: readonly Packed[], at: number): void {
      const wires = new Set(spans.flatMap(({ blocks }) => [...blocks.keys()]))
      const read = createRead()
      for (const wire of wires)
        for (const kind of ROLLED[signalAt(wire)?.kind ?? 'event'])
          for (const run of runsOf(
            spans.filter(({ blocks }) => blocks.has(wire)),
            ROLLS[kind].span,
          ))
            put(stay, wire, run, kind, at, read)
    },
  }
}
