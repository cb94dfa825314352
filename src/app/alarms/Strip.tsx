// The banner of alarms across the top of every page: the worst first, who has it, one touch to take it, and nothing hidden without a count. Its
// height is kept free also while nothing stands, so that no bed moves.
import { lazy, type RefObject, Suspense, useEffect, useRef, useState } from 'react'
import { useLocation } from 'wouter'
import { ahead } from '../page/ahead.ts'
import { actionOf } from '../page/keys.ts'
import { bedPath } from '../page/paths.ts'
import { useLink, useWard } from '../page/use.ts'
import { vouches } from '../stores/link.ts'
import { useActing } from './Acting.tsx'
import { Announced } from './Announced.tsx'
import './alarms.css'
import { type HeldRow, placed } from './hold.ts'
import { Row } from './Row.tsx'
import { type AlarmRow, bannerRows, countsOf, countWords, provenWords } from './rows.ts'
import { Shape } from './Shape.tsx'
import { seated } from './seats.ts'
import { useAlarms, useFlash, useHeld, useRows } from './use.ts'

const AlarmList = lazy(ahead(() => import('./List.tsx').then(({ AlarmList }) => ({ default: AlarmList }))))

/** A row is read in this width, CSS px, and two beside each other in that of both; never more than so many. */
const ROW = 600
const BOTH = 800
const MOST = 3
const columnsIn = (width: number): number => Math.min(MOST, Math.max(width < BOTH ? 1 : 2, Math.floor(width / ROW)))

function useColumns(host: RefObject<HTMLElement | null>): number {
  const [columns, setColumns] = useState(1)
  useEffect(() => {
    const element = host.current
    if (!element) return
    const measure = (): void => setColumns(columnsIn(element.clientWidth - 110))
    const observer = new ResizeObserver(measure)
    observer.observe(element)
    measure()
    return () => observer.disconnect()
  }, [host])
  return columns
}

/** `alone`: nothing else on this page says that the link is lost. */
export function AlarmStrip({ alone = false }: { readonly alone?: boolean }) {
  const { rows, now } = useRows()
  const ward = useWard((state) => state.ward?.id ?? null)
  const told = useAlarms((state) => state.beds.size > 0)
  const vouched = useLink(vouches)
  const proven = useAlarms((state) => state.ward.proven)
  const zone = useWard((state) => state.ward?.zone ?? 'UTC')
  const link = useLink((state) => (state.opening ? 'late' : state.link))
  const host = useRef<HTMLElement>(null)
  const columns = useColumns(host)
  const held = useHeld(host)
  const kept = useRef<readonly HeldRow[]>([])
  const { busy, act, said } = useActing()
  const [list, setList] = useState(false)
  const [, navigate] = useLocation()
  const open = (bed: string): void => {
    setList(false)
    if (ward !== null) navigate(bedPath(ward, bed) + location.search)
  }
  const all = placed(kept.current, seated(bannerRows(rows), columns), held, rows)
  kept.current = all
  const shown = all.slice(0, columns)
  const rest = all.slice(columns).filter(({ gone }) => !gone)
  const waits = all.some(({ row, gone }) => row.flashes && !gone)
  useFlash(host, waits)
  useKey(host)
  return (
    <section ref={host} className="alarms" aria-label="Alarms" data-alarms={all.length} data-untrusted={!vouched || undefined}>
      {alone && (link === 'lost' || link === 'ended') && (
        <p className="alarms-lost">
          <span aria-hidden="true">▲▲</span>
          <strong role="alert">COMMUNICATION LOST: not watching</strong>
        </p>
      )}
      <ol className="alarm-rows" style={{ gridTemplateColumns: `repeat(${columns}, minmax(0, 1fr))` }}>
        {shown.map(({ row, gone }) => (
          <Row key={row.key} row={row} gone={gone} now={now} busy={busy} open={open} act={act} />
        ))}
      </ol>
      {shown.length === 0 && (
        <p className="alarms-none">
          {quietWords(ward, told, vouched)}
          {told && vouched && proven !== null && <small> · {provenWords(proven, zone)}</small>}
        </p>
      )}
      {rows.length > 0 && <More rest={rest.map(({ row }) => row)} open={() => setList(true)} />}
      {said}
      <Announced />
      <Suspense>{list && <AlarmList close={() => setList(false)} open={open} />}</Suspense>
    </section>
  )
}

/** The key of the alarms: to the first button of the banner that is not covered, and on to the next. */
function useKey(host: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const press = (event: KeyboardEvent): void => {
      const element = host.current
      const modal = [...document.querySelectorAll('dialog:modal')].at(-1)
      const typing = (event.target as Element | null)?.closest('input, select, textarea, [contenteditable]') != null
      if (!element || actionOf(event, typing) !== 'alarms' || (modal && !modal.contains(element))) return
      const acts = [...element.querySelectorAll<HTMLElement>('.alarm-act:enabled')]
      const all = acts.length > 0 ? acts : [...element.querySelectorAll<HTMLElement>('button')]
      all[(all.indexOf(document.activeElement as HTMLElement) + 1) % Math.max(1, all.length)]?.focus()
      event.preventDefault()
    }
    document.addEventListener('keydown', press)
    return () => document.removeEventListener('keydown', press)
  }, [host])
}

function More({ rest, open }: { readonly rest: readonly AlarmRow[]; readonly open: () => void }) {
  return (
    <button type="button" className="alarm-more" onClick={open} data-more={rest.length}>
      {rest.length === 0 ? (
        <span>All alarms</span>
      ) : (
        <>
          <strong>+{rest.length} more</strong>
          <span className="alarm-counts" aria-hidden="true">
            {countsOf(rest).map(({ priority, count }) => (
              <span key={priority} data-look={priority}>
                <Shape of={priority} size={13} />
                {count}
              </span>
            ))}
          </span>
          <span className="sr-only">: {countWords(rest)}</span>
        </>
      )}
    </button>
  )
}

function quietWords(ward: string | null, told: boolean, vouched: boolean): string {
  if (ward === null) return 'No ward is watched on this page.'
  if (!vouched) return 'Not watching: look at the bedside monitors.'
  return told ? 'No alarms' : 'Alarms: waiting for the gateway…'
}
