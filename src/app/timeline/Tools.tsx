// The buttons at the end of the bar: panels, hidden lanes, a second window, the ward then and now.
import { Link } from 'wouter'
import type { At } from '../../model/units.ts'
import { useMe } from '../access/use.ts'
import { rightTo } from '../census/rights.ts'
import { clockTime } from '../core/words.ts'
import { replayPath } from '../replay/windows.ts'
import { PANELS } from './panels.ts'
import { secondsIn } from './ticks.ts'

interface Props {
  readonly open: string | null
  readonly press: (key: string) => void
  readonly two: boolean
  readonly compare: () => void
  readonly ward: string | null
  readonly zone: string
  /** Where the cursor is. */
  readonly cursor: At | null
  readonly bedHref: string | null
  readonly children: React.ReactNode
}

export function Tools({ open, press, two, compare, ward, zone, cursor, bedHref, children }: Props) {
  const authority = useMe((state) => state.me?.authority ?? null)
  return (
    <div className="timeline-tools">
      {PANELS.filter(({ place, right }) => place !== 'head' && (right === undefined || rightTo(authority, right) === 'yes')).map(
        ({ key, words }) => (
          <button key={key} type="button" className="preset" aria-pressed={open === key} data-panel={key} onClick={() => press(key)}>
            {words}
          </button>
        ),
      )}
      {children}
      <button type="button" className="preset" aria-pressed={two} data-compare onClick={compare}>
        Two windows
      </button>
      {ward !== null && cursor !== null && (
        <Link
          href={replayPath(ward, cursor)}
          className="preset preset-link"
          data-replay
          title={`The whole ward as it was at ${clockTime(cursor, zone)}`}
        >
          Replay {secondsIn(zone, cursor)}
          <span className="sr-only">: the ward as it was then</span>
        </Link>
      )}
      {bedHref !== null && (
        <Link href={bedHref} className="preset preset-link">
          To the ward
        </Link>
      )}
    </div>
  )
}
