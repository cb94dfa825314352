// What a gateway is made of: everything is handed in, so that tests hand in other parts.
import type { Logger } from 'pino'
import type { Clock, Source } from '../feed/source.ts'
import type { Book, Changed } from '../model/book.ts'
import type { Ward } from '../model/census.ts'
import type { WardId } from '../model/ids.ts'
import type { may } from '../model/may.ts'
import type { Hour } from '../model/zone.ts'
import type { Access } from './access/access.ts'
import type { Audit } from './audit/audit.ts'
import type { KeptBeside } from './history/beside.ts'
import type { History } from './history/history.ts'
import type { Cookies, Routes } from './routes/route.ts'
import type { EarlySetup } from './watch/early.ts'
import type { KeptAlarms } from './watch/kept.ts'
import type { createWatch } from './watch/watch.ts'

export interface GatewaySetup {
  readonly sources: readonly Source[]
  readonly clock: Clock
  /** Who is behind each screen. */
  readonly access: Access
  /** Where every read and write of a patient's data is written down. */
  readonly audit: Pick<Audit, 'write' | 'note' | 'state'>
  /** The API; null where there is none. */
  readonly routes?: Routes | null
  readonly cookies?: Cookies | null
  /** Beyond loopback: where it listens, by which certificate, and whether a proxy before it is to be believed. */
  readonly host?: string
  readonly tls?: { readonly cert: Buffer; readonly key: Buffer } | null
  readonly trustProxy?: boolean
  /** The folder of the built app. */
  readonly dist?: string | undefined
  readonly random: (bytes: number) => Uint8Array
  readonly log: Pick<Logger, 'info' | 'warn' | 'error'>
  /** Whether any of the data is invented. */
  readonly demo?: boolean
  readonly version?: string
  /** Origins beside its own from which a page may come. */
  readonly allowOrigins?: readonly string[]
  /** Sockets served at once. */
  readonly screens?: number
  readonly may?: typeof may
  /** The ward book as it was kept, and who keeps it; without, it begins anew and ends with the process. */
  readonly book?: Book
  readonly keep?: (changes: readonly Changed[], before: Book) => Promise<void>
  /** Early warning as it was kept, and who keeps it. */
  readonly early?: Pick<EarlySetup, 'kept' | 'keep'>
  /** Alarms as they were kept, and who keeps them; without, they end with the process. */
  readonly alarms?: KeptAlarms
  /** Done where a ward is on no screen. */
  readonly onUnwatched?: (ward: Pick<Ward, 'id' | 'name'>) => void
  /** Where notes and values by hand are kept; without, in memory. */
  readonly beside?: KeptBeside
  /** Where the history is kept; without, in memory for as long as it lives. */
  readonly history?: History
  /** Of a demo's first start: how much of its past is made, for health. */
  readonly making?: () => Making | null
  /** How the store stands, for health. */
  readonly record?: () => Readonly<Record<string, unknown>>
  /** Tests of other parts hand in one that judges nothing. */
  readonly watch?: typeof createWatch
  /** By the ward's clock: the alarm path is proven each day. */
  readonly proveAt?: Hour
  /** All who care on a ward now. */
  readonly carers?: (ward: WardId) => readonly { readonly id: string; readonly name: string }[]
}
interface Making {
  readonly state: string
  /** 0–1. */
  readonly share: number
}
