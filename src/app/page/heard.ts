// Hands what is to be heard to the sound, at each change, and tells the gateway whether this screen could be heard.
import { audible } from '../alarms/audible.ts'
import type { Stop } from '../core/dial.ts'
import type { Audible } from '../sound/audible.ts'
import type { Sound } from '../sound/sound.ts'
import { alarms } from '../stores/alarms.ts'
import { gatewayTime, link } from '../stores/link.ts'
import { sound } from '../stores/sound.ts'
import { ward } from '../stores/ward.ts'

/** Ids of canaries are few; more than this are forgotten, the oldest first. */
const KEPT = 8

/** Returns the undo. */
export function heardFrom(to: Pick<Sound, 'setAudible' | 'state'>): Stop {
  let ticks: readonly Audible[] = []
  let lostAt: number | null = null
  const tell = (): void => {
    const state = link.getState()
    const lost = state.link === 'lost' && !state.opening
    if (!lost) lostAt = null
    else lostAt ??= gatewayTime(state, performance.now()) ?? Date.now()
    const id = ward.getState().ward?.id ?? null
    const { beds, ward: own } = alarms.getState()
    to.setAudible([...audible({ id, beds, ward: own, link: { is: lost ? 'lost' : 'live', since: lostAt ?? 0 } }), ...ticks])
  }
  /** Once a canary; whichever tab sounds ticks for all of this browser. */
  const tick = (canary: string): boolean => {
    const id = ward.getState().ward?.id
    if (id === undefined) return false
    ticks = [...ticks, { id: canary, ward: id, priority: 'tick' as const, category: 'general' as const, since: 0 }].slice(-KEPT)
    tell()
    return to.state() === 'armed'
  }
  const couldBeHeard = (): void => {
    const { state } = sound.getState()
    if (alarms.getState().sound !== state) alarms.setState({ sound: state })
  }
  alarms.setState({ tick })
  couldBeHeard()
  tell()
  let known = { beds: alarms.getState().beds, ward: alarms.getState().ward }
  let standing = ''
  const stops = [
    sound.subscribe(couldBeHeard),
    alarms.subscribe(({ beds, ward: own }) => {
      if (beds === known.beds && own === known.ward) return
      known = { beds, ward: own }
      tell()
    }),
    ward.subscribe(({ ward: here }, before) => here?.id !== before.ward?.id && tell()),
    link.subscribe(({ link: is, opening }) => {
      const next = `${is} ${opening}`
      if (next === standing) return
      standing = next
      tell()
    }),
  ]
  return () => {
    for (const stop of stops) stop()
    alarms.setState({ tick: null, sound: 'off' })
  }
}
