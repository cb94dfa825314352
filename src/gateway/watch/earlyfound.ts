// Early warning as the alarm hub takes it: each notice a verdict of its rule, and an oxygen target with the scale it was ordered with.
import type { By } from '../../model/book.ts'
import type { BroughtStay } from '../../model/census.ts'
import type { EarlyAct } from '../../model/earlyacts.ts'
import { EARLY_NOTICES } from '../../model/earlynotices.ts'
import { ScaleOrder } from '../../model/observations.ts'
import { ruleOf } from '../../model/rules.ts'
import type { Found } from '../../model/staystep.ts'
import { type At, ms } from '../../model/units.ts'
import type { EarlyView } from './early.ts'
import type { AlarmHub } from './hub.ts'

/** Whoever waits for an answer stands; all others are over. */
export const foundEarly = ({ facts }: EarlyView, now: At): readonly Found[] =>
  EARLY_NOTICES.map((rule): Found => {
    const fact = facts.find(({ notice }) => notice === rule)
    const plain = { at: now, armed: true, delay: ms(0), settle: ms(0), vital: null, side: null, limit: null, evidence: null }
    const { priority } = ruleOf(rule)
    const { value = null, say = {} } = fact ?? {}
    return { rule, of: '', verdict: { ...plain, priority, value, say, is: fact ? 'out' : 'in', ...(fact && { since: fact.since }) } }
  })

/** The target that was ordered with a scale watches from now on. Resolves once it is kept. */
export function targeted(hub: Pick<AlarmHub, 'act'>, { stay, bed, order }: EarlyAct & { act: 'scale' }, by: By): Promise<void> {
  const { low = null, high = null } = order.target ?? {}
  const ask = { act: 'target', stay, bed, low, high, reason: `NEWS2 scale ${order.scale}` } as const
  const answer = hub.act(ask, { by, staff: () => null, nameOf: () => by.name })
  return answer.is === 'done' ? answer.kept : Promise.resolve()
}

/** Scale 2 as a source brings it, by whoever it names; null: it brings none. */
export const broughtOrder = ({ since, alarms }: Pick<BroughtStay, 'since' | 'alarms'>): ScaleOrder | null =>
  alarms?.scale2
    ? ScaleOrder.parse({ scale: 2, target: alarms.target ?? null, by: { is: 'feed', id: 'feed', name: alarms.by }, at: since })
    : null
