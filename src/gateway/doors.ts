// TABLE: every door of the gateway and the action of model/may.ts that it asks for. All doors pass one choke-point (P8).
import type { Got, Posted } from '../model/access.ts'
import { ACT_KEYS, ACTS, type ActKey } from '../model/acts.ts'
import { ALARM_ACT_KEYS, ALARM_ACTS, type AlarmActKey } from '../model/alarmacts.ts'
import { EARLY_ACT_KEYS, EARLY_ACTS, type EarlyActKey } from '../model/earlyacts.ts'
import type { Action, Answer, may, Subject, Who } from '../model/may.ts'
import type { At } from '../model/units.ts'
import type { FromApp } from '../model/wire.ts'
import { Refused } from './errors.ts'

/** One row a socket event, named as in the event map. */
export const SOCKET_DOORS = {
  wards: 'list-wards',
  watch: 'watch',
  unwatch: 'watch',
  roster: 'see-initials',
  trend: 'see-trend',
  clock: 'load-app',
  painted: 'watch',
  opened: 'watch',
  proved: 'watch',
} as const satisfies Record<keyof FromApp, Action>

/** One row a route of the API, named as in the table of bodies. */
export const API_DOORS = {
  'GET /api/me': 'load-app',
  'POST /api/sign-in': 'sign-in',
  'POST /api/second-factor': 'sign-in',
  'POST /api/sign-out': 'sign-in',
  'POST /api/active': 'sign-in',
  'POST /api/set-up': 'sign-in',
  'POST /api/demo': 'sign-in',
  'GET /api/oidc/start': 'sign-in',
  'GET /api/oidc/callback': 'sign-in',
  'GET /api/station/people': 'hand-over',
  'POST /api/station/pin': 'hand-over',
  'GET /api/sessions': 'own-account',
  'POST /api/sessions/end': 'own-account',
  'GET /api/account/lanes': 'own-account',
  'POST /api/account/lanes': 'own-account',
  'POST /api/account/password': 'own-account',
  'POST /api/account/pin': 'own-account',
  'POST /api/account/second-factor/begin': 'own-account',
  'POST /api/account/second-factor/confirm': 'own-account',
  'GET /api/people': 'manage-people',
  'POST /api/people': 'manage-people',
  'POST /api/people/grants': 'manage-people',
  'POST /api/people/disable': 'manage-people',
  'POST /api/people/reset': 'manage-people',
  'GET /api/stations': 'manage-stations',
  'POST /api/stations': 'manage-stations',
  'POST /api/stations/end': 'manage-stations',
  'GET /api/wards': 'list-wards',
  'GET /api/wards/edit': 'manage-wards',
  // What it is about is asked behind it: own:act:…, own:list and the like.
  'POST /api/act': 'hand-over',
  'POST /api/ward/list': 'list-wards',
  'POST /api/ward/staff': 'list-wards',
  'POST /api/ward/beds': 'list-wards',
  'POST /api/ward/devices': 'list-wards',
  'POST /api/stay/record': 'list-wards',
  'POST /api/alarm': 'hand-over',
  'POST /api/alarms/history': 'list-wards',
  'POST /api/early': 'list-wards',
  'POST /api/early/chart': 'list-wards',
  'POST /api/ward/quiet': 'list-wards',
  'POST /api/ward/handover': 'list-wards',
  'POST /api/stay/proposal': 'list-wards',
  'POST /api/ward/replay': 'list-wards',
  'POST /api/stay/window': 'list-wards',
  'POST /api/stay/waves': 'list-wards',
  'POST /api/stay/extents': 'list-wards',
  'POST /api/stay/story': 'list-wards',
  'POST /api/stay/figures': 'list-wards',
  'POST /api/stay/since': 'list-wards',
  'POST /api/stay/table': 'list-wards',
  'POST /api/stay/note': 'list-wards',
  'POST /api/stay/hand': 'list-wards',
  'POST /api/stay/export': 'list-wards',
  'POST /api/export/state': 'list-wards',
  'POST /api/export/cancel': 'list-wards',
  'GET /api/export/file': 'list-wards',
  'POST /api/sound-test': 'test-sound',
  'POST /api/emergency': 'hand-over',
  'POST /api/emergency/end': 'hand-over',
  'GET /api/audit/state': 'read-audit',
  'GET /api/audit/patients': 'read-audit',
  'GET /api/audit/emergencies': 'review-emergency',
  'POST /api/audit': 'read-audit',
  'POST /api/audit/verify': 'read-audit',
  'POST /api/audit/fhir': 'read-audit',
  'POST /api/audit/patient': 'read-audit',
  'POST /api/audit/review': 'review-emergency',
} as const satisfies Record<Posted | Got, Action>

/** One row a route, by its pattern. */
export const HTTP_DOORS = {
  'GET /healthz': 'see-health',
  'GET /metrics': 'see-metrics',
  'GET /*': 'load-app',
  ...API_DOORS,
} as const satisfies Record<string, Action>

/** One row an act on beds, stays, devices and wards. */
const ACT_DOORS = Object.fromEntries(ACT_KEYS.map((key) => [`act:${key}`, ACTS[key].action])) as {
  readonly [K in ActKey as `act:${K}`]: (typeof ACTS)[K]['action']
}

/** One row an act on alarms. */
const ALARM_DOORS = Object.fromEntries(ALARM_ACT_KEYS.map((key) => [`alarm:${key}`, ALARM_ACTS[key].action])) as {
  readonly [K in AlarmActKey as `alarm:${K}`]: (typeof ALARM_ACTS)[K]['action']
}

/** One row an act of early warning. */
const EARLY_DOORS = Object.fromEntries(EARLY_ACT_KEYS.map((key) => [`early:${key}`, EARLY_ACTS[key].action])) as {
  readonly [K in EarlyActKey as `early:${K}`]: (typeof EARLY_ACTS)[K]['action']
}

/** Doors that nobody knocks at: the gateway itself asks before it lets anything out, or in an act of several parts. */
export const OWN_DOORS = {
  connect: 'load-app',
  frame: 'watch',
  name: 'see-names',
  initials: 'see-initials',
  sparkline: 'see-trend',
  emergency: 'break-glass',
  list: 'list-stays',
  ended: 'see-ended-stays',
  staff: 'list-stays',
  beds: 'list-stays',
  devices: 'list-stays',
  record: 'see-names',
  'give-beds': 'assign-others',
  'alarm-history': 'see-alarm-history',
  history: 'see-history',
  note: 'write-notes',
  export: 'export',
  quiet: 'see-alarm-history',
  handover: 'list-stays',
  proposal: 'change-limits',
  ...ACT_DOORS,
  ...ALARM_DOORS,
  observations: 'see-observations',
  ...EARLY_DOORS,
} as const satisfies Record<string, Action>

const DOORS = {
  ...prefixed('socket', SOCKET_DOORS),
  ...prefixed('http', HTTP_DOORS),
  ...prefixed('own', OWN_DOORS),
}
export type Door = keyof typeof DOORS
export const DOOR_LIST = Object.keys(DOORS) as readonly Door[]

function prefixed<P extends string, T extends Record<string, Action>>(
  prefix: P,
  rows: T,
): { [K in keyof T & string as `${P}:${K}`]: T[K] } {
  return Object.fromEntries(Object.entries(rows).map(([key, action]) => [`${prefix}:${key}`, action])) as never
}

export interface Doors {
  /** Whether `who` may pass this door to this subject, now, and by which grant. Counts the answer. */
  ask(door: Door, who: Who, subject: Subject): Answer
  /** The same as yes or no. */
  open(door: Door, who: Who, subject: Subject): boolean
  /** The same; throws Refused 'not-signed-in' for nobody, 'second-factor-needed' or 'not-allowed'. */
  pass(door: Door, who: Who, subject: Subject): Answer & { yes: true }
}

/** `asked` is told of every answer: door, action, yes or no. `now`: real time. */
export function createDoors(given: typeof may, now: () => At, asked: (door: Door, action: Action, yes: boolean) => void): Doors {
  const ask = (door: Door, who: Who, subject: Subject): Answer => {
    const action = DOORS[door]
    const answer = given(who, action, subject, now())
    asked(door, action, answer.yes)
    return answer
  }
  return {
    ask,
    open: (door, who, subject) => ask(door, who, subject).yes,
    pass(door, who, subject) {
      const answer = ask(door, who, subject)
      if (answer.yes) return answer
      if (answer.why === 'not-signed-in') throw new Refused('not-signed-in')
      throw new Refused(answer.why === 'not-strong' ? 'second-factor-needed' : 'not-allowed')
    },
  }
}
