// A steady line while no alarm could be heard here: on pages that have no ward bar, and on a wall display, which is read from afar.
import { useMe } from '../access/use.ts'
import { CANNOT_KNOW } from './soundwords.ts'
import { useSettings, useSound, useSoundState } from './use.ts'

/** `over`: over the lower edge, so that nothing moves under a finger when it goes. */
export function SoundBar({ over }: { readonly over: boolean }) {
  const sound = useSound()
  const off = useSoundState(({ state }) => state === 'off')
  const unheard = useSettings(({ soundTest }) => soundTest?.heard === false)
  const here = useMe(({ me }) => me !== null && me.authority.is !== 'nobody')
  if (!here || !(off || unheard)) return null
  return (
    <aside className={`banner banner-technical no-print ${over ? 'sound-bar' : ''}`} aria-label="Sound" data-banner="sound">
      <span aria-hidden="true">▲</span>
      {off ? (
        <button type="button" className="button" onClick={() => void sound?.arm()}>
          <strong>SOUND OFF: press to arm</strong>
        </button>
      ) : (
        <strong>SOUND NOT HEARD</strong>
      )}
      <small>
        {off ? 'No alarm is heard at this screen.' : 'The last sound test was not heard.'} {CANNOT_KNOW}
      </small>
    </aside>
  )
}
