// For the matrix: each act once about one patient of one ward, so that it is refused behind the door, or changes nothing.
import { ACT_KEYS, type ActAsked, type ActKey } from '../../model/acts.ts'
import { EARLY_ACT_KEYS, type EarlyActAsked, type EarlyActKey } from '../../model/earlyacts.ts'
import { UNITS_OF_TABLE } from '../../model/shownunits.ts'
import { at } from '../../model/units.ts'
import { type About, HOUSE } from './table.ts'

const identity = { name: 'Nobody New', born: null, sex: 'unknown' as const, record: 'X-1', reason: '' }
const patient = { identity, population: null, paced: 'unknown' as const, pregnant: 'unknown' as const }
const ward = { name: 'X', zone: 'UTC', preset: 'adult' as const, units: UNITS_OF_TABLE }

/** TABLE: one row an act; an act without its row does not compile. `bed` is where the stay lies, `device` is there. */
const ROWS: {
  readonly [K in ActKey]: (at: { ward: string; bed: string; stay: string; device: string }) => Omit<Extract<ActAsked, { act: K }>, 'act'>
} = {
  admit: ({ bed }) => ({ bed, stay: null, ...patient }),
  correct: ({ stay }) => ({ stay, bed: 'elsewhere', ...patient }),
  move: ({ stay, bed }) => ({ stay, from: 'elsewhere', to: bed }),
  swap: ({ stay, bed }) => ({ stay, from: bed, with: stay, to: bed }),
  discharge: ({ stay }) => ({ stay, bed: 'elsewhere' }),
  nobody: ({ stay, bed }) => ({ stay, bed }),
  standby: ({ stay, bed }) => ({ stay, bed, reason: 'CT', back: 0 }),
  resume: ({ stay, bed }) => ({ stay, bed }),
  confirm: ({ bed, device }) => ({ device, bed, answer: 'same' }),
  bind: ({ bed, device }) => ({ device, bed }),
  unbind: ({ ward: own, bed, device }) => ({ device, bed: bed.endsWith('-0') ? `${own}-1` : `${own}-0` }),
  assign: ({ ward: own, bed }) => ({ ward: own, beds: [bed], nurse: null, buddy: null, until: 0, seen: {} }),
  charge: ({ ward: own }) => ({ ward: own, nurse: 'none', until: 0 }),
  'make-ward': () => ({ ward: 'A', ...ward, beds: ['1'] }),
  'change-ward': () => ({ ward: 'nowhere', ...ward }),
  'add-beds': () => ({ ward: 'nowhere', labels: ['1'] }),
  'rename-bed': () => ({ ward: 'nowhere', bed: 'none', label: '1' }),
  'remove-bed': () => ({ ward: 'nowhere', bed: 'none' }),
  trial: () => ({ bed: 'none', on: false }),
}
const OF_HOUSE: ReadonlySet<ActKey> = new Set(['make-ward', 'change-ward', 'add-beds', 'rename-bed', 'remove-bed', 'trial'])
/** What is asked of a whole ward: a grant for one stay is not enough. */
const OF_WARD: ReadonlySet<ActKey> = new Set(['admit', 'move', 'confirm', 'bind', 'unbind', 'assign', 'charge'])

export function actsOn(
  own: string,
  bed: string,
  stay: string,
  device: string,
): readonly { readonly key: ActKey; readonly ask: ActAsked; readonly about: About }[] {
  return ACT_KEYS.map((key) => ({
    key,
    ask: { act: key, ...ROWS[key]({ ward: own, bed, stay, device } as never) } as ActAsked,
    about: OF_HOUSE.has(key) ? HOUSE : OF_WARD.has(key) ? { of: 'ward', ward: own } : { of: 'stay', ward: own, stay },
  }))
}

const EMPTY_SET = { consciousness: null, oxygen: null, rr: null, spo2: null, sys: null, pulse: null, temp: null, glucose: null }
/** TABLE: one row an act of early warning, about a patient who lies in another bed than is said: refused behind the door. */
const EARLY_ROWS: { readonly [K in EarlyActKey]: Omit<Extract<EarlyActAsked, { act: K }>, 'act' | 'stay' | 'bed'> } = {
  observe: { set: { at: at(0), ...EMPTY_SET } },
  answer: { notice: 'obs-due', told: 'nobody', at: 0, plan: 'none' },
  scale: { order: { scale: 1, target: null } },
}
export const earlyActsOn = (stay: string): readonly { readonly key: EarlyActKey; readonly ask: EarlyActAsked }[] =>
  EARLY_ACT_KEYS.map((key) => ({ key, ask: { act: key, stay, bed: 'elsewhere', ...EARLY_ROWS[key] } as EarlyActAsked }))
