// A patient goes to another bed, or two change places: both beds and both patients stand there before it is done.
import { useState } from 'react'
import type { ActAsked } from '../../model/acts.ts'
import { Failed } from '../access/parts.tsx'
import { ActDialog } from './Act.tsx'
import { BedChoice } from './BedChoice.tsx'
import type { DeedProps } from './deeds.ts'
import { Name, Patient } from './Patient.tsx'
import type { Lying } from './patients.ts'
import { useLying, useLyings, useSeen, useWardId } from './use.ts'
import { useElsewhere, WardChoice } from './WardChoice.tsx'

type Kind = 'move' | 'swap'
/** TABLE: what is chosen, and what is said. */
const KINDS = {
  move: {
    title: (from: string) => `Move from ${from}`,
    legend: 'To which empty bed',
    // Nobody lies there.
    may: ({ stay }: Lying) => stay === null,
    none: 'No other bed of this ward is empty.',
    note: 'The stay goes on in the new bed, with its limits, notes and history. What is worn goes along, what is on the wall stays.',
  },
  swap: {
    title: (from: string) => `Swap beds: ${from}`,
    legend: 'With whom',
    may: ({ stay, trial }: Lying) => stay !== null && !trial,
    none: 'Nobody else lies in this ward.',
    note: 'Both change beds in one step; each stay goes on with its limits, notes and history.',
  },
} as const

/** null: no bed was chosen, or nobody is there to go. */
function asked(kind: Kind, seen: Lying, other: Lying | null): ActAsked | null {
  if (seen.stay === null || other === null) return null
  const [stay, from, to] = [seen.stay, seen.bed, other.bed]
  if (kind === 'move') return other.stay === null ? { act: 'move', stay, from, to } : null
  return other.stay === null ? null : { act: 'swap', stay, from, with: other.stay, to }
}

export const Move = (props: DeedProps) => <Change kind="move" {...props} />
export const Swap = (props: DeedProps) => <Change kind="swap" {...props} />

function Change({ kind, bed, close, done }: DeedProps & { readonly kind: Kind }) {
  const { title, legend, may, none, note } = KINDS[kind]
  const [to, setTo] = useState<string | null>(null)
  const own = useWardId()
  const [ward, setWard] = useState(own)
  const elsewhere = useElsewhere(ward === own ? null : ward)
  const here = useLyings().filter((one) => one.bed !== bed)
  const beds = ward === own ? here : elsewhere.beds
  const one = useLying(bed)
  const other = beds.find((each) => each.bed === to) ?? null
  const from = useSeen(one)
  const goal = useSeen(other)
  const { seen } = from
  if (!seen) return null
  const target = to === null ? null : goal.seen
  const goalChanged = to !== null && goal.changed
  const label = target?.label ?? '…'
  return (
    <ActDialog
      title={title(seen.label)}
      close={close}
      done={done}
      changed={
        from.changed || goalChanged
          ? {
              now: [...(from.changed && one ? [one] : []), ...(goalChanged && other ? [other] : [])],
              take: () => {
                from.take()
                goal.take()
                if (other && !may(other)) setTo(null)
              },
            }
          : null
      }
      ask={asked(kind, seen, target)}
      said={kind === 'move' ? `Moved from ${seen.label} to ${label}.` : `${seen.label} and ${label} have changed beds.`}
      words={
        kind === 'move' ? (
          <>
            Move <Name of={seen} /> to {label}
          </>
        ) : (
          <>
            Swap <Name of={seen} /> with {target ? <Name of={target} /> : '…'}
          </>
        )
      }
    >
      <div className="act-pair">
        <Patient of={seen} place={kind === 'move' ? 'from' : 'one'} />
        {target ? <Patient of={target} place={kind === 'move' ? 'to' : 'other'} /> : <p className="patient-card patient-none">{legend}?</p>}
      </div>
      {kind === 'move' && (
        <WardChoice
          own={own}
          ward={ward}
          choose={(next) => {
            setTo(null)
            setWard(next)
          }}
        />
      )}
      <Failed words={elsewhere.failed} />
      {beds.some(may) ? <BedChoice legend={legend} beds={beds} may={may} chosen={to} choose={setTo} /> : <p>{none}</p>}
      <p className="dim">{note}</p>
    </ActDialog>
  )
}
