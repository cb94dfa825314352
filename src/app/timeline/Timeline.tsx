// The timeline of one stay: a page of its own. What a reader does is in its link; lanes are as this person keeps them.
import { Suspense, useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { Link } from 'wouter'
import { useStore } from 'zustand'
import { type At, at, hours } from '../../model/units.ts'
import { Failed } from '../access/parts.tsx'
import { useMe } from '../access/use.ts'
import { Boundary } from '../page/Boundary.tsx'
import { bedPath } from '../page/Home.tsx'
import { useTitle } from '../page/title.ts'
import { useLink, useWard } from '../page/use.ts'
import { Hidden } from './Hidden.tsx'
import { pressed, TIMELINE_KEYS } from './keys.ts'
import type { LaneKey } from './lanes.ts'
import { parseLink, printLink, type Told as ToldWindow } from './link.ts'
import { type Bounds, broughtIn, type View } from './moves.ts'
import { PANELS } from './panels.ts'
import { createStage, type Stage } from './stage.ts'
import './timeline.css'
import { lanesWith, nowOrClock, signalsOf, type Told, useSource } from './usesource.ts'
import { WindowView } from './WindowView.tsx'
import { isDefault, linked, parseWish, type Wish } from './wish.ts'

/** What a reader sees who asks for nothing. */
const START = hours(12)
/** The link is printed no oftener, ms. */
const LINK = 400

const shelf = (account: string | null): string => `wardlight.timeline.${account ?? 'station'}`

export function Timeline({ stay }: { readonly stay: string }) {
  const stages = useRef<readonly Stage[]>([])
  const told = useSource(stay, () => {
    for (const stage of stages.current) stage.again()
  })
  const bed = useWard((state) => state.beds.find((one) => one.stay?.id === stay) ?? null)
  const label = bed?.label ?? told?.story?.patient.bed ?? null
  useTitle(label === null ? null : `bed ${label}`, 'timeline')
  if (told === null)
    return (
      <main className="timeline" data-stay={stay}>
        <h1 className="sr-only">Timeline</h1>
        <p role="status" className="timeline-wait">
          Reading the history…
        </p>
      </main>
    )
  return <Page key={stay} stay={stay} told={told} stages={stages} />
}

function viewOf(asked: ToldWindow | null, { from, to }: Bounds): View {
  if (asked === null) return { from: at(to - START), to, live: true }
  if (asked === 'stay') return { from, to, live: true }
  if ('last' in asked) return { from: at(to - asked.last), to, live: true }
  return { ...asked, live: false }
}

interface PageProps {
  readonly stay: string
  readonly told: Told
  readonly stages: { current: readonly Stage[] }
}

function Page({ stay, told, stages }: PageProps) {
  const { source, story, since, has, failed, came } = told
  const account = useMe((state) => state.me?.account?.id ?? null)
  const demo = useMe((state) => state.me?.demo === true)
  const ward = useWard((state) => state.ward?.id ?? null)
  const link = useLink((state) => state.link)
  const bed = useWard((state) => state.beds.find((one) => one.stay?.id === stay) ?? null)
  const start = useMemo(() => parseLink(location.search), [])
  const ended = story?.patient.ended ?? null
  const facts = useRef({ since, ended })
  facts.current = { since, ended }
  const bounds = useCallback(
    (): Bounds => ({ from: facts.current.since, to: facts.current.ended === null ? nowOrClock() : at(facts.current.ended) }),
    [],
  )

  const [wish, setWish] = useState<Wish>(() => {
    const own = parseWish(localStorage.getItem(shelf(account)))
    return start.lanes ? linked(own, start.lanes) : own
  })
  const change = useCallback(
    (next: Wish) => {
      setWish(next)
      try {
        localStorage.setItem(shelf(account), JSON.stringify(next))
      } catch {
        // Private mode or a full disk: they live as long as the page.
      }
    },
    [account],
  )
  const with_ = useMemo(() => lanesWith(has, story), [has, story])
  const shown = useMemo<readonly LaneKey[]>(
    () => wish.order.filter((key) => with_.includes(key) && !wish.hidden.includes(key)),
    [wish, with_],
  )
  const hidden = with_.filter((key) => wish.hidden.includes(key))

  // Stages live as long as the page; the second comes and goes.
  const print = useRef<() => void>(() => {})
  const want = useRef<() => void>(() => {})
  const moved = useCallback(() => {
    print.current()
    want.current()
  }, [])
  const [first] = useState(() => createStage(viewOf(start.window, bounds()), start.cursor, moved))
  const [second, setSecond] = useState<Stage | null>(() => (start.beside ? createStage(viewOf(start.beside, bounds()), null, moved) : null))
  stages.current = useMemo(() => (second ? [first, second] : [first]), [first, second])
  const [pinned, setPinned] = useState<At | null>(start.cursor)
  const signals = useMemo(() => signalsOf(shown, has), [shown, has])
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | null = null
    let last = 0
    const ask = (): void => {
      timer = null
      last = performance.now()
      for (const [i, stage] of stages.current.entries()) {
        const { from, to } = stage.view()
        source.windows.want({ from, to }, signals, i)
      }
    }
    want.current = () => {
      timer ??= setTimeout(ask, Math.max(0, 80 - (performance.now() - last)))
    }
    ask()
    return () => {
      if (timer !== null) clearTimeout(timer)
    }
  }, [source, signals, stages, second])
  useEffect(() => {
    if (second === null) source.windows.want(null, [], 1)
  }, [second, source])
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | null = null
    const write = (): void => {
      timer = null
      const search = printLink(location.search, {
        window: first.view(),
        beside: second?.view() ?? null,
        lanes: isDefault(wish) ? null : shown,
        cursor: pinned,
      })
      if (search !== location.search) history.replaceState(history.state, '', location.pathname + search + location.hash)
    }
    print.current = () => {
      timer ??= setTimeout(write, LINK)
    }
    print.current()
    return () => {
      if (timer !== null) clearTimeout(timer)
    }
  }, [first, second, wish, shown, pinned])
  useEffect(() => {
    const timer = setInterval(() => {
      for (const stage of stages.current) stage.beat(bounds().to)
    }, 1000)
    return () => clearInterval(timer)
  }, [stages, bounds])
  useEffect(() => {
    first.again()
    second?.again()
    // Another scale of units or zone, another order of lanes.
  }, [first, second])
  useEffect(() => () => first.stop(), [first])
  useEffect(() => () => second?.stop(), [second])

  const pin = useCallback(
    (moment: At) => {
      setPinned(moment)
      for (const stage of stages.current) stage.point(moment)
    },
    [stages],
  )
  const pinnedNow = useRef(pinned)
  pinnedNow.current = pinned
  const unpin = useCallback(() => {
    for (const stage of stages.current) stage.point(pinnedNow.current)
  }, [stages])
  const go = useCallback(
    (moment: At) => {
      first.look(broughtIn(first.view(), moment, bounds()))
      pin(moment)
    },
    [first, bounds, pin],
  )
  useEffect(() => {
    const press = (event: KeyboardEvent): void => {
      if (event.ctrlKey || event.altKey || event.metaKey) return
      const target = event.target as Element | null
      if (document.querySelector('dialog[open]') !== null || target?.closest('input, select, textarea, [contenteditable]') != null) return
      const stage = (target?.closest('[data-window="Second window"]') && second) || first
      const said = pressed(event, stage.view(), stage.cursor(), bounds())
      if (said === null) return
      event.preventDefault()
      if (said.view) stage.look(said.view)
      if (said.cursor !== undefined) pin(said.cursor)
    }
    document.addEventListener('keydown', press)
    return () => document.removeEventListener('keydown', press)
  }, [first, second, bounds, pin])

  const [side, setSide] = useState<string | null>(null)
  const heads = PANELS.filter(({ place }) => place === 'head')
  const sides = PANELS.filter(({ place }) => place === 'side')
  const label = bed?.label ?? story?.patient.bed ?? '?'
  const open = sides.find(({ key }) => key === side)
  const panel = useStore(first.rest)
  const given = { stay, from: panel.view.from, to: panel.view.to, cursor: pinned, story, go }
  const tools = (
    <div className="timeline-tools">
      {sides.map(({ key, words }) => (
        <button
          key={key}
          type="button"
          className="preset"
          aria-pressed={side === key}
          data-panel={key}
          onClick={() => setSide(side === key ? null : key)}
        >
          {words}
        </button>
      ))}
      <Hidden hidden={hidden} wish={wish} change={change} />
      <button
        type="button"
        className="preset"
        aria-pressed={second !== null}
        data-compare
        onClick={() => {
          const view = first.view()
          const span = view.to - view.from
          setSecond(
            second ? null : createStage(viewOf({ from: at(view.from - span), to: at(view.to - span) }, bounds()), first.cursor(), moved),
          )
        }}
      >
        Two windows
      </button>
      {bed && ward && (
        <Link href={bedPath(ward, bed.id)} className="preset preset-link">
          To the ward
        </Link>
      )}
    </div>
  )
  return (
    <main className="timeline" data-stay={stay} data-link={link} data-whole={source.windows.whole()}>
      <header className="timeline-head">
        <h1 className="sr-only">Timeline of {label}</h1>
        {demo && <strong className="badge">DEMO</strong>}
        {heads.map(({ key, Panel }) => (
          <Boundary key={key} instead={(words) => <p role="alert">This part could not be shown: {words}</p>}>
            <Suspense>
              <Panel {...given} />
            </Suspense>
          </Boundary>
        ))}
        {second !== null && tools}
      </header>
      <Failed words={failed} />
      <div className="timeline-body" data-two={second !== null || undefined}>
        <WindowView
          name="Window"
          stage={first}
          source={source}
          bounds={bounds}
          shown={shown}
          wish={wish}
          change={change}
          came={came}
          pin={pin}
          unpin={unpin}
          tools={second === null && tools}
        />
        {second && (
          <WindowView
            name="Second window"
            stage={second}
            source={source}
            bounds={bounds}
            shown={shown}
            wish={wish}
            change={change}
            came={came}
            pin={pin}
            unpin={unpin}
            close={() => setSecond(null)}
          />
        )}
        {open && (
          <aside className="timeline-side" aria-label={open.words}>
            <Boundary key={open.key} instead={(words) => <p role="alert">This part could not be shown: {words}</p>}>
              <Suspense fallback={<p role="status">Loading…</p>}>
                <open.Panel {...given} />
              </Suspense>
            </Boundary>
          </aside>
        )}
      </div>
      <p className="timeline-help">
        {TIMELINE_KEYS.map(({ shown: keys, does }) => (
          <span key={keys}>
            <kbd>{keys}</kbd> {does}
          </span>
        ))}
        <span>wheel: nearer, farther · drag: earlier, later · click: cursor</span>
      </p>
    </main>
  )
}
