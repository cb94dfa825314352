// "My beds": tick them, take them until the end of the shift, give them back. Who is in charge gives beds to others, too.
import { useState } from 'react'
import type { AnswerOf } from '../access/api.ts'
import { Failed } from '../access/parts.tsx'
import { useMe } from '../access/use.ts'
import { clockTime } from '../core/words.ts'
import { useWard } from '../page/use.ts'
import { Charge } from './Charge.tsx'
import { bedsWords, returnable, seenWith, takenFrom } from './duty.ts'
import { lyingWords } from './patients.ts'
import { rightTo } from './rights.ts'
import { Said } from './Said.tsx'
import { shiftEnds, usualEnd } from './shift.ts'
import { useAct, useLyings, useNow, useZone } from './use.ts'
import { usePosted } from './usewardask.ts'

export function Beds({ ward }: { readonly ward: string }) {
  const { data, failed, again } = usePosted('POST /api/ward/staff', { ward })
  if (!data) return failed === null ? <p role="status">Asking…</p> : <Failed words={failed} />
  return <Duties ward={ward} staff={data} again={again} />
}

export type Staff = AnswerOf<'POST /api/ward/staff'>

function Duties({
  ward,
  staff: { staff, own, charge },
  again,
}: {
  readonly ward: string
  readonly staff: Staff
  readonly again: () => void
}) {
  const beds = useLyings()
  const duties = useWard((state) => state.duties)
  const zone = useZone()
  const now = useNow()
  const gives = useMe((state) => rightTo(state.me?.authority ?? null, 'assign-others') === 'yes')
  const [ticked, setTicked] = useState<ReadonlySet<string>>(new Set())
  const [nurse, setNurse] = useState(own ?? '')
  const [buddy, setBuddy] = useState('')
  const [hour, setHour] = useState<string | null>(null)
  const { busy, answer, act } = useAct()
  const [said, setSaid] = useState<string | null>(null)
  const ends = now === null ? [] : shiftEnds(zone, now)
  const end = ends.find((one) => one.hour === hour) ?? (now === null ? null : usualEnd(ends, now))
  const chosen = beds.filter(({ bed }) => ticked.has(bed)).map(({ bed }) => bed)
  const label = (bed: string): string => beds.find((one) => one.bed === bed)?.label ?? bed
  const back = returnable(chosen, duties, gives, own)
  const words = bedsWords(chosen.map(label))
  const mine = nurse === own
  const who = staff.find(({ id }) => id === nurse)?.name ?? ''
  const from = takenFrom(chosen, duties, nurse, label)
  // What the second touch is about: another choice, or another who has them, asks anew.
  const [sure, setSure] = useState<string | null>(null)
  const asked = JSON.stringify([nurse, chosen, from])
  const tick = (bed: string): void => {
    const next = new Set(ticked)
    if (!next.delete(bed)) next.add(bed)
    setTicked(next)
  }
  const assign = (to: string | null): void => {
    if (end === null) return
    setSaid(null)
    const list = to === null ? back : chosen
    const seen = seenWith(list, duties)
    // From a colleague only by a second touch, and only what stood there at the first.
    const first = to !== null && from.length > 0 && sure !== asked
    setSure(first ? asked : null)
    if (first) return
    const over = from.length > 0 && to !== null ? { sure: true } : {}
    act(
      { act: 'assign', ward, beds: [...list], nurse: to, buddy: to === null ? null : buddy || null, until: end.at, seen, ...over },
      () => {
        setSaid(
          to === null ? `Given back: ${bedsWords(list.map(label))}.` : `${mine ? 'Yours' : `With ${who}`} until ${end.hour}: ${words}.`,
        )
        setTicked(new Set())
        again()
      },
    )
  }
  return (
    <div className="duties">
      <p>
        In charge: <strong>{charge ? charge.name : 'nobody said yet'}</strong>
        {charge && ` until ${clockTime(charge.until, zone)}`}. Alarms of all beds stay on every screen, whoever has them.
      </p>
      <fieldset className="act-fields">
        <legend>Beds</legend>
        <div className="bed-grid">
          {beds.map((one) => {
            const duty = duties.get(one.bed)
            return (
              <label
                key={one.bed}
                className="bed-pick"
                data-own={(duty !== undefined && duty.nurse.id === own) || undefined}
                data-pick={one.bed}
              >
                <span>
                  <input type="checkbox" checked={ticked.has(one.bed)} onChange={() => tick(one.bed)} />
                  <strong>{one.label}</strong>
                </span>
                <small>
                  <bdi>{lyingWords(one)}</bdi>
                </small>
                <small className="bed-duty">
                  {duty ? (
                    <>
                      {duty.nurse.id === own ? 'mine' : (duty.nurse.name ?? duty.nurse.initials)}
                      {duty.buddy && `, with ${duty.buddy.id === own ? 'me' : (duty.buddy.name ?? duty.buddy.initials)}`} until{' '}
                      {clockTime(duty.until, zone)}
                    </>
                  ) : (
                    'nobody has it'
                  )}
                </small>
              </label>
            )
          })}
        </div>
      </fieldset>
      <div className="sheet-tools">
        <fieldset className="act-fields">
          <legend>Until the end of the shift</legend>
          <div className="picks">
            {ends.map((one) => (
              <label key={one.hour} className="pick tabular">
                <input type="radio" name="until" checked={one.hour === end?.hour} onChange={() => setHour(one.hour)} />
                {one.hour}
              </label>
            ))}
          </div>
        </fieldset>
        {gives && <People label="For" staff={staff} own={own} value={nurse} choose={setNurse} />}
        <People
          label="Buddy, for breaks"
          staff={staff.filter(({ id }) => id !== nurse)}
          own={own}
          value={buddy}
          choose={setBuddy}
          none="none"
        />
      </div>
      {from.length > 0 && (
        <p className="act-warning" role="status">
          {sure === asked ? 'Touch once more to take over from' : 'This takes over from'} {from.join(' · ')}
        </p>
      )}
      <Said answer={answer} />
      {said !== null && (
        <p className="deeds-said" role="status">
          ✓ {said}
        </p>
      )}
      <div className="act-foot">
        <button type="button" className="button" disabled={busy || back.length === 0 || end === null} onClick={() => assign(null)}>
          Give back{back.length > 0 && `: ${bedsWords(back.map(label))}`}
        </button>
        <button
          type="button"
          className="button button-main"
          disabled={busy || chosen.length === 0 || nurse === '' || end === null}
          onClick={() => assign(nurse)}
        >
          {sure === asked && `Yes, take over from ${from.join(' · ')}. `}
          {mine ? 'Take these beds' : `Give these beds to ${who}`}
          {chosen.length > 0 && `: ${words}, until ${end?.hour}`}
        </button>
      </div>
      {gives && <Charge ward={ward} staff={staff} end={end} again={again} />}
    </div>
  )
}

interface PeopleProps {
  readonly label: string
  readonly staff: Staff['staff']
  readonly own: string | null
  readonly value: string
  readonly choose: (id: string) => void
  /** What no choice is called; without it one must be chosen. */
  readonly none?: string
}

export function People({ label, staff, own, value, choose, none }: PeopleProps) {
  return (
    <label className="field">
      {label}
      <select value={value} onChange={({ target }) => choose(target.value)}>
        {none !== undefined && <option value="">{none}</option>}
        {staff.map(({ id, name }) => (
          <option key={id} value={id}>
            {id === own ? `${name} (me)` : name}
          </option>
        ))}
      </select>
    </label>
  )
}
