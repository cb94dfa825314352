// What beside the signals of stays was ended by the policy of retention, so that nobody takes it for "nothing happened". It says nothing
// of a patient, stands in clear in the file too, and so outlives the key of its stay.
import type { GoneKey } from '../../model/history.ts'
import type { StayId } from '../../model/ids.ts'
import type { At } from '../../model/units.ts'
import type { StayThreads } from '../store/openstore.ts'

export interface Gone {
  of(stay: StayId): readonly GoneKey[]
  /** Ends rows slice by slice; resolves with how many of them the audit is still to be told of, also of a run before. */
  prune(stay: StayId, what: GoneKey): Promise<number>
  /** The audit has them. */
  told(stay: StayId, what: GoneKey, rows: number): Promise<void>
}

export async function openGone(stays: Pick<StayThreads, 'write'>, real: () => At): Promise<Gone> {
  const gone = new Map<string, readonly GoneKey[]>()
  const note = (stay: string, what: GoneKey): void => {
    const before = gone.get(stay) ?? []
    if (!before.includes(what)) gone.set(stay, [...before, what])
  }
  for (const { stay, what } of await stays.write('pruned-rows', {})) note(stay, what)
  return {
    of: (stay) => gone.get(stay) ?? [],
    async prune(stay, what) {
      for (;;) {
        const { untold, more } = await stays.write('prune-rows', { stay, what, at: real() })
        if (untold > 0) note(stay, what)
        if (!more) return untold
      }
    },
    async told(stay, what, rows) {
      await stays.write('pruned-told', { stay, what, rows })
    },
  }
}
