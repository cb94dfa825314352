// The demo ward as a source of samples: pulled by the gateway's clock, deterministic by seed and start.
import type { Report } from '../../model/sample.ts'
import { type At, after, at, ms, seconds } from '../../model/units.ts'
import type { Clock, Source } from '../source.ts'
import { createWard, type WardOptions } from './ward.ts'
import { createWorld } from './world.ts'

/** Real time between two looks at what is due. */
const PULL = ms(25)
/** Faster than this no wave is drawn, so none is made. */
const WAVES_UP_TO = 4
/** At high speed a signal brings at most about so many numbers a real second. */
const NUMBERS_A_SECOND = 10
/** After a standstill (machine asleep) waves and numbers begin again from here; what lies before keeps only a number a minute. */
const CATCH_UP = seconds(10)

/**
 * The demo ward: 4B with `beds` beds (1–128), ICU and Home [WARD §2–5]. `start` is the gateway time of minute 0.
 * Throws a RangeError for a number of beds outside 1–128.
 */
export function createMock(options: WardOptions): Source {
  const ward = createWard(options)
  const world = createWorld(ward.plans, options.seed)
  let running: Clock | null = null
  return {
    name: 'mock',
    census: ward.census,
    invented: {
      seed: options.seed,
      start: ward.start,
      beds: options.beds ?? 16,
      zone: ward.zone,
      stays: ward.plans.map(({ stay }) => stay?.id ?? ''),
    },
    *past(from, to, step) {
      for (const report of ward.past(from, to, step)) yield* world.past(report)
    },
    *recent(from, to) {
      for (const report of ward.reports(from, to, { waves: false })) yield* world.past(report)
      // Events come by the second where no waves are made: those of the last one, as they come from now on.
      for (const report of ward.reports(after(to, -seconds(2)), to)) yield* world.past(report)
    },
    rounds: ward.rounds,
    follow: (what) => world.follow(what, running?.now() ?? options.start),
    start(sink: (report: Report) => void, clock) {
      const hand = (reports: readonly Report[], until: At): void => {
        for (const report of world.told(reports, until)) sink(report)
      }
      // Reports begin at minute 0, or a moment ago where that lies far behind.
      let done: At = at(Math.max(options.start, clock.now() - CATCH_UP * clock.speed))
      running = clock
      hand(ward.standing(done), done)
      return clock.every(PULL, () => {
        const now = clock.now()
        if (now <= done) return
        const { speed } = clock
        const from = after(now, -CATCH_UP * speed)
        if (from > done) {
          hand(ward.reports(done, from, { waves: false, events: false, stride: 60 }), from)
          done = from
        }
        const stride = speed > WAVES_UP_TO ? Math.max(1, Math.round(speed / NUMBERS_A_SECOND)) : 1
        hand(ward.reports(done, now, { waves: speed <= WAVES_UP_TO, stride }), now)
        done = now
      })
    },
  }
}
