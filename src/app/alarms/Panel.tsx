// The alarms of one bed, and all that may be done about them; beside its values. Nothing of it reaches the bedside monitor, and it says so.
import { type ComponentType, useMemo, useRef, useState } from 'react'
import { Link } from 'wouter'
import { ALARM_ACTS, type AlarmActAsked } from '../../model/alarmacts.ts'
import { NO_ALARMS } from '../../model/alarmshown.ts'
import { UNITS_OF_TABLE } from '../../model/shownunits.ts'
import { VITALS } from '../../model/vitals.ts'
import { useMe } from '../access/use.ts'
import { rightTo } from '../census/rights.ts'
import { timelinePath, wardPath } from '../page/paths.ts'
import { useWard } from '../page/use.ts'
import { StripButton } from '../timeline/waves/StripButton.tsx'
import { useActing } from './Acting.tsx'
import { alarmRight } from './right.ts'
import './alarms.css'
import { NOT_AT_BEDSIDE } from './Ask.tsx'
import { type DialogAct, dialogsAt, standingWords, touchesAt } from './bedacts.ts'
import { ConfirmAge } from './ConfirmAge.tsx'
import { Give } from './Give.tsx'
import { type HeldRow, placed } from './hold.ts'
import { Limits } from './Limits.tsx'
import { Off, OrderOff, OrderOn } from './Off.tsx'
import { Row } from './Row.tsx'
import type { AlarmRow } from './rows.ts'
import { Target } from './Target.tsx'
import { useAlarms, useFlash, useHeld, useRows } from './use.ts'

export interface BedDialogProps {
  readonly bed: string
  readonly stay: string
  readonly label: string
  readonly close: () => void
}
/** TABLE: the dialog of each. */
const DIALOGS: Readonly<Record<DialogAct, ComponentType<BedDialogProps>>> = {
  limits: Limits,
  off: Off,
  target: Target,
  'order-off': OrderOff,
  'order-on': OrderOn,
}

export function AlarmPanel({ bed }: { readonly bed: string }) {
  const snapshot = useWard((state) => state.beds.find(({ id }) => id === bed))
  const facts = useWard((state) => state.ward)
  const own = useAlarms((state) => state.beds.get(bed)) ?? NO_ALARMS
  const carers = useAlarms((state) => state.carers)
  const authority = useMe((state) => state.me?.authority ?? null)
  const { rows, now } = useRows()
  const host = useRef<HTMLElement>(null)
  const held = useHeld(host)
  const kept = useRef<readonly HeldRow[]>([])
  const { busy, act, said } = useActing()
  const [dialog, setDialog] = useState<DialogAct | 'age' | null>(null)
  const [giving, setGiving] = useState<AlarmRow | null>(null)
  const mine = useMemo(() => rows.filter((row) => row.kind === 'bed' && row.bed === bed), [rows, bed])
  kept.current = placed(kept.current, mine, held)
  useFlash(
    host,
    mine.some(({ flashes }) => flashes),
  )
  if (!snapshot?.stay || !facts) return null
  const at = { stay: snapshot.stay.id, bed }
  const { label } = snapshot
  const may = (key: keyof typeof ALARM_ACTS): boolean => alarmRight(authority, key) !== 'no'
  const touch = (ask: AlarmActAsked, text: string): void => act(ask, { label, text })
  const close = (): void => {
    setDialog(null)
    setGiving(null)
  }
  const Own = dialog === null || dialog === 'age' ? null : DIALOGS[dialog]
  const words = standingWords(own, { now, zone: facts.zone, units: facts.units ?? UNITS_OF_TABLE, carers })
  return (
    <section ref={host} className="alarms-panel alarms-flash" aria-label={`Alarms of bed ${label}`} data-bed-alarms={bed}>
      {kept.current.length > 0 && (
        <ol className="alarm-list">
          {kept.current.map(({ row, gone }) => (
            <Row key={row.key} row={row} gone={gone} now={now} busy={busy} act={act}>
              {!gone && row.alarm && (
                <StripButton className="alarm-act" strip={{ stay: at.stay, at: row.alarm.raised, words: row.text, who: label }} />
              )}
              {!gone && row.alarm?.claim && may('give') && (
                <>
                  <button type="button" className="alarm-act" onClick={() => setGiving(row)}>
                    {ALARM_ACTS.give.words}
                  </button>
                  <button type="button" className="alarm-act" disabled={busy} onClick={() => act(claimed('release', at, row), row)}>
                    {ALARM_ACTS.release.words}
                  </button>
                </>
              )}
            </Row>
          ))}
        </ol>
      )}
      {words.length > 0 && (
        <ul className="alarm-standing">
          {words.map(({ key, words: line }) => (
            <li key={key} data-standing={key}>
              {line}
            </li>
          ))}
        </ul>
      )}
      {said}
      <div className="alarm-touches">
        {touchesAt(at, own)
          .filter((one) => may(one.act))
          .map((one) => (
            <button
              key={one.act}
              type="button"
              className="deed"
              aria-pressed={one.on}
              disabled={busy}
              data-touch={one.act}
              onClick={() => touch(one.ask, one.words)}
            >
              {one.words}
            </button>
          ))}
        {own.off
          .filter(() => may('on'))
          .map(({ vital }) => (
            <button
              key={vital}
              type="button"
              className="deed"
              disabled={busy}
              data-touch="on"
              onClick={() => touch({ act: 'on', ...at, vital }, `Alarm on: ${VITALS[vital].label}`)}
            >
              Alarm on: {VITALS[vital].label}
            </button>
          ))}
        {own.confirmAge && may('confirm-age') && (
          <button type="button" className="deed" data-touch="confirm-age" onClick={() => setDialog('age')}>
            {ALARM_ACTS['confirm-age'].words}
          </button>
        )}
        {dialogsAt(own)
          .filter((key) => may(key))
          .map((key) => (
            <button key={key} type="button" className="deed" data-touch={key} onClick={() => setDialog(key)}>
              {ALARM_ACTS[key].words}
            </button>
          ))}
        {rightTo(authority, 'see-alarm-history') === 'yes' && (
          <Link
            href={`${wardPath(facts.id)}/alarms${location.search}#${encodeURIComponent(bed)}`}
            className="deed deed-link"
            data-to="alarms"
          >
            Alarm history
          </Link>
        )}
        {rightTo(authority, 'see-history') === 'yes' && (
          <Link href={timelinePath(at.stay)} className="deed deed-link" data-to="timeline">
            Timeline
          </Link>
        )}
      </div>
      {may('silence') && <p className="alarm-foot">{NOT_AT_BEDSIDE}</p>}
      {Own && <Own bed={bed} stay={at.stay} label={label} close={close} />}
      {dialog === 'age' && <ConfirmAge bed={bed} stay={at.stay} label={label} close={close} />}
      {giving && <Give row={giving} stay={at.stay} bed={bed} close={close} />}
    </section>
  )
}

function claimed(act: 'release', at: { readonly stay: string; readonly bed: string }, { alarm }: AlarmRow): AlarmActAsked {
  return { act, ...at, alarm: alarm?.id ?? '', priority: alarm?.priority ?? 'none' }
}
