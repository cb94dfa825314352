// What the routes are made of, and the notes for the audit that all of them write.
import type { Clock } from '../../feed/source.ts'
import type { AuditEvent } from '../../model/audit.ts'
import type { may } from '../../model/may.ts'
import type { Random } from '../access/chance.ts'
import type { Demo } from '../access/demo.ts'
import type { SingleSignOn } from '../access/oidc.ts'
import type { OpenAccess } from '../access/openaccess.ts'
import type { Hasher } from '../access/secrets.ts'
import type { SetUp } from '../access/setup.ts'
import type { SignIn } from '../access/signin.ts'
import type { Audit } from '../audit/audit.ts'
import type { Register } from '../census/register.ts'
import { Refused } from '../errors.ts'
import type { Gateway } from '../gateway.ts'
import type { Replays } from '../history/replays.ts'
import type { NurseTime } from '../nursetime.ts'
import type { Call } from './route.ts'

export interface RouteParts {
  readonly access: OpenAccess
  readonly signIn: SignIn
  readonly hasher: Hasher
  readonly setUp: SetUp
  /** null: this is no demo. */
  readonly demo: Demo | null
  readonly audit: Audit
  readonly clock: Pick<Clock, 'real' | 'now' | 'ahead' | 'speed'>
  readonly random: Random
  readonly may: typeof may
  readonly singleSignOn: SingleSignOn | null
  /** Set once the gateway stands. */
  readonly register: () => Register
  readonly gateway: () => Pick<Gateway, 'census' | 'act' | 'doors' | 'early' | 'alarms' | 'inSync' | 'day' | 'history' | 'making' | 'notes'>
  /** What a replay remembers from one of its windows to the next. */
  readonly replays: Pick<Replays, 'extents' | 'scores'>
  readonly nurseTime: Pick<NurseTime, 'since' | 'within'>
  readonly failed: (place: string, error: unknown) => void
}

/** An event of a call, all of it said that is not given. */
export function eventOf(
  parts: Pick<RouteParts, 'clock'>,
  call: Pick<Call, 'actor'>,
  kind: AuditEvent['kind'],
  over: Partial<AuditEvent> = {},
): AuditEvent {
  return {
    kind,
    at: parts.clock.real(),
    actor: call.actor,
    outcome: 'done',
    purpose: 'operations',
    ward: null,
    stays: [],
    person: null,
    why: null,
    until: null,
    names: false,
    late: false,
    ...over,
  }
}
export function noteOf(
  parts: Pick<RouteParts, 'clock' | 'audit' | 'failed'>,
  call: Pick<Call, 'actor'>,
  kind: AuditEvent['kind'],
  over: Partial<AuditEvent> = {},
): void {
  void parts.audit.note(eventOf(parts, call, kind, over)).catch((error: unknown) => parts.failed('audit', error))
}

/** Waits until an act is kept. It is written down also where it took effect and could not be kept. */
export async function inForce(act: Promise<unknown>, written: () => void): Promise<void> {
  try {
    await act
  } catch (error) {
    if (error instanceof Refused && error.code === 'store-down') written()
    throw error
  }
  written()
}
