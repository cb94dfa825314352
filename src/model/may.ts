// The one question every door asks: may this person do this to this subject, now? TABLES: roles, and one row an action (P8).
import type { BedId, StayId, WardId } from './ids.ts'
import type { At } from './units.ts'

/** TABLE: who somebody can be, in words. */
export const ROLES = {
  nurse: 'nurse',
  'charge-nurse': 'charge nurse',
  physician: 'physician',
  administrator: 'administrator',
  'privacy-officer': 'privacy officer',
  station: 'station',
  'wall-display': 'wall display',
  device: 'device',
} as const satisfies Record<string, string>
export type Role = keyof typeof ROLES
export const ROLE_KEYS = Object.keys(ROLES) as readonly Role[]

/** Roles of people who care for patients: they may break the glass, and take over a station. */
export const CLINICAL = ['nurse', 'charge-nurse', 'physician'] as const satisfies readonly Role[]
/** Roles that a person can be given; the others are of screens and devices. */
export const PERSONAL = [...CLINICAL, 'administrator', 'privacy-officer'] as const satisfies readonly Role[]

/** Kinds of enrolled screens. A wall display shows no names and nobody signs in at it. */
export const STATION_KINDS = ['ward-station', 'workstation', 'wall-display'] as const
export type StationKind = (typeof STATION_KINDS)[number]

/** 'emergency': by break-glass (HL7 purpose of use BTG, FACTS §8.5 [mem]). */
export const PURPOSES = ['treatment', 'operations', 'emergency'] as const
export type Purpose = (typeof PURPOSES)[number]

/** What a grant is for. The house is no ward: a grant on it opens the gateway's own actions, and no patient's data. */
export type Place =
  | { readonly of: 'house' }
  | { readonly of: 'ward'; readonly ward: WardId }
  | { readonly of: 'stay'; readonly stay: StayId }

export interface Grant {
  readonly id: string
  readonly role: Role
  readonly place: Place
  readonly purpose: Purpose
  readonly from: At
  /** null: until it is taken away. */
  readonly until: At | null
}

/** Who asks, as known at this moment: looked up anew for each ask, never kept. */
export interface Who {
  readonly is: 'person' | 'station' | 'device' | 'nobody'
  /** Opaque and random; 'nobody' for nobody. */
  readonly id: string
  /** As on a badge: "R. Wren". Text, never markup. */
  readonly name: string
  readonly grants: readonly Grant[]
  /** A second factor was given in this session. */
  readonly strong: boolean
  /** Asks from this machine, not through a proxy. */
  readonly local: boolean
}
export const nobody = (local: boolean): Who => ({ is: 'nobody', id: 'nobody', name: 'nobody', grants: [], strong: false, local })

/** `ward` of a stay: where it lies now. */
export type Subject =
  | { readonly of: 'ward'; readonly ward: WardId }
  | { readonly of: 'stay'; readonly stay: StayId; readonly ward: WardId; readonly bed?: BedId }
  | { readonly of: 'gateway' }
export const GATEWAY: Subject = { of: 'gateway' }

/**
 * `to`: roles that may, by a grant that covers the subject; or 'anyone'; 'local': who asks from this machine, beside an administrator;
 * 'signed-in': every person; 'screens': every person and station; 'clinical': every person with a clinical role anywhere; 'bedside': these and
 * every station.
 * `strong`: only in a session with a second factor. `reads`: patient's data, which is refused while it cannot be written down.
 */
interface Row {
  readonly on: readonly Subject['of'][]
  readonly to: readonly Role[] | 'anyone' | 'local' | 'signed-in' | 'screens' | 'clinical' | 'bedside'
  readonly strong?: true
  readonly reads?: true
  readonly words: string
}

const BEDSIDE = ['ward', 'stay'] as const
const HOUSE = ['gateway'] as const
const CARE = [...CLINICAL]

/** TABLE: what can be asked for. A new action is a row here; a new door is a row in the gateway's table of doors. */
export const ACTIONS = {
  'load-app': { on: HOUSE, to: 'anyone', words: 'load the pages' },
  'see-health': { on: HOUSE, to: 'anyone', words: 'ask whether the gateway is well' },
  'see-metrics': { on: HOUSE, to: 'local', words: 'read the metrics' },
  'sign-in': { on: HOUSE, to: 'anyone', words: 'sign in' },
  'own-account': { on: HOUSE, to: 'signed-in', words: 'change the own account and end own sessions' },
  'list-wards': { on: HOUSE, to: 'screens', words: 'list the wards that one may see' },
  watch: { on: BEDSIDE, to: [...CARE, 'station', 'wall-display'], words: 'watch values and waves' },
  'see-trend': { on: BEDSIDE, to: [...CARE, 'station', 'wall-display'], words: 'see the last half hour' },
  'see-initials': { on: BEDSIDE, to: [...CARE, 'station'], words: 'see initials' },
  'see-names': { on: BEDSIDE, to: CARE, reads: true, words: 'see names, dates of birth and record numbers' },
  claim: { on: ['stay'], to: CARE, words: 'take an alarm' },
  'call-for-help': { on: ['stay'], to: [...CARE, 'station'], words: 'call for help' },
  'claim-ward': { on: ['ward'], to: CARE, words: 'take an alarm of the ward' },
  'prove-path': { on: ['ward'], to: [...CARE, 'station'], words: 'prove the alarm path' },
  chart: { on: ['stay'], to: CARE, words: 'chart observations and answer notices' },
  'order-scale': { on: ['stay'], to: ['physician'], words: 'order the NEWS2 scale and oxygen target' },
  'see-observations': { on: BEDSIDE, to: CARE, reads: true, words: 'read what was charted' },
  'order-target': { on: ['stay'], to: ['physician'], words: 'order an oxygen target' },
  'see-history': { on: ['stay'], to: CARE, reads: true, words: 'read the history of a stay' },
  'see-alarm-history': { on: BEDSIDE, to: CARE, reads: true, words: 'read the history of alarms' },
  silence: { on: ['stay'], to: [...CARE, 'station'], words: 'silence a bed' },
  'pause-alarms': { on: ['stay'], to: CARE, words: 'pause alarms for care' },
  'alarm-off': { on: ['stay'], to: ['charge-nurse', 'physician'], words: 'switch an alarm off' },
  'arrest-alarm-off': { on: ['stay'], to: ['physician'], words: 'switch an arrest alarm off by order' },
  'change-limits': { on: ['stay'], to: CARE, words: 'change limits' },
  'write-notes': { on: ['stay'], to: CARE, words: 'write notes' },
  'list-stays': { on: ['ward'], to: CARE, reads: true, words: 'list the patients of a ward' },
  'see-ended-stays': { on: ['ward'], to: ['charge-nurse', 'physician'], reads: true, words: 'list the patients that have left' },
  'stand-by': { on: BEDSIDE, to: CARE, words: 'stand by and resume' },
  assign: { on: ['ward'], to: ['nurse', 'charge-nurse'], words: 'take beds for a shift' },
  'assign-others': { on: ['ward'], to: ['charge-nurse'], words: 'give beds to others' },
  'admit-and-move': { on: BEDSIDE, to: ['nurse', 'charge-nurse'], words: 'admit, move and discharge' },
  export: { on: ['stay'], to: ['charge-nurse', 'physician'], reads: true, words: 'export a stay' },
  'bind-devices': { on: BEDSIDE, to: ['nurse', 'charge-nurse'], words: 'bind devices' },
  feed: { on: ['ward'], to: ['device'], words: 'send measurements' },
  'break-glass': { on: ['ward'], to: 'clinical', words: 'open a ward in an emergency' },
  'hand-over': { on: HOUSE, to: 'screens', words: 'take over a station' },
  'test-sound': { on: HOUSE, to: 'bedside', words: 'test the sound of a screen' },
  'manage-people': { on: HOUSE, to: ['administrator'], strong: true, words: 'manage people' },
  'manage-wards': { on: HOUSE, to: ['administrator'], strong: true, words: 'manage wards' },
  'manage-stations': { on: HOUSE, to: ['administrator'], strong: true, words: 'enrol and end stations' },
  'read-audit': { on: HOUSE, to: ['privacy-officer'], strong: true, words: 'read the audit' },
  'review-emergency': { on: HOUSE, to: ['privacy-officer'], strong: true, words: 'review emergency access' },
} as const satisfies Record<string, Row>
export type Action = keyof typeof ACTIONS
export const ACTION_KEYS = Object.keys(ACTIONS) as readonly Action[]

/** `by`: the grant that opened the door, null where none was needed. */
export type Answer = { readonly yes: true; readonly by: Grant | null } | { readonly yes: false; readonly why: Why }
/** TABLE: why not, in words for the person who asked. */
export const WHY_NOT = {
  'not-signed-in': 'Nobody is signed in at this screen.',
  'no-role': 'Your role does not do this.',
  elsewhere: 'You have no grant for this ward or patient.',
  'out-of-time': 'Your grant has ended, or has not begun.',
  'not-strong': 'This needs your second factor.',
  'no-such-subject': 'This cannot be done to that.',
} as const
export type Why = keyof typeof WHY_NOT

const no = (why: Why): Answer => ({ yes: false, why })
/** Whether a grant is in force. */
export const running = ({ from, until }: Pick<Grant, 'from' | 'until'>, now: At): boolean => from <= now && (until === null || now < until)

/** Whether somebody is on a ward by broken glass. */
export const inEmergency = ({ grants }: Pick<Who, 'grants'>, ward: string | null): boolean =>
  grants.some(({ purpose, place }) => purpose === 'emergency' && place.of === 'ward' && place.ward === ward)
/** For what somebody reads or acts on a ward, for the record. */
export const purposeOn = (who: Pick<Who, 'grants'>, ward: string | null): 'emergency' | 'treatment' =>
  inEmergency(who, ward) ? 'emergency' : 'treatment'

function covers({ place }: Grant, subject: Subject): boolean {
  switch (place.of) {
    case 'house':
      return subject.of === 'gateway'
    case 'ward':
      return subject.of !== 'gateway' && subject.ward === place.ward
    case 'stay':
      return subject.of === 'stay' && subject.stay === place.stay
    default:
      return place satisfies never
  }
}

/** Pure. Every socket event and route asks it on each call, also on resume and for each frame. */
export function may(who: Who, action: Action, subject: Subject, now: At): Answer {
  const { on, to, strong }: Row = ACTIONS[action]
  if (!on.includes(subject.of)) return no('no-such-subject')
  if (to === 'anyone' || (to === 'local' && who.local)) return { yes: true, by: null }
  if (who.is === 'nobody') return no('not-signed-in')
  if (to === 'screens') return who.is === 'device' ? no('no-role') : { yes: true, by: null }
  if (to === 'signed-in') return who.is === 'person' ? { yes: true, by: null } : no('no-role')
  if (to === 'bedside' && who.is === 'station') return { yes: true, by: null }
  if (to === 'clinical' || to === 'bedside') {
    const clinical = who.grants.filter(({ role }) => (CLINICAL as readonly Role[]).includes(role))
    const by = clinical.find((grant) => running(grant, now))
    return by ? { yes: true, by } : no(clinical.length > 0 ? 'out-of-time' : 'no-role')
  }
  const roles: readonly Role[] = to === 'local' ? ['administrator'] : to
  const fitting = who.grants.filter(({ role }) => roles.includes(role))
  if (fitting.length === 0) return no('no-role')
  const here = fitting.filter((grant) => covers(grant, subject))
  if (here.length === 0) return no('elsewhere')
  const open = here.filter((grant) => running(grant, now))
  // An ordinary grant first: what one may anyway is no emergency.
  const by = open.find(({ purpose }) => purpose !== 'emergency') ?? open[0]
  if (!by) return no('out-of-time')
  return strong && !who.strong ? no('not-strong') : { yes: true, by }
}
