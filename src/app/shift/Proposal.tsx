// Limits proposed for one signal of one patient, beside the form that changes limits: what they would have raised and missed in the last
// day, and whose formula it is. Nothing is changed until a person takes it.
import type { LimitKey } from '../../model/limits.ts'
import { NO_PROPOSAL } from '../../model/proposals.ts'
import { type DisplayUnits, shownIn, shownUnit } from '../../model/shownunits.ts'
import { VITALS } from '../../model/vitals.ts'
import type { AnswerOf } from '../access/api.ts'
import { Failed } from '../access/parts.tsx'
import { useMe } from '../access/use.ts'
import { usePosted } from '../census/usewardask.ts'
import { longWords } from './quietwords.ts'

interface Props {
  readonly ward: string
  readonly stay: string
  readonly vital: LimitKey
  readonly units: DisplayUnits
  /** Puts the limits and the reason into the act: one signal at a time. */
  readonly take: (limits: Proposed) => void
}
export interface Proposed {
  readonly low: number | null
  readonly high: number | null
  readonly reason: string
}
type Offer = Extract<AnswerOf<'POST /api/stay/proposal'>, { is: 'proposed' }>

export function Proposal({ ward, stay, vital, units, take }: Props) {
  const person = useMe((state) => state.me?.authority.is === 'person')
  const { data, failed } = usePosted('POST /api/stay/proposal', person ? { ward, stay, vital } : null)
  if (!person) return null
  if (failed !== null) return <Failed words={failed} />
  if (!data) return <p role="status">Asking for a proposal…</p>
  if (data.is === 'refused')
    return (
      <p className="proposal" data-proposal="refused">
        <strong>No proposal for {VITALS[vital].label}.</strong> {NO_PROPOSAL[data.why]}
      </p>
    )
  return <Offered proposed={data} vital={vital} units={units} take={take} />
}

function Offered({ proposed, vital, units, take }: { readonly proposed: Offer } & Pick<Props, 'vital' | 'units' | 'take'>) {
  const { value, low, high, present, railed, source, compared } = proposed
  const number = (of: number | null): string => (of === null ? 'off' : shownIn(vital, of, units))
  const pair = (of: { readonly low: number | null; readonly high: number | null }): string => `${number(of.low)}–${number(of.high)}`
  return (
    <section className="proposal" data-proposal="proposed" aria-label={`Proposed limits, ${VITALS[vital].name}`}>
      <p>
        Proposed for {VITALS[vital].label} about <strong>{number(value)}</strong> {shownUnit(vital, units)}:{' '}
        <strong className="tabular">{pair({ low, high })}</strong>, now {pair(present)}
        {railed.length > 0 && ` (${railed.join(' and ')} held by the guard rail)`}. Formula: {source}.
      </p>
      <p>
        Over {longWords(compared.points * 60_000)} of values in the last 24 h: now {times(compared.present)}, then{' '}
        {times(compared.proposed)}.{' '}
        {compared.missed > 0 ? (
          <strong>
            {compared.missed} of the present {compared.missed === 1 ? 'one' : 'ones'} would have been missed.
          </strong>
        ) : (
          'None of the present ones would have been missed.'
        )}
        {compared.more > 0 && ` ${compared.more} would be new.`}
      </p>
      <button
        type="button"
        className="button"
        onClick={() => take({ low, high, reason: `proposal ${source} at ${VITALS[vital].label} ${number(value)}` })}
      >
        Fill in {pair({ low, high })}
      </button>
    </section>
  )
}
const times = (count: number): string => (count === 0 ? 'no alarm' : count === 1 ? '1 alarm' : `${count} alarms`)
