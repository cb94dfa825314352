// What stands on every printed page of a ward: when, in which zone, by whom, what it is not.
import { useMe } from '../access/use.ts'
import { useNow, useZone } from '../census/use.ts'
import { dayTimeIn } from '../census/words.ts'
import { useWard } from '../page/use.ts'

export function Printed({ names }: { readonly names: boolean }) {
  const demo = useWard((state) => state.gateway?.demo === true)
  const by = useMe((state) => state.me?.authority.name ?? '')
  const ward = useWard((state) => state.ward?.name ?? '')
  const zone = useZone()
  const now = useNow()
  return (
    <p className="only-print">
      {demo && <strong>DEMO: every patient is invented. </strong>}
      {ward}. Printed {now === null ? '' : dayTimeIn(zone, now)} ({zone}) by {by}.
      {names && ' Names of patients: keep it with you, then destroy it.'} Secondary display: bedside alarms lead.
    </p>
  )
}
