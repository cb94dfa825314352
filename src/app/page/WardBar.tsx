// The ward bar, always visible: what it tells, and the controls of this screen.
import type { RefObject } from 'react'
import { Link, useLocation } from 'wouter'
import { THEMES } from '../messages.ts'
import { next, settings } from '../stores/settings.ts'
import { isFilled } from '../tile.ts'
import { Clock, Counts, Demo, LinkState, Sweep, Told } from './BarCells.tsx'
import { Icon, type IconKey } from './Icon.tsx'
import { wardPath } from './paths.ts'
import { SeatCell } from './SeatCell.tsx'
import { SoundCell } from './SoundCell.tsx'
import { toggleFullScreen } from './screen.ts'
import { type SeatAct, seesNames } from './seat.ts'
import { FILTERS, type Filter, type Page, SORTS, type Sort, type Wish } from './shown.ts'
import { useSettings, useWard } from './use.ts'
import type { Dialogs } from './Ward.tsx'

/** Who is not signed in as a person has no beds. */
const { mine: _, ...NOBODYS } = FILTERS

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
      <SoundCell test={() => setDialog('sound-test')} />
      <SeatCell act={act} />
      {/* Together: what has no room goes to a second line as one. */}
      <div className="bar-controls">
        {page.pages > 1 && <Pages page={page} total={total} turn={turn} />}
        {named && <Choice name="Order" value={wish.sort} table={SORTS} choose={(sort: Sort) => setWish({ ...wish, sort })} />}
        <Choice<Filter>
          name="Show"
          value={wish.filter}
          table={named ? FILTERS : NOBODYS}
          choose={(filter: Filter) => setWish({ ...wish, filter })}
        />
        <div className="bar-buttons">
          {' '}
          <Link href={`${wardPath(id)}/list`} className="tool" aria-label="List of the patients of this ward" data-to="list">
            List
          </Link>
          <Link
            href={`${wardPath(id)}/handover`}
            className="tool bar-wide"
            aria-label="Shift: handover, alarm history, quiet, downtime sheet"
            data-to="handover"
          >
            Shift
          </Link>
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
  readonly table: Readonly<Partial<Record<K, string>>>
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

function Pages({ page, total, turn }: { readonly page: Page; readonly total: number; readonly turn: (index: number) => void }) {
  // What waits on the other pages is counted, never silent.
  const elsewhere = useWard((state) => {
    const here = new Set(page.beds)
    let found = 0
    for (const [bed, { lineKind }] of state.tiles) if (isFilled(lineKind) && !here.has(bed)) found += 1
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
