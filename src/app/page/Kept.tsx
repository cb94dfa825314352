// A page beside the ward's tiles: the ward seen last is watched on behind it, so that its alarms are seen and heard there, too.
import { type ReactNode, useEffect } from 'react'
import { AlarmStrip } from '../alarms/Strip.tsx'
import { settings } from '../stores/settings.ts'
import { SoundBar } from './SoundBar.tsx'
import { useSession, useWard } from './use.ts'

export function Kept({ children }: { readonly children: ReactNode }) {
  const session = useSession()
  const wards = useWard((state) => state.wards)
  const ward = useWard((state) => state.ward?.id ?? null)
  // No tile has a place here, and none is painted.
  useEffect(() => session.layout({ is: 'layout', layout: 'S', width: 1, height: 1, dpr: 1, tiles: [] }), [session])
  useEffect(() => {
    if (ward !== null || wards === null) return
    const { lastWard } = settings.getState()
    session.watch(wards.some(({ id }) => id === lastWard) ? lastWard : null)
  }, [session, ward, wards])
  // Who may watch no ward has no alarms.
  return (
    <div className="kept">
      {wards?.length !== 0 && <AlarmStrip alone />}
      {children}
      <SoundBar over />
    </div>
  )
}
