// What the demo's staff wrote down before the start: sets of observations as they went round, and notes.
import type { DemoWard } from '../../../feed/mock/ward.ts'
import type { Round } from '../../../feed/source.ts'
import { Observations } from '../../../model/observations.ts'
import { type At, after, hours } from '../../../model/units.ts'
import { hourIn, latest } from '../../../model/zone.ts'
import type { Change } from '../../store/store.ts'
import type { EarlyRow } from '../../watch/earlykept.ts'
import { byOf } from '../people.ts'
import { charted } from '../rounds.ts'
import { NIGHT_STAFF, NOTES_THEN } from './script.ts'

/** The last of each patient since then is charted by the staff as they come. */
const LEFT = hours(12)

/** Sets of [from, start), numbered from 1 for each stay, oldest first. */
export function setsThen(rounds: readonly Round[], start: At, bedOf: (stay: string) => string): readonly EarlyRow[] {
  const found: EarlyRow[] = []
  for (const [stay, own] of Map.groupBy(rounds, (round) => round.stay)) {
    const left = own.findLast(({ at }) => at >= after(start, -LEFT))
    let n = 0
    for (const round of own) {
      if (round === left) continue
      const bed = bedOf(stay)
      const ask = charted(round, bed)
      if (ask.act !== 'observe') continue
      const content = Observations.parse({ ...ask.set, by: byOf(NIGHT_STAFF[bed]?.nurse ?? 'wren') })
      found.push({ kind: 'observations', stay, n: ++n, content })
    }
  }
  return found
}

/** Rows of notes; of what has not been yet there is none. */
export function notesThen(ward: Pick<DemoWard, 'census' | 'yesterday' | 'start' | 'zone' | 'night'>): readonly Change[] {
  return NOTES_THEN.flatMap(({ bed, at: hour, day, who, kind, text }, i): Change[] => {
    const stay = ward.census.stays.find((one) => one.bed === bed)
    const when = day === 'yesterday' ? ward.yesterday(hour) : latest(ward.zone, hour, ward.night(bed))
    if (!stay || when >= ward.start || when < stay.since) return []
    const id = `past-${hourIn(ward.zone, when).replace(':', '')}-${i}`
    const content = { id, kind, at: when, written: when, text, by: byOf(who), corrects: null }
    return [{ kind: 'note', id: `${stay.id} ${id}`, content, changed: when, stay: stay.id }]
  })
}
