// Who may do what: rows written by hand beside the table they hold it against, and the rules that no row may break.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { stayId, wardId } from './ids.ts'
import {
  ACTION_KEYS,
  ACTIONS,
  type Action,
  CLINICAL,
  GATEWAY,
  type Grant,
  may,
  nobody,
  PERSONAL,
  type Place,
  ROLE_KEYS,
  type Role,
  type Subject,
  WHY_NOT,
  type Who,
} from './may.ts'
import { after, at } from './units.ts'

const NOW = at(1_790_000_000_000)
const A = wardId('A')
const B = wardId('B')
const bed = (ward = A, stay = 'stay-1'): Subject => ({ of: 'stay', stay: stayId(stay), ward })
const ward = (of = A): Subject => ({ of: 'ward', ward: of })
const grant = (role: Role, place: Place, over: Partial<Grant> = {}): Grant => ({
  id: `${role}-${place.of}`,
  role,
  place,
  purpose: 'treatment',
  from: after(NOW, -1000),
  until: null,
  ...over,
})
const inA = (role: Role, over: Partial<Grant> = {}): Grant => grant(role, { of: 'ward', ward: A }, over)
const house = (role: Role): Grant => grant(role, { of: 'house' })
const who = (grants: readonly Grant[], over: Partial<Who> = {}): Who => ({
  is: 'person',
  id: 'p',
  name: 'P. Test',
  grants,
  strong: true,
  local: false,
  ...over,
})

/** Action → the roles that may do it where their grant covers the subject, one letter each: Nurse, Charge nurse, Physician, Administrator, priVacy officer, Station, Wall display, Device. */
const MAY: Record<
  Exclude<
    Action,
    'load-app' | 'see-health' | 'sign-in' | 'see-metrics' | 'own-account' | 'list-wards' | 'hand-over' | 'break-glass' | 'test-sound'
  >,
  string
> = {
  watch: 'NCPSW',
  'see-trend': 'NCPSW',
  'see-initials': 'NCPS',
  'see-names': 'NCP',
  claim: 'NCP',
  silence: 'NCPS',
  'call-for-help': 'NCPS',
  'claim-ward': 'NCP',
  'prove-path': 'NCPS',
  'order-target': 'P',
  chart: 'NCP',
  'order-scale': 'P',
  'see-observations': 'NCP',
  'see-history': 'NCP',
  'see-alarm-history': 'NCP',
  'pause-alarms': 'NCP',
  'alarm-off': 'CP',
  'arrest-alarm-off': 'P',
  'change-limits': 'NCP',
  'write-notes': 'NCP',
  'admit-and-move': 'NC',
  'stand-by': 'NCP',
  assign: 'NC',
  'assign-others': 'C',
  'list-stays': 'NCP',
  'see-ended-stays': 'CP',
  export: 'CP',
  'bind-devices': 'NC',
  feed: 'D',
  'manage-people': 'A',
  'manage-wards': 'A',
  'manage-stations': 'A',
  'read-audit': 'V',
  'review-emergency': 'V',
}
const LETTER: Record<Role, string> = {
  nurse: 'N',
  'charge-nurse': 'C',
  physician: 'P',
  administrator: 'A',
  'privacy-officer': 'V',
  station: 'S',
  'wall-display': 'W',
  device: 'D',
}
const subjectOf = (action: Action): Subject =>
  ACTIONS[action].on[0] === 'gateway' ? GATEWAY : ACTIONS[action].on.some((on) => on === 'ward') ? ward() : bed()
const grantFor = (role: Role, subject: Subject): Grant => (subject.of === 'gateway' ? house(role) : inA(role))

test.each(
  Object.entries(MAY).flatMap(([action, letters]) =>
    ROLE_KEYS.map((role) => [action as Action, role, letters.includes(LETTER[role])] as const),
  ),
)('%s by %s: %s', (action, role, expected) => {
  const subject = subjectOf(action)
  expect(may(who([grantFor(role, subject)]), action, subject, NOW).yes).toBe(expected)
})

test('every action has its row here or is open by another rule', () => {
  const rules = ['load-app', 'see-health', 'sign-in', 'see-metrics', 'own-account', 'list-wards', 'hand-over', 'break-glass', 'test-sound']
  expect([...Object.keys(MAY), ...rules].toSorted()).toEqual([...ACTION_KEYS].toSorted())
})

test.each([
  ['another ward', ward(B), 'elsewhere'],
  ['a stay of another ward', bed(B), 'elsewhere'],
  ['the house', GATEWAY, 'no-such-subject'],
] as const)('a ward grant opens nothing of %s', (_, subject, why) => {
  expect(may(who([inA('nurse')]), 'watch', subject, NOW)).toEqual({ yes: false, why })
})

test('a grant on the house opens no patient’s data, whatever the role', () => {
  for (const role of ROLE_KEYS)
    for (const action of ACTION_KEYS)
      for (const subject of [ward(), bed()]) {
        const { yes } = may(who([house(role)]), action, subject, NOW)
        expect([role, action, yes]).toEqual([
          role,
          action,
          action === 'break-glass' && subject.of === 'ward' && (CLINICAL as readonly Role[]).includes(role),
        ])
      }
})

test('a stay grant covers that stay wherever it lies, and neither its ward nor its neighbour', () => {
  const consulting = who([grant('physician', { of: 'stay', stay: stayId('stay-1') })])
  expect(may(consulting, 'see-names', bed(A), NOW).yes).toBe(true)
  expect(may(consulting, 'see-names', bed(B), NOW).yes).toBe(true)
  expect(may(consulting, 'see-names', bed(A, 'stay-2'), NOW)).toEqual({ yes: false, why: 'elsewhere' })
  expect(may(consulting, 'watch', ward(), NOW)).toEqual({ yes: false, why: 'elsewhere' })
})

test.each([
  ['before it begins', { from: after(NOW, 1) }, false],
  ['as it begins', { from: NOW }, true],
  ['before it ends', { until: after(NOW, 1) }, true],
  ['as it ends', { until: NOW }, false],
] as const)('a grant %s', (_, over, expected) => {
  const answer = may(who([inA('nurse', over)]), 'watch', ward(), NOW)
  expect(answer).toMatchObject(expected ? { yes: true } : { yes: false, why: 'out-of-time' })
})

test('an ordinary grant goes before emergency access, which says that it is one', () => {
  const emergency = inA('nurse', { id: 'e', purpose: 'emergency' })
  expect(may(who([emergency, inA('nurse')]), 'see-names', ward(), NOW)).toMatchObject({ by: { purpose: 'treatment' } })
  expect(may(who([emergency]), 'see-names', ward(), NOW)).toMatchObject({ by: { purpose: 'emergency' } })
})

test('the glass is broken by people with a clinical role anywhere, and by nobody else', () => {
  for (const role of ROLE_KEYS)
    expect([role, may(who([inA(role)]), 'break-glass', ward(B), NOW).yes]).toEqual([role, (CLINICAL as readonly Role[]).includes(role)])
  expect(may(nobody(true), 'break-glass', ward(B), NOW)).toEqual({ yes: false, why: 'not-signed-in' })
  expect(may(who([inA('nurse', { until: NOW })]), 'break-glass', ward(B), NOW)).toEqual({ yes: false, why: 'out-of-time' })
})

test('the sound is tested by people who care for patients, anywhere, and at every station', () => {
  for (const role of ROLE_KEYS)
    expect([role, may(who([inA(role)]), 'test-sound', GATEWAY, NOW).yes]).toEqual([role, (CLINICAL as readonly Role[]).includes(role)])
  for (const role of ['station', 'wall-display'] as const)
    expect(may(who([inA(role)], { is: 'station' }), 'test-sound', GATEWAY, NOW).yes).toBe(true)
  expect(may(who([inA('device')], { is: 'device' }), 'test-sound', GATEWAY, NOW).yes).toBe(false)
})

test('people, wards, stations and the audit want a second factor', () => {
  for (const role of PERSONAL)
    for (const action of ACTION_KEYS) {
      const weak = may(who([house(role)], { strong: false }), action, GATEWAY, NOW)
      if ('strong' in ACTIONS[action]) expect(weak.yes).toBe(false)
    }
  expect(may(who([house('administrator')], { strong: false }), 'manage-people', GATEWAY, NOW)).toEqual({ yes: false, why: 'not-strong' })
})

test.each([
  ['load-app', true, true],
  ['see-health', true, true],
  ['sign-in', true, true],
  ['see-metrics', true, false],
  ['own-account', false, false],
  ['list-wards', false, false],
  ['hand-over', false, false],
  ['test-sound', false, false],
  ['watch', false, false],
] as const)('nobody, %s: from this machine %s, from elsewhere %s', (action, here, elsewhere) => {
  const subject = subjectOf(action)
  expect(may(nobody(true), action, subject, NOW).yes).toBe(here)
  expect(may(nobody(false), action, subject, NOW).yes).toBe(elsewhere)
})

test('more grants never take anything away, and a refusal always has its words', () => {
  const anyGrant = fc.record({
    role: fc.constantFrom(...ROLE_KEYS),
    place: fc.constantFrom<Place>(
      { of: 'house' },
      { of: 'ward', ward: A },
      { of: 'ward', ward: B },
      { of: 'stay', stay: stayId('stay-1') },
    ),
    from: fc.integer({ min: -5, max: 5 }),
    until: fc.option(fc.integer({ min: -5, max: 5 })),
  })
  const made = ({ role, place, from, until }: { role: Role; place: Place; from: number; until: number | null }): Grant =>
    grant(role, place, { from: after(NOW, from), until: until === null ? null : after(NOW, until) })
  fc.assert(
    fc.property(
      fc.array(anyGrant, { maxLength: 6 }),
      anyGrant,
      fc.constantFrom(...ACTION_KEYS),
      fc.constantFrom(GATEWAY, ward(), bed(), bed(B)),
      (some, more, action, subject) => {
        const fewer = may(who(some.map(made)), action, subject, NOW)
        const answer = may(who([...some, more].map(made)), action, subject, NOW)
        if (fewer.yes) expect(answer.yes).toBe(true)
        if (!answer.yes) expect(WHY_NOT[answer.why]).toMatch(/\.$/)
      },
    ),
  )
})
