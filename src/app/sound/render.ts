// What would be heard, as samples: the planner and the player of a screen, rendered offline, so that it can be measured. Fetched by tests only.
import type { SoundTheme } from '../../model/tones.ts'
import type { Audible } from './audible.ts'
import { createPlayer } from './player.ts'
import { plan, SILENT } from './schedule.ts'

interface Asked {
  /** Samples a second, and seconds in all. */
  readonly rate: number
  readonly long: number
  readonly theme: SoundTheme
  readonly volume: number
  /** What is audible from when on, s. */
  readonly steps: readonly { readonly at: number; readonly list: readonly Audible[] }[]
}
/** Between two looks of the planner, s. */
const TICK = 0.2

/** Samples of 16 bits, little-endian, in base64: small enough to be handed out of a page. */
export async function render({ rate, long, theme, volume, steps }: Asked): Promise<string> {
  const context = new OfflineAudioContext(1, Math.ceil(rate * long), rate)
  const player = createPlayer(context)
  player.volume(volume)
  const times = [...new Set([...steps.map(({ at }) => at), ...Array.from({ length: Math.floor(long / TICK) }, (_, tick) => tick * TICK)])]
  let state = SILENT
  for (const now of times.toSorted((a, b) => a - b)) {
    const list = steps.findLast(({ at }) => at <= now)?.list ?? []
    const next = plan(state, list, now, theme)
    player.cancel(next.cancelFrom)
    for (const burst of next.bursts) player.play(burst)
    state = next.plan
  }
  const samples = (await context.startRendering()).getChannelData(0)
  const words = Int16Array.from(samples, (sample) => Math.round(sample * 32_767))
  const bytes = new Uint8Array(words.buffer)
  let text = ''
  for (let at = 0; at < bytes.length; at += 8192) text += String.fromCharCode(...bytes.subarray(at, at + 8192))
  return btoa(text)
}
