// The wards; goes on to the last one seen on this screen, else the first.
import { lazy, Suspense, useEffect, useState } from 'react'
import { Link, useLocation } from 'wouter'
import { Page } from '../access/parts.tsx'
import { useGot, useMay } from '../access/use.ts'
import { Ways } from '../access/Ways.tsx'
import { settings } from '../stores/settings.ts'
import { wardPath } from './paths.ts'
import { useLink, useWard } from './use.ts'
import { LINK_WORDS } from './words.ts'

const Emergency = lazy(() => import('../access/Emergency.tsx').then(({ Emergency }) => ({ default: Emergency })))
/** Asked for the list itself: it then does not go on to a ward by itself. */
const listed = (): boolean => new URLSearchParams(location.search).has('list')
function withoutList(): string {
  const query = new URLSearchParams(location.search)
  query.delete('list')
  return query.size > 0 ? `?${query}` : ''
}

/** Wards that are not one's own: by emergency alone, for who cares for patients. */
function Others({ mine }: { readonly mine: readonly string[] }) {
  const { data } = useGot('GET /api/wards')
  // At a locked station anybody may ask, who then gives name and PIN.
  const may = useWard(
    ({ authority }) =>
      authority?.is === 'station' || (authority?.is === 'person' && authority.roles.some((role) => /nurse|physician/.test(role))),
  )
  const asStation = useWard(({ authority }) => authority?.asStation)
  const locked = useWard(({ authority }) => authority?.is === 'station')
  const [chosen, setChosen] = useState<{ readonly id: string; readonly name: string } | null>(null)
  const [, navigate] = useLocation()
  const own = locked ? [] : mine.filter((id) => !asStation?.includes(id))
  const others = may ? (data?.wards.filter(({ id }) => !own.includes(id)) ?? []) : []
  if (others.length === 0) return null
  return (
    <>
      <h2>{locked ? 'In an emergency' : 'Other wards'}</h2>
      <p>{locked ? 'A ward opens' : 'Not yours: they open in an emergency only,'} with a reason, and each look is reviewed.</p>
      <ul className="choices">
        {others.map((one) => (
          <li key={one.id}>
            <button type="button" className="button choice-button" data-other={one.id} onClick={() => setChosen(one)}>
              {one.name}
              <small>open in an emergency…</small>
            </button>
          </li>
        ))}
      </ul>
      {chosen && (
        <Suspense>
          <Emergency ward={chosen} close={() => setChosen(null)} opened={(id) => navigate(wardPath(id))} />
        </Suspense>
      )}
    </>
  )
}

export function Home() {
  const wards = useWard((state) => state.wards)
  const link = useLink((state) => state.link)
  const failed = useLink((state) => state.failed)
  const [people, audit] = [useMay('manage-people'), useMay('read-audit')]
  const room = people ? '/people' : audit ? '/audit' : null
  const [, navigate] = useLocation()

  useEffect(() => {
    const { lastWard } = settings.getState()
    const goal = wards?.find(({ id }) => id === lastWard) ?? wards?.[0]
    if (listed()) return
    if (goal) navigate(wardPath(goal.id) + location.search, { replace: true })
    // Who watches no ward has come for these.
    else if (wards !== null && room !== null) navigate(room, { replace: true })
  }, [wards, room, navigate])

  return (
    <Page title="Wards" tab="wards" link={link}>
      <Ways />
      {wards === null ? (
        <p role="status">
          {link === 'lost'
            ? `${LINK_WORDS.lost.symbol} No answer from the gateway: look at the bedside monitors. Trying again…`
            : 'Connecting…'}
        </p>
      ) : (
        <ul className="choices">
          {wards.map(({ id, name, beds }) => (
            <li key={id}>
              <Link href={wardPath(id) + withoutList()} className="button choice-button">
                {name}
                <small>{beds} beds</small>
              </Link>
            </li>
          ))}
        </ul>
      )}
      {wards?.length === 0 && <p>There is no ward that you may watch: patients’ data is not for every role.</p>}
      {wards !== null && <Others mine={wards.map(({ id }) => id)} />}
      {failed !== null && <p role="alert">{failed}</p>}
      <p>Secondary display: bedside alarms lead.</p>
    </Page>
  )
}
