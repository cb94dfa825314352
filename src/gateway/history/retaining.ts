// Looks each hour which stays have something that is no longer kept, has it ended, and has it written down.
import type { Clock, Stop } from '../../feed/source.ts'
import type { AuditEvent } from '../../model/audit.ts'
import { GONE } from '../../model/history.ts'
import type { StayId } from '../../model/ids.ts'
import { type At, hours } from '../../model/units.ts'
import { gatewayEvent } from '../audit/openaudit.ts'
import { isRows, overdue, type Pruning, type Retention, type RetentionKey } from '../store/retention.ts'

const EVERY = hours(1)

export interface Pruned extends Pruning {
  readonly stay: StayId
  /** Blocks, or rows. */
  readonly count: number
}
const WORDS: Partial<Record<RetentionKey, string>> = { wave: 'waves', slow: 'numbers and events' }
/** For the audit: that it is gone, of whom, and up to when; of its values nothing. */
export const prunedEvent = ({ stay, what, before, count }: Pruned, now: At): AuditEvent => ({
  ...gatewayEvent(
    'pruned',
    now,
    isRows(what) ? `${GONE[what]}: ${count} rows` : `${WORDS[what]} before ${new Date(before).toISOString()}: ${count} blocks`,
  ),
  stays: [stay],
})

/** `pruned` is told of each stay of which something was ended, for the audit. */
export function startRetaining(setup: {
  readonly prune: (stay: StayId, what: Pruning) => Promise<number>
  readonly stays: () => readonly { readonly id: StayId; readonly ended: At | null }[]
  readonly clock: Pick<Clock, 'now' | 'every'>
  readonly pruned: (what: Pruned) => unknown
  readonly failed: (error: unknown) => void
  readonly table?: Retention
}): { readonly look: () => Promise<void>; readonly stop: Stop } {
  const { prune, stays, clock, pruned, failed, table } = setup
  let looking: Promise<void> | null = null
  async function all(): Promise<void> {
    for (const { id, ended } of stays())
      for (const what of overdue(ended, clock.now(), table)) {
        try {
          const count = await prune(id, what)
          if (count > 0) await pruned({ ...what, stay: id, count })
        } catch (error) {
          // One stay that cannot be pruned keeps no other from it.
          failed(error)
        }
      }
  }
  const look = (): Promise<void> => {
    looking ??= all()
      .catch(failed)
      .finally(() => {
        looking = null
      })
    return looking
  }
  return { look, stop: clock.every(EVERY, () => void look()) }
}
