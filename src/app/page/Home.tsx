// The wards; goes on to the last one seen on this screen, else the first.
import { useEffect } from 'react'
import { Link, useLocation } from 'wouter'
import { settings } from '../stores/settings.ts'
import { useTitle } from './title.ts'
import { useLink, useSession, useWard } from './use.ts'
import { LINK_WORDS } from './words.ts'

export const wardPath = (ward: string): string => `/ward/${encodeURIComponent(ward)}`
export const bedPath = (ward: string, bed: string): string => `${wardPath(ward)}/bed/${encodeURIComponent(bed)}`

export function Home() {
  const session = useSession()
  const wards = useWard((state) => state.wards)
  const link = useLink((state) => state.link)
  const failed = useLink((state) => state.failed)
  const [, navigate] = useLocation()
  useTitle('wards')

  useEffect(() => session.watch(null), [session])
  useEffect(() => {
    const { lastWard } = settings.getState()
    const goal = wards?.find(({ id }) => id === lastWard) ?? wards?.[0]
    if (goal) navigate(wardPath(goal.id) + location.search, { replace: true })
  }, [wards, navigate])

  return (
    <main className="notice-page" data-link={link}>
      <h1>Wards</h1>
      {wards === null ? (
        <p role="status">
          {link === 'lost'
            ? `${LINK_WORDS.lost.symbol} No answer from the gateway: look at the bedside monitors. Trying again…`
            : 'Connecting…'}
        </p>
      ) : (
        <ul>
          {wards.map(({ id, name, beds }) => (
            <li key={id}>
              <Link href={wardPath(id) + location.search} className="plain-link">
                {name}
              </Link>{' '}
              ({beds} beds)
            </li>
          ))}
        </ul>
      )}
      {wards?.length === 0 && <p>The gateway watches no ward.</p>}
      {failed !== null && <p role="alert">{failed}</p>}
      <p>Secondary display: bedside alarms lead.</p>
    </main>
  )
}
