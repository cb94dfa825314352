// What must be said across the top: link lost, wrong clock, a ward's note, beds that a filter hides.
import { useEffect, useState } from 'react'
import { useStore } from 'zustand'
import { counter } from '../core/words.ts'
import { seat } from '../stores/seat.ts'
import { endEmergency } from './doors.ts'
import { Icon } from './Icon.tsx'
import { EndedBanner, IdleBanner, SeatBanners } from './SeatBanners.tsx'
import { SoundBar } from './SoundBar.tsx'
import { useLink, useWard } from './use.ts'
import { clockWords, plural } from './words.ts'

/** A page that just opened is connecting, not lost, for so long, ms. */
const OPENING = 4000

/** Page clock, once a second while `on`. */
function useClock(on: boolean): number {
  const [now, setNow] = useState(() => performance.now())
  useEffect(() => {
    if (!on) return
    setNow(performance.now())
    const timer = setInterval(() => setNow(performance.now()), 1000)
    return () => clearInterval(timer)
  }, [on])
  return now
}

function Lost() {
  const since = useLink((state) => state.silentSince)
  const opening = useLink((state) => state.opening)
  const now = useClock(true)
  const silent = Math.max(0, now - (since ?? now))
  if (opening && silent < OPENING) return null
  return (
    <div className="banner banner-technical">
      <span aria-hidden="true">▲▲</span>
      {/* The alert is said once; the seconds beside it are for the eye. */}
      <strong role="alert">COMMUNICATION LOST</strong>
      <strong aria-hidden="true" className="tabular" data-lost-for>
        {counter(silent)}
      </strong>
      <span>this screen is not watching. Look at the bedside monitors.</span>
    </div>
  )
}

interface Props {
  /** The ward. */
  readonly id: string
  readonly hidden: number
  readonly showAll: () => void
}

export function Banners({ id, hidden, showAll }: Props) {
  const link = useLink((state) => state.link)
  const reason = useLink((state) => state.reason)
  const failed = useLink((state) => state.failed)
  const clock = useLink((state) => clockWords(state.wallOffset))
  const wall = useWard((state) => state.authority?.is === 'wall-display')
  const note = useWard((state) => state.ward?.note ?? null)
  const endsAt = useStore(seat, (state) => state.endsAt)
  return (
    <div className="banners">
      {/* What comes and goes lies over the lower edge, the worst lowest: labels stand at the upper edge of their tiles, and no bed moves. */}
      <div className="banners-over">
        <IdleBanner endsAt={endsAt} />
        {link === 'lost' && <Lost />}
        {link === 'ended' && (
          <div className="banner banner-technical">
            <span aria-hidden="true">■</span>
            <strong role="alert">ENDED: this screen is not watching</strong>
            <span>{reason}</span>
            <button type="button" className="button" onClick={() => location.reload()}>
              Watch again
            </button>
          </div>
        )}
      </div>
      {/* Not over a bed: these may stand there for hours. */}
      {wall && <SoundBar over={false} />}
      <EndedBanner />
      <SeatBanners ward={id} endEmergency={(emergency) => void endEmergency(emergency)} />
      {failed !== null && (
        <div className="banner banner-technical">
          <span aria-hidden="true">▲</span>
          <strong role="alert">{failed}</strong>
        </div>
      )}
      {clock !== null && (
        <p className="banner" data-banner="clock">
          <Icon icon="clock" />
          {clock}
        </p>
      )}
      {note !== null && (
        <p className="banner" data-banner="note">
          <Icon icon="info" />
          {note}
        </p>
      )}
      {hidden > 0 && (
        <p className="banner" data-banner="hidden">
          {plural(hidden, 'bed')} hidden:
          <button type="button" className="button" onClick={showAll}>
            show all
          </button>
        </p>
      )}
    </div>
  )
}
