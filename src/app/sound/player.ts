// Turns planned pulses into sound by Web Audio. The context is handed in: a screen's own, or one that renders offline to be measured.
import { edgeOf, HARMONICS, type Pulse, rampOf, VOLUME } from '../../model/tones.ts'
import type { Burst } from './schedule.ts'

export interface Player {
  /** Schedules all pulses of a burst on the context's clock. */
  play(burst: Pick<Burst, 'pulses'>): void
  /** Takes back every pulse that begins at `from` (s) or later; null: none. */
  cancel(from: number | null): void
  /** Share of this screen's range; never under the floor, whatever is given. */
  volume(share: number): void
  /** Lets sound out until `until` (s) and no longer, or (null) without an end: another tab goes on where this one stands still. */
  open(until: number | null): void
  stop(): void
}

/** Harmonics as one wave. The browser scales it so that its peak is 1. */
function waveOf(context: BaseAudioContext): PeriodicWave {
  const most = Math.max(...HARMONICS.map(({ times }) => times))
  const sines = new Float32Array(most + 1)
  for (const { times, gain } of HARMONICS) sines[times] = gain
  return context.createPeriodicWave(new Float32Array(most + 1), sines)
}

export function createPlayer(context: BaseAudioContext): Player {
  const wave = waveOf(context)
  const master = context.createGain()
  const gate = context.createGain()
  master.gain.value = VOLUME.most
  let loud: number = VOLUME.most
  master.connect(gate).connect(context.destination)
  const playing = new Map<OscillatorNode, number>()

  function pulse({ at, long, rise, tone, level }: Pulse): void {
    const begins = at - edgeOf(rise)
    const ramp = rampOf(rise)
    const falls = at + long - 0.1 * ramp
    const source = context.createOscillator()
    source.setPeriodicWave(wave)
    source.frequency.value = tone
    const shape = context.createGain()
    const { gain } = shape
    gain.value = 0
    gain.setValueAtTime(0, begins)
    gain.linearRampToValueAtTime(level, begins + ramp)
    gain.setValueAtTime(level, falls)
    gain.linearRampToValueAtTime(0, falls + ramp)
    source.connect(shape).connect(master)
    source.start(begins)
    source.stop(falls + ramp)
    playing.set(source, begins)
    source.onended = () => {
      playing.delete(source)
      shape.disconnect()
    }
  }

  return {
    play({ pulses }) {
      for (const one of pulses) pulse(one)
    },
    cancel(from) {
      if (from === null) return
      for (const [source, begins] of playing)
        if (begins >= from - 1e-6) {
          source.disconnect()
          source.stop()
          playing.delete(source)
        }
    },
    volume(share) {
      // Whatever was asked for: what is no number is the floor as well.
      const heard = share >= VOLUME.least ? Math.min(share, VOLUME.most) : VOLUME.least
      if (heard === loud) return
      loud = heard
      master.gain.setValueAtTime(heard, context.currentTime)
    },
    open(until) {
      gate.gain.cancelScheduledValues(0)
      gate.gain.setValueAtTime(1, context.currentTime)
      if (until !== null) gate.gain.setValueAtTime(0, until)
    },
    stop() {
      for (const source of playing.keys()) source.disconnect()
      playing.clear()
      gate.disconnect()
    },
  }
}
