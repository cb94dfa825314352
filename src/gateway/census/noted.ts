// What the gateway did in the ward book by itself, in the audit.
import type { AuditEvent } from '../../model/audit.ts'
import type { At } from '../../model/units.ts'
import { gatewayEvent } from '../audit/openaudit.ts'
import type { Change } from './census.ts'

/** `real`: real time, for the audit. */
export const noteEvents =
  (note: (event: AuditEvent) => void, real: () => At) =>
  ({ events }: Pick<Change, 'events'>): void => {
    for (const { kind, stay, ward, why } of events) note({ ...gatewayEvent(kind, real(), why), ward, stays: [stay] })
  }
