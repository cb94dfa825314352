// The scrubber over the last 72 hours: alarms by the half hour above it, steps and jumps beside it, and playing where motion is welcome.
import { clockTime } from '../core/words.ts'
import { agoWords, momentIn } from './shown.ts'
import { BACK, density, EDGE, jump, type Raised, SPEED_KEYS, type SpeedKey } from './windows.ts'

const PARTS = 144
/** TABLE: steps, ms, and their words. */
const STEPS = [
  [-60_000, '−1 min'],
  [-10_000, '−10 s'],
  [-1000, '−1 s'],
  [1000, '+1 s'],
  [10_000, '+10 s'],
  [60_000, '+1 min'],
] as const

interface Props {
  readonly moment: number
  readonly now: number
  readonly zone: string
  readonly alarms: readonly Raised[]
  readonly playing: SpeedKey | null
  readonly still: boolean
  readonly go: (moment: number) => void
  readonly play: (speed: SpeedKey | null) => void
}

export function Scrubber({ moment, now, zone, alarms, playing, still, go, play }: Props) {
  const from = now - BACK
  const bins = density(alarms, from, now, PARTS)
  const most = Math.max(1, ...bins.map(({ all }) => all))
  const high = alarms.filter((one) => one.high)
  const [before, after] = [jump(high, moment, 'before'), jump(high, moment, 'after')]
  const ticks = [72, 60, 48, 36, 24, 12, 0]
  return (
    <section className="replay-controls" aria-label="Where the replay is">
      <div className="replay-scrub">
        <svg
          viewBox={`0 0 ${PARTS} 20`}
          preserveAspectRatio="none"
          role="img"
          aria-label={`${alarms.length} alarms of high and medium priority in 72 h, ${high.length} high`}
        >
          {bins.map(({ all, high: worst }, index) =>
            all === 0 ? null : (
              <g key={index}>
                <rect x={index} y={20 - (18 * all) / most - 1} width="0.8" height={(18 * all) / most + 1} className="replay-some" />
                {worst > 0 && (
                  <rect x={index} y={20 - (18 * worst) / most - 1} width="0.8" height={(18 * worst) / most + 1} className="replay-high" />
                )}
              </g>
            ),
          )}
        </svg>
        <input
          type="range"
          aria-label="Moment"
          aria-valuetext={`${momentIn(zone, moment)}, ${agoWords(now - moment)}`}
          min={from}
          max={now - EDGE}
          step={1000}
          value={moment}
          onChange={({ target }) => go(Number(target.value))}
        />
        <div className="replay-ticks" aria-hidden="true">
          {ticks.map((hours) => (
            <span key={hours}>
              {hours === 0 ? 'now' : `${momentIn(zone, now - hours * 3_600_000).slice(0, 3)} ${clockTime(now - hours * 3_600_000, zone)}`}
            </span>
          ))}
        </div>
      </div>
      <div className="replay-buttons">
        <button type="button" className="button" disabled={before === null} onClick={() => before !== null && go(before)}>
          ◀ *** high alarm
        </button>
        {STEPS.map(([by, words]) => (
          <button key={by} type="button" className="button" onClick={() => go(moment + by)}>
            {words}
          </button>
        ))}
        <button type="button" className="button" disabled={after === null} onClick={() => after !== null && go(after)}>
          *** high alarm ▶
        </button>
        {still ? (
          <span className="replay-still">Less motion is asked for: step by step.</span>
        ) : (
          <fieldset className="replay-play">
            <legend className="sr-only">Play</legend>
            {SPEED_KEYS.map((speed) => (
              <button
                key={speed}
                type="button"
                className="button"
                aria-pressed={playing === speed}
                onClick={() => play(playing === speed ? null : speed)}
              >
                {playing === speed ? '❚❚' : '▶'} {speed}
              </button>
            ))}
          </fieldset>
        )}
      </div>
    </section>
  )
}
