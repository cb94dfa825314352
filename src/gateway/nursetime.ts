// How many nurse-hours a ward had: a sum of all who are signed in, of nobody in particular. Counted since this run began, in steps, bounded.
import type { WardId } from '../model/ids.ts'
import { type Role, running } from '../model/may.ts'
import { type At, type Ms, minutes, ms } from '../model/units.ts'
import type { OpenAccess } from './access/openaccess.ts'

/** Looked at so often, real time, and added up in steps of gateway time; so many are remembered: three days. */
export const NURSE_LOOK = ms(15_000)
const STEP = minutes(10)
const STEPS = 432
/** Between two looks no more is counted: a machine that slept had nobody at it. */
const MOST = minutes(5)
const NURSES: ReadonlySet<Role> = new Set(['nurse', 'charge-nurse'])

/** Persons signed in now who are nurses of this ward; who is there in an emergency only is not of its staff. */
export const nursesOn =
  ({ people, sessions }: Pick<OpenAccess, 'people' | 'sessions'>, real: () => At) =>
  (ward: WardId): number =>
    people
      .all()
      .filter(
        ({ id, disabled, grants }) =>
          !disabled &&
          grants.some(
            (grant) =>
              NURSES.has(grant.role) &&
              grant.place.of === 'ward' &&
              grant.place.ward === ward &&
              grant.purpose !== 'emergency' &&
              running(grant, real()),
          ) &&
          sessions.of(id).length > 0,
      ).length

export interface NurseTime {
  /** Since when it counts. */
  readonly since: At
  look(): void
  /** Nurse time of a ward within [from, to), to the step. */
  within(ward: WardId, from: At, to: At): Ms
}

export function createNurseTime(setup: {
  readonly now: () => At
  readonly speed: number
  readonly wards: () => readonly WardId[]
  readonly nurses: (ward: WardId) => number
}): NurseTime {
  const { now, speed, wards, nurses } = setup
  const since = now()
  const sums = new Map<WardId, Map<number, number>>()
  let last = since
  return {
    since,
    look() {
      const at = now()
      const long = Math.min(at - last, MOST * Math.max(1, speed))
      last = at
      const step = Math.floor((at - 1) / STEP)
      for (const ward of wards()) {
        const count = nurses(ward)
        if (count === 0) continue
        const own = sums.get(ward) ?? new Map<number, number>()
        sums.set(ward, own)
        own.set(step, (own.get(step) ?? 0) + count * long)
        if (own.size > STEPS) own.delete(own.keys().next().value!)
      }
    },
    within(ward, from, to) {
      let sum = 0
      for (const [step, time] of sums.get(ward) ?? []) if ((step + 1) * STEP > from && step * STEP < to) sum += time
      return ms(sum)
    },
  }
}
