// A ward as a whole, as who comes to it is told: facts, beds, and of each bed all that is true now, or nothing where it may not be seen.
import { encodeAlarms } from '../model/alarmbytes.ts'
import { NO_ALARMS } from '../model/alarmshown.ts'
import type { Bed, Ward } from '../model/census.ts'
import { EMPTY_BED } from '../model/facts.ts'
import { encodeFrame, type FrameHeader, type Part, WARD_PART } from '../model/frame.ts'
import { encodeState } from '../model/half.ts'
import type { BedId } from '../model/ids.ts'
import { UNITS_OF_TABLE } from '../model/shownunits.ts'
import type { GatewayFacts, Snapshot, WardFacts } from '../model/wire.ts'
import type { BedView } from './bed.ts'

/** All beds, those of some stays, or nothing. */
export type Sight = 'all' | 'none' | ReadonlySet<BedId>

/** In the place of a bed that is not to be seen. */
const NOTHING = encodeAlarms(NO_ALARMS)
const HIDDEN = encodeState({ entries: [], events: [], facts: { ...EMPTY_BED, notes: ['not shown to you'] } })

export const sameSight = (a: Sight, b: Sight): boolean =>
  a === b || (typeof a === 'object' && typeof b === 'object' && a.size === b.size && [...a].every((bed) => b.has(bed)))

export const factsOf = (
  { id, name, note, continuous, zone, units = UNITS_OF_TABLE, night, preset = 'adult' }: Ward,
  beds: number,
): WardFacts => ({
  id,
  name,
  note,
  continuous,
  zone,
  units,
  ...(night && { night }),
  preset,
  beds,
})

/** The ward as it is now. `own`: the alarms of the ward as a whole, as bytes. */
interface Whole {
  readonly gateway: GatewayFacts
  readonly facts: WardFacts
  readonly rows: readonly { readonly bed: Bed }[]
  readonly beds: ReadonlyMap<BedId, BedView>
  readonly own: Uint8Array
  readonly header: Omit<FrameHeader, 'prev'>
}

export function snapshotOf({ gateway, facts, rows, beds, own, header }: Whole, sight: Sight): Snapshot {
  const seen = (bed: BedId): boolean => sight === 'all' || (sight !== 'none' && sight.has(bed))
  const parts: Part[] = [...beds].map(([id, bed]) => ({
    bed: bed.place(),
    held: 0,
    state: seen(id) ? bed.whole() : HIDDEN,
    waves: null,
    alarms: seen(id) ? bed.alarms() : NOTHING,
  }))
  // Who sees some of the beds is told of those alone.
  if (sight === 'all') parts.push({ bed: WARD_PART, held: 0, state: null, waves: null, alarms: own })
  return {
    is: 'snapshot',
    gateway,
    ward: facts,
    epoch: header.epoch,
    seq: header.seq,
    rev: header.rev,
    beds: rows.map(({ bed }) => {
      const stay = seen(bed.id) ? beds.get(bed.id)!.stay() : null
      return {
        id: bed.id,
        label: bed.label,
        stay: stay && { id: stay.id, population: stay.population, age: stay.age, since: stay.since },
      }
    }),
    frame: encodeFrame({ ...header, prev: header.seq, parts }),
  }
}

/** Bytes of it on the wire, within a few. */
export const sizeOf = (snapshot: Snapshot): number => snapshot.frame.byteLength + 256 + 160 * snapshot.beds.length
