// Tracks of coded states and events in a window: one step a change, every event; with the same gaps as numbers have.
import { CODED, type Coded, type CodedKey, type EventKey } from '../../model/codes.ts'
import { noneAfter } from '../../model/freshness.ts'
import { type CodedTrack, type EventTrack, GAP_WHYS, type Span } from '../../model/history.ts'
import type { DeviceId } from '../../model/ids.ts'
import { type CodedSample, QUALITY, type Sample } from '../../model/sample.ts'
import { gapsOf, type Line, marksOf } from './blocks/rolls.ts'
import { stretchesOf } from './blocks/stretches.ts'

/** As of numbers: the look "none". */
const silenceOf = ({ clock, cadence }: Coded): number => (clock === 'spot' ? Number.POSITIVE_INFINITY : noneAfter(cadence))
const KNOWN = 255

const led = <S extends Sample>(samples: readonly S[], { from, to }: Span): readonly S[] =>
  samples.filter(({ at, quality }) => !(quality & QUALITY.second) && at >= from && at < to)

function mostOf(samples: readonly Sample[]): DeviceId | null {
  const counts = new Map<DeviceId, number>()
  for (const { source } of samples) counts.set(source, (counts.get(source) ?? 0) + 1)
  return [...counts].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1))[0]?.[0] ?? null
}

/** What it was before is looked for by who asks. */
export function thinCoded(signal: CodedKey, found: readonly Sample[], window: Span): CodedTrack {
  const samples = led(
    found.filter((one): one is CodedSample => one.kind === 'coded'),
    window,
  )
  const line: Line = {
    at: Float64Array.from(samples, ({ at }) => at),
    value: new Float64Array(samples.length),
    why: Uint8Array.from(samples, ({ value }) => (value.is === 'known' ? KNOWN : GAP_WHYS.indexOf(value.why))),
    quality: Uint8Array.from(samples, ({ quality }) => quality),
    source: new Uint8Array(samples.length),
    sources: [],
  }
  const silence = silenceOf(CODED[signal])
  const said = { gaps: gapsOf(line, (index) => GAP_WHYS[index]!, silence), marked: marksOf(line, silence) }
  const covered = samples.map(({ at }) => ({ from: at, to: at }))
  const steps = samples.map(({ at, value }) => ({ at, code: value.is === 'known' ? value.value : null }))
  return {
    kind: 'coded',
    signal,
    source: mostOf(samples),
    ...stretchesOf(window, covered, said, silence),
    steps: steps.filter(({ code }, i) => i === 0 || code !== steps[i - 1]!.code),
  }
}

export function thinEvents(signal: EventKey, found: readonly Sample[], window: Span): EventTrack {
  const samples = led(found, window)
  const events = samples.flatMap((one) => (one.kind === 'event' ? [{ at: one.at, mark: one.mark }] : []))
  return { kind: 'event', signal, source: mostOf(samples), gaps: [], marked: [], events }
}
