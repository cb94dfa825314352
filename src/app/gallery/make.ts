// What scenes of the gallery are made of: places with numbers, waves, and a tile around them on which all is well.
import type { BedAlarms } from '../../model/alarmshown.ts'
import type { Freshness } from '../../model/freshness.ts'
import { UNITS_OF_TABLE } from '../../model/shownunits.ts'
import { WHY_WORDS } from '../../model/value.ts'
import { VITALS, type VitalKey } from '../../model/vitals.ts'
import { WAVES } from '../../model/waves.ts'
import type { Held } from '../core/view.ts'
import type { Cell, Mark, Slot, SlotKey, TileView } from '../tile.ts'
import type { GalleryWave } from './shapes.ts'

export interface Scene {
  /** All that stands at its bed, for the banner. */
  readonly alarms?: BedAlarms
  readonly key: string
  /** What is to be seen, in words. */
  readonly title: string
  readonly tile: TileView
  readonly waves: readonly GalleryWave[]
  /** Leads off, for the words in a band without a wave. */
  readonly leadsOff?: boolean
  /** The recording is over: the same. */
  readonly ended?: boolean
  /** Held back for a slow line: the same. */
  readonly held?: Held
}

export const look = (vital: VitalKey, text: string, freshness: Freshness = 'live'): Cell => ({
  vital,
  text: freshness === 'none' ? '--' : text,
  freshness,
  struck: freshness === 'stale',
  dim: freshness === 'late',
  doubtful: false,
})
/** "14:05 · 12 min" may be cut to its age. */
const noteOf = (text: string): Slot['notes'][number] => ({
  text,
  short: text.includes(' · ') ? [text.replace(/, received \S+/, ''), text.split(' · ').at(-1) as string] : [],
})
export function slot(
  place: SlotKey,
  vitals: readonly VitalKey[],
  texts: readonly string[],
  freshness: Freshness = 'live',
  ...notes: readonly string[]
): Slot {
  const { label, unit, colour } = VITALS[vitals[0] as VitalKey]
  const cells = vitals.map((vital, index) => look(vital, texts[index] ?? '--', freshness))
  return {
    slot: place,
    label,
    unit,
    colour,
    cells,
    why: freshness === 'none' ? WHY_WORDS['no-data'] : null,
    notes: notes.map(noteOf),
    absent: false,
  }
}
export const why = (from: Slot, words: string): Slot => ({
  ...from,
  cells: from.cells.map((cell) => ({ ...cell, text: '--', freshness: 'none', struck: false, dim: false, doubtful: false })),
  why: words,
  notes: [],
})

/** In doubt, and why. */
export const doubted = (from: Slot): Slot => ({ ...from, cells: from.cells.map((cell) => ({ ...cell, doubtful: true })) })
/** No device of the bed brings it. */
export const absent = (from: Slot): Slot => ({ ...why(from, WHY_WORDS['not-measured']), absent: true })
export const nothing = (): readonly Slot[] => slots().map(absent)

export const NIBP = ['nibp-sys', 'nibp-dia', 'nibp-mean'] as const
export const ART = ['art-sys', 'art-dia', 'art-mean'] as const
interface Numbers {
  readonly hr?: Slot
  readonly spo2?: Slot
  readonly pressure?: Slot
  readonly rr?: Slot
  readonly temp?: Slot
}
export const slots = (own: Numbers = {}): readonly Slot[] => [
  own.hr ?? slot('hr', ['hr'], ['74']),
  own.spo2 ?? slot('spo2', ['spo2'], ['97'], 'live', 'on air'),
  own.pressure ?? slot('pressure', NIBP, ['124', '72', '89'], 'live', '14:05 · 12 min'),
  own.rr ?? slot('rr', ['rr'], ['15']),
  own.temp ?? slot('temp', ['temp'], ['37.0']),
]

export const ECG: GalleryWave = { signal: 'ecg-ii', shape: 'ecg', rate: 74 }
export const PLETH: GalleryWave = { signal: 'pleth', shape: 'pleth', rate: 74 }
export const ARTERIAL: GalleryWave = { signal: 'art', shape: 'art', rate: 92 }
const BOTH = [ECG, PLETH] as const

type Own = Partial<Omit<TileView, 'waves' | 'bed'>> & {
  readonly waves?: readonly GalleryWave[]
  readonly leadsOff?: boolean
  readonly ended?: boolean
  readonly held?: Held
}
export function scene(key: string, title: string, own: Own = {}): Scene {
  const { waves = BOTH, leadsOff, ended, held, ...rest } = own
  const tile: TileView = {
    bed: key,
    label: '01',
    presence: 'occupied',
    patient: 'AT 67 F · adult',
    nurse: 'RW',
    line: null,
    lineShort: [],
    lineKind: 'quiet',
    alarm: null,
    alarms: [],
    notices: [],
    silent: false,
    units: UNITS_OF_TABLE,
    slots: slots(),
    others: [],
    marks: [{ mark: 'demo', text: null }],
    veiled: false,
    score: null,
    stay: key,
    onRequest: false,
    // As the rule has it: the class goes first.
    patientShort: (rest.patient ?? 'AT 67 F · adult').split(' · ')[0]!,
    ...rest,
    waves: waves.map((wave, ch) => ({ ch, signal: wave.signal, label: WAVES[wave.signal].label, colour: WAVES[wave.signal].colour })),
  }
  return { key, title, tile, waves, ...(leadsOff ? { leadsOff } : {}), ...(ended ? { ended } : {}), ...(held ? { held } : {}) }
}

/** All slots as fresh as this. */
export const asFresh = (freshness: Freshness): readonly Slot[] =>
  slots({
    hr: slot('hr', ['hr'], ['74'], freshness),
    spo2: slot('spo2', ['spo2'], ['97'], freshness),
    pressure: slot('pressure', NIBP, ['124', '72', '89'], freshness, ...(freshness === 'none' ? [] : ['12:05 · 132 min'])),
    rr: slot('rr', ['rr'], ['15'], freshness),
    temp: slot('temp', ['temp'], ['37.0'], freshness),
  })
export const marks = (...keys: readonly Mark['mark'][]): readonly Mark[] =>
  keys.map((mark) => ({ mark, text: mark === 'battery' ? '18 %' : null }))
