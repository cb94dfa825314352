// Early warning of one patient at one instant: the charted score, the running one beside it, and what is computed from pulse and pressure.
// The same for what is now and for what was then.
import type { ScoreShown } from '../../model/alarmshown.ts'
import { meanPressure, pulsePressure, shockIndex } from '../../model/derived.ts'
import { hasShockIndex, type Shock } from '../../model/earlynotices.ts'
import { dueAt, lastTotal, scaleAt, type Total } from '../../model/observations.ts'
import { type Memory, type Running, running } from '../../model/running.ts'
import type { Scored } from '../../model/scores.ts'
import { halfUp } from '../../model/shownunits.ts'
import { type At, between, minutes } from '../../model/units.ts'
import type { EarlyOfStay } from './earlykept.ts'
import { CUFF_HOLDS, type Monitored } from './earlymonitor.ts'

/** A pulse and a pressure further apart make no shock index. */
const PULSE_HOLDS = minutes(5)

interface Asked {
  readonly now: At
  readonly patient: Scored
  readonly monitored: Monitored
}
export interface Scoring {
  readonly shown: ScoreShown
  readonly score: Running
  readonly charted: Total | null
  readonly shock: (Shock & { readonly sys: number }) | null
  readonly memory: Memory
}

export function scoreOf({ sets, orders, memory: before }: Pick<EarlyOfStay, 'sets' | 'orders' | 'memory'>, asked: Asked): Scoring {
  const { now, patient, monitored } = asked
  const last = lastTotal(sets, patient, orders)
  const { score, memory } = running({ now, patient, sets, orders, monitor: monitored.readings, charted: last, memory: before })
  // Where nothing is scored now, no total stands and no set is due.
  const charted = score.is === 'refused' ? null : last
  const shock = hasShockIndex(score) ? shockOf(monitored, now) : null
  return { shown: shownOf(charted, score, scaleAt(orders, now), shock, monitored), score, charted, shock, memory }
}

function shockOf({ readings, pressure, holds }: Monitored, when: At): Scoring['shock'] {
  const { pulse } = readings
  if (!holds || !pulse || !pressure || between(pressure.at, when) > CUFF_HOLDS || between(pulse.at, when) > PULSE_HOLDS) return null
  const index = shockIndex(pulse.value, pressure.sys)
  return index === null ? null : { index, pressure: pulsePressure(pressure.sys, pressure.dia), sys: pressure.sys }
}

function shownOf(charted: Total | null, score: Running, scale: 1 | 2, shock: Shock | null, { pressure, holds }: Monitored): ScoreShown {
  const map = holds && pressure ? meanPressure(pressure.sys, pressure.dia, pressure.mean) : null
  return {
    charted: charted && { total: charted.total, at: charted.at, scale: charted.scale, trigger: charted.trigger, due: dueAt(charted) },
    running:
      score.is === 'score'
        ? { low: score.low, high: score.high, trigger: score.trigger, missing: [...score.missing], narrow: score.narrow }
        : null,
    scale,
    refused: score.is === 'refused' ? score.why : null,
    shockIndex: shock && halfUp(shock.index, 2),
    map: map && { value: halfUp(map.value, 0), estimated: map.estimated },
    pressureAt: holds && pressure ? pressure.at : null,
    pulsePressure: shock?.pressure == null ? null : halfUp(shock.pressure, 0),
  }
}
