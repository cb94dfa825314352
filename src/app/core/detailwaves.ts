// The waves of a bed as rows of text: what a canvas shows only to the eye.
import type { Channel } from '../../model/facts.ts'
import type { At } from '../../model/units.ts'
import { NO_SAMPLE, WAVES, type WaveKey } from '../../model/waves.ts'
import type { DetailWave } from '../messages.ts'
import type { BedView, WaveRing, When } from './view.ts'
import { clockTime } from './words.ts'

/** A wave without a sample for so long has a gap, real ms: two frames and the way [design]. */
const QUIET = 2000

function state(bed: BedView, ring: WaveRing | undefined, now: At | null, speed: number): DetailWave['state'] {
  if (bed.facts.recording?.ended) return 'ended'
  if (!ring || ring.next <= ring.first || now === null) return 'gap'
  const newest = ring.next - 1
  return now - ring.timeOf(newest) <= QUIET * speed && ring.valueAt(newest) !== NO_SAMPLE ? 'live' : 'gap'
}

/** Each stretch that was filled: what lies between two came live. */
function filled(ring: WaveRing | undefined, zone: string): string | null {
  if (!ring || ring.fills === 0) return null
  const runs: [from: number, to: number][] = []
  for (let sample = ring.first; sample < ring.next; sample++) {
    if (!ring.filledAt(sample)) continue
    const last = runs.at(-1)
    if (last && sample === last[1] + 1) last[1] = sample
    else runs.push([sample, sample])
  }
  const told = runs.map(([from, to]) => `${clockTime(ring.timeOf(from), zone, true)} to ${clockTime(ring.timeOf(to), zone, true)}`)
  return told.length === 0 ? null : `filled from the history: ${told.join(', ')}`
}

const row = (bed: BedView, channel: Channel, { now, speed, zone }: Omit<When, 'units'>): DetailWave => {
  const { ch, rate, gain, baseline, unit } = channel
  const { name } = WAVES[channel.signal as WaveKey]
  const source = bed.facts.devices.find(({ id }) => id === channel.source)?.name ?? channel.source
  const ring = bed.rings.get(ch)
  const seen = { state: state(bed, ring, now, speed), filled: filled(ring, zone) }
  return { ch, signal: channel.signal, name, rate, gain, baseline, unit, source, ...seen }
}

/** One row a channel, in the source's order. Null `now`: no wave is live. */
export const waveRows = (bed: BedView, when: Omit<When, 'units'>): readonly DetailWave[] =>
  bed.facts.channels.map((channel) => row(bed, channel, when))
