// Technical: a device that sends the same values and waves with new times [WARD §2 bed 12].
import { minutes } from '../units.ts'
import type { Fact } from './facts.ts'
import { verdict } from './seen.ts'

const STILL = minutes(10)
/** Fewer values than this say nothing: a patch brings one a minute. */
const LEAST = 8

export const frozenFact: Fact = (seen, key) =>
  seen.around.facts.devices.flatMap(({ id, name, kind }) => {
    const gear = seen.memory.gear.get(id)
    if (!gear) return []
    const still = gear.lively && gear.same >= LEAST && gear.newest - gear.changed >= STILL && kind !== 'recording'
    return [{ of: id, verdict: verdict(seen, key, still ? { is: 'out', since: gear.changed, say: { name } } : { is: 'in' }) }]
  })
