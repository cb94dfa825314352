// A ward as an administrator describes it: name, zone, whom its limits are for, in which units it shows, and its beds.
import { useId, useState } from 'react'
import { POPULATIONS, type Population } from '../../model/census.ts'
import type { WardEdit } from '../../model/censusapi.ts'
import { type DisplayUnits, UNITS_OF_TABLE } from '../../model/shownunits.ts'
import type { Night } from '../../model/tones.ts'
import { isZone } from '../../model/zone.ts'
import { Field } from '../access/parts.tsx'
import { labelsFrom } from './labels.ts'

/** TABLE: units that are chosen between. */
const UNITS = {
  pressure: { words: 'Pressures in', of: ['mmHg', 'kPa'] },
  temperature: { words: 'Temperature in', of: ['°C', '°F'] },
  glucose: { words: 'Glucose in', of: ['mmol/L', 'mg/dL'] },
} as const satisfies { readonly [K in keyof DisplayUnits]: { readonly words: string; readonly of: readonly DisplayUnits[K][] } }

export interface WardAsked {
  readonly ward: string
  readonly name: string
  readonly zone: string
  readonly preset: Population
  readonly units: DisplayUnits
  readonly night?: Night
  readonly beds: readonly string[]
}

interface Props {
  /** A ward that is changed: its id and its beds are not asked for here. */
  readonly ward?: WardEdit
  readonly act: string
  readonly busy: boolean
  readonly send: (asked: WardAsked) => void
}

export function WardForm({ ward, act, busy, send }: Props) {
  const [id, setId] = useState('')
  const [name, setName] = useState(ward?.name ?? '')
  const [zone, setZone] = useState(ward?.zone ?? Intl.DateTimeFormat().resolvedOptions().timeZone)
  const [preset, setPreset] = useState<Population>(ward?.preset ?? 'adult')
  const [units, setUnits] = useState<DisplayUnits>(ward?.units ?? UNITS_OF_TABLE)
  const [night, setNight] = useState<Night | undefined>(ward?.night)
  const [text, setText] = useState('')
  const list = useId()
  const labels = labelsFrom(text)
  const known = isZone(zone)
  const beds = labels.is === 'labels' ? labels.labels : []
  const whole = name.trim() !== '' && known && (ward !== undefined || (/^[A-Za-z0-9-]{1,16}$/.test(id.trim()) && beds.length > 0))
  return (
    <form
      className="form ward-form"
      onSubmit={(event) => {
        event.preventDefault()
        if (whole) send({ ward: ward?.id ?? id.trim(), name: name.trim(), zone, preset, units, ...(night && { night }), beds })
      }}
    >
      <div className="form-cols">
        {!ward && (
          <Field
            label="Short id, on addresses"
            autoComplete="off"
            pattern="[A-Za-z0-9\-]{1,16}"
            value={id}
            hint="Such as 4B. It stays."
            onChange={({ target }) => setId(target.value)}
          />
        )}
        <Field
          label="Name, as on the door"
          autoComplete="off"
          maxLength={80}
          value={name}
          hint="Such as 4B surgical"
          onChange={({ target }) => setName(target.value)}
        />
        <Field
          label="Time zone of its clock"
          autoComplete="off"
          list={list}
          value={zone}
          aria-invalid={!known}
          hint={known ? 'Every time on its screens is of this zone.' : 'No such zone: choose one of the list.'}
          onChange={({ target }) => setZone(target.value)}
        />
        <datalist id={list}>
          {Intl.supportedValuesOf('timeZone').map((one) => (
            <option key={one} value={one} />
          ))}
        </datalist>
        <label className="field">
          Limits of a new patient
          <select value={preset} onChange={({ target }) => setPreset(target.value as Population)}>
            {POPULATIONS.map((one) => (
              <option key={one} value={one}>
                {one}
              </option>
            ))}
          </select>
          <small>The preset, until somebody says otherwise.</small>
        </label>
        {(Object.keys(UNITS) as (keyof DisplayUnits)[]).map((key) => (
          <label key={key} className="field">
            {UNITS[key].words}
            <select value={units[key]} onChange={({ target }) => setUnits({ ...units, [key]: target.value } as DisplayUnits)}>
              {UNITS[key].of.map((one) => (
                <option key={one} value={one}>
                  {one}
                </option>
              ))}
            </select>
          </label>
        ))}
      </div>
      <NightFields night={night} choose={setNight} />
      {!ward && (
        <Field
          label="Beds"
          autoComplete="off"
          value={text}
          placeholder="01–16"
          hint={labels.is === 'labels' ? bedsSaid(labels.labels) : `One after the other or from–to: 01–16, A1 A2. Now: ${labels.why}.`}
          onChange={({ target }) => setText(target.value)}
        />
      )}
      <p className="dim">Units are only shown: what is stored is never converted.</p>
      <button type="submit" className="button button-main" disabled={busy || !whole}>
        {act}
      </button>
    </form>
  )
}

/** The usual night of a ward [design]. */
const NIGHT: Night = { from: 22 * 60, until: 6 * 60, most: 0.6 }
const LOUDEST = [0.8, 0.7, 0.6, 0.5, 0.4] as const

/** When alarms are softer on every screen of the ward: softer than a floor they never are. */
function NightFields({ night, choose }: { readonly night: Night | undefined; readonly choose: (night: Night | undefined) => void }) {
  const time = (which: 'from' | 'until', label: string) => {
    const at = night?.[which] ?? NIGHT[which]
    const two = (value: number): string => String(value).padStart(2, '0')
    return (
      <Field
        label={label}
        type="time"
        value={`${two(Math.floor(at / 60))}:${two(at % 60)}`}
        onChange={({ target }) => {
          const [hours, minutes] = target.value.split(':').map(Number)
          if (hours !== undefined && minutes !== undefined) choose({ ...NIGHT, ...night, [which]: hours * 60 + minutes })
        }}
      />
    )
  }
  return (
    <div className="form-cols">
      <label className="field">
        Alarms by night
        <select
          value={night?.most ?? ''}
          onChange={({ target }) => choose(target.value === '' ? undefined : { ...NIGHT, ...night, most: Number(target.value) })}
        >
          <option value="">as loud as by day</option>
          {LOUDEST.map((most) => (
            <option key={most} value={most}>
              at most {Math.round(most * 100)} % of the volume
            </option>
          ))}
        </select>
        <small>On every screen of this ward.</small>
      </label>
      {night && time('from', 'Night from')}
      {night && time('until', 'Night until')}
    </div>
  )
}

/** "16 beds: 01, 02, … 16" */
export function bedsSaid(labels: readonly string[]): string {
  const some = labels.length <= 6 ? labels.join(', ') : `${labels.slice(0, 3).join(', ')}, … ${labels.at(-1)}`
  return `${labels.length} ${labels.length === 1 ? 'bed' : 'beds'}: ${some}`
}
