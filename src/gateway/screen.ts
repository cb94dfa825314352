// One socket as the gateway knows it: who it is, what it watches, what it may still ask.
import type { Server, Socket } from 'socket.io'
import type { AuditActor } from '../model/audit.ts'
import type { WardId } from '../model/ids.ts'
import type { Who } from '../model/may.ts'
import type { Evicted, FromApp, ToApp } from '../model/wire.ts'
import type { z } from '../model/zod.ts'
import type { Credentials } from './access/access.ts'
import type { Watch } from './delivery.ts'
import type { Bucket } from './rate.ts'

type None = Record<string, never>
interface Data {
  credentials: Credentials
}
export type Io = Server<FromApp, ToApp, None, Data>
export type Line = Socket<FromApp, ToApp, None, Data>
export type EvictReason = z.infer<typeof Evicted>['reason']

export interface Screenside {
  /** Looked up anew each time: a session may have ended since. */
  readonly who: Who
  readonly actor: AuditActor
  readonly line: Line
  readonly watches: Map<WardId, Watch>
  readonly asks: Bucket
  readonly paints: Bucket
  /** Details that are open here: the stay, and the undo that writes down how long. */
  readonly opened: Map<string, () => void>
  /** Asks that fitted no schema. */
  nonsense: number
  /** Says why, then cuts it. */
  readonly evict: (reason: EvictReason) => void
}
