// "Limits here…": all numbers of a bed that have limits, the ward's and its own; changed one at a time, with a reason. Who changed them, and why.
import { useId, useState } from 'react'
import { LIMIT_KEYS, type LimitKey, limitOf, presetLimit } from '../../model/limits.ts'
import { shownUnit, UNITS_OF_TABLE } from '../../model/shownunits.ts'
import { VITALS } from '../../model/vitals.ts'
import { Failed } from '../access/parts.tsx'
import { useWardId } from '../census/use.ts'
import { usePosted } from '../census/usewardask.ts'
import { timeIn } from '../census/words.ts'
import { Dialog } from '../page/Dialog.tsx'
import { useWard } from '../page/use.ts'
import { Proposal, type Proposed } from '../shift/Proposal.tsx'
import { Ask, NOT_AT_BEDSIDE } from './Ask.tsx'
import { limitsWords } from './bedacts.ts'
import { farWords, limitTyped, type Typed, typedOf, wrongWords } from './limits.ts'
import type { BedDialogProps } from './Panel.tsx'
import { Reason } from './Reason.tsx'
import { useAlarms } from './use.ts'
import { Whose } from './Whose.tsx'

const WHY = ['as this patient usually is', 'after treatment', 'too many alarms, looked at'] as const

export function Limits({ bed, stay, label, close }: BedDialogProps) {
  const population = useWard((state) => state.beds.find(({ id }) => id === bed)?.stay?.population ?? 'unknown')
  const units = useWard((state) => state.ward?.units ?? UNITS_OF_TABLE)
  const own = useAlarms((state) => state.beds.get(bed)?.limits ?? [])
  const [vital, setVital] = useState<LimitKey | null>(null)
  if (vital !== null) {
    const changed = own.find((one) => one.vital === vital)
    const now = changed ?? limitOf(population, [], vital)
    return <Change key={vital} {...{ bed, stay, label, vital, now, changed: changed !== undefined }} close={() => setVital(null)} />
  }
  return (
    <Dialog title={`Limits here: ${label}`} close={close}>
      <Whose bed={bed} />
      <p>Preset of the ward: {population === 'unknown' ? 'adult, because the age is not known' : population}.</p>
      <table className="limit-table">
        <thead>
          <tr>
            <th scope="col">Number</th>
            <th scope="col">Ward preset</th>
            <th scope="col">Here</th>
            <th scope="col">
              <span className="sr-only">Change</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {LIMIT_KEYS.map((key) => {
            const changed = own.find((one) => one.vital === key)
            const preset = presetLimit(population, key)
            return (
              <tr key={key} data-limit={key} data-changed={changed !== undefined}>
                <th scope="row">
                  {VITALS[key].name} <small className="dim">{shownUnit(key, units)}</small>
                </th>
                <td className="tabular dim">{limitsWords({ vital: key, ...preset }, units)}</td>
                <td className="tabular">
                  {changed ? (
                    <strong>
                      {limitsWords(changed, units)}
                      {changed.extreme && ' · extreme'}
                    </strong>
                  ) : (
                    'as preset'
                  )}
                </td>
                <td>
                  <button
                    type="button"
                    className="button"
                    onClick={() => setVital(key)}
                    aria-label={`Change the limits of ${VITALS[key].name}`}
                  >
                    Change
                  </button>
                </td>
              </tr>
            )
          })}
        </tbody>
      </table>
      <Changes stay={stay} />
      <p className="dim">{NOT_AT_BEDSIDE}</p>
    </Dialog>
  )
}

/** Who changed limits of this stay in the last three days, when and why. */
function Changes({ stay }: { readonly stay: string }) {
  const ward = useWardId()
  const zone = useWard((state) => state.ward?.zone ?? 'UTC')
  const now = useWard((state) => state.gateway?.now ?? 0)
  const { data, failed, took } = usePosted('POST /api/alarms/history', {
    ward,
    stay,
    from: now - 3 * 86_400_000,
    to: now + 10 * 86_400_000,
  })
  const told = timeIn(zone, took)
  const lines = data?.lines.filter(({ what }) => what.includes('limit')) ?? []
  if (failed !== null) return <p className="dim">Who changed them is not known now: {failed}</p>
  if (lines.length === 0) return null
  return (
    <ul className="limit-list" aria-label="Changes">
      {lines.slice(0, 8).map((line) => (
        <li key={`${line.at} ${line.words}`}>
          <span className="tabular">{told(line.at)}</span>
          <span>
            {line.words}
            {line.by && `, by ${line.by}`}
            {line.why && `: ${line.why}`}
          </span>
        </li>
      ))}
    </ul>
  )
}

interface ChangeProps extends BedDialogProps {
  readonly vital: LimitKey
  readonly now: { readonly low: number | null; readonly high: number | null }
  readonly changed: boolean
}

function Change({ bed, stay, label, vital, now, changed, close }: ChangeProps) {
  const population = useWard((state) => state.beds.find(({ id }) => id === bed)?.stay?.population ?? 'unknown')
  const units = useWard((state) => state.ward?.units ?? UNITS_OF_TABLE)
  const [typed, setTyped] = useState<Typed>(() => typedOf(vital, now, units))
  const [back, setBack] = useState(false)
  const [reason, setReason] = useState('')
  const [proposed, setProposed] = useState<Proposed | null>(null)
  const ward = useWardId()
  const preset = presetLimit(population, vital)
  const limit = back ? preset : limitTyped(vital, typed, units)
  // Who changes the numbers of a proposal gives a reason of their own.
  const stands = proposed !== null && limit.low === proposed.low && limit.high === proposed.high ? proposed.reason : null
  const why = reason === proposed?.reason ? (stands ?? '') : reason
  const wrong = back ? null : wrongWords(population, vital, limit, units)
  const far = wrong === null && !back ? farWords(population, vital, limit) : null
  const ask = { act: 'limits' as const, stay, bed, vital, reason: why, ...(back ? { ...preset, preset: true } : limit) }
  const unit = shownUnit(vital, units)
  return (
    <Ask
      title={`Limits here: ${label}, ${VITALS[vital].name}`}
      ask={wrong === null && why !== '' ? ask : null}
      words={back ? 'Put back to the ward preset' : `Set ${wrong === null ? limitsWords({ vital, ...limit }, units) : '…'} ${unit}`}
      close={close}
      done={close}
    >
      <Whose bed={bed} />
      <p>
        Ward preset: <strong>{limitsWords({ vital, ...preset }, units)}</strong> {unit}. A value on its limit is inside.
      </p>
      {changed && (
        <label className="flag">
          <input type="checkbox" checked={back} onChange={({ target }) => setBack(target.checked)} />
          Put back to the ward preset
        </label>
      )}
      {!back && (
        <div className="act-pair">
          {(['low', 'high'] as const).map((side) => (
            <Side key={side} side={side} unit={unit} typed={typed} set={setTyped} />
          ))}
        </div>
      )}
      <Failed words={wrong} />
      {far !== null && <p className="act-warning">{far}</p>}
      {!back && (
        <Proposal
          {...{ ward, stay, vital, units }}
          take={(limits) => {
            setTyped(typedOf(vital, limits, units))
            setProposed(limits)
            setReason(limits.reason)
          }}
        />
      )}
      <Reason key={stands} choices={WHY} set={setReason} given={stands} />
    </Ask>
  )
}

function Side(props: {
  readonly side: 'low' | 'high'
  readonly unit: string
  readonly typed: Typed
  readonly set: (typed: Typed) => void
}) {
  const { side, unit, typed, set } = props
  const off = side === 'low' ? typed.lowOff : typed.highOff
  const name = side === 'low' ? 'Low' : 'High'
  const id = useId()
  return (
    <div className="field">
      <label htmlFor={id}>
        {name}, {unit}
      </label>
      <input
        id={id}
        inputMode="decimal"
        autoComplete="off"
        disabled={off}
        value={off ? '' : typed[side]}
        data-side={side}
        onChange={({ target }) => set({ ...typed, [side]: target.value })}
      />
      <label className="flag">
        <input
          type="checkbox"
          checked={off}
          onChange={({ target }) => set({ ...typed, [side === 'low' ? 'lowOff' : 'highOff']: target.checked })}
        />
        {name} off
      </label>
    </div>
  )
}
