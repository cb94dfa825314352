// Early warning and the alarm hub: its notices stand as alarms do, and its score goes with them.
import type { Clock } from '../../feed/source.ts'
import type { StayId } from '../../model/ids.ts'
import type { Early } from './early.ts'
import { foundEarly, targeted } from './earlyfound.ts'
import type { AlarmHub } from './hub.ts'

/** Early warning of a stay is looked at once in so many ticks. */
const EARLY_TURN = 5

export interface EarlyLooks {
  /** Whose acts are in force at once, alarms too. */
  readonly early: Early
  /** Looks at a few, so that the loop stays free: each of them once in a turn. */
  tick(): void
}

export function createEarlyLooks(setup: {
  readonly early: Early
  readonly watch: Pick<AlarmHub, 'find' | 'act'>
  readonly clock: Pick<Clock, 'now' | 'speed'>
  readonly lying: () => readonly StayId[]
}): EarlyLooks {
  const { early, watch, clock, lying } = setup
  const lookAt = (stay: StayId): void => watch.find(stay, foundEarly(early.look(stay), clock.now()))
  let turn = 0
  return {
    early: {
      ...early,
      act(ask, by) {
        const answer = early.act(ask, by)
        if (answer.is === 'refused') return answer
        const target = ask.act === 'scale' ? targeted(watch, ask, by) : null
        lookAt(ask.stay as StayId)
        return target ? { is: 'done', kept: Promise.all([answer.kept, target]).then(() => {}) } : answer
      },
    },
    tick() {
      turn = (turn + 1) % EARLY_TURN
      const all = clock.speed > 1
      for (const [place, stay] of lying().entries()) if (all || place % EARLY_TURN === turn) lookAt(stay)
    },
  }
}
