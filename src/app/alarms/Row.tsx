// One alarm as a row: shape, bed, text, value against limit, worst, how long, who has it; and one touch to take it.
import type { ReactNode } from 'react'
import { useLocation } from 'wouter'
import type { AlarmActAsked } from '../../model/alarmacts.ts'
import { isEarlyNotice } from '../../model/earlynotices.ts'
import { useMe } from '../access/use.ts'
import { rightTo } from '../census/rights.ts'
import { wardPath } from '../page/paths.ts'
import { useWard } from '../page/use.ts'
import { alarmRight } from './right.ts'
import { type AlarmRow, askOf, hasItWords, standsFor } from './rows.ts'
import { Shape } from './Shape.tsx'

const STATES = { active: 'active', latched: 'latched', unseen: 'ended' } as const

/** More characters than this take two smaller lines. */
const LONG = 38

interface Props {
  readonly row: AlarmRow
  /** It is over, and keeps its place only while a hand is near. */
  readonly gone?: boolean
  readonly now: number | null
  readonly busy: boolean
  /** Opens the alarms of a bed. */
  readonly open?: (bed: string) => void
  readonly act: (ask: AlarmActAsked, row: AlarmRow) => void
  /** Further buttons. */
  readonly children?: ReactNode
}

export function Row({ row, gone = false, now, busy, open, act, children }: Props) {
  const authority = useMe((state) => state.me?.authority ?? null)
  const ward = useWard((state) => state.ward?.id ?? '')
  const wards = useWard((state) => state.wards)
  const [, navigate] = useLocation()
  const { kind, alarm, priority, label, text, more, since, bed, elsewhere } = row
  const look = alarm === null ? 'help' : priority === 'none' ? 'notice' : priority
  const asked = gone ? null : askOf(row, ward)
  const facts = [gone ? row.signals && 'over' : hasItWords(row, now), ...more, standsFor(since, now)].filter(Boolean)
  const inside = (
    <>
      <Shape of={look} size={26} />
      <strong className="alarm-bed">{label}</strong>
      <span className="alarm-words">
        <strong data-long={text.length > LONG || undefined}>{text}</strong>
        <small className="tabular">{facts.join(' · ')}</small>
      </span>
    </>
  )
  return (
    <li
      className="alarm-row"
      data-look={look}
      data-row={kind}
      data-row-bed={bed ?? undefined}
      data-alarm={alarm?.rule}
      data-priority={alarm ? priority : undefined}
      data-state={alarm ? STATES[alarm.phase] : undefined}
      data-silence={alarm?.silence}
      data-flashes={(row.flashes && !gone) || undefined}
      data-gone={gone || undefined}
      data-claimed={row.claim !== null || undefined}
      data-signals={row.signals}
    >
      {bed !== null && !gone && open ? (
        <button type="button" className="alarm-open" onClick={() => open(bed)}>
          {inside}
        </button>
      ) : (
        <div className="alarm-open">{inside}</div>
      )}
      {asked && alarmRight(authority, asked.ask.act) !== 'no' && (
        <button
          type="button"
          className="alarm-act"
          disabled={busy}
          data-act={asked.ask.act}
          aria-label={`${asked.words}: ${label}, ${text}`}
          onClick={() => act(asked.ask, row)}
        >
          {asked.words}
        </button>
      )}
      {open && bed !== null && !gone && alarm !== null && isEarlyNotice(alarm.rule) && rightTo(authority, 'chart') !== 'no' && (
        <button type="button" className="alarm-act" data-act="answer" aria-label={`Answer: ${label}, ${text}`} onClick={() => open(bed)}>
          Answer…
        </button>
      )}
      {children}
      {!gone && elsewhere !== null && wards?.some(({ id }) => id === elsewhere) && (
        <button type="button" className="alarm-act" onClick={() => navigate(wardPath(elsewhere) + location.search)}>
          Go there
        </button>
      )}
    </li>
  )
}
