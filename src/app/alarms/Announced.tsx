// The one live region of alarms on a page. What a modal dialog covers is not read: a dialog has its own, and only that speaks.
import { useEffect, useRef, useState } from 'react'
import { ANNOUNCED_EVERY, ANNOUNCED_FOR, type Announcement, createAnnouncer } from './announce.ts'
import { bannerRows } from './rows.ts'
import { useRows } from './use.ts'

/** Shared by all of a page: what was said once is not said again when a dialog opens. */
const announcer = createAnnouncer()

export function Announced() {
  const { rows } = useRows()
  const host = useRef<HTMLParagraphElement>(null)
  const [said, setSaid] = useState<Announcement | null>(null)
  const latest = useRef(rows)
  latest.current = rows
  useEffect(() => {
    if (said === null) return
    const timer = setTimeout(() => setSaid(null), ANNOUNCED_FOR)
    return () => clearTimeout(timer)
  }, [said])
  useEffect(() => {
    const look = (): void => {
      const dialog = [...document.querySelectorAll('dialog:modal')].at(-1)
      if (dialog && !dialog.contains(host.current)) return
      const next = announcer.offer(bannerRows(latest.current), performance.now())
      if (next) setSaid(next)
    }
    look()
    const timer = setInterval(look, ANNOUNCED_EVERY / 4)
    return () => clearInterval(timer)
  }, [])
  return (
    <p ref={host} className="sr-only" aria-live={said?.urgent ? 'assertive' : 'polite'} data-announced>
      {said?.words}
    </p>
  )
}
