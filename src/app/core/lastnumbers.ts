// The last numbers of every bed with the time each was measured, however old: for paper, when screens are to be or have been off. On a
// screen a number that is too old is none (P1); here its time stands beside it.
import { CODED_KEYS, codeWords } from '../../model/codes.ts'
import { shownIn, shownUnit } from '../../model/shownunits.ts'
import type { At } from '../../model/units.ts'
import { WHY_WORDS } from '../../model/value.ts'
import { VITAL_KEYS } from '../../model/vitals.ts'
import type { LastBed } from '../messages.ts'
import type { BedView, WardView } from './view.ts'

/** Coded states that stand on the sheet beside the numbers. */
const TOLD: ReadonlySet<string> = new Set(['o2-device', 'consciousness', 'rhythm'])

function lastOf(bed: BedView, ward: WardView): LastBed {
  const { facts } = bed
  // What is shown on request only is not laid out on paper for everybody.
  const kept = facts.presence === 'occupied' && facts.valuesOnRequest
  const numbers = VITAL_KEYS.flatMap((vital) => {
    const entry = bed.numbers.get(vital)
    if (!entry || kept) return []
    const { value, at } = entry
    const known = value.is === 'known'
    const text = known ? shownIn(vital, value.value, ward.ward.units) : WHY_WORDS[value.why]
    return [{ signal: vital as string, text, known, unit: shownUnit(vital, ward.ward.units), at: at as number }]
  })
  const coded = CODED_KEYS.flatMap((key) => {
    const entry = bed.coded.get(key)
    if (!entry || kept || !TOLD.has(key) || entry.value.is !== 'known') return []
    return [{ signal: key as string, text: codeWords(key, entry.value.value), known: true, unit: '', at: entry.at as number }]
  })
  return {
    bed: bed.id,
    label: bed.label,
    stay: bed.stay?.id ?? null,
    presence: facts.presence,
    onRequest: kept,
    rows: [...numbers, ...coded],
  }
}

export const lastNumbers = (ward: WardView | null, now: At | null): { readonly now: number | null; readonly beds: readonly LastBed[] } => ({
  now,
  beds: ward?.beds.map((bed) => lastOf(bed, ward)) ?? [],
})
