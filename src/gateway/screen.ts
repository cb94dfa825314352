// One socket as the gateway knows it: who it is, what it watches, what it may still ask.
import type { Server, Socket } from 'socket.io'
import type { WardId } from '../model/ids.ts'
import type { Who } from '../model/may.ts'
import type { Evicted, FromApp, ToApp } from '../model/wire.ts'
import type { z } from '../model/zod.ts'
import type { Bucket } from './rate.ts'
import type { Watch } from './ward.ts'

type None = Record<string, never>
export type Io = Server<FromApp, ToApp, None, { who: Who }>
export type Line = Socket<FromApp, ToApp, None, { who: Who }>
export type EvictReason = z.infer<typeof Evicted>['reason']

export interface Screenside {
  readonly who: Who
  readonly line: Line
  readonly watches: Map<WardId, Watch>
  readonly asks: Bucket
  readonly paints: Bucket
  /** Asks that fitted no schema. */
  nonsense: number
  /** Says why, then cuts it. */
  readonly evict: (reason: EvictReason) => void
}
