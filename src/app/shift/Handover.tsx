// Handover: what each bed brings into the next shift, on one screen and one printed page; the next nurse takes each bed by name.

import { useState } from 'react'
import type { HandoverRow } from '../../model/shiftapi.ts'
import { UNITS_OF_TABLE } from '../../model/shownunits.ts'
import { type At, at } from '../../model/units.ts'
import { Failed } from '../access/parts.tsx'
import { useMe } from '../access/use.ts'
import { useAlarms } from '../alarms/use.ts'
import { seenWith } from '../census/duty.ts'
import { Said } from '../census/Said.tsx'
import { SheetActs } from '../census/SheetActs.tsx'
import { type ShiftEnd, shiftEnds, usualEnd } from '../census/shift.ts'
import { useAct, useNow, useZone } from '../census/use.ts'
import { usePosted } from '../census/usewardask.ts'
import { timeIn } from '../census/words.ts'
import { clockTime } from '../core/words.ts'
import { useWard } from '../page/use.ts'
import { goneWords } from '../timeline/sincewords.ts'
import { Back } from './Back.tsx'
import { deviceWords, type HandoverWords, patientWords, raisedWords, scoreWords, setLines, standingLines, storyOf } from './handover.ts'
import { Printed } from './Printed.tsx'

/** Lines of one bed's story on screen and paper; the history has all. */
const STORY = 4

export function Handover({ ward }: { readonly ward: string }) {
  const [hours, setHours] = useState(12)
  const { data, failed, took, again } = usePosted('POST /api/ward/handover', { ward, hours })
  const zone = useZone()
  const units = useWard((state) => state.ward?.units ?? UNITS_OF_TABLE)
  const [only, setOnly] = useState(false)
  const own = useMe((state) => state.me?.account?.id ?? null)
  const duties = useWard((state) => state.duties)
  const carers = useAlarms((state) => state.carers)
  const rows = (data?.rows ?? []).filter(({ bed, patient }) => patient !== null && (!only || duties.get(bed)?.nurse.id === own))
  const empty = data?.rows.filter(({ patient }) => patient === null).map(({ label }) => label) ?? []
  const words: HandoverWords = {
    units,
    zone,
    now: at(data?.made ?? 0),
    when: timeIn(zone, took),
    who: (id) => carers.get(id)?.name ?? data?.staff[id] ?? 'somebody',
  }
  return (
    <>
      <div className="sheet-tools no-print">
        <Back hours={hours} choose={setHours} />
        <label className="flag">
          <input type="checkbox" checked={only} onChange={({ target }) => setOnly(target.checked)} />
          My beds only
        </label>
        <SheetActs again={again} ready={data !== null} />
      </div>
      <Failed words={failed} />
      {data === null && failed === null && <p role="status">Asking…</p>}
      {data && (
        <>
          <p className="list-told">
            As it was at {clockTime(data.made, zone)}, looking back to {words.when(data.from)}. It does not change by itself: the banner and
            the tiles do.
            {empty.length > 0 && ` Empty: ${empty.join(', ')}.`}
          </p>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard */}
          <section className="sheet-scroll hand-beds" tabIndex={0} aria-label="Beds to hand over">
            {rows.map((row) => (
              <Bed key={row.bed} ward={ward} row={row} words={words} again={again} />
            ))}
            {rows.length === 0 && <p>{only ? 'You have no bed here.' : 'Nobody lies in this ward.'}</p>}
          </section>
        </>
      )}
      <Printed names paper="A4 portrait" />
    </>
  )
}

interface BedProps {
  readonly ward: string
  readonly row: HandoverRow
  readonly words: HandoverWords
  readonly again: () => void
}

function Bed({ ward, row, words, again }: BedProps) {
  const { label, bed, patient, more, until } = row
  const gone = goneWords(row.gone)
  const { name, rest } = patientWords(row)
  const lines = [...standingLines(row, words), ...setLines(row, words)]
  const { told, left } = storyOf(row, STORY)
  const untold = left + more
  // On paper the story gives way to what stands and what was set.
  const printed = Math.min(told.length, Math.max(1, STORY + 1 - lines.length))
  return (
    <section className="hand-bed" aria-label={label} data-hand={bed}>
      <header>
        <h3>{label}</h3>
        <p>
          <strong>
            <bdi>{name}</bdi>
          </strong>{' '}
          <span>{rest}</span>
        </p>
        <p className="hand-score">{scoreWords(row, words)}</p>
      </header>
      <p className="hand-why">
        {patient?.reason && (
          <>
            <bdi>{patient.reason}</bdi> ·{' '}
          </>
        )}
        <strong className="hand-raised">{raisedWords(row)}</strong>
      </p>
      <ul>
        {lines.map(({ kind, text }, index) => (
          <li key={`${index} ${text}`} data-kind={kind}>
            <bdi>{text}</bdi>
          </li>
        ))}
        {lines.length === 0 && gone === null && <li className="dim">nothing stands, nothing was changed</li>}
        {gone !== null && <li data-kind="off">{gone}</li>}
      </ul>
      <ol>
        {told.map(({ at: when, text }, index) => (
          <li key={`${index} ${when}`} className={index < told.length - printed ? 'no-print' : undefined}>
            <span className="tabular">{words.when(when)}</span> <bdi>{text}</bdi>
          </li>
        ))}
        {printed < told.length && <li className="only-print-line">and {left + told.length - printed} more in the history</li>}
        {untold > 0 && (
          <li className={printed < told.length ? 'dim no-print' : 'dim'}>{more > 0 ? 'and more' : `and ${untold} more`} in the history</li>
        )}
      </ol>
      <footer>
        <span>{deviceWords(row)}</span>
        <span>
          {patient?.nurse ?? 'nobody has it'}
          {until !== null && patient?.nurse && ` until ${words.when(until)}`}
        </span>
        <Take ward={ward} bed={bed} label={label} again={again} />
      </footer>
    </section>
  )
}

/** "I take 4B-05": by name, until the end of the shift; from a colleague only by a second touch. */
function Take({
  ward,
  bed,
  label,
  again,
}: {
  readonly ward: string
  readonly bed: string
  readonly label: string
  readonly again: () => void
}) {
  const own = useMe((state) => state.me?.account?.id ?? null)
  const nurse = useMe((state) => state.me?.authority.roles.some((role) => role === 'nurse' || role === 'charge-nurse') === true)
  const duties = useWard((state) => state.duties)
  const zone = useZone()
  const now = useNow()
  const { busy, answer, act } = useAct()
  const duty = duties.get(bed)
  const [sure, setSure] = useState<string | null>(null)
  if (own === null || !nurse || now === null) return null
  const end = nextEnd(zone, now)
  if (duty?.nurse.id === own && (end === null || duty.until >= end.at)) return <strong className="hand-mine no-print">✓ yours</strong>
  if (end === null) return null
  const other = duty && duty.nurse.id !== own ? (duty.nurse.name ?? duty.nurse.initials) : null
  const asked = other === null || sure === other
  return (
    <>
      <button
        type="button"
        className={`button no-print ${asked && other !== null ? 'button-main' : ''}`}
        disabled={busy}
        data-take={bed}
        onClick={() => {
          if (!asked) return setSure(other)
          const over = other === null ? {} : { sure: true }
          act({ act: 'assign', ward, beds: [bed], nurse: own, buddy: null, until: end.at, seen: seenWith([bed], duties), ...over }, again)
        }}
      >
        {asked && other !== null ? `Take ${label} over from ${other} until ${end.hour}` : `I take ${label} until ${end.hour}`}
      </button>
      <Said answer={answer} />
    </>
  )
}
const nextEnd = (zone: string, now: At): ShiftEnd | null => usualEnd(shiftEnds(zone, now), now)
