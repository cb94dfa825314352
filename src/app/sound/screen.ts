// The sound of a real page: its audio, a clock in a worker, the other tabs, and arming by whatever is touched first.
import { volumeAt } from '../../model/tones.ts'
import type { Stop } from '../core/dial.ts'
import { trusted } from '../page/trusted.ts'
import { clockIn } from '../page/words.ts'
import { gatewayTime, link } from '../stores/link.ts'
import { settings } from '../stores/settings.ts'
import { ward } from '../stores/ward.ts'
import { createSound, type FirstPulse, type Sound, type SoundParts } from './sound.ts'
import tickerUrl from './ticker.ts?worker&url'

const GESTURES = ['pointerdown', 'pointerup', 'keydown', 'touchend'] as const

function every(period: number, act: () => void): Stop {
  const worker = new Worker(trusted(tickerUrl), { type: 'module', name: 'wardlight ticker' })
  worker.onmessage = act
  worker.postMessage(period)
  return () => worker.terminate()
}

function channelOf(name: string): SoundParts['channel'] {
  const channel = new BroadcastChannel(name)
  return {
    say: (said) => channel.postMessage(said),
    hear(act) {
      channel.onmessage = ({ data }) => act(data)
      return () => channel.close()
    },
  }
}

let clock = { zone: '', format: clockIn('UTC') }
/** This screen's volume, or by night what its ward allows. */
function volumeNow(): number {
  const { ward: here } = ward.getState()
  const zone = here?.zone ?? 'UTC'
  if (clock.zone !== zone) clock = { zone, format: clockIn(zone) }
  const [hours = 0, minutes = 0] = clock
    .format(gatewayTime(link.getState(), performance.now()) ?? Date.now())
    .split(':')
    .map(Number)
  return volumeAt(settings.getState().volume, here?.night ?? null, hours * 60 + minutes)
}

/** Starts this tab's sound; ends with its `stop`. `scheduled`: told of the first pulse of whatever begins to sound. */
export function startSound(scheduled?: (first: FirstPulse) => void): Sound {
  const started = createSound({
    id: crypto.randomUUID(),
    born: performance.timeOrigin,
    mono: () => performance.now(),
    context: () => new AudioContext({ latencyHint: 'interactive' }),
    every,
    after(period, act) {
      const timer = setTimeout(act, period)
      return () => clearTimeout(timer)
    },
    channel: channelOf('wardlight sound'),
    theme: () => settings.getState().soundTheme,
    volume: volumeNow,
    ...(scheduled && { scheduled }),
  })
  const controller = new AbortController()
  const arm = (): void => void started.arm()
  for (const gesture of GESTURES) document.addEventListener(gesture, arm, { capture: true, passive: true, signal: controller.signal })
  addEventListener('pagehide', started.leave, { signal: controller.signal })
  // Where the browser lets sound out without a touch (it was told so, or was touched on the page before), nobody has to press.
  arm()
  return {
    ...started,
    stop() {
      controller.abort()
      started.stop()
    },
  }
}
