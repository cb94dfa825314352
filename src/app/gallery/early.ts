// TABLE: scenes of the early-warning badge: nothing charted, one figure, a range, overdue, continuous, scale 2, and none at all.
import { NO_SCORE, type ScoreShown } from '../../model/alarmshown.ts'
import { after, at, hours, minutes } from '../../model/units.ts'
import { badgeOf } from '../early/words.ts'
import { type Scene, scene } from './make.ts'

const NOW = at(Date.UTC(2026, 10, 25, 14, 0))
const charted = (total: number, ago: number, every: number | null): ScoreShown['charted'] => {
  const then = after(NOW, -minutes(ago))
  const trigger = total >= 7 ? 'high' : total >= 5 ? 'medium' : total > 0 ? 'low' : 'zero'
  return { total, at: then, scale: 1, trigger, due: every === null ? null : after(then, hours(every)) }
}
const running = (low: number, high = low): ScoreShown['running'] => ({
  low,
  high,
  trigger: low >= 7 ? 'high' : low >= 5 ? 'medium' : 'low',
  missing: low === high ? [] : [{ part: 'consciousness', seen: null }],
  narrow: low === high ? null : 'consciousness',
})
const badge = (score: Partial<ScoreShown>) => ({ score: badgeOf({ ...NO_SCORE, ...score }, NOW, 'UTC') })

export const EARLY: readonly Scene[] = [
  scene('score', 'NEWS2 charted, the running score says the same', badge({ charted: charted(1, 60, 4), running: running(1) })),
  scene('score-range', 'charted low, and the running one is a range that asks for a full set', {
    label: '02',
    ...badge({ charted: charted(0, 120, 12), running: running(5, 8) }),
  }),
  scene('score-overdue', 'a full set is overdue', { label: '03', ...badge({ charted: charted(5, 80, 1), running: running(5) }) }),
  scene('score-high', '7 or more: watched without a break, nobody is called to the next set', {
    label: '04',
    ...badge({ charted: charted(8, 20, null), running: running(8), scale: 2 }),
  }),
  scene('score-none', 'nothing charted yet', { label: '05', ...badge({ running: running(0, 5) }) }),
  scene('score-refused', 'under 16: no score, and it says so', {
    label: 'ICU-8',
    patient: 'PT 9 y M · child',
    ...badge({ refused: 'under-16' }),
  }),
]
