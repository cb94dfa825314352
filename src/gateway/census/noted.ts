// What the gateway did in the ward book by itself, in the audit.
import type { AuditActor, AuditEvent } from '../../model/audit.ts'
import type { At } from '../../model/units.ts'
import type { Change } from './census.ts'

/** Who did what nobody asked for. */
const GATEWAY_ACTOR: AuditActor = { is: 'gateway', id: 'gateway', name: 'gateway', roles: [], station: null, address: null }

/** `real`: real time, for the audit. */
export const noteEvents =
  (note: (event: AuditEvent) => void, real: () => At) =>
  ({ events }: Pick<Change, 'events'>): void => {
    for (const { kind, stay, ward, why } of events)
      note({
        kind,
        at: real(),
        actor: GATEWAY_ACTOR,
        outcome: 'done',
        purpose: 'operations',
        ward,
        stays: [stay],
        person: null,
        why,
        until: null,
        names: false,
        late: false,
      })
  }
