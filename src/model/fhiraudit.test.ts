// Records as FHIR AuditEvents: rows of kinds, dates, and the agents and entities that BALP asks for.
import { expect, test } from 'vitest'
import type { AuditEvent } from './audit.ts'
import { auditBundle, auditEventResource } from './fhiraudit.ts'

const EVENT: AuditEvent = {
  kind: 'names-read',
  at: Date.UTC(2026, 1, 28, 23, 59, 59, 7),
  actor: { is: 'person', id: 'p1', name: 'R. Wren', roles: ['nurse'], station: { id: 's1', name: 'the desk' }, address: '10.0.0.1' },
  outcome: 'done',
  purpose: 'treatment',
  ward: '4B',
  stays: ['stay-1', 'stay-2'],
  person: null,
  why: null,
  until: null,
  names: true,
  late: false,
}
const made = (over: Partial<AuditEvent> = {}) => auditEventResource({ seq: 7, event: { ...EVENT, ...over } }, { source: 'wardlight' })

test('a read of patients: client, server, user who asked, one entity a patient', () => {
  expect(made()).toMatchObject({
    resourceType: 'AuditEvent',
    id: '7',
    action: 'R',
    recorded: '2026-02-28T23:59:59.007Z',
    outcome: '0',
    type: { code: 'rest' },
    subtype: [{ code: 'read' }],
    purposeOfEvent: [{ coding: [{ code: 'TREAT' }] }],
    source: { observer: { display: 'wardlight' } },
  })
  const { agent, entity } = made() as unknown as {
    agent: { requestor: boolean; type: { coding: { code: string }[] }; network?: object }[]
    entity: { type: { code: string }; role: { code: string } }[]
  }
  // Data flow to the client: it is the destination.
  expect(agent.map(({ type, requestor }) => [type.coding[0]!.code, requestor])).toEqual([
    ['110152', false],
    ['110153', false],
    ['IRCP', true],
  ])
  expect(agent[0]!.network).toEqual({ address: '10.0.0.1', type: '2' })
  expect(entity.filter(({ type, role }) => type.code === '1' && role.code === '1')).toHaveLength(2)
  expect(entity.filter(({ type, role }) => type.code === '2' && role.code === '4')).toHaveLength(1)
})
test.each([
  [{ purpose: 'emergency' }, 'purposeOfEvent.0.coding.0.code', 'BTG'],
  [{ outcome: 'refused' }, 'outcome', '4'],
  [{ outcome: 'failed' }, 'outcome', '8'],
  [{ kind: 'signed-in', stays: [], ward: null }, 'type.code', '110122'],
  [{ kind: 'emergency-begun' }, 'type.code', '110127'],
  [{ kind: 'audit-read' }, 'subtype.0.code', '110101'],
  [{ kind: 'admitted' }, 'action', 'C'],
  [{ until: Date.UTC(2026, 2, 1) }, 'period.end', '2026-03-01T00:00:00.000Z'],
] as const)('%j → %s is %s', (over, path, expected) => {
  const value = path.split('.').reduce<unknown>((found, key) => (found as Record<string, unknown>)[key], made(over as Partial<AuditEvent>))
  expect(value).toBe(expected)
})
test('every day of four centuries has its date', () => {
  for (let day = 0; day < 146_097; day += 17) {
    const at = Date.UTC(1970, 0, 1 + day, 1, 2, 3, 4)
    expect(made({ at }).recorded).toBe(new Date(at).toISOString())
  }
})
test.each(['admitted', 'discharged'] as const)('%s: data flow to the server, and the user is their author', (kind) => {
  const { agent } = made({ kind }) as unknown as { agent: { type: { coding: { code: string }[] }; network?: object }[] }
  expect(agent.map(({ type }) => type.coding[0]!.code)).toEqual(['110153', '110152', 'AUT'])
  expect(agent[0]!.network).toBeDefined()
})
test('a bundle holds all of them, says where there is more, and leaves out nothing that cannot be read', () => {
  const at = EVENT.at
  const records = [
    { seq: 2, at, event: EVENT },
    { seq: 1, at, event: null },
  ]
  const whole = auditBundle(records, { source: 'w', next: null })
  expect(whole).not.toHaveProperty('link')
  expect(whole.entry.map(({ resource }) => [resource.id, resource.outcome])).toEqual([
    ['2', '0'],
    ['1', '8'],
  ])
  expect(auditBundle(records, { source: 'w', next: 1 })).toMatchObject({ link: [{ relation: 'next', url: '?before=1' }] })
})
