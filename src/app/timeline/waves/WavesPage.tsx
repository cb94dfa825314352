// The waves of a stay on a page of their own, in the whole width: /patient/…/waves?at=…
import { useMemo, useState } from 'react'
import { Link, useSearch } from 'wouter'
import { gatewayNow, useLyings, useNow, useZone } from '../../census/use.ts'
import { usePosted } from '../../census/usewardask.ts'
import { dayTimeIn } from '../../census/words.ts'
import { useTitle } from '../../page/title.ts'
import { useSettings, useWard } from '../../page/use.ts'
import '../../census/census.css'
import { momentIn, wavesPath } from './places.ts'
import { HOUR } from './rows.ts'
import { WavesAt } from './WavesAt.tsx'

/** Waves that come are shown so long after they came: their end is in the window then, ms. */
const BEHIND = 8000

export function WavesPage({ stay }: { readonly stay: string }) {
  useTitle('waves')
  const search = useSearch()
  const known = useNow() !== null
  const [opened, setOpened] = useState<number | null>(null)
  const asked = momentIn(search)
  const moment = asked ?? opened
  if (asked === null && opened === null && known) setOpened((gatewayNow() ?? 0) - BEHIND)
  const hour = moment === null ? null : Math.floor(moment / HOUR)
  const { data } = usePosted('POST /api/stay/story', hour === null ? null : { stay, from: (hour - 1) * HOUR, to: (hour + 2) * HOUR })
  const privacy = useSettings((state) => state.privacy)
  const demo = useWard((state) => state.gateway?.demo === true)
  const zone = useZone()
  const alarms = useMemo(() => data?.alarms ?? [], [data])
  // Where the stay lies on this screen's ward, until the story says more.
  const lying = useLyings().find((one) => one.stay === stay)
  const who = data?.patient ?? (lying && { bed: lying.label, initials: null })
  return (
    <main className="waves-page">
      <header className="waves-head">
        <h1>
          Waves{who && ` · ${who.bed}`}
          {who && !privacy && who.initials && ` · ${who.initials}`}
        </h1>
        {moment !== null && <span className="tabular">{dayTimeIn(zone, moment)}</span>}
        {demo && <strong className="badge">DEMO</strong>}
        <Link href={`/patient/${encodeURIComponent(stay)}`} className="deed deed-link">
          Timeline
        </Link>
      </header>
      {moment === null ? (
        <p role="status">Asking…</p>
      ) : (
        <WavesAt
          stay={stay}
          at={moment}
          alarms={alarms}
          who={who?.bed ?? ''}
          late={data?.late.at(-1)?.n ?? 0}
          // The address follows, so that it can be sent; the history of the browser does not fill with it.
          moved={(at) => history.replaceState(history.state, '', wavesPath(stay, at))}
        />
      )}
    </main>
  )
}
