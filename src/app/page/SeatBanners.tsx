// What must be said of who sits here: a session about to end, why one ended, an emergency that runs, names that are kept back.
import { useEffect, useState } from 'react'
import { POLICY } from '../../model/me.ts'
import { counter } from '../core/words.ts'
import { type Emergency, emergencyWords, idleWords } from './seat.ts'
import { useWard } from './use.ts'

/** Whole seconds until `endsAt` (page clock), from a minute before on; null: no word of it yet. */
function useLast(endsAt: number | null): number | null {
  const [left, setLeft] = useState<number | null>(null)
  useEffect(() => {
    const tick = (): void => {
      const ms = endsAt === null ? Number.POSITIVE_INFINITY : endsAt - performance.now()
      setLeft(ms > POLICY.warning ? null : Math.max(0, Math.ceil(ms / 1000)))
    }
    tick()
    const timer = setInterval(tick, 250)
    return () => clearInterval(timer)
  }, [endsAt])
  return left
}

/** `endsAt`: when the session ends without a touch, page clock; null where none ends. */
export function IdleBanner({ endsAt }: { readonly endsAt: number | null }) {
  const left = useLast(endsAt)
  const station = useWard((state) => state.authority?.station != null)
  if (left === null) return null
  const { lead, after } = idleWords(station)
  return (
    <p className="banner banner-strong" data-banner="idle">
      <span aria-hidden="true">◔</span>
      {/* Said once, with the time there is; the seconds are for the eye. */}
      <span role="alert" className="sr-only">
        {lead} less than a minute: {after}.
      </span>
      <strong aria-hidden="true" className="tabular">
        {lead} {counter(left * 1000)}:
      </strong>
      <span aria-hidden="true">{after}.</span>
    </p>
  )
}

/** Why the person before is gone: stands until it is read, or somebody takes over. */
export function EndedBanner() {
  const ended = useWard((state) => state.authority?.ended?.message ?? null)
  const [read, setRead] = useState<string | null>(null)
  if (ended === null || ended === read) return null
  return (
    <div className="banner banner-strong" data-banner="ended">
      <span aria-hidden="true">■</span>
      <strong role="alert">{ended}</strong>
      <button type="button" className="button" onClick={() => setRead(ended)}>
        Understood
      </button>
    </div>
  )
}

interface Props {
  readonly ward: string
  readonly endEmergency: (id: string) => void
}

export function SeatBanners({ ward, endEmergency }: Props) {
  const emergencies = useWard((state) => state.authority?.emergencies)
  const refused = useWard((state) => state.namesRefused)
  return (
    <>
      {emergencies
        ?.filter((one) => one.ward === ward)
        .map((emergency) => (
          <EmergencyBanner key={emergency.id} emergency={emergency} end={() => endEmergency(emergency.id)} />
        ))}
      {refused === 'audit-down' && (
        <p className="banner banner-strong" data-banner="names">
          <span aria-hidden="true">▲</span>
          <strong role="alert">NAMES NOT SHOWN</strong>
          <span>the audit cannot be written; values go on.</span>
        </p>
      )}
    </>
  )
}

function EmergencyBanner({ emergency, end }: { readonly emergency: Emergency; readonly end: () => void }) {
  const zone = useWard((state) => state.ward?.zone ?? 'UTC')
  return (
    <div className="banner banner-technical" data-banner="emergency">
      <span aria-hidden="true">◆</span>
      <strong role="alert">EMERGENCY ACCESS</strong>
      <span>{emergencyWords(emergency, zone)}</span>
      <button type="button" className="button" onClick={end}>
        End
      </button>
    </div>
  )
}
