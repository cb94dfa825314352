// Lets nobody in whom the gateway does not know: asks who this browser is, and shows the way in or the app.
import { lazy, type ReactNode, Suspense, useEffect, useState } from 'react'
import './access.css'
import { SignedOut } from '../page/SignedOut.tsx'
import { followActivity } from './activity.ts'
import { followTabs, refreshMe } from './api.ts'
import { gateOf } from './gate.ts'
import { useMe } from './use.ts'
import { Wait } from './Wait.tsx'

const Enter = lazy(() => import('./Enter.tsx').then(({ Enter }) => ({ default: Enter })))

/** Between two tries while the gateway does not answer, ms. */
const AGAIN = 2000

export function Gate({ children }: { readonly children: ReactNode }) {
  const gate = useMe((state) => gateOf(state.me))
  const ended = useMe((state) => state.me?.authority.ended?.message ?? null)
  const [inside, setInside] = useState(false)
  useEffect(() => {
    void refreshMe()
    const stops = [followTabs(), followActivity()]
    return () => {
      for (const stop of stops) stop()
    }
  }, [])
  useEffect(() => {
    if (gate === 'app') setInside(true)
    if (gate !== 'wait') return
    const timer = setInterval(() => void refreshMe(), AGAIN)
    return () => clearInterval(timer)
  }, [gate])
  if (gate === 'app') return children
  // It was watched a moment ago: what it is now is said before anything is asked.
  if (inside && (gate === 'sign-in' || gate === 'demo')) return <SignedOut reason={ended} />
  if (gate === 'wait') return <Wait />
  return (
    <Suspense fallback={<Wait />}>
      <Enter gate={gate} />
    </Suspense>
  )
}
