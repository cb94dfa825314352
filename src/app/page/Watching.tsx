// Runs the session for what is inside, and opens the probe where it was asked for and the gateway says demo.
import { type ReactNode, useEffect, useState } from 'react'
import { onSignedChange, refreshMe } from '../access/api.ts'
import type { ProbeLog } from '../messages.ts'
import { link } from '../stores/link.ts'
import { ward } from '../stores/ward.ts'
import { keepAwake } from './screen.ts'
import { type Session, startSession } from './session.ts'
import { SessionContext } from './use.ts'

declare global {
  interface Window {
    /** What was painted, for tests: only under `?probe`, only in a demo. */
    wardlight?: { readonly probe: (since: number) => Promise<ProbeLog> }
  }
}

const wantsProbe = (): boolean => new URLSearchParams(location.search).has('probe')

/** Offers `window.wardlight` while the gateway says demo; returns the undo. */
function offerProbe(session: Session): () => void {
  const offer = (): void => {
    if (ward.getState().gateway?.demo === true) window.wardlight ??= { probe: session.probe }
    else delete window.wardlight
  }
  offer()
  const unsubscribe = ward.subscribe(offer)
  return () => {
    unsubscribe()
    delete window.wardlight
  }
}

export function Watching({ children }: { readonly children: ReactNode }) {
  const [session, setSession] = useState<Session | null>(null)
  useEffect(() => {
    const probe = wantsProbe()
    const started = startSession(probe)
    // Somebody else sits here: the socket comes back under the new cookies. And what the socket hears, the page asks about.
    const unhear = onSignedChange(() => started.redial())
    let known = ward.getState().authority
    const unsubscribe = ward.subscribe(({ authority }) => {
      if (authority === known) return
      const before = JSON.stringify(known)
      known = authority
      if (authority !== null && before !== JSON.stringify(authority)) void refreshMe()
    })
    const stops = [
      unhear,
      unsubscribe,
      keepAwake((refused) => link.setState({ mayGoDark: refused })),
      probe ? offerProbe(started) : () => {},
      started.stop,
    ]
    setSession(started)
    return () => {
      setSession(null)
      for (const stop of stops) stop()
    }
  }, [])
  return session && <SessionContext value={session}>{children}</SessionContext>
}
