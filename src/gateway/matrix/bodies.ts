// For the matrix: one harmless request a route. Whoever may pass is refused behind the door, or answered; nothing is changed for the others.
import type { API_DOORS } from '../doors.ts'

type Route = keyof typeof API_DOORS

/** TABLE: one row a route that is posted to; a route without its row does not compile. */
export const SENT: { readonly [K in Extract<Route, `POST ${string}`>]: object } = {
  'POST /api/sign-in': { login: 'nobody-here', password: 'wrong' },
  'POST /api/second-factor': { code: '000000' },
  'POST /api/sign-out': {},
  'POST /api/active': {},
  'POST /api/set-up': { code: 'ABCDEFGH', name: 'X', login: 'xx', password: 'violet harbour ladder' },
  'POST /api/demo': { as: 'nurse' },
  'POST /api/station/pin': { person: 'none', pin: '274916' },
  'POST /api/sessions/end': { id: 'none' },
  'POST /api/account/password': { before: 'wrong', password: 'violet harbour ladder' },
  'POST /api/account/pin': { password: 'wrong', pin: '274916' },
  'POST /api/account/second-factor/begin': {},
  'POST /api/account/second-factor/confirm': { code: '000000' },
  'POST /api/people': { name: 'X', login: 'xx', grants: [{ role: 'nurse', ward: 'nowhere', until: null }] },
  'POST /api/people/grants': { id: 'none', grants: [] },
  'POST /api/people/disable': { id: 'none', disabled: true },
  'POST /api/people/reset': { id: 'none', what: 'pin' },
  'POST /api/stations': { name: 'X', kind: 'workstation', wards: ['nowhere'] },
  'POST /api/stations/end': { id: 'none' },
  'POST /api/act': { ask: { act: 'resume', stay: 'none', bed: 'none' } },
  'POST /api/ward/list': { ward: 'nowhere', ended: false },
  'POST /api/ward/staff': { ward: 'nowhere' },
  'POST /api/ward/beds': { ward: 'nowhere' },
  'POST /api/ward/devices': { ward: 'nowhere' },
  'POST /api/stay/record': { ward: 'nowhere', stay: 'none' },
  'POST /api/alarm': { ask: { act: 'silence', stay: 'none', bed: 'none', on: true }, seen: { epoch: 0, seq: 0 } },
  'POST /api/early': { ask: { act: 'answer', stay: 'none', bed: 'none', notice: 'obs-due', told: 'X', at: 0, plan: 'X' } },
  'POST /api/early/chart': { ward: 'nowhere', stay: 'none' },
  'POST /api/alarms/history': { ward: 'nowhere', stay: null, from: 0, to: 1 },
  'POST /api/ward/quiet': { ward: 'nowhere', hours: 1 },
  'POST /api/ward/handover': { ward: 'nowhere', hours: 1 },
  'POST /api/ward/replay': { ward: 'nowhere', at: 0, step: 1000, count: 1 },
  'POST /api/stay/window': { stay: 'none', from: 0, to: 1000, width: 100, signals: ['hr'] },
  'POST /api/stay/waves': { stay: 'none', from: 0, to: 1000, signals: ['ecg-ii'] },
  'POST /api/stay/extents': { stay: 'none' },
  'POST /api/stay/story': { stay: 'none', from: 0, to: 1000 },
  'POST /api/stay/figures': { stay: 'none', window: { from: 0, to: 1000 }, signals: ['hr'] },
  'POST /api/stay/since': { stay: 'none', from: 0, to: 1000 },
  'POST /api/stay/table': { stay: 'none', from: 0, to: 1000, interval: '15', statistic: 'median', signals: ['hr'] },
  'POST /api/stay/note': { stay: 'none', kind: 'note', at: 0, text: 'the matrix asks' },
  'POST /api/stay/hand': { stay: 'none', value: 'lactate', at: 0, number: 1 },
  'POST /api/stay/proposal': { ward: 'nowhere', stay: 'none', vital: 'hr' },
  'POST /api/stay/export': { ward: 'nowhere', stay: 'none', from: 0, to: 1, what: 'csv', why: 'the matrix asks' },
  'POST /api/export/state': { id: 'none' },
  'POST /api/export/cancel': { id: 'none' },
  'POST /api/sound-test': { heard: true, screen: 'matrix', theme: 'general', volume: 1 },
  'POST /api/emergency': { ward: 'nowhere', reason: 'the matrix asks' },
  'POST /api/emergency/end': { id: 'none' },
  'POST /api/audit': {},
  'POST /api/audit/verify': {},
  'POST /api/audit/fhir': { from: 0, until: 1 },
  'POST /api/audit/patient': { stay: 'none' },
  'POST /api/audit/review': { id: 'none', note: 'the matrix asks' },
}
/** Ends what the others need: asked last. */
export const LAST: ReadonlySet<string> = new Set(['POST /api/sign-out'] satisfies Route[])
/** Routes whose handler answers "nobody is signed in" by itself: whether the door was passed is told by its counter. */
export const OWN_WORDS: ReadonlySet<string> = new Set(['POST /api/second-factor'] satisfies Route[])
