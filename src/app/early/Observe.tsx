// A set of observations: what the monitor brings stands there already, consciousness is never chosen before somebody looks.

import { useId, useMemo, useState } from 'react'
import { NUMBER_PARTS, NUMBERS, type NumberPart } from '../../model/scores.ts'
import { shownUnit, UNITS_OF_TABLE } from '../../model/shownunits.ts'
import { type At, after, minutes } from '../../model/units.ts'
import { Failed } from '../access/parts.tsx'
import { useMe } from '../access/use.ts'
import type { DeedProps } from '../census/deeds.ts'
import { useLying, useNow, useWardId, useZone } from '../census/use.ts'
import { usePosted } from '../census/usewardask.ts'
import { clockTime } from '../core/words.ts'
import { useWard } from '../page/use.ts'
import { Ago } from './Ago.tsx'
import { EarlyDialog } from './EarlyDialog.tsx'
import {
  COUNTED,
  DEVICE_KEYS,
  DEVICES,
  deviceWords,
  NUMBER_WORDS,
  type ObserveForm,
  preview,
  readForm,
  SEEN,
  SEEN_KEYS,
  startForm,
  type Typed,
} from './observe.ts'

/** Devices of most patients: the others stand in a list. */
const USUAL = ['A', 'N', 'SM', 'V', 'RM', 'HF'] as const
const AGO = [0, 15, 30, 60] as const

export function Observe(props: DeedProps) {
  const { bed } = props
  const ward = useWardId()
  const stay = useLying(bed)?.stay ?? null
  const { data, failed } = usePosted('POST /api/early/chart', stay === null ? null : { ward, stay })
  const units = useWard((state) => state.ward?.units ?? UNITS_OF_TABLE)
  // What was offered as the dialog opened stays: nothing moves under the hand.
  const first = useMemo(() => (data ? startForm(data.offered, data.oxygen, units) : null), [data, units])
  if (!data || !first)
    return (
      <EarlyDialog title="Chart observations" ask={null} words="Chart" said="" {...props}>
        {failed === null ? <p role="status">Asking what the monitor brings…</p> : <Failed words={failed} />}
      </EarlyDialog>
    )
  return <SetForm key="set" {...props} first={first} data={data} />
}

type Data = NonNullable<ReturnType<typeof usePosted<'POST /api/early/chart'>>['data']>

function SetForm({ bed, close, done, first, data }: DeedProps & { readonly first: ObserveForm; readonly data: Data }) {
  const [form, setForm] = useState(first)
  const [ago, setAgo] = useState<(typeof AGO)[number]>(0)
  const now = useNow()
  const zone = useZone()
  const units = useWard((state) => state.ward?.units ?? UNITS_OF_TABLE)
  const who = useMe((state) => state.me?.authority.name ?? '')
  const lying = useLying(bed)
  const pregnant = useWard((state) => state.tiles.get(bed)?.marks.some(({ mark }) => mark === 'pregnant') === true)
  const group = useId()
  const at = now === null ? null : (after(now, -minutes(ago)) as At)
  const read = at === null ? null : readForm({ ...form, at: ago === 0 ? null : at }, data.offered, at, units)
  const says = read?.set && lying ? preview(read.set, { age: lying.age, pregnant: pregnant ? 'yes' : 'unknown' }, data.orders) : null
  const number = (part: NumberPart, text: string): void =>
    setForm((before) => ({ ...before, numbers: { ...before.numbers, [part]: { text, from: 'typed' } } }))
  const time = at === null ? '…' : clockTime(at, zone)
  return (
    <EarlyDialog
      title="Chart observations"
      bed={bed}
      close={close}
      done={done}
      ask={read?.set ? ({ stay, bed: place }) => ({ act: 'observe', stay: stay!, bed: place, set: read.set! }) : null}
      words={`Chart at ${time}${says?.head.startsWith('NEWS2') ? `: ${says.head}` : ''}`}
      said={`Observations charted at ${time}${says ? `: ${says.head}` : ''}.`}
    >
      <fieldset className="act-fields">
        <legend>Consciousness: look at the patient</legend>
        <div className="picks">
          {SEEN_KEYS.map((key) => (
            <label key={key} className="pick" data-seen={key}>
              <input
                type="radio"
                name={`${group}-seen`}
                checked={form.seen === key}
                onChange={() => setForm((before) => ({ ...before, seen: key }))}
              />
              <span>
                {key !== 'not-assessable' && <strong>{key} </strong>}
                {SEEN[key]}
              </span>
            </label>
          ))}
        </div>
      </fieldset>
      <fieldset className="act-fields">
        <legend>Air or oxygen</legend>
        <div className="picks">
          {USUAL.map((device) => (
            <label key={device} className="pick" data-device={device}>
              <input
                type="radio"
                name={`${group}-device`}
                checked={form.device === device}
                onChange={() => setForm((before) => ({ ...before, device }))}
              />
              {deviceWords(device)}
            </label>
          ))}
          <label className="pick">
            <span>other</span>
            <select
              aria-label="Another oxygen device"
              value={form.device !== null && !(USUAL as readonly string[]).includes(form.device) ? form.device : ''}
              onChange={({ target }) => setForm((before) => ({ ...before, device: (target.value || null) as ObserveForm['device'] }))}
            >
              <option value="">…</option>
              {DEVICE_KEYS.filter((device) => !(USUAL as readonly string[]).includes(device)).map((device) => (
                <option key={device} value={device}>
                  {deviceWords(device)}
                </option>
              ))}
            </select>
          </label>
          {form.device !== null && DEVICES[form.device] !== null && (
            <label className="pick pick-time">
              <input
                inputMode="decimal"
                autoComplete="off"
                size={4}
                value={form.amount}
                aria-label={`Oxygen, ${DEVICES[form.device]}`}
                aria-invalid={read?.wrong.amount !== undefined}
                onChange={({ target }) => setForm((before) => ({ ...before, amount: target.value }))}
              />
              <span>{DEVICES[form.device]}</span>
            </label>
          )}
        </div>
      </fieldset>
      <div className="early-numbers">
        {NUMBER_PARTS.map((part) => (
          <NumberField
            key={part}
            part={part}
            typed={form.numbers[part]}
            beside={COUNTED.includes(part) ? data.offered[part] : undefined}
            unit={shownUnit(NUMBERS[part], units)}
            zone={zone}
            wrong={read?.wrong[part]}
            change={(text) => number(part, text)}
          />
        ))}
        <div className="field">
          <label htmlFor={`${group}-glucose`}>Glucose, where it was taken</label>
          <span className="early-amount">
            <input
              id={`${group}-glucose`}
              inputMode="decimal"
              autoComplete="off"
              value={form.glucose}
              onChange={({ target }) => setForm((before) => ({ ...before, glucose: target.value }))}
            />
            <small>{shownUnit('glucose', units)}</small>
          </span>
        </div>
      </div>
      <Ago legend={`Taken, by ${who}`} name={`${group}-ago`} list={AGO} ago={ago} set={setAgo} now={now} zone={zone} />
      {read && Object.values(read.wrong).length > 0 && <Failed words={`${Object.values(read.wrong).join('; ')}.`} />}
      {says && (
        <p className="early-says" role="status">
          <strong>{says.head}</strong> {says.more}
        </p>
      )}
    </EarlyDialog>
  )
}

interface NumberProps {
  readonly part: NumberPart
  readonly typed: Typed
  /** What the monitor brings, where it is not taken over. */
  readonly beside: { readonly value: number; readonly at: number } | undefined
  readonly unit: string
  readonly zone: string
  readonly wrong: string | undefined
  readonly change: (text: string) => void
}
function NumberField({ part, typed, beside, unit, zone, wrong, change }: NumberProps) {
  const id = useId()
  return (
    <div className="field" data-part={part}>
      <label htmlFor={id}>{NUMBER_WORDS[part]}</label>
      <span className="early-amount">
        <input
          id={id}
          inputMode="decimal"
          autoComplete="off"
          value={typed.text}
          aria-invalid={wrong !== undefined}
          aria-describedby={`${id}-from`}
          onChange={({ target }) => change(target.value)}
        />
        <small>{unit}</small>
      </span>
      <small id={`${id}-from`}>
        {typed.from === 'monitor' && typed.at !== undefined
          ? `monitor, ${clockTime(typed.at, zone)}`
          : typed.text === ''
            ? beside
              ? 'not counted yet'
              : 'not taken'
            : 'typed'}
        {beside && `; by the monitor ${beside.value}, ${clockTime(beside.at, zone)}`}
      </small>
    </div>
  )
}
