// "Whose values are these?": what the monitor says, since when, how much is held apart, and three answers in whole sentences.
import { useId, useState } from 'react'
import type { DeviceRow } from '../../model/censusapi.ts'
import { Failed } from '../access/parts.tsx'
import { Dialog } from '../page/Dialog.tsx'
import { ActDialog } from './Act.tsx'
import type { DeedProps } from './deeds.ts'
import { type HeldAnswer, questionOf } from './held.ts'
import { useTouched } from './Leave.tsx'
import { Patient } from './Patient.tsx'
import { called, type Lying } from './patients.ts'
import { useLyings, useNow, useWardId, useZone } from './use.ts'
import { usePosted } from './usewardask.ts'
import { timeIn } from './words.ts'

export function Confirm(props: DeedProps) {
  const ward = useWardId()
  const lyings = useLyings()
  const { data, failed } = usePosted('POST /api/ward/devices', ward === '' ? null : { ward })
  const label = lyings.find((one) => one.bed === props.bed)?.label
  const waits = data?.devices.filter(({ bed, held }) => held !== null && (bed === props.bed || held.bed === props.bed)) ?? []
  const [first] = waits
  if (!first)
    return (
      <Dialog title="Whose values are these?" close={props.close}>
        <Failed words={failed} />
        {data ? <p>Nothing waits for an answer at {label ?? props.bed} any more.</p> : <p role="status">Asking…</p>}
        <button type="button" className="button" onClick={props.close}>
          Back
        </button>
      </Dialog>
    )
  // One device after the other: each is a question of its own.
  return <Question key={first.id} device={first} rest={waits.length - 1} {...props} />
}

function Question({ device, rest, close, done }: DeedProps & { readonly device: DeviceRow; readonly rest: number }) {
  const lyings = useLyings()
  const own = useWardId()
  const zone = useZone()
  const now = useNow()
  const { seen, changed } = useTouched(device.bed)
  const [answer, setAnswer] = useState<HeldAnswer | null>(null)
  const group = useId()
  const held = device.held!
  const there = held.why === 'bed' ? (lyings.find((one) => one.bed === held.bed) ?? null) : null
  const who = (one: Lying | null): string | null => (one === null || one.stay === null ? null : called(one))
  // Who lies in a bed of another ward is not known on this screen.
  const elsewhere = (ward: string): boolean => ward !== own
  const since = timeIn(zone, now)(held.since)
  const { asks, answers } = questionOf(held, {
    device: `the ${device.name}`,
    here: seen?.label ?? device.at,
    who: elsewhere(device.ward) ? 'the patient' : who(seen),
    loose: device.places[0]?.stay == null,
    there: elsewhere(held.ward) ? undefined : who(there),
    since,
  })
  const chosen = answers.find((one) => one.answer === answer)
  return (
    <ActDialog
      title="Whose values are these?"
      close={close}
      done={done}
      changed={changed}
      ask={answer === null ? null : { act: 'confirm', device: device.id, bed: device.bed, answer }}
      said={`Answered for ${device.name} at ${seen?.label ?? device.at}.${rest > 0 ? ` ${rest} more to answer.` : ''}`}
      words={<bdi>{chosen?.words ?? 'Choose an answer'}</bdi>}
    >
      <p className="act-lead">
        <bdi>{asks}</bdi>
      </p>
      {seen && <Patient of={seen} place="at" />}
      {there && <Patient of={there} place="named, too" />}
      <fieldset className="act-fields">
        <legend>Look at the patient’s wristband, then answer</legend>
        <div className="picks picks-long">
          {answers.map((one) => (
            <label key={one.answer} className="pick">
              <input type="radio" name={group} checked={one.answer === answer} onChange={() => setAnswer(one.answer)} />
              <bdi>{one.sentence}</bdi>
            </label>
          ))}
        </div>
      </fieldset>
      <p className="dim">Until then the values go to nobody’s stay. Your name stands with the answer.</p>
    </ActDialog>
  )
}
