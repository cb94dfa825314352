// The waves of a bed as rows of text: what a canvas shows only to the eye.
import type { Channel } from '../../model/facts.ts'
import type { At } from '../../model/units.ts'
import { NO_SAMPLE, WAVES, type WaveKey } from '../../model/waves.ts'
import type { DetailWave } from '../messages.ts'
import type { BedView, WaveRing } from './view.ts'

/** A wave without a sample for so long has a gap, real ms: two frames and the way [design]. */
const QUIET = 2000

function state(bed: BedView, ring: WaveRing | undefined, now: At | null, speed: number): DetailWave['state'] {
  if (bed.facts.recording?.ended) return 'ended'
  if (!ring || ring.next <= ring.first || now === null) return 'gap'
  const newest = ring.next - 1
  return now - ring.timeOf(newest) <= QUIET * speed && ring.valueAt(newest) !== NO_SAMPLE ? 'live' : 'gap'
}

const row = (bed: BedView, channel: Channel, now: At | null, speed: number): DetailWave => {
  const { ch, rate, gain, baseline, unit } = channel
  const { name } = WAVES[channel.signal as WaveKey]
  const source = bed.facts.devices.find(({ id }) => id === channel.source)?.name ?? channel.source
  return { ch, signal: channel.signal, name, rate, gain, baseline, unit, source, state: state(bed, bed.rings.get(ch), now, speed) }
}

/** One row a channel, in the source's order. Null `now`: no wave is live. */
export const waveRows = (bed: BedView, now: At | null, speed: number): readonly DetailWave[] =>
  bed.facts.channels.map((channel) => row(bed, channel, now, speed))
