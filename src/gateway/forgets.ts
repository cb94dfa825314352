// What is held of a stay in memory beside the store, and is forgotten once the key of the stay is ended: the store tells of it, and has
// forgotten its own. What screens show of who lies here is none of it: that goes with the stay's end.
import type { StayId } from '../model/ids.ts'
import type { Gateway } from './gateway.ts'
import type { OpenHistory } from './history/openhistory.ts'
import type { Replays } from './history/replays.ts'
import type { OpenKept } from './watch/kept.ts'

export interface Holders {
  readonly history: Pick<OpenHistory, 'forget'>
  readonly alarms: Pick<OpenKept, 'forget'>
  /** As the start found it. */
  readonly early: Pick<Map<StayId, unknown>, 'delete'>
  readonly replays: Pick<Replays, 'forget'>
  readonly gateway: {
    readonly alarms: Pick<Gateway['alarms'], 'erase'>
    readonly early: Pick<Gateway['early'], 'erase'>
    readonly notes: Pick<Gateway['notes'], 'forget'>
  }
}

/** TABLE: who holds something by the stay. A newcomer adds a row. */
const FORGETS: readonly ((held: Holders, stay: StayId) => unknown)[] = [
  // Samples that wait to be kept, and which stretches came late.
  ({ history }, stay) => history.forget(stay),
  // Alarms and what was set, as the start found them.
  ({ alarms }, stay) => alarms.forget(stay),
  ({ early }, stay) => early.delete(stay),
  // Entries of the journal that wait to be kept.
  ({ gateway }, stay) => gateway.alarms.erase(stay),
  // Sets, orders and answers.
  ({ gateway }, stay) => gateway.early.erase(stay),
  // Notes that wait to be kept, and who looked when.
  ({ gateway }, stay) => gateway.notes.forget(stay),
  // What there is of it, and what its scores stood on.
  ({ replays }, stay) => replays.forget(stay),
]

export function forgetIn(held: Holders, stay: StayId): void {
  for (const forget of FORGETS) forget(held, stay)
}
