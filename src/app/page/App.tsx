// The routes: wards, a ward, a bed in detail beside its ward, the gallery.
import { lazy, Suspense } from 'react'
import { Link, Route, Switch } from 'wouter'
import { Gate } from '../access/Gate.tsx'
import { FirstSteps } from '../census/FirstSteps.tsx'
import { sheetOf } from '../census/sheets.ts'
import { ahead } from './ahead.ts'
import { Kept } from './Kept.tsx'
import { OfStay } from './OfStay.tsx'
import { Part } from './Part.tsx'
import { ROOMS } from './paths.ts'
import { Sounding } from './Sounding.tsx'
import { useTitle } from './title.ts'
import { Ward } from './Ward.tsx'
import { Watching } from './Watching.tsx'

const HandOver = lazy(ahead(() => import('../access/HandOver.tsx').then(({ HandOver }) => ({ default: HandOver }))))
const BedActs = lazy(ahead(() => import('../census/BedActs.tsx').then(({ BedActs }) => ({ default: BedActs }))))
const ScoreFacts = lazy(ahead(() => import('../early/ScoreFacts.tsx').then(({ ScoreFacts }) => ({ default: ScoreFacts }))))
// Also without a line: it says that there is none.
const Home = lazy(ahead(() => import('./Home.tsx').then(({ Home }) => ({ default: Home }))))
const Room = lazy(() => import('../access/Room.tsx').then(({ Room }) => ({ default: Room })))
const Pages = lazy(() => import('../census/Pages.tsx').then(({ Pages }) => ({ default: Pages })))
const Timeline = lazy(ahead(() => import('../timeline/Timeline.tsx').then(({ Timeline }) => ({ default: Timeline }))))
const WavesPage = lazy(() => import('../timeline/waves/WavesPage.tsx').then(({ WavesPage }) => ({ default: WavesPage })))
const Gallery = lazy(() => import('./Gallery.tsx').then(({ Gallery }) => ({ default: Gallery })))

export function App() {
  return (
    <Switch>
      <Route path="/gallery">
        <Suspense fallback={<p className="notice-page">Loading…</p>}>
          <Gallery />
        </Suspense>
      </Route>
      <Route>
        <Sounding>
          <Gate>
            <Watching>
              <Switch>
                {ROOMS.map((path) => (
                  <Route key={path} path={path}>
                    <Kept>
                      <Part>
                        <Room />
                      </Part>
                    </Kept>
                  </Route>
                ))}
                <Route path="/">
                  <Kept>
                    <Part>
                      <Home />
                    </Part>
                    <FirstSteps />
                  </Kept>
                </Route>
                <Route path="/patient/:stay">
                  {({ stay }) => (
                    <Kept>
                      <OfStay stay={whole(stay)} handOver={(close) => <HandOver close={close} />}>
                        <Timeline stay={whole(stay)} />
                      </OfStay>
                    </Kept>
                  )}
                </Route>
                <Route path="/patient/:stay/waves">
                  {({ stay }) => (
                    <Kept>
                      <OfStay stay={whole(stay)} handOver={(close) => <HandOver close={close} />}>
                        <WavesPage stay={whole(stay)} />
                      </OfStay>
                    </Kept>
                  )}
                </Route>
                {/* One route for both, so that opening a bed does not build the ward anew. */}
                <Route path="/ward/:ward/*?">
                  {({ ward, '*': rest }) => {
                    const sheet = sheetOf(rest)
                    const bed = sheet ? null : bedOf(rest)
                    return bed === undefined ? (
                      <NotFound />
                    ) : (
                      <>
                        <Ward
                          key={ward}
                          id={whole(ward)}
                          bed={bed}
                          handOver={(close) => <HandOver close={close} />}
                          // Of its own: while it is fetched, the values beside it stay.
                          acts={(one) => (
                            <Part quiet>
                              <BedActs key={one} bed={one} />
                              <ScoreFacts key={`${one} score`} bed={one} />
                            </Part>
                          )}
                        />
                        {/* Beside the ward, which goes on watching behind it. */}
                        <Part quiet>{sheet && <Pages ward={whole(ward)} sheet={sheet} />}</Part>
                      </>
                    )
                  }}
                </Route>
                <Route>
                  <NotFound />
                </Route>
              </Switch>
            </Watching>
          </Gate>
        </Sounding>
      </Route>
    </Switch>
  )
}

/** The router leaves reserved characters encoded; a stray percent sign is taken as it is. */
function whole(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

/** "bed/06" → "06"; nothing → null; anything else → undefined. */
function bedOf(rest: string | undefined): string | null | undefined {
  if (rest === undefined || rest === '') return null
  const [word, bed, more] = rest.split('/')
  return word === 'bed' && bed && more === undefined ? whole(bed) : undefined
}

function NotFound() {
  useTitle('not found')
  return (
    <main className="notice-page">
      <h1>There is nothing at this address</h1>
      <p>
        <Link href="/" className="plain-link">
          To the wards
        </Link>
      </p>
    </main>
  )
}
