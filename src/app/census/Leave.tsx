// Acts that ask for nothing but a second look: discharge, "nobody is here", resume.
import type { ActAsked } from '../../model/acts.ts'
import { clockTime } from '../core/words.ts'
import { useWard } from '../page/use.ts'
import { ActDialog } from './Act.tsx'
import type { DeedProps } from './deeds.ts'
import { Name, Patient } from './Patient.tsx'
import type { Lying } from './patients.ts'
import { useLying, useSeen, useZone } from './use.ts'

/** The patient as seen, and what the dialog needs where that changed. */
export function useTouched(bed: string) {
  const { seen, changed, take } = useSeen(useLying(bed))
  const now = useLying(bed)
  return { seen, changed: changed ? { now: now ? [now] : [], take } : null }
}
/** An ask about the stay that was seen; null where there is none. */
export const about = (seen: Lying | null, act: 'discharge' | 'nobody' | 'resume'): ActAsked | null =>
  seen?.stay == null ? null : { act, stay: seen.stay, bed: seen.bed }

export function Discharge({ bed, close, done }: DeedProps) {
  const { seen, changed } = useTouched(bed)
  if (!seen) return null
  return (
    <ActDialog
      title={`Discharge from ${seen.label}`}
      close={close}
      done={done}
      changed={changed}
      ask={about(seen, 'discharge')}
      said={`Discharged from ${seen.label}.`}
      words={
        <>
          Discharge <Name of={seen} /> from {seen.label}
        </>
      }
    >
      <Patient of={seen} place="from" />
      <ul className="act-list">
        <li>The stay ends now, with its alarms, limits and notes. It is kept, and can be read by those who may.</li>
        <li>Every device is taken off. The bed is back to the ward’s preset: the next patient inherits nothing.</li>
      </ul>
    </ActDialog>
  )
}

export function Nobody({ bed, close, done }: DeedProps) {
  const { seen, changed } = useTouched(bed)
  if (!seen) return null
  return (
    <ActDialog
      title={`Nobody is in ${seen.label}`}
      close={close}
      done={done}
      changed={changed}
      ask={about(seen, 'nobody')}
      said={`Nobody is in ${seen.label}.`}
      words={`Nobody is here: empty ${seen.label}`}
    >
      <Patient of={seen} />
      <p>
        What came from this bed was no patient’s: a test, a cable that moved. The bed is empty then. What the monitor still sends is
        nobody’s, until it pauses for a minute and begins anew.
      </p>
    </ActDialog>
  )
}

export function Resume({ bed, close, done }: DeedProps) {
  const { seen, changed } = useTouched(bed)
  const zone = useZone()
  const away = useWard((state) => (state.detail?.bed === bed ? state.detail.facts.away : null))
  if (!seen) return null
  return (
    <ActDialog
      title={`Resume in ${seen.label}`}
      close={close}
      done={done}
      changed={changed}
      ask={about(seen, 'resume')}
      said={`Resumed in ${seen.label}.`}
      words={
        <>
          Resume <Name of={seen} /> in {seen.label}
        </>
      }
    >
      <Patient of={seen}>
        {away && (
          <p>
            {away.reason}, since {clockTime(away.since, zone)}, back expected {clockTime(away.back, zone)}
          </p>
        )}
      </Patient>
      <p>Values and alarms come back at once; each alarm is armed again as its signal settles.</p>
    </ActDialog>
  )
}
