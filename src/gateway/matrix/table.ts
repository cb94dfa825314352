// For the matrix: who may pass which door, in the words of the house and apart from its code.
import type { DOOR_LIST } from '../doors.ts'

type Door = (typeof DOOR_LIST)[number]

/**
 * TABLE: one row a door; a door without its row does not compile. 'all': anybody. 'screens': who is signed in, and stations. 'people': who is
 * signed in. 'clinical': nurses and physicians of whatever place; 'bedside': these and stations. Letters: roles whose grant covers what is asked about, of Nurse, Charge
 * nurse, Physician, Administrator, priVacy officer, Station, Wall display, Device. '!': only with a second factor.
 */
export const PASSES: Readonly<Record<Door, string>> = {
  'socket:wards': 'screens',
  'socket:watch': 'NCPSW',
  'socket:unwatch': 'NCPSW',
  // Who sees a ward may ask who lies there; what is answered is own:name and own:initials.
  'socket:roster': 'NCPSW',
  'socket:trend': 'NCPSW',
  'socket:clock': 'screens',
  'socket:painted': 'NCPSW',
  'socket:opened': 'NCPSW',
  'socket:proved': 'NCPSW',
  'http:GET /healthz': 'all',
  // From this machine, as here; an administrator from elsewhere.
  'http:GET /metrics': 'all',
  'http:GET /*': 'all',
  'http:GET /api/me': 'all',
  'http:POST /api/sign-in': 'all',
  'http:POST /api/second-factor': 'all',
  'http:POST /api/sign-out': 'all',
  'http:POST /api/active': 'all',
  'http:POST /api/set-up': 'all',
  'http:POST /api/demo': 'all',
  'http:GET /api/oidc/start': 'all',
  'http:GET /api/oidc/callback': 'all',
  'http:GET /api/station/people': 'screens',
  'http:POST /api/station/pin': 'screens',
  'http:GET /api/sessions': 'people',
  'http:POST /api/sessions/end': 'people',
  'http:GET /api/account/lanes': 'people',
  'http:POST /api/account/lanes': 'people',
  'http:POST /api/account/password': 'people',
  'http:POST /api/account/pin': 'people',
  'http:POST /api/account/second-factor/begin': 'people',
  'http:POST /api/account/second-factor/confirm': 'people',
  'http:GET /api/people': 'A!',
  'http:POST /api/people': 'A!',
  'http:POST /api/people/grants': 'A!',
  'http:POST /api/people/disable': 'A!',
  'http:POST /api/people/reset': 'A!',
  'http:GET /api/stations': 'A!',
  'http:POST /api/stations': 'A!',
  'http:POST /api/stations/end': 'A!',
  'http:GET /api/wards': 'screens',
  'http:GET /api/wards/edit': 'A!',
  // Acts and lists: every screen may ask; what it is about is asked behind it, own:….
  'http:POST /api/act': 'screens',
  'http:POST /api/ward/list': 'screens',
  'http:POST /api/ward/staff': 'screens',
  'http:POST /api/ward/beds': 'screens',
  'http:POST /api/ward/devices': 'screens',
  'http:POST /api/stay/record': 'screens',
  'http:POST /api/alarm': 'screens',
  'http:POST /api/alarms/history': 'screens',
  'http:POST /api/early': 'screens',
  'http:POST /api/early/chart': 'screens',
  'http:POST /api/ward/quiet': 'screens',
  'http:POST /api/ward/handover': 'screens',
  'http:POST /api/stay/proposal': 'screens',
  'http:POST /api/ward/replay': 'screens',
  'http:POST /api/stay/window': 'screens',
  'http:POST /api/stay/waves': 'screens',
  'http:POST /api/stay/extents': 'screens',
  'http:POST /api/stay/story': 'screens',
  'http:POST /api/stay/figures': 'screens',
  'http:POST /api/stay/since': 'screens',
  'http:POST /api/stay/table': 'screens',
  'http:POST /api/stay/note': 'screens',
  'http:POST /api/stay/hand': 'screens',
  'http:POST /api/stay/export': 'screens',
  'http:POST /api/export/state': 'screens',
  'http:POST /api/export/cancel': 'screens',
  'http:GET /api/export/file': 'screens',
  'http:POST /api/sound-test': 'bedside',
  'http:POST /api/emergency': 'screens',
  'http:POST /api/emergency/end': 'screens',
  'http:GET /api/audit/state': 'V!',
  'http:GET /api/audit/patients': 'V!',
  'http:GET /api/audit/emergencies': 'V!',
  'http:POST /api/audit': 'V!',
  'http:POST /api/audit/verify': 'V!',
  'http:POST /api/audit/fhir': 'V!',
  'http:POST /api/audit/patient': 'V!',
  'http:POST /api/audit/review': 'V!',
  'own:connect': 'screens',
  'own:frame': 'NCPSW',
  'own:name': 'NCP',
  'own:initials': 'NCPS',
  'own:sparkline': 'NCPSW',
  'own:emergency': 'clinical',
  'own:list': 'NCP',
  'own:ended': 'CP',
  'own:staff': 'NCP',
  'own:beds': 'NCP',
  'own:devices': 'NCP',
  'own:record': 'NCP',
  'own:give-beds': 'C',
  'own:act:admit': 'NC',
  'own:act:correct': 'NC',
  'own:act:move': 'NC',
  'own:act:swap': 'NC',
  'own:act:discharge': 'NC',
  'own:act:nobody': 'NC',
  'own:act:standby': 'NCP',
  'own:act:resume': 'NCP',
  'own:act:confirm': 'NC',
  'own:act:bind': 'NC',
  'own:act:unbind': 'NC',
  'own:act:assign': 'NC',
  'own:act:charge': 'C',
  'own:act:make-ward': 'A!',
  'own:act:change-ward': 'A!',
  'own:act:add-beds': 'A!',
  'own:act:rename-bed': 'A!',
  'own:act:remove-bed': 'A!',
  'own:act:trial': 'A!',
  'own:alarm-history': 'NCP',
  'own:observations': 'NCP',
  'own:early:observe': 'NCP',
  'own:early:answer': 'NCP',
  'own:early:scale': 'P',
  'own:history': 'NCP',
  'own:note': 'NCP',
  'own:quiet': 'NCP',
  'own:handover': 'NCP',
  'own:proposal': 'NCP',
  'own:export': 'CP',
  'own:alarm:claim': 'NCP',
  'own:alarm:give': 'NCP',
  'own:alarm:release': 'NCP',
  'own:alarm:seen': 'NCP',
  'own:alarm:help': 'NCPS',
  'own:alarm:silence': 'NCPS',
  'own:alarm:pause': 'NCP',
  'own:alarm:off': 'CP',
  'own:alarm:on': 'CP',
  'own:alarm:order-off': 'P',
  'own:alarm:order-on': 'P',
  'own:alarm:limits': 'NCP',
  'own:alarm:confirm-age': 'NCP',
  'own:alarm:target': 'P',
  'own:alarm:claim-ward': 'NCP',
  'own:alarm:prove': 'NCPS',
}

export interface Held {
  readonly letter: string
  /** 'house', a ward, or a stay. */
  readonly place: string
  readonly running: boolean
}
export interface Seat {
  readonly name: string
  readonly is: 'person' | 'station' | 'nobody'
  /** What counts at this screen. */
  readonly held: readonly Held[]
  readonly strong: boolean
}
/** 'some': a ward that is passed where any of its stays may be seen. */
export type About =
  | { readonly of: 'house' }
  | { readonly of: 'ward' | 'some'; readonly ward: string }
  | { readonly of: 'stay'; readonly ward: string; readonly stay: string }

export const HOUSE: About = { of: 'house' }
export const stayOf = (ward: string, bed: number): string => `stay-${ward}-${bed}`

function covers(place: string, about: About): boolean {
  if (about.of === 'house') return place === 'house'
  if (place === about.ward) return true
  return about.of === 'stay' ? place === about.stay : about.of === 'some' && place.startsWith(`stay-${about.ward}-`)
}

export function passes({ is, held, strong }: Seat, door: Door, about: About): boolean {
  const rule = PASSES[door]
  const running = held.filter((one) => one.running)
  if (rule === 'all') return true
  if (rule === 'screens') return is !== 'nobody'
  if (rule === 'people') return is === 'person'
  if (rule === 'bedside' && is === 'station') return true
  if (rule === 'clinical' || rule === 'bedside') return running.some(({ letter }) => 'NCP'.includes(letter))
  const may = running.some(({ letter, place }) => rule.includes(letter) && covers(place, about))
  return may && (strong || !rule.endsWith('!'))
}
