// React's way into the vanilla stores: a view re-renders only when its own slice changes.
import { createContext, useContext } from 'react'
import { useStore } from 'zustand'
import type { Sound } from '../sound/sound.ts'
import { type LinkState, link } from '../stores/link.ts'
import { type Kept, settings } from '../stores/settings.ts'
import { type SoundState, sound } from '../stores/sound.ts'
import { type WardState, ward } from '../stores/ward.ts'
import type { Session } from './session.ts'

export const useLink = <T>(pick: (state: LinkState) => T): T => useStore(link, pick)
export const useWard = <T>(pick: (state: WardState) => T): T => useStore(ward, pick)
export const useSettings = <T>(pick: (state: Kept) => T): T => useStore(settings, pick)
export const useSoundState = <T>(pick: (state: SoundState) => T): T => useStore(sound, pick)

/** The sound of this tab; null where it has not begun. */
export const SoundContext = createContext<Sound | null>(null)
export const useSound = (): Sound | null => useContext(SoundContext)

export const SessionContext = createContext<Session | null>(null)
/** The running session; throws outside of `Watching`. */
export function useSession(): Session {
  const session = useContext(SessionContext)
  if (!session) throw new Error('no session here')
  return session
}
