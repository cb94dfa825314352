// The timeline of one stay: a page of its own. What a reader does is in its link; lanes are as this person keeps them.
import { lazy, useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { useLocation } from 'wouter'
import { useStore } from 'zustand'
import { MARKS } from '../../model/priority.ts'
import type { AlarmBar } from '../../model/story.ts'
import { type At, at, hours } from '../../model/units.ts'
import { Failed } from '../access/parts.tsx'
import { useMe } from '../access/use.ts'
import { ahead } from '../page/ahead.ts'
import { Part } from '../page/Part.tsx'
import { bedPath } from '../page/paths.ts'
import { useTitle } from '../page/title.ts'
import { useLink, useWard } from '../page/use.ts'
import { replayPath } from '../replay/windows.ts'
import { Hidden } from './Hidden.tsx'
import { TIMELINE_KEYS } from './keys.ts'
import { parseLink, type Told as ToldWindow } from './link.ts'
import { type Bounds, broughtIn, type View } from './moves.ts'
import { Opened } from './Opened.tsx'
import { PANELS } from './panels.ts'
import { createStage, type Stage } from './stage.ts'
import { Tools } from './Tools.tsx'
import './timeline.css'
import { useKeys } from './usekeys.ts'
import { useLinkPrinted } from './uselinkprinted.ts'
import { lanesWith, nowOrClock, signalsOf, type Told, useSource } from './usesource.ts'
import { useWants } from './usewants.ts'
import { useLinkedWish, useWish } from './usewish.ts'
import { WindowView } from './WindowView.tsx'
import { isDefault, shownOf } from './wish.ts'

const Strip = lazy(ahead(() => import('./waves/Strip.tsx').then(({ Strip }) => ({ default: Strip }))))

/** What a reader sees who asks for nothing. */
const START = hours(12)

export function Timeline({ stay }: { readonly stay: string }) {
  const stages = useRef<readonly Stage[]>([])
  const told = useSource(stay, () => {
    for (const stage of stages.current) stage.again()
  })
  const own = useWish(useMe((state) => state.me?.account?.id ?? null))
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
  return <Page key={stay} stay={stay} told={told} own={own} stages={stages} />
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
  readonly own: ReturnType<typeof useWish>
  readonly stages: { current: readonly Stage[] }
}

function Page({ stay, told, own: [own, keep], stages }: PageProps) {
  const { source, story, since, has, failed, came, late } = told
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

  const with_ = useMemo(() => lanesWith(has, story), [has, story])
  const [wish, change, take] = useLinkedWish(own, keep, start.lanes, with_)
  const shown = useMemo(() => shownOf(wish, with_), [wish, with_])
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
  want.current = useWants(source, signals, stages, second)
  print.current = useLinkPrinted({ first, second, lanes: isDefault(wish) ? null : shown, cursor: pinned })
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
  const [, goTo] = useLocation()
  const wardNow = story?.patient.ward ?? ward
  const replay = useCallback(() => {
    const moment = pinnedNow.current
    if (moment !== null && wardNow !== null) goTo(replayPath(wardNow, moment))
  }, [wardNow, goTo])
  const go = useCallback(
    (moment: At) => {
      first.look(broughtIn(first.view(), moment, bounds()))
      pin(moment)
    },
    [first, bounds, pin],
  )
  useKeys({ first, second, bounds, pin, replay })

  const [opened, setOpened] = useState<{ readonly key: string; readonly from: At; readonly to: At } | null>(null)
  const [strip, setStrip] = useState<AlarmBar | null>(null)
  const heads = PANELS.filter(({ place }) => place === 'head')
  const label = bed?.label ?? story?.patient.bed ?? '?'
  const row = PANELS.find(({ key }) => key === opened?.key) ?? null
  const panel = useStore(first.rest)
  const other = useStore((second ?? first).rest)
  const close = useCallback(() => setOpened(null), [])
  const given = {
    stay,
    ward: story?.patient.ward ?? ward ?? '',
    zone: source.zone,
    from: panel.view.from,
    to: panel.view.to,
    beside: second && { from: other.view.from, to: other.view.to },
    cursor: pinned,
    story,
    late,
    go,
    close,
  }
  // What leaves is the window as it was when it was asked for; before the stay there is nothing to tell.
  const still = opened && { ...given, from: at(Math.min(opened.to, Math.max(opened.from, since))), to: opened.to }
  const tools = (
    <Tools
      open={row?.key ?? null}
      press={(key) => setOpened(opened?.key === key ? null : { key, from: first.view().from, to: first.view().to })}
      two={second !== null}
      compare={() => {
        const view = first.view()
        const span = view.to - view.from
        setSecond(
          second ? null : createStage(viewOf({ from: at(view.from - span), to: at(view.to - span) }, bounds()), first.cursor(), moved),
        )
      }}
      ward={story?.patient.ward ?? ward}
      zone={source.zone}
      cursor={pinned}
      bedHref={bed && ward ? bedPath(ward, bed.id) : null}
    >
      <Hidden hidden={hidden} wish={wish} change={change} take={take} />
    </Tools>
  )
  const about = {
    source,
    bounds,
    shown,
    wish,
    change,
    came,
    pin,
    unpin,
    strip: setStrip,
  }
  return (
    <main
      className="timeline"
      data-stay={stay}
      data-link={link}
      data-whole={source.windows.whole()}
      data-filled={source.windows.filled().length}
    >
      <header className="timeline-head">
        <h1 className="sr-only">Timeline of {label}</h1>
        {demo && <strong className="badge">DEMO</strong>}
        {heads.map(({ key, Panel }) => (
          <Part key={key} quiet>
            <Panel {...given} />
          </Part>
        ))}
        {second !== null && tools}
      </header>
      <Failed words={failed} />
      {row?.place === 'instead' && still ? (
        <div className="timeline-instead">
          <Opened row={row} given={still} />
        </div>
      ) : (
        <div className="timeline-body" data-two={second !== null || undefined}>
          <WindowView name="Window" stage={first} tools={second === null && tools} {...about} />
          {second && <WindowView name="Second window" stage={second} close={() => setSecond(null)} {...about} />}
          {(row?.place === 'side' || row?.place === 'wide') && <Opened row={row} given={given} />}
        </div>
      )}
      {row?.place === 'dialog' && still && <Opened row={row} given={still} />}
      {strip && (
        <Part quiet>
          <Strip
            stay={stay}
            at={strip.from}
            words={`${MARKS[strip.priority]} ${strip.words}`.trim()}
            who={`bed ${label}`}
            close={() => setStrip(null)}
          />
        </Part>
      )}
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
