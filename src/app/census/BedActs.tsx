// What this person may do at one bed now, as buttons; each opens a dialog that shows whom it touches. What was done is said beneath.
import { type ComponentType, useEffect, useRef, useState } from 'react'
import { HandOver } from '../access/HandOver.tsx'
import { useMe } from '../access/use.ts'
import { Answer } from '../early/Answer.tsx'
import { Observe } from '../early/Observe.tsx'
import { Scale } from '../early/Scale.tsx'
import { useCalls } from '../early/use.ts'
import { Dialog } from '../page/Dialog.tsx'
import { useWard } from '../page/use.ts'
import { me } from '../stores/me.ts'
import { Admit, Correct } from './Admit.tsx'
import { type BedNow, type Deed, mayDeed, nameless, offersAt } from './bedacts.ts'
import { Confirm } from './Confirm.tsx'
import './census.css'
import type { DeedProps } from './deeds.ts'
import { Gear } from './Gear.tsx'
import { Discharge, Nobody, Resume } from './Leave.tsx'
import { Move, Swap } from './Move.tsx'
import { StandBy } from './StandBy.tsx'
import { useLyings } from './use.ts'

/** TABLE: the dialog of each. */
const DIALOGS: Readonly<Record<Deed, ComponentType<DeedProps>>> = {
  confirm: Confirm,
  admit: Admit,
  nobody: Nobody,
  resume: Resume,
  answer: Answer,
  observe: Observe,
  scale: Scale,
  standby: StandBy,
  move: Move,
  swap: Swap,
  discharge: Discharge,
  correct: Correct,
  gear: Gear,
}

/** What was done is said for so long, ms: it is not to stand beside what somebody else did after it. */
const SAID = 20_000

function useBedNow(bed: string): BedNow | null {
  const lyings = useLyings()
  const calls = useCalls(bed).length > 0
  const facts = useWard((state) => (state.detail?.bed === bed ? state.detail.facts : null))
  const elsewhere = useWard((state) => (state.wards?.length ?? 0) > 1)
  const own = lyings.find((one) => one.bed === bed)
  if (!own) return null
  const others = lyings.filter((one) => one.bed !== bed)
  const notices = facts?.notices.map(({ key }) => key) ?? []
  // The facts of the open bed say more than its tile, and sooner.
  const trial = own.trial || notices.includes('trial')
  return {
    stay: own.stay !== null,
    admitted: own.stay !== null && own.admitted && !notices.includes('not-admitted') && !trial,
    trial,
    away: facts ? facts.away !== null : own.away,
    held: notices.includes('patient') || notices.includes('two-beds'),
    devices: (facts?.devices.length ?? 0) > 0,
    calls,
    free: others.filter(({ stay }) => stay === null).length,
    taken: others.filter(({ stay, trial: invented }) => stay !== null && !invented).length,
    elsewhere,
  }
}

export function BedActs({ bed }: { readonly bed: string }) {
  const now = useBedNow(bed)
  const authority = useMe((state) => state.me?.authority ?? null)
  const [deed, setDeed] = useState<Deed | null>(null)
  const [said, setSaid] = useState<string | null>(null)
  const sits = authority?.is === 'person' ? authority.name : null
  const before = useRef(sits)
  const place = useRef<HTMLElement>(null)
  // Somebody else sits here, or nobody: what the one before had open closes. Who just took over goes on with it.
  useEffect(() => {
    if (before.current !== null && before.current !== sits) {
      setDeed(null)
      setSaid(null)
    }
    before.current = sits
  }, [sits])
  useEffect(() => {
    if (said === null) return
    // The button that was pressed may be gone with what was done.
    place.current?.focus()
    const timer = setTimeout(() => setSaid(null), SAID)
    return () => clearTimeout(timer)
  }, [said])
  if (now === null) return null
  const offers = offersAt(now, authority)
  if (offers.length === 0 && said === null) return null
  const Own = deed === null ? null : DIALOGS[deed]
  const mayNot = deed !== null && !mayDeed(deed, authority)
  const close = (): void => setDeed(null)
  // Names are shown before an act commits: at a locked station whoever acts says who they are first.
  const locked = authority?.is === 'station' && deed !== null && !nameless(deed)
  return (
    <section ref={place} tabIndex={-1} className="deeds" aria-label="What to do at this bed">
      {offers.map(({ deed: own, words, main }) => (
        <button
          key={own}
          type="button"
          className={`deed ${main ? 'button-main' : ''}`}
          data-deed={own}
          onClick={() => {
            setSaid(null)
            setDeed(own)
          }}
        >
          {words}
        </button>
      ))}
      {said !== null && (
        <p className="deeds-said" role="status">
          ✓ {said}
        </p>
      )}
      {locked ? (
        <HandOver close={() => me.getState().me?.authority.is === 'person' || close()} />
      ) : (
        Own &&
        (mayNot ? (
          <MayNot close={close} />
        ) : (
          <Own
            bed={bed}
            close={close}
            done={(words) => {
              setSaid(words)
              close()
            }}
          />
        ))
      )}
    </section>
  )
}

/** Somebody took the station over for an act that is not theirs. */
function MayNot({ close }: { readonly close: () => void }) {
  return (
    <Dialog title="Not yours to do" close={close}>
      <p>Your role does not do this. Nothing was changed.</p>
      <button type="button" className="button" onClick={close}>
        Back
      </button>
    </Dialog>
  )
}
