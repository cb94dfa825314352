// Who has the beds that were ticked, and what may be done with them. Pure.
import type { DutyRow } from '../../model/wire.ts'

/** "P. Heron: 4B-05, 4B-06": beds that somebody else has until now, which are taken over from them. */
export function takenFrom(
  beds: readonly string[],
  duties: ReadonlyMap<string, DutyRow>,
  nurse: string | null,
  label: (bed: string) => string,
): readonly string[] {
  const from = new Map<string, string[]>()
  for (const bed of beds) {
    const duty = duties.get(bed)
    if (!duty || duty.nurse.id === nurse) continue
    const who = duty.nurse.name ?? duty.nurse.initials
    from.set(who, [...(from.get(who) ?? []), label(bed)])
  }
  return [...from].map(([who, labels]) => `${who}: ${labels.join(', ')}`)
}

/** Who had each of them as this screen knows it: what the act rests on. */
export const seenWith = (beds: readonly string[], duties: ReadonlyMap<string, DutyRow>): Record<string, string | null> =>
  Object.fromEntries(beds.map((bed) => [bed, duties.get(bed)?.nurse.id ?? null]))

/** Beds that may be given back: one's own, not those of whom one is the buddy; for who gives out beds those of everybody. */
export const returnable = (
  beds: readonly string[],
  duties: ReadonlyMap<string, DutyRow>,
  others: boolean,
  own: string | null,
): readonly string[] =>
  beds.filter((bed) => {
    const duty = duties.get(bed)
    return duty !== undefined && (others || duty.nurse.id === own)
  })

/** "4B-01, 4B-02 and 3 more" */
export function bedsWords(labels: readonly string[], most = 4): string {
  if (labels.length <= most) return labels.join(', ')
  return `${labels.slice(0, most - 1).join(', ')} and ${labels.length - most + 1} more`
}
