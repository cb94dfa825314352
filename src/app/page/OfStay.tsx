// A page of one stay, of the person who sits here: who takes over gets one of their own, and at a locked station nothing of it stays.
import type { ReactNode } from 'react'
import { useLocation } from 'wouter'
import { useMe } from '../access/use.ts'
import { rightTo } from '../census/rights.ts'
import { me } from '../stores/me.ts'
import { Part } from './Part.tsx'

interface Props {
  readonly stay: string
  readonly children: ReactNode
  readonly handOver: (close: () => void) => ReactNode
}
export function OfStay({ stay, children, handOver }: Props) {
  const right = useMe((state) => rightTo(state.me?.authority ?? null, 'see-history'))
  const who = useMe((state) => state.me?.account?.id ?? '')
  const [, navigate] = useLocation()
  if (right === 'yes') return <Part key={`${stay} ${who}`}>{children}</Part>
  if (right === 'by-pin') return <Part>{handOver(() => me.getState().me?.authority.is === 'person' || navigate('/'))}</Part>
  return (
    <main className="page">
      <p>Your role does not read the history of a stay.</p>
    </main>
  )
}
