// The ward screen: bar, banners, grid of tiles, and one bed in detail beside it.
import { lazy, type ReactNode, Suspense, useCallback, useEffect, useMemo, useReducer, useRef, useState } from 'react'
import { Link, useLocation } from 'wouter'
import type { SnapshotBed } from '../../model/wire.ts'
import { AlarmStrip } from '../alarms/Strip.tsx'
import { useAlarms } from '../alarms/use.ts'
import { THEMES } from '../messages.ts'
import { next, settings } from '../stores/settings.ts'
import { ahead, fetchAhead } from './ahead.ts'
import { Banners } from './Banners.tsx'
import { Boundary } from './Boundary.tsx'
import { leaveSeat } from './doors.ts'
import { Grid, type GridFacts } from './Grid.tsx'
import { type Action, actionOf } from './keys.ts'
import { bedPath, wardPath } from './paths.ts'
import { SignedOut } from './SignedOut.tsx'
import { toggleFullScreen } from './screen.ts'
import { seatOf } from './seat.ts'
import { type Arrangement, arrange, neighbour, ownBeds, pageOf, type Wish } from './shown.ts'
import { useTitle, waitingMark } from './title.ts'
import { useLink, useSession, useWard } from './use.ts'
import { Veil } from './Veil.tsx'
import { WardBar } from './WardBar.tsx'

const Detail = lazy(ahead(() => import('./Detail.tsx').then(({ Detail }) => ({ default: Detail }))))
const Help = lazy(ahead(() => import('./Help.tsx').then(({ Help }) => ({ default: Help }))))
const SoundTest = lazy(ahead(() => import('./SoundTest.tsx').then(({ SoundTest }) => ({ default: SoundTest }))))
const ScreenSettings = lazy(ahead(() => import('./ScreenSettings.tsx').then(({ ScreenSettings }) => ({ default: ScreenSettings }))))

const NONE: readonly SnapshotBed[] = []
/** Where no person is signed in there are no names and no beds of one's own. */
const nobodys = ({ filter }: Wish): Wish => ({ sort: 'bed', filter: filter === 'mine' ? 'all' : filter })
const EVERYTHING: Wish = { sort: 'bed', filter: 'all' }
export type Dialogs = 'help' | 'settings' | 'calibration' | 'sound-test' | 'take-over' | null

const same = (a: Arrangement, b: Arrangement): boolean =>
  a.hidden === b.hidden && a.order.length === b.order.length && a.order.every((id, at) => id === b.order[at])

/** What stands on the screen for a wish; it changes by itself only as `arrange` allows. */
function useArrangement(id: string, wish: Wish): Arrangement {
  const beds = useWard((state) => (state.ward?.id === id ? state.beds : NONE))
  const tiles = useWard((state) => state.tiles)
  const people = useWard((state) => state.people)
  const duties = useWard((state) => state.duties)
  const told = useMemo(() => ({ people, mine: ownBeds(duties) }), [people, duties])
  const [state, settle] = useReducer(
    (was: { wish: Wish; shown: Arrangement }, now: { wish: Wish; arranged: (kept: readonly string[]) => Arrangement }) => {
      const shown = now.arranged(was.wish === now.wish ? was.shown.order : [])
      return was.wish === now.wish && same(was.shown, shown) ? was : { wish: now.wish, shown }
    },
    { wish, shown: { order: [], hidden: 0 } },
  )
  useEffect(() => settle({ wish, arranged: (kept) => arrange(beds, tiles, told, wish, kept) }), [beds, tiles, told, wish])
  return state.shown
}

interface Props {
  readonly id: string
  readonly bed: string | null
  /** The dialog in which the next nurse takes over this station; without it nobody can. */
  readonly handOver?: (close: () => void) => ReactNode
  /** What may be done with a bed, in the head of its detail. */
  readonly acts?: (bed: string) => ReactNode
}

export function Ward({ id, bed, handOver, acts }: Props) {
  const session = useSession()
  const [, navigate] = useLocation()
  const wards = useWard((state) => state.wards)
  const ward = useWard((state) => (state.ward?.id === id ? state.ward : null))
  const label = useWard((state) => (bed === null ? null : (state.beds.find((one) => one.id === bed)?.label ?? bed)))
  const link = useLink((state) => state.link)
  const veiled = useLink((state) => state.veiled)
  useEffect(() => void (link === 'live' && fetchAhead()), [link])
  const signedOut = useLink((state) => state.signedOut)
  const reason = useLink((state) => state.reason)
  const handsOver = useWard((state) => seatOf(state.authority)?.handsOver === true)
  const person = useWard(({ authority }) => (authority?.is === 'person' ? authority.name : null))
  const [asked, setWish] = useState<Wish>(EVERYTHING)
  // An order by names would tell of them. A copy: what stands for one person is arranged anew for the next.
  const wish = useMemo<Wish>(() => (person !== null ? { ...asked } : nobodys(asked)), [person, asked])
  const { order, hidden } = useArrangement(id, wish)
  const [grid, setGrid] = useState<GridFacts>({ size: 64, columns: 1 })
  const [index, setIndex] = useState(0)
  const [dialog, setDialog] = useState<Dialogs>(null)
  const closeDialog = useCallback(() => setDialog(null), [])
  const switcher = useRef<HTMLSelectElement>(null)
  const page = pageOf(order, index, grid.size)
  const waiting = useAlarms((state) => waitingMark(state.beds, state.ward))
  const titled = signedOut
    ? ['Signed out']
    : [link === 'lost' ? '▲ LOST' : waiting, label === null ? null : `bed ${label}`, ward?.name ?? id]
  useTitle(...titled)

  useEffect(() => {
    session.watch(id)
    settings.setState({ lastWard: id })
  }, [session, id])

  useEffect(() => {
    session.mirror.current(bed)
    return () => session.mirror.current(null)
  }, [session, bed])

  // The open bed is never on another page, also when the grid became smaller for its sake.
  const place = bed === null ? -1 : order.indexOf(bed)
  useEffect(() => {
    if (place >= 0) setIndex(Math.floor(place / grid.size))
  }, [place, grid.size])

  const open = useCallback((which: string) => navigate(bedPath(id, which) + location.search), [navigate, id])
  const close = useCallback(() => {
    if (bed === null) return
    navigate(wardPath(id) + location.search)
    session.mirror.focus(bed)
  }, [navigate, session, id, bed])

  const leave = async (): Promise<void> => {
    if (await leaveSeat(handsOver)) session.redial()
  }

  const act = (action: Action, event: KeyboardEvent): boolean => {
    const focused = (document.activeElement?.closest('article[data-bed]') as HTMLElement | null)?.dataset.bed
    switch (action) {
      case 'move': {
        const free = document.activeElement === document.body || document.activeElement?.matches('.detail h2')
        if (!focused && !free) return false
        const from = focused ?? bed
        const goal = from === null ? page.beds[0] : (neighbour(page.beds, from, grid.columns, event.key) ?? from)
        return goal != null && session.mirror.focus(goal)
      }
      case 'open':
        if (!focused) return false
        open(focused)
        return true
      case 'close':
        if (dialog !== null || bed === null) return false
        close()
        return true
      case 'page':
        setIndex(Number(event.key) - 1)
        return true
      // Of every page: the banner hears it.
      case 'alarms':
        return false
      case 'take-over':
        if (!handsOver || !handOver) return false
        setDialog('take-over')
        return true
      case 'mine':
        if (person === null) return false
        setWish({ ...wish, filter: wish.filter === 'mine' ? 'all' : 'mine' })
        return true
      case 'ward':
        switcher.current?.focus()
        return true
      case 'full-screen':
        toggleFullScreen()
        return true
      case 'privacy':
        settings.setState({ privacy: !settings.getState().privacy })
        return true
      case 'theme':
        settings.setState({ theme: next(THEMES, settings.getState().theme) })
        return true
      case 'settings':
      case 'help':
        setDialog(action)
        return true
      default:
        return action satisfies never
    }
  }
  const latest = useRef(act)
  latest.current = act
  useEffect(() => {
    const press = (event: KeyboardEvent): void => {
      const target = event.target as Element | null
      // A dialog keeps every key, also where nothing inside of it has the focus.
      const typing =
        document.querySelector('dialog:modal') !== null || target?.closest('input, select, textarea, dialog, [contenteditable]') != null
      const action = actionOf(event, typing)
      if (action !== null && latest.current(action, event)) event.preventDefault()
    }
    document.addEventListener('keydown', press)
    return () => document.removeEventListener('keydown', press)
  }, [])

  if (signedOut) return <SignedOut reason={reason} />

  const unknown = wards !== null && !wards.some((one) => one.id === id)
  return (
    <main className="ward" data-link={link} data-ward={id} data-veiled={veiled || undefined}>
      <h1 className="sr-only">Ward {ward?.name ?? id}</h1>
      <WardBar
        id={id}
        switcher={switcher}
        page={page}
        total={order.length}
        turn={setIndex}
        wish={wish}
        setWish={setWish}
        setDialog={setDialog}
        act={(wanted) => (wanted !== 'take-over' ? void leave() : handOver ? setDialog(wanted) : undefined)}
      />
      <AlarmStrip />
      {!unknown && <Banners id={id} hidden={hidden} showAll={() => setWish({ ...wish, filter: 'all' })} />}
      {unknown ? (
        <div className="notice-page">
          <h1>No such ward: {id}</h1>
          <Link href="/" className="plain-link">
            To the wards
          </Link>
        </div>
      ) : (
        <div className="ward-body">
          <Grid beds={page.beds} open={open} told={setGrid} />
          {bed !== null && (
            <Boundary key={bed} instead={(message) => <BrokenDetail message={message} close={close} />}>
              <Suspense fallback={<aside className="detail" />}>
                <Detail bed={bed} close={close} acts={acts} />
              </Suspense>
            </Boundary>
          )}
          <Veil />
        </div>
      )}
      <Boundary key={dialog} instead={(message) => <p className="banner">This dialog could not be opened: {message}</p>}>
        <Suspense>
          {dialog === 'take-over' && handOver?.(() => setDialog(null))}
          {dialog === 'help' && <Help close={() => setDialog(null)} />}
          {dialog === 'sound-test' && <SoundTest close={closeDialog} />}
          {(dialog === 'settings' || dialog === 'calibration') && (
            <ScreenSettings calibrate={dialog === 'calibration'} testSound={() => setDialog('sound-test')} close={() => setDialog(null)} />
          )}
        </Suspense>
      </Boundary>
    </main>
  )
}

/** The ward beside it goes on. A part that could not be loaded is only asked for again by a new start. */
function BrokenDetail({ message, close }: { readonly message: string; readonly close: () => void }) {
  return (
    <aside className="detail" aria-label="Detail could not be shown">
      <p role="alert" className="detail-note">
        This bed cannot be shown in detail: {message}
      </p>
      <div className="row">
        <button type="button" className="button" onClick={close}>
          Close
        </button>
        <button type="button" className="button" onClick={() => location.reload()}>
          Start again
        </button>
      </div>
    </aside>
  )
}
