// The ward bar, always visible: link, gateway time, who is watched, and the controls of this screen.
import { type RefObject, useEffect, useRef } from 'react'
import { useLocation } from 'wouter'
import { THEMES } from '../messages.ts'
import { gatewayTime, link as linkStore, vouches } from '../stores/link.ts'
import { next, settings } from '../stores/settings.ts'
import { type Counts as CountsOf, countsOf, restOf } from './counts.ts'
import { wardPath } from './Home.tsx'
import { Icon, type IconKey } from './Icon.tsx'
import { SeatCell } from './SeatCell.tsx'
import { toggleFullScreen } from './screen.ts'
import { type SeatAct, seesNames } from './seat.ts'
import { FILTERS, type Filter, type Page, SORTS, type Sort, type Wish } from './shown.ts'
import { useLink, useSettings, useWard } from './use.ts'
import type { Dialogs } from './Ward.tsx'
import { clockIn, HELD_WORDS, LINK_WORDS, zoneName } from './words.ts'

interface Props {
  readonly id: string
  readonly switcher: RefObject<HTMLSelectElement | null>
  readonly page: Page
  readonly total: number
  readonly turn: (index: number) => void
  readonly wish: Wish
  readonly setWish: (wish: Wish) => void
  readonly setDialog: (dialog: Dialogs) => void
  readonly act: (act: SeatAct) => void
}

export function WardBar({ id, switcher, page, total, turn, wish, setWish, setDialog, act }: Props) {
  const privacy = useSettings((state) => state.privacy)
  const theme = useSettings((state) => state.theme)
  const named = useWard((state) => seesNames(state.authority))
  return (
    <header className="bar">
      <Switcher id={id} select={switcher} />
      <LinkState />
      <Clock />
      <Counts />
      <Demo />
      <p className="bar-lead">Secondary display: bedside alarms lead</p>
      <Sweep open={() => setDialog('calibration')} />
      <Told />
      <SeatCell act={act} />
      {/* Together: what has no room goes to a second line as one. */}
      <div className="bar-controls">
        {page.pages > 1 && <Pages page={page} total={total} turn={turn} />}
        {named && <Choice name="Order" value={wish.sort} table={SORTS} choose={(sort: Sort) => setWish({ ...wish, sort })} />}
        <Choice name="Show" value={wish.filter} table={FILTERS} choose={(filter: Filter) => setWish({ ...wish, filter })} />
        <div className="bar-buttons">
          {' '}
          <Tool icon="full" className="bar-wide" label="Full screen (F)" press={toggleFullScreen} />
          <Tool
            icon={privacy ? 'privacy' : 'seen'}
            className="bar-wide"
            label="Privacy: hide names, age, sex and clinical text (P)"
            pressed={privacy}
            press={() => settings.setState({ privacy: !privacy })}
          />
          <Tool
            icon="theme"
            className="bar-wide"
            label={`Theme: ${theme} (T)`}
            press={() => settings.setState({ theme: next(THEMES, theme) })}
          />
          <Tool icon="settings" label="Settings of this screen (S)" press={() => setDialog('settings')} />
          <Tool icon="help" label="Keys and help (?)" press={() => setDialog('help')} />
        </div>{' '}
      </div>
    </header>
  )
}

interface ToolProps {
  readonly icon: IconKey
  readonly label: string
  readonly pressed?: boolean
  readonly className?: string
  readonly press: () => void
}

export function Tool({ icon, label, pressed, className = '', press }: ToolProps) {
  return (
    <button type="button" className={`tool ${className}`} aria-label={label} title={label} aria-pressed={pressed} onClick={press}>
      <Icon icon={icon} />
    </button>
  )
}

function Choice<K extends string>(props: {
  readonly name: string
  readonly value: K
  readonly table: Readonly<Record<K, string>>
  readonly choose: (key: K) => void
}) {
  const { name, value, table, choose } = props
  return (
    <label className="choice">
      <span>{name}</span>
      <select value={value} onChange={({ target }) => choose(target.value as K)}>
        {(Object.keys(table) as K[]).map((key) => (
          <option key={key} value={key}>
            {table[key]}
          </option>
        ))}
      </select>
    </label>
  )
}

function Switcher({ id, select }: { readonly id: string; readonly select: RefObject<HTMLSelectElement | null> }) {
  const wards = useWard((state) => state.wards)
  const name = useWard((state) => (state.ward?.id === id ? state.ward.name : id))
  const person = useWard(({ authority }) => authority?.is === 'person')
  const [, navigate] = useLocation()
  const listed = wards?.some((one) => one.id === id) ? wards : [{ id, name }, ...(wards ?? [])]
  return (
    <label className="choice choice-ward">
      <span>Ward</span>
      <select
        ref={select}
        value={id}
        onChange={({ target }) => navigate(target.value === '' ? '/?list' : wardPath(target.value) + location.search)}
      >
        {listed.map((one) => (
          <option key={one.id} value={one.id}>
            {one.name}
          </option>
        ))}
        {person && <option value="">All wards…</option>}
      </select>
    </label>
  )
}

function LinkState() {
  const link = useLink((state) => state.link)
  const { symbol, word } = LINK_WORDS[link]
  return (
    <p className="bar-cell bar-link" data-state={link}>
      <small>Link</small>
      <span role="status">
        <span aria-hidden="true">{symbol}</span> {word}
      </span>
    </p>
  )
}

/** Waves have a true scale only on a screen that was measured: says so where it was not, and leads to where it is done. */
function Sweep({ open }: { readonly open: () => void }) {
  const sweep = useSettings((state) => state.sweep)
  const calibrated = useSettings((state) => state.pxPerMm !== null)
  return (
    <button type="button" className="bar-sweep" title="Speed of the waves: measure this screen" onClick={open} data-sweep>
      {sweep} mm/s{!calibrated && ', screen not calibrated'}
    </button>
  )
}

/** One place for what comes and goes, the worse first: the bar keeps its length. */
function Told() {
  const held = useLink((state) => state.held)
  const dark = useLink((state) => state.mayGoDark)
  const vouched = useLink(vouches)
  const words = vouched ? HELD_WORDS[held] : null
  if (words === null) return dark && <MayGoDark />
  return (
    <strong className="bar-small bar-filled" role="status" data-held={held}>
      <span aria-hidden="true">◔ </span>SLOW LINE: {words}
    </strong>
  )
}

function MayGoDark() {
  return (
    <span className="bar-small" data-may-sleep title="The browser refused to keep this screen awake: set the computer not to sleep">
      <span aria-hidden="true">◌ </span>screen may sleep
    </span>
  )
}

/** Written by hand each second: no render for a tick. */
function Clock() {
  const zone = useWard((state) => state.ward?.zone ?? 'UTC')
  const text = useRef<HTMLTimeElement>(null)
  const name = useRef<HTMLElement>(null)
  useEffect(() => {
    const format = clockIn(zone)
    let named: number | null = null
    const tick = (): void => {
      const state = linkStore.getState()
      const now = state.link === 'live' || state.link === 'late' ? gatewayTime(state, performance.now()) : null
      const words = now === null ? '--:--:--' : format(now)
      if (text.current && text.current.textContent !== words) text.current.textContent = words
      // A zone's name changes with summer: looked up once a minute.
      const minute = now === null ? null : Math.floor(now / 60_000)
      if (minute === named || minute === null || !name.current) return
      named = minute
      name.current.textContent = zoneName(zone, minute * 60_000)
    }
    tick()
    const timer = setInterval(tick, 250)
    return () => clearInterval(timer)
  }, [zone])
  return (
    <p className="bar-cell bar-clock" title={`The ward's clock: ${zone}`}>
      <small>
        Gateway time <span ref={name} data-zone />
      </small>
      <time ref={text} className="tabular" data-gateway-time>
        --:--:--
      </time>
    </p>
  )
}

/** One count a string, so that the bar renders anew only where a number changed. */
function Counts() {
  const said = useWard(({ beds, tiles, ward }) => {
    const counts = countsOf(beds, tiles, ward?.continuous ?? false)
    return JSON.stringify([beds.length, counts])
  })
  const [beds, counts] = JSON.parse(said) as [number, CountsOf]
  const vouched = useLink(vouches)
  return (
    <p className="bar-cell" data-counts>
      <span>
        <span data-watched>{vouched ? `${counts.watched} watched` : 'none watched'}</span>
        {vouched &&
          restOf(counts, ['notWatched', 'noData']).map(({ kind, words }) => (
            <span key={kind} data-rest={kind}>
              {' · '}
              {kind === 'noData' ? <strong>▲ {words}</strong> : words}
            </span>
          ))}
      </span>
      <small>{[`${beds} beds`, ...restOf(counts, ['away', 'empty']).map(({ words }) => words)].join(' · ')}</small>
    </p>
  )
}

function Demo() {
  const demo = useWard((state) => state.gateway?.demo === true)
  const speed = useLink((state) => state.speed)
  return (
    <>
      {demo && (
        <strong className="badge" title="Invented patients: nothing here is real">
          DEMO
        </strong>
      )}
      {speed !== 1 && (
        <strong className="badge" title="Time runs faster or slower than real time">
          ×{speed}
        </strong>
      )}
    </>
  )
}

function Pages({ page, total, turn }: { readonly page: Page; readonly total: number; readonly turn: (index: number) => void }) {
  // What waits on the other pages is counted, never silent.
  const elsewhere = useWard((state) => {
    const here = new Set(page.beds)
    let found = 0
    for (const [bed, { lineKind }] of state.tiles) if (lineKind === 'technical' && !here.has(bed)) found += 1
    return found
  })
  return (
    <nav className="pages" aria-label="Pages of beds">
      <button type="button" className="tool" aria-label="Page before" disabled={page.index === 0} onClick={() => turn(page.index - 1)}>
        <Icon icon="back" />
      </button>
      <p className="bar-cell" data-page>
        <small>
          beds {page.from}–{page.to} of {total}
        </small>
        <span>
          page {page.index + 1} of {page.pages}
          {elsewhere > 0 && <strong className="elsewhere"> ▲ {elsewhere} elsewhere</strong>}
        </span>
      </p>
      <button
        type="button"
        className="tool"
        aria-label="Next page"
        disabled={page.index === page.pages - 1}
        onClick={() => turn(page.index + 1)}
      >
        <Icon icon="on" />
      </button>
    </nav>
  )
}
