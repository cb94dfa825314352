// Runs the sound of this tab for all pages inside, whatever they show.
import { type ReactNode, useEffect, useState } from 'react'
import './sound.css'
import type { render } from '../sound/render.ts'
import { startSound } from '../sound/screen.ts'
import type { FirstPulse, Sound } from '../sound/sound.ts'
import { followSound } from '../stores/settings.ts'
import { heardFrom } from './heard.ts'
import { SoundContext } from './use.ts'

declare global {
  interface Window {
    /** The sound, its first pulses as they were scheduled, and what it renders, for tests: only under `?probe`. `apart`: what the ward has to say is left out. */
    wardlightSound?: {
      readonly sound: Sound
      readonly pulses: (FirstPulse & { readonly at: number })[]
      readonly render: typeof render
      apart: boolean
    }
  }
}

export function Sounding({ children }: { readonly children: ReactNode }) {
  const [sound, setSound] = useState<Sound | null>(null)
  useEffect(() => {
    const probe = new URLSearchParams(location.search).has('probe')
    const pulses: (FirstPulse & { readonly at: number })[] = []
    const started = startSound(
      probe ? (first) => void pulses.push({ ...first, at: performance.timeOrigin + performance.now() }) : undefined,
    )
    if (probe)
      window.wardlightSound = {
        sound: started,
        pulses,
        render: async (...asked) => (await import('../sound/render.ts')).render(...asked),
        apart: new URLSearchParams(location.search).get('probe') === 'apart',
      }
    const stops = [
      followSound(window),
      heardFrom({ ...started, setAudible: (list) => window.wardlightSound?.apart || started.setAudible(list) }),
    ]
    setSound(started)
    return () => {
      setSound(null)
      for (const stop of stops) stop()
      delete window.wardlightSound
      started.stop()
    }
  }, [])
  return <SoundContext value={sound}>{children}</SoundContext>
}
