// The fixed places of a tile: heart rate, saturation with oxygen, pressure, breathing, temperature; and what else the bed has.
import type { CodedKey } from '../../model/codes.ts'
import type { At } from '../../model/units.ts'
import { shown, VITALS, type VitalKey } from '../../model/vitals.ts'
import type { Slot, SlotKey } from '../tile.ts'
import { BLANK, cell, type Look, look, notes } from './tilevalue.ts'
import type { BedView } from './view.ts'

export interface When {
  readonly now: At | null
  readonly speed: number
  readonly zone: string
}

export const ART = ['art-sys', 'art-dia', 'art-mean'] as const
export const NIBP = ['nibp-sys', 'nibp-dia', 'nibp-mean'] as const
const PAP = ['pap-sys', 'pap-dia', 'pap-mean'] as const

const has = (bed: BedView, vitals: readonly VitalKey[]): boolean => vitals.some((vital) => bed.numbers.has(vital))

/** One place, of one number or of a pressure's three. The first reason among them stands for all. */
function place(slot: SlotKey, bed: BedView, vitals: readonly VitalKey[], when: When, extra: string | null = null): Slot {
  const looks = vitals.map((vital) => look(bed, vital, when.now, when.speed))
  const row = VITALS[vitals[0]!]
  const first = looks.find((one) => one.text !== BLANK) ?? looks[0]!
  const note = [...notes(bed, first, when.now, when.zone), ...(extra && first.text !== BLANK ? [extra] : [])]
  return {
    slot,
    label: row.label,
    unit: row.unit,
    colour: row.colour,
    cells: vitals.map((vital, index) => cell(vital, looks[index]!)),
    why: looks.every((one) => one.text === BLANK) ? first.why : null,
    note: note.length > 0 ? note.join(' · ') : null,
  }
}

const seen = (bed: BedView, vital: VitalKey, when: When): Look | null => {
  const found = look(bed, vital, when.now, when.speed)
  return found.text === BLANK ? null : found
}

/** "on air", "on 2 L", "on 40 %", "on O₂"; null where nobody charted it. */
function oxygen(bed: BedView, when: When): string | null {
  const by = bed.coded.get('o2-device' satisfies CodedKey)
  const code = by?.value.is === 'known' ? by.value.value : null
  if (code === 'A') return 'on air'
  const flow = seen(bed, 'o2-flow', when)?.entry?.value
  if (flow?.is === 'known' && flow.value > 0) return `on ${shown('o2-flow', flow.value).replace(/\.0$/, '')} L`
  const share = seen(bed, 'fio2', when)?.entry?.value
  if (share?.is === 'known' && share.value > 21) return `on ${shown('fio2', share.value)} %`
  return code ? 'on O₂' : null
}

/** Rate by ECG; by pleth, and labelled so, where the ECG gives none. */
function rate(bed: BedView, when: When): 'hr' | 'pr' {
  if (seen(bed, 'hr', when)) return 'hr'
  return seen(bed, 'pr', when) || (!bed.numbers.has('hr') && bed.numbers.has('pr')) ? 'pr' : 'hr'
}

/** Vitals that the fixed places take up, so that `others` shows the rest. */
const OTHERS: readonly VitalKey[] = ['pr', 'etco2', 'pi', 'cvp', 'icp', 'glucose', 'weight']

export function slots(bed: BedView, when: When): { slots: readonly Slot[]; others: readonly Slot[] } {
  const hr = rate(bed, when)
  const arterial = has(bed, ART)
  const others: Slot[] = OTHERS.filter((vital) => bed.numbers.has(vital) && vital !== hr).map((vital) => place('hr', bed, [vital], when))
  if (has(bed, PAP)) others.push(place('pressure', bed, PAP, when))
  if (arterial && has(bed, NIBP)) others.push(place('pressure', bed, NIBP, when))
  return {
    slots: [
      place('hr', bed, [hr], when),
      place('spo2', bed, ['spo2'], when, oxygen(bed, when)),
      place('pressure', bed, arterial ? ART : NIBP, when),
      place('rr', bed, ['rr'], when),
      place('temp', bed, ['temp'], when),
    ],
    others,
  }
}

/** Values shown on request only: places stay, numbers do not. */
export const onRequest = (all: readonly Slot[]): readonly Slot[] =>
  all.map((slot) => ({
    ...slot,
    cells: slot.cells.map((one) => ({ ...one, text: BLANK, freshness: 'none' as const, struck: false, dim: false })),
    why: 'ON REQUEST',
    note: null,
  }))
