// The fixed places of a tile: heart rate, saturation with oxygen, pressure, breathing, temperature; and what else the bed has.
import type { CodedKey } from '../../model/codes.ts'
import { shownIn, shownUnit } from '../../model/shownunits.ts'
import { VITALS, type VitalKey } from '../../model/vitals.ts'
import type { Note, Slot, SlotKey } from '../tile.ts'
import { BLANK, cell, codedLook, type Look, look, note, notes } from './tilevalue.ts'
import type { BedView, When } from './view.ts'
import { span } from './words.ts'

export const ART = ['art-sys', 'art-dia', 'art-mean'] as const
export const NIBP = ['nibp-sys', 'nibp-dia', 'nibp-mean'] as const
const PAP = ['pap-sys', 'pap-dia', 'pap-mean'] as const

const has = (bed: BedView, vitals: readonly VitalKey[]): boolean => vitals.some((vital) => bed.numbers.has(vital))

/** No device of the bed has ever sent any of these, nor said that it will. */
const absent = (bed: BedView, vitals: readonly VitalKey[]): boolean =>
  !bed.facts.recording?.ended &&
  vitals.every((vital) => !bed.numbers.has(vital) && !bed.facts.devices.some(({ cadence }) => cadence?.[vital] !== undefined))

/** Why a part of a pressure is missing beside the rest, where a device should have sent it. */
function missing(looks: readonly Look[]): readonly Note[] {
  const found = looks.find(({ text, entry }, index) => text === BLANK && (entry !== undefined || index < 2))
  return found?.why ? [note(found.why)] : []
}

/** One place, of one number or of a pressure's three. The first reason among them stands for all. */
function place(slot: SlotKey, bed: BedView, vitals: readonly VitalKey[], when: When, extra: string | null = null): Slot {
  const looks = vitals.map((vital) => look(bed, vital, when))
  const row = VITALS[vitals[0]!]
  const first = looks.find((one) => one.text !== BLANK) ?? looks[0]!
  const blank = first.text === BLANK
  const lacks = !blank && looks.length > 1 ? missing(looks) : []
  return {
    slot,
    label: row.label,
    unit: shownUnit(vitals[0]!, when.units),
    colour: row.colour,
    cells: vitals.map((vital, index) => cell(vital, looks[index]!)),
    why: blank ? first.why : null,
    notes: [...lacks, ...notes(bed, first, when.now, when.zone), ...(extra && !blank ? [note(extra)] : [])],
    absent: absent(bed, vitals),
  }
}

const seen = (bed: BedView, vital: VitalKey, when: When): Look | null => {
  const found = look(bed, vital, when)
  return found.text === BLANK ? null : found
}

/** "on air", "on 2 L", "on 40 %", "on O₂", with its age where it is due again; "O₂?" where a newer flow contradicts "air"; null where nobody charted it. */
function oxygen(bed: BedView, when: When): string | null {
  const by = bed.coded.get('o2-device' satisfies CodedKey)
  const device = by?.value.is === 'known' ? by : null
  const fresh = device ? codedLook(bed, device, when.now, when.speed) : 'none'
  const known = (vital: 'o2-flow' | 'fio2', over: number) => {
    const found = seen(bed, vital, when)
    const value = found?.entry?.value
    return found?.entry && value?.is === 'known' && value.value > over
      ? { value: value.value, at: found.entry.at, fresh: found.freshness }
      : null
  }
  const flow = known('o2-flow', 0)
  const share = known('fio2', 21)
  const said = (words: string, at: number, look: string): string =>
    look === 'live' || when.now === null ? words : `${words} · ${span(when.now - at)}`
  if (device?.value.is === 'known' && device.value.value === 'A' && fresh !== 'none')
    return [flow, share].some((more) => more && more.at > device.at) ? 'O₂?' : said('on air', device.at, fresh)
  if (flow) return said(`on ${shownIn('o2-flow', flow.value, when.units).replace(/\.0$/, '')} L`, flow.at, flow.fresh)
  if (share) return said(`on ${shownIn('fio2', share.value, when.units)} %`, share.at, share.fresh)
  return device && fresh !== 'none' ? said('on O₂', device.at, fresh) : null
}

/** Rate by ECG; by pleth, and labelled so, where the ECG gives none. */
function rate(bed: BedView, when: When): 'hr' | 'pr' {
  if (seen(bed, 'hr', when)) return 'hr'
  return seen(bed, 'pr', when) || (!bed.numbers.has('hr') && bed.numbers.has('pr')) ? 'pr' : 'hr'
}

/** What a bed may have beside its fixed places, what is needed first first; NIBP only where the arterial line has its place. */
const OTHERS: readonly (readonly VitalKey[])[] = [['glucose'], ['etco2'], ['icp'], ['cvp'], PAP, NIBP, ['weight'], ['pi'], ['pr']]

/** A pulse rate that says no more than the place of heart rate, or no more than why SpO₂ is unknown. */
const SAME_RATE = 3
function pulseIsTold(bed: BedView, when: When): boolean {
  const value = (vital: VitalKey) => {
    const entry = seen(bed, vital, when)?.entry
    return entry?.value.is === 'known' ? entry.value.value : null
  }
  const [hr, pr] = [value('hr'), value('pr')]
  if (hr === null) return false
  return pr === null ? look(bed, 'pr', when).why === look(bed, 'spo2', when).why : Math.abs(hr - pr) <= SAME_RATE
}

export function slots(bed: BedView, when: When): { slots: readonly Slot[]; others: readonly Slot[] } {
  const hr = rate(bed, when)
  const arterial = has(bed, ART)
  const others = OTHERS.filter(
    (vitals) => has(bed, vitals) && vitals[0] !== hr && (vitals !== NIBP || arterial) && (vitals[0] !== 'pr' || !pulseIsTold(bed, when)),
  ).map((vitals) => place(vitals.length > 1 ? 'pressure' : 'hr', bed, vitals, when))
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
    cells: slot.cells.map((one) => ({ ...one, text: BLANK, freshness: 'none' as const, struck: false, dim: false, doubtful: false })),
    why: 'ON REQUEST',
    notes: [],
    absent: false,
  }))
